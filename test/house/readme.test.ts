/** The README promises only what is there: its commands, addresses and statuses, in both languages. */
import { execFileSync } from 'node:child_process';
import { ROUTES } from '../../wire/routes';
import { CASE_STATUSES } from '../../workflows/contract/lifecycle';
import { walkThrough } from '../support/walk-through';
import { textOf } from './repository';

const readmes = ['README.md', 'README.zh-CN.md'];
const scripts = (JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }).scripts;
const routes = Object.values(ROUTES).map((line) => line.split(' ')[1]);

describe.each(readmes)('%s', (file) => {
  const text = textOf(file);

  test.each(CASE_STATUSES)('shows the status %s in the picture of a case', (status) => {
    const picture = /```mermaid\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    expect(picture).toContain(status);
  });

  test('names only npm commands that exist', () => {
    const named = [...text.matchAll(/npm (?:run )?(start|test|demo|[a-z:]+(?=`| \())/g)].map(
      ([, name]) => name ?? '',
    );
    const known = [...Object.keys(scripts), 'ci'];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('the walk-through', () => {
  test('is a script without syntax errors', () => {
    expect(() => execFileSync('sh', ['-n'], { input: walkThrough('walk-through') })).not.toThrow();
  });

  test('calls only addresses of the API', () => {
    const calls = /(?:get|send) "\$\w+" (?:[A-Z]+ )?"?(\/[^\s")]+)/g;
    const called = [...walkThrough('walk-through').matchAll(calls)].map(([, path]) =>
      (path ?? '').replace('$id', '{caseId}'),
    );
    expect(called.length).toBeGreaterThan(8);
    expect(called.filter((path) => !routes.includes(path))).toEqual([]);
  });

  test('names each of its steps in the other language too', () => {
    const verbs = ['verify-identity', 'consent', 'application', 'submit', 'claim', 'approve'];
    expect(verbs.filter((verb) => !textOf('README.zh-CN.md').includes(verb))).toEqual([]);
  });
});
