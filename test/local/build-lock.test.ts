/** Two starts in one checkout that is not built yet: one builds, the other waits for it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const SCRIPT = pathToFileURL(join(__dirname, '..', '..', 'scripts', 'build-lock.mjs')).href;

describe('a build', () => {
  let root: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'unbind-build-'));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
  });

  /** A build that lasts until its input ends, and says what it is at. */
  function build() {
    const program = `
      import { once } from 'node:events';
      import { underBuildLock } from ${JSON.stringify(SCRIPT)};
      const work = async () => {
        console.log('builds');
        process.stdin.resume();
        await once(process.stdin, 'end');
      };
      await underBuildLock(${JSON.stringify(root)}, work, (pid) => console.log('waits for', pid));`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.push(child);
    const ended = once(child, 'exit');
    const says = async (): Promise<string> => String(await once(child.stdout, 'data')).trim();
    return { child, says, ended };
  }

  test('waits for another one of its checkout, and runs after it', async () => {
    const first = build();
    expect(await first.says()).toBe('builds');
    const second = build();
    expect(await second.says()).toBe(`waits for ${first.child.pid}`);
    const next = second.says();
    first.child.stdin.end();
    await first.ended;
    expect(await next).toBe('builds');
    second.child.stdin.end();
    expect(await second.ended).toEqual([0, null]);
  });

  test('does not wait for one that was killed', async () => {
    const first = build();
    expect(await first.says()).toBe('builds');
    first.child.kill('SIGKILL');
    await first.ended;
    const second = build();
    expect(await second.says()).toBe('builds');
  });
});
