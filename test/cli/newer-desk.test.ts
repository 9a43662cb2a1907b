/** Commands of today before a desk of tomorrow: nothing breaks on a name that they do not know. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { laterNames } from '../support/later-names';
import { ANSWERS_ZH } from './answers-zh';
import { playedCommandLine } from './command-line';
import { COMMANDS, PLAYS } from './every-command';

const { api, line } = playedCommandLine();
beforeEach(() => {
  for (const [route, { body }] of ANSWERS_ZH) api.answers(route, { body: laterNames(body) });
  writeFileSync(join(line.folder, 'paper.pdf'), '%PDF-1.4');
});

const BROKEN = /undefined|TypeError|not iterable|\[object/;

test.each(COMMANDS)('unbind %s shows names that it does not know as they came', async (name) => {
  const words = [...name.split(' '), ...(PLAYS[name] ?? [])];
  const { out, err } = await line.run(words, { env: { LANG: 'zh_CN.UTF-8' } });
  expect(`${out}${err}`).not.toMatch(BROKEN);
});
