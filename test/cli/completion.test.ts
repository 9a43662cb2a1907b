/** Completion in a shell: the words come from the table of commands, in the language of whoever types. */
import { spawnSync } from 'node:child_process';
import { RESOLUTION_OUTCOMES } from '../../workflows/contract/case-view';
import { CASE_STATUSES, OPEN_STATUSES } from '../../workflows/contract/lifecycle';
import { type CommandLine, commandLineFor } from './command-line';
import { CASE } from './samples';

let line: CommandLine;
let printed: jest.SpyInstance;
beforeEach(() => {
  // No API is there: completion asks nobody, and needs no key.
  line = commandLineFor('http://127.0.0.1:9');
  printed = jest.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
  printed.mockRestore();
  line.remove();
});

const NO_KEY = { UNBIND_API_KEY: '', UNBIND_API_URL: '' };

async function printedBy(words: readonly string[], env = {}): Promise<string> {
  printed.mockClear();
  const { code, err } = await line.run(words, { env: { ...NO_KEY, ...env } });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return printed.mock.calls.map(([text]) => String(text)).join('\n');
}

/** What follows the words typed; the last one may be begun. */
async function completed(...typed: readonly string[]): Promise<readonly string[]> {
  const text = await printedBy(['complete', '--', ...typed]);
  return text.split('\n').flatMap((one) => (one.startsWith(':') ? [] : [one.split('\t')[0] ?? '']));
}

test.each<[typed: readonly string[], words: readonly string[]]>([
  [['appr'], ['approve']],
  [['ops', 'rebu'], ['rebuild']],
  [
    ['ops', 'bulk', 're'],
    ['retry', 'release-hold', 'resend-notice'],
  ],
  [['case'], ['cases']],
  [['list', '--st'], ['--status']],
  [['approve', CASE, '--y'], ['--yes']],
  [
    ['list', '--status', ''],
    ['open', ...CASE_STATUSES],
  ],
  [
    ['ops', 'bulk', 'hold', '--status', 'awaiting-i'],
    ['awaiting-identity', 'awaiting-information'],
  ],
  [['ops', 'attention', '--status', ''], OPEN_STATUSES],
  [['ops', 'resolve', CASE, '--outcome', ''], Object.values(RESOLUTION_OUTCOMES).flat()],
  [['reject', CASE, '--reason', 'id'], ['identity-not-proven']],
  [['verify-identity', CASE, '--method', 'c'], ['callback']],
  [
    ['show', '--as', 'rev'],
    ['reviewer', 'reviewer2'],
  ],
  [['--lang', 'z'], ['zh-CN']],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish', 'powershell'],
  ],
  [['show', 'UC-'], []],
])('%j is completed to %j', async (typed, words) => {
  expect(await completed(...typed)).toEqual(words);
});

test('a command is told with its words in the language of the locale', async () => {
  const words = ['complete', '--', 'itemi'];
  expect(await printedBy(words)).toContain('itemisation\tshow the deposit items');
  expect(await printedBy(words, { LANG: 'zh_CN.UTF-8' })).toMatch(/itemisation\t[\u4e00-\u9fff]/);
});

test('the end that scripts call stands in no list', async () => {
  expect(await completed('compl')).toEqual(['completion']);
  expect((await line.run(['--help'])).out).not.toMatch(/^ {2}complete /m);
});

test.each(['bash', 'zsh', 'fish', 'powershell'])('prints the script of %s', async (shell) => {
  expect(await printedBy(['completion', shell])).toContain('unbind complete ');
});

test('the script of bash is one that bash reads', async () => {
  const script = await printedBy(['completion', 'bash']);
  expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  });
});

test('a shell without a script is refused by the list of those with one', async () => {
  const { code, err } = await line.run(['completion', 'tcsh']);
  expect(code).toBe(2);
  expect(err).toContain('<shell>: one of bash, zsh, fish, powershell is wanted.');
});
