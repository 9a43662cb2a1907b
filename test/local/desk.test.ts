/**
 * `npm start` and `npm run demo` as a person runs them: real processes, one data folder, crashes.
 * @long
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive, markOf } from '../../local/lock-file';
import { type RunningFile, readRunningFile } from '../../local/desk/running-file';
import { ANY_PORTS } from '../support/any-ports';
import { walkThrough } from '../support/walk-through';

const ROOT = join(__dirname, '..', '..');
const LIMIT_MS = 240_000;
/** As `npm run setup -- staff` takes somebody. */
const STAFF = ['--user', 'lin', '--name', '林晓', '--role', 'agent'];

const credentials = z.object({ operator: z.object({ apiKey: z.string() }) });
const caseList = z.object({ items: z.array(z.object({ caseId: z.string() })) });

interface Program {
  readonly process: ChildProcess;
  output(): string;
  /** Waits until the program has printed this; fails where it ends before. */
  prints(text: RegExp): Promise<void>;
  /** Exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

describe('the desk on one machine', () => {
  let folder: string;
  const programs: Program[] = [];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'unbind-desk-'));
  });
  afterAll(async () => {
    for (const { process: child, ended } of programs) {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  function run(
    script: string,
    args: readonly string[] = [],
    env: Record<string, string> = {},
  ): Program {
    const child = spawn(process.execPath, [join('dist', 'local', script), ...args], {
      cwd: ROOT,
      env: { ...process.env, ...ANY_PORTS, UNBIND_DATA_DIR: folder, ...env },
      detached: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    const ended = once(child, 'close').then(() => child.exitCode);
    const program: Program = {
      process: child,
      ended,
      output: () => output,
      prints: async (text) => {
        const over = ended.then(() => 'over');
        while (!text.test(output)) {
          const next = Promise.race([once(child.stdout, 'data'), over]);
          if ((await next) === 'over' && !text.test(output)) {
            throw new Error(`ended without ${String(text)}:\n${output}`);
          }
        }
      },
    };
    programs.push(program);
    return program;
  }

  function running(): RunningFile {
    const file = readRunningFile(folder);
    if (!file) throw new Error('no running.json');
    return file;
  }

  let desk: Program;

  test(
    'finishes the example case after kill -9 of the whole process group in its middle',
    async () => {
      const killed = run('start.js');
      await killed.prints(/reads terms and deposit items out/);
      process.kill(-killed.process.pid!, 'SIGKILL');
      await killed.ended;
      desk = run('start.js');
      await desk.prints(/The desk is up/);
      const said = desk.output();
      expect(said).toContain('was cut off; it goes on');
      expect(said).toMatch(/refund +rf_\w+: CNY 200\.00, succeeded/);
      expect(said).toMatch(/account +\d+: closed/);
      expect(said).toMatch(/SMS +to \+86\d+: 【/);
      expect(said).toMatch(/mail +\S+[^]*http:\/\/127\.0\.0\.1:\d+\/messages\/\d+/);
      expect(said.match(/taken off the account once/g)).toHaveLength(1);
    },
    LIMIT_MS,
  );

  test('keeps keys and sign-ins to their owner', () => {
    for (const file of ['demo-credentials.json', 'master.key', 'running.json']) {
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    }
  });

  test('proves itself to the command line, which sends it the key that it would show no stranger', async () => {
    const cli = join('..', '..', 'bin', 'unbind.js');
    const found = run(cli, ['--as', 'operator', 'list', '--json'], { UNBIND_API_URL: '' });
    expect([await found.ended, found.output()]).toEqual([0, expect.stringContaining('"caseId"')]);
    const elsewhere = { UNBIND_API_URL: running().simulatorUrl! };
    const strange = run(cli, ['--as', 'operator', 'list'], elsewhere);
    expect([await strange.ended, strange.output()]).toEqual([
      5,
      expect.stringContaining('no key was sent'),
    ]);
  });

  test('links the diagnosis of a case to its own Temporal Web UI', async () => {
    const { apiUrl, temporalUiUrl, temporalNamespace, credentialsFile } = running();
    const staff = credentials.parse(JSON.parse(readFileSync(credentialsFile!, 'utf8')));
    const read = async (path: string): Promise<unknown> => {
      const headers = { authorization: `Bearer ${staff.operator.apiKey}` };
      return (await fetch(`${apiUrl}/api/v1${path}`, { headers })).json();
    };
    const { items } = caseList.parse(await read('/cases'));
    const caseId = items[0]!.caseId;
    const workflows = `${temporalUiUrl ?? ''}/namespaces/${temporalNamespace}/workflows`;
    expect(temporalUiUrl).toMatch(/^http:/);
    expect(await read(`/ops/cases/${caseId}/diagnosis`)).toMatchObject({
      temporalUrl: `${workflows}/${caseId}`,
    });
    expect((await fetch(`${workflows}/${caseId}`)).status).toBe(200);
  });

  test(
    'refuses a second desk on its folder and leaves the first alone',
    async () => {
      const second = run('start.js');
      expect(await second.ended).toBe(1);
      expect(second.output()).toContain(`process ${desk.process.pid}`);
      expect((await fetch(`${running().apiUrl}/readyz`)).status).toBe(200);
    },
    LIMIT_MS,
  );

  test('refuses a second npm start before it builds under the first', async () => {
    const ask = async (dataDir: string): Promise<readonly [number | null, string]> => {
      const second = run(join('..', '..', 'scripts', 'may-start.mjs'), [], {
        UNBIND_DATA_DIR: dataDir,
      });
      return [await second.ended, second.output()];
    };
    expect(await ask(folder)).toEqual([1, expect.stringContaining(running().apiUrl)]);
    expect(await ask(join(folder, 'another'))).toEqual([0, '']);
    const { scripts } = z
      .object({ scripts: z.object({ start: z.string() }) })
      .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
    expect(scripts.start).toMatch(/^node scripts\/may-start\.mjs && node scripts\/build\.mjs && /);
  });

  test(
    'starts a worker again that was killed, and tells its new process',
    async () => {
      const [pid] = running().pids['worker'] ?? [];
      process.kill(pid!, 'SIGKILL');
      await desk.prints(/Worker runs again/);
      expect((await fetch(`${running().workerHealthUrl}/readyz`)).status).toBe(200);
      expect(running().pids['worker']).not.toEqual([pid]);
    },
    LIMIT_MS,
  );

  test(
    'plays the walk-throughs of the README in a plain shell, word for word',
    async () => {
      const script = `${walkThrough('walk-through')}\n${walkThrough('cli walk-through')}`;
      const shell = spawn('sh', ['-c', script.replaceAll('.data/', `${folder}/`)], {
        cwd: ROOT,
        env: { ...process.env, UNBIND_DATA_DIR: folder },
      });
      let said = '';
      shell.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      await once(shell, 'close');
      expect(said).toMatch(/^completed$/m);
      expect(said).toContain('"code":"UNBIND_FORBIDDEN"');
      expect(said).toMatch(/ {2}account-proven$/m);
      expect(said).toMatch(/= completed\s*$/);
    },
    LIMIT_MS,
  );

  test(
    'plays another case against the running desk, in the language asked for',
    async () => {
      const scenario = 'name-wrong-by-one-character';
      const demo = run('demo.js', ['--scenario', scenario, '--locale', 'en']);
      expect(await demo.ended).toBe(0);
      expect(demo.output()).toContain('UNBIND_MERCHANT_NAME_MISMATCH');
      expect(demo.output()).toContain('Your deposit was refunded');
    },
    LIMIT_MS,
  );

  test('refuses a scenario that it does not know, and names those it does', async () => {
    const demo = run('demo.js', ['--scenario', 'sunshine']);
    expect(await demo.ended).toBe(1);
    expect(demo.output()).toContain('second-terminal-refused');
  });

  test(
    'stops all of it on SIGINT and leaves no process behind',
    async () => {
      const marks = Object.values(running().pids)
        .flat()
        .filter((pid) => pid !== desk.process.pid)
        .map(markOf);
      expect(marks.filter(isAlive)).toHaveLength(marks.length);
      desk.process.kill('SIGINT');
      expect(await desk.ended).toBe(0);
      expect(marks.filter(isAlive)).toEqual([]);
      expect(existsSync(join(folder, 'running.json'))).toBe(false);
    },
    LIMIT_MS,
  );

  test('says that no desk runs where none does', async () => {
    const demo = run('demo.js');
    expect(await demo.ended).toBe(1);
    expect(demo.output()).toContain('npm start');
  });

  test(
    'plays nothing and makes nobody beside a real provider, and takes first staff by npm run setup',
    async () => {
      const other = mkdtempSync(join(tmpdir(), 'unbind-real-'));
      const real = { UNBIND_DATA_DIR: other, UNBIND_ACQUIRER: 'manual' };
      const start = run('start.js', [], real);
      try {
        await start.prints(/The desk is up/);
        expect(start.output()).toContain('Real: acquirer (manual). Simulated: SMS, e-mail.');
        expect(start.output()).toContain('Nobody can sign in yet');
        expect(start.output()).not.toMatch(/one example case|Sign-ins and API keys/);
        expect(existsSync(join(other, 'demo-credentials.json'))).toBe(false);
        const setup = run('setup.js', ['staff', ...STAFF], real);
        expect(await setup.ended).toBe(0);
        const { apiUrl } = readRunningFile(other)!;
        const [, apiKey = ''] = /^API key: (\S+)$/m.exec(setup.output()) ?? [];
        const headers = { authorization: `Bearer ${apiKey}` };
        expect((await fetch(`${apiUrl}/api/v1/cases`, { headers })).status).toBe(200);
        const demo = run('demo.js', [], real);
        expect(await demo.ended).toBe(1);
        expect(demo.output()).toContain('no example is played there');
      } finally {
        start.process.kill('SIGINT');
        await start.ended;
        rmSync(other, { recursive: true, force: true, maxRetries: 5 });
      }
    },
    LIMIT_MS,
  );

  test('tells every wrong setting at once and starts nothing', async () => {
    const wrong = { UNBIND_API_PORT: '70000', UNBIND_QUIET_HOURS: 'night', TWILIO_FROM: '+1' };
    const start = run('start.js', [], wrong);
    expect(await start.ended).toBe(1);
    for (const name of [...Object.keys(wrong).slice(0, 2), 'TWILIO_ACCOUNT_SID is missing']) {
      expect(start.output()).toContain(name);
    }
    expect(start.output()).not.toContain('Unbind Desk starts');
  });

  test(
    'does not begin with a key that cannot read the record, and says what to do',
    async () => {
      const key = randomBytes(32).toString('base64');
      const start = run('start.js', ['--no-demo'], { UNBIND_MASTER_KEY: key });
      expect(await start.ended).toBe(1);
      expect(start.output()).toContain('UNBIND_KEY_WRONG');
    },
    LIMIT_MS,
  );

  test(
    'does not make a new key where the one of the record is gone',
    async () => {
      rmSync(join(folder, 'master.key'));
      const start = run('start.js', ['--no-demo']);
      expect(await start.ended).toBe(1);
      expect(start.output()).toContain('UNBIND_KEY_MISSING');
      expect(existsSync(join(folder, 'master.key'))).toBe(false);
    },
    LIMIT_MS,
  );
});
