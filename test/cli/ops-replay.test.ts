/** `ops replay` on the workflows of this checkout: what it says of a history that they take, and of one that they do not. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporal } from '@temporalio/proto';
import { historyToJson } from '../../temporal/history-json';
import { sharedBundle } from '../support/shared';
import { playedCommandLine } from './command-line';

const RECORDED = join(__dirname, '..', 'replay', 'histories', 'completed-with-closure.json');
const { line } = playedCommandLine();

beforeEach(async () => {
  const bundle = await sharedBundle();
  writeFileSync(join(line.folder, 'workflow-bundle.js'), bundle.code);
  const recorded = JSON.parse(readFileSync(RECORDED, 'utf8')) as object;
  const taken = JSON.stringify(historyToJson(temporal.api.history.v1.History.fromObject(recorded)));
  writeFileSync(join(line.folder, 'taken.json'), taken);
  const refused = taken.replaceAll('"requestRefund"', '"requestPayment"');
  writeFileSync(join(line.folder, 'refused.json'), refused);
});

const replay = (language: string, ...files: string[]) =>
  line.run(['ops', 'replay', ...files, '--bundle', '.'], { env: { LANG: language } });

test.each([
  ['zh_CN.UTF-8', '已重放: 1  未通过: 0'],
  ['en_US.UTF-8', 'replayed: 1  failed: 0'],
])('in %s a history that replays is counted, and nothing else is said', async (language, said) => {
  expect(await replay(language, 'taken.json')).toMatchObject({ code: 0, out: `${said}\n` });
});

test.each([
  ['zh_CN.UTF-8', '事件', '代码应为', '已重放: 2  未通过: 1'],
  ['en_US.UTF-8', 'event', 'the code wanted', 'replayed: 2  failed: 1'],
])('in %s one that does not is told with its event and what the code wanted', async (...all) => {
  const [language, event, wanted, counts] = all;
  const { code, out } = await replay(language, 'taken.json', 'refused.json');
  expect(code).toBe(1);
  const [where, instead, ofTemporal, last] = out.split('\n');
  expect(where).toMatch(new RegExp(`^refused\\.json  ${event} \\d+ .*requestPayment`));
  expect(instead).toMatch(new RegExp(`^  ${wanted} .*requestRefund`));
  expect(ofTemporal).toContain('requestPayment');
  expect(last).toBe(counts);
});
