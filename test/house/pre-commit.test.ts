/** The hook of git in a repository of its own: what it lets through, and where `npm ci` turns it on. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root, textOf } from './repository';

let folder: string;
let checkout: string;

const PERSON = {
  GIT_AUTHOR_NAME: 'Lin',
  GIT_AUTHOR_EMAIL: 'lin@desk.example',
  GIT_COMMITTER_NAME: 'Lin',
  GIT_COMMITTER_EMAIL: 'lin@desk.example',
};

/** A person's machine: no settings of git but these, and no CI. */
function run(program: string, args: readonly string[], environment: Record<string, string> = {}) {
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: folder, ...PERSON, ...environment };
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: checkout,
    env,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

const git = (...args: string[]) => run('git', args);
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(checkout, file)), { recursive: true });
  writeFileSync(join(checkout, file), text);
};
const turnOn = (environment?: Record<string, string>) =>
  run(process.execPath, [join(root, 'scripts/turn-on-hook.mjs')], environment);
const hooksPath = (): string => git('config', 'core.hooksPath').said.trim();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unbind-hook-'));
  checkout = join(folder, 'checkout');
  mkdirSync(checkout);
  git('init', '--quiet');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a commit', () => {
  beforeEach(() => {
    for (const part of ['.githooks', '.prettierrc.json', '.prettierignore', '.editorconfig']) {
      cpSync(join(root, part), join(checkout, part), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
    write('.gitignore', 'node_modules\n');
    write('eslint.config.mjs', "export default [{ rules: { 'no-var': 'error' } }];\n");
    git('add', '.');
    git('commit', '--quiet', '--message', 'first');
    turnOn();
  });

  const commits = (): number => Number(git('rev-list', '--count', 'HEAD').said);

  test('of what is in order passes, and so does one that only removes', () => {
    write('read.mjs', 'export const read = 1;\n');
    git('add', '.');
    expect(git('commit', '--message', 'more')).toMatchObject({ status: 0 });
    git('rm', '--quiet', 'read.mjs');
    expect(git('commit', '--message', 'less')).toMatchObject({ status: 0 });
    expect(commits()).toBe(3);
  });

  test.each([
    ['is not formatted', 'a b.json', '{"a":1}\n', 'a b.json'],
    ['breaks a rule of the linter', 'read.mjs', 'var read = 1;\n', 'no-var'],
  ])('of a file that %s is refused, with what mends it', (_why, file, text, named) => {
    write(file, text);
    git('add', '.');
    const { status, said } = git('commit', '--message', 'more');
    expect(status).not.toBe(0);
    expect(said).toContain(named);
    expect(said).toContain('`npm run format` and `npm run lint:fix`');
    expect(commits()).toBe(1);
  });

  test('of a bad file is refused until its mended form is staged, too', () => {
    write('read.mjs', 'export const read = 1\n');
    git('add', '.');
    write('read.mjs', 'export const read = 1;\n');
    expect(git('commit', '--message', 'more').said).toContain('read.mjs');
    git('add', '.');
    expect(git('commit', '--message', 'more')).toMatchObject({ status: 0 });
  });

  test('does not look at files that are not part of it', () => {
    write('later.mjs', 'var later = 1\n');
    write('read.mjs', 'export const read = 1;\n');
    git('add', 'read.mjs');
    expect(git('commit', '--message', 'more')).toMatchObject({ status: 0 });
  });

  test('passes unseen with --no-verify', () => {
    write('read.mjs', 'var read = 1\n');
    git('add', '.');
    expect(git('commit', '--no-verify', '--message', 'more')).toMatchObject({ status: 0 });
  });

  test('without the packages is refused with the command that brings them', () => {
    rmSync(join(checkout, 'node_modules'));
    expect(git('commit', '--allow-empty', '--message', 'more').said).toContain('`npm ci`');
    expect(commits()).toBe(1);
  });
});

describe('npm ci', () => {
  test('turns the hook on in a checkout, and says so once', () => {
    expect(turnOn().said).toContain('--no-verify');
    expect(hooksPath()).toBe('.githooks');
    expect(turnOn()).toEqual({ status: 0, said: '' });
  });

  test.each<[string, () => void, Record<string, string>]>([
    ['on a machine of CI', () => undefined, { CI: 'true' }],
    ['in a package without git', () => rmSync(join(checkout, '.git'), { recursive: true }), {}],
    ['where git is missing', () => undefined, { PATH: '/nowhere' }],
    [
      'in a folder of another repository',
      () => {
        checkout = join(checkout, 'part');
        mkdirSync(checkout);
      },
      {},
    ],
    [
      'in a second worktree',
      () => {
        git('commit', '--quiet', '--allow-empty', '--message', 'first');
        git('worktree', 'add', '--quiet', '../second');
        checkout = join(folder, 'second');
      },
      {},
    ],
  ])('changes nothing %s, and is silent', (_where, make, environment) => {
    make();
    expect(turnOn(environment)).toEqual({ status: 0, said: '' });
    expect(hooksPath()).not.toContain('.githooks');
  });

  test('leaves the hooks of somebody alone, and says so', () => {
    write('.git/hooks/pre-push', '#!/bin/sh\n');
    expect(turnOn().said).toContain('is left out');
    expect(hooksPath()).toBe('');
    git('config', 'core.hooksPath', 'mine');
    expect(turnOn().said).toContain('mine');
    expect(hooksPath()).toBe('mine');
  });

  test('runs in no image', () => {
    const installs = [...textOf('Dockerfile').matchAll(/npm ci.*/g)].map(([line]) => line);
    expect(installs.length).toBeGreaterThan(0);
    expect(installs.filter((line) => !line.includes('--ignore-scripts'))).toEqual([]);
  });
});
