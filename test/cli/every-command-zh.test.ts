/** Every command of the program, played in Chinese: what people read has no Latin word without a reason. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOfProcess } from '../../client/cli/config';
import { CliFailure } from '../../client/cli/failures';
import { withEnvFile } from '../../base/env-file/config';
import { STATUS } from '../../words/domain';
import { fieldName } from '../../words/fields';
import { sayIn } from '../../words/phrase';
import { ANSWERS_ZH } from './answers-zh';
import { playedCommandLine } from './command-line';
import { COMMANDS, PLAYS } from './every-command';

const { api, line } = playedCommandLine();
beforeEach(() => {
  for (const [route, answer] of ANSWERS_ZH) api.answers(route, answer);
  writeFileSync(join(line.folder, 'paper.pdf'), '%PDF-1.4');
});

/** What may stand in Latin letters. */
const LATIN: readonly RegExp[] = [
  /\bapplication\/pdf\b|\S+\.(?:pdf|html)\b/g, // media types and names of files
  /\bUC-\w+|\bB-\d+|\b(?:reconcile|verify)-\w+|\b(?:t|d|n|s|k|att|note)_\w+/g, // ids
  /\b(?:refund|unbind):\S+/g, // numbers of requests
  /\bUNBIND_[A-Z_]+/g, // codes and settings
  /\bunbind (?:ops )?[a-z-]+/g, // commands to copy
  /(?<![\w-])--[a-z-]+/g, // options to copy
  /^ *\* ops retry/gm, // the command of a repair that the diagnosis advises
  /\b(?:CNY) [\d,.]+/g, // amounts
  /\bparked:/g, // a cause, as `--cause` takes it
  /https?:\S+|\S*\/nowhere/g, // addresses and the path that was typed
  /\bzh-CN\b|\bAsia\/Shanghai\b/g, // a locale and a zone have no other name
  /\b(?:SN|M)[\d*]+/g, // serial and merchant numbers
  /\ba1b2c3\b|\bdesk\b|\bv\d\b|\bc2\b/g, // hash, deployment, build, cursor
  /\bTemporal\b|\bCtrl-C\b/g, // names of their own
  /docs\/operations\.md “[^”]+”/g, // a page and its section
];

const tell = sayIn('zh-CN');

function latinIn(text: string): readonly string[] {
  const bare = LATIN.reduce((rest, allowed) => rest.replace(allowed, ''), withoutNames(text));
  return bare.match(/[A-Za-z][\w-]*/g) ?? [];
}

/** A status and a field stand with their Chinese name; commands that may be taken now stand as they are typed. */
function withoutNames(text: string): string {
  const statuses = Object.entries(STATUS).map(([code, { 'zh-CN': zh }]) => `${zh} ${code}`);
  const fields = ['merchantName', 'document.number', 'document.kind', 'terminals[0].serialNumber'];
  const named = fields.map((path) => `${fieldName(path, tell)} ${path}`);
  const known = [...statuses, ...named].reduce((rest, name) => rest.replaceAll(name, ''), text);
  return known
    .replace(/^ *(?:可以决定|暂不可以|操作) +[a-z-].*$/gm, '')
    .replace(/request-information/g, '');
}

test('every command is played', () => {
  expect(Object.keys(PLAYS).sort()).toEqual([...COMMANDS].sort());
});

test.each(COMMANDS)('%s says nothing in English', async (name) => {
  const words = [...name.split(' '), ...(PLAYS[name] ?? [])];
  const { code, out, err } = await line.run(words, { env: { LANG: 'zh_CN.UTF-8' } });
  const endings = name === 'ops replay' ? [2] : [0, 1, 5];
  expect({ isPlayed: endings.includes(code), err }).toEqual({ isPlayed: true, err });
  expect(err).not.toContain('UNBIND_NOT_FOUND');
  expect(`${out}${err}`).not.toBe('');
  expect({ latin: latinIn(`${out}${err}`), out }).toEqual({ latin: [], out });
});

test.each([
  ['names a file that is not there', { UNBIND_ENV_FILE: 'gone.env' }, '', '不存在'],
  ['has a line that is no setting', {}, 'A=1\nB\n', '第 2 行不是设置'],
])('a file of settings that %s is told in Chinese', (_what, env, text, said) => {
  writeFileSync(join(line.folder, '.env'), text);
  expect.assertions(2);
  try {
    environmentOfProcess(() => withEnvFile(env, line.folder));
  } catch (error) {
    expect(error).toBeInstanceOf(CliFailure);
    expect(error instanceof CliFailure && error.said['zh-CN']).toContain(said);
  }
});
