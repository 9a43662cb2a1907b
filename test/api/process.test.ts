/** The API as a process: comes up, says why it cannot, and stops in order. Needs a build (`dist/`). */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { findFreePorts, isPortFree } from '../../base/free-ports';
import { eventually } from '../e2e/eventually';
import { decisionKeyFiles } from '../support/decision-keys';
import { startTestRecord, type TestRecord } from '../support/record';
import { readEvents } from './event-reader';

const ROOT = join(__dirname, '..', '..').replace(/\/dist$/, '');

let store: TestRecord;
const folder = mkdtempSync(join(tmpdir(), 'unbind-api-'));
beforeAll(async () => {
  store = await startTestRecord();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await store.stop();
});

interface Run {
  readonly child: ChildProcess;
  printed(): string;
  readonly exit: Promise<number | null>;
}

const LEAST = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  DATABASE_URL: store.databaseUrl,
  UNBIND_MASTER_KEY: store.masterKey.toString('base64'),
  ...decisionKeyFiles(folder),
  TEMPORAL_ADDRESS: '127.0.0.1:9',
});

const children: ChildProcess[] = [];
/** A test that fails leaves no process behind. */
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function spawnApi(
  change: Readonly<Record<string, string>>,
  [stdout, stderr]: readonly ['pipe' | number, 'pipe' | 'inherit'],
): ChildProcess {
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'client', 'api', 'main.js')], {
    cwd: ROOT,
    env: { ...LEAST(), ...change },
    stdio: ['ignore', stdout, stderr],
  });
  children.push(child);
  return child;
}

function run(change: Readonly<Record<string, string>>): Run {
  const child = spawnApi(change, ['pipe', 'pipe']);
  let text = '';
  child.stdout?.on('data', (chunk) => (text += String(chunk)));
  child.stderr?.on('data', (chunk) => (text += String(chunk)));
  const exit = once(child, 'close').then(([code]) => code as number | null);
  return { child, printed: () => text, exit };
}

/** Waits for the end of a process that must not stay up. */
async function failed(change: Readonly<Record<string, string>>): Promise<string> {
  const started = run(change);
  expect(await started.exit).toBe(1);
  return started.printed();
}

test('it comes up while Temporal is away, says what is missing, and stops in order', async () => {
  const api = await listening();
  const { url, port } = api;
  const ready = await fetch(`${url}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ status: 'down', record: 'ok', temporal: 'down' });
  const lines = api.printed().trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as { msg: string })).toContainEqual(
    expect.objectContaining({ msg: 'api ready', url, name: 'api' }),
  );
  api.child.kill('SIGTERM');
  expect(await api.exit).toBe(0);
  expect(await isPortFree(port)).toBe(true);
});

test.each([
  ['on a full disk', (): 'pipe' | number => openSync('/dev/full', 'w'), /dropped_total [1-9]/],
  ['that nobody reads', (): 'pipe' | number => 'pipe', /dropped_total \d/],
])('a log %s neither holds up answers nor the end', async (_what, stdout, metric) => {
  const [port = 0] = await findFreePorts(1);
  const child = spawnApi({ UNBIND_API_PORT: String(port), UNBIND_LOG_LEVEL: 'trace' }, [
    stdout(),
    'inherit',
  ]);
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  await eventually('the API listens', async () => {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}`);
    return (await fetch(`${url}/healthz`).catch(() => undefined))?.ok || undefined;
  });
  for (let count = 0; count < 500; count += 1) {
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  }
  expect(await (await fetch(`${url}/metrics`)).text()).toMatch(metric);
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

/** The API, listening on a port of its own. */
async function listening(change: Readonly<Record<string, string>> = {}) {
  const [port = 0] = await findFreePorts(1);
  const api = run({ UNBIND_API_PORT: String(port), ...change });
  const url = `http://127.0.0.1:${port}`;
  await eventually('the API listens', async () => {
    if (api.child.exitCode !== null) throw new Error(api.printed());
    return (await fetch(`${url}/healthz`).catch(() => undefined))?.ok || undefined;
  });
  return { ...api, port, url };
}

const readyBody = async (url: string): Promise<unknown> => {
  const answer = await fetch(`${url}/readyz`);
  expect(answer.status).toBe(503);
  return ((await answer.json()) as { status: string }).status;
};

describe('a process that gets SIGTERM', () => {
  const authorization = 'Bearer unbind_a_key';
  beforeAll(() =>
    store.record.staff.upsert({
      principalId: 's_AGENT',
      user: 'agent',
      displayName: 'Agent',
      role: 'agent',
      teamId: 'team-1',
      apiKey: 'unbind_a_key',
    }),
  );

  /** Holds up whatever asks the record who somebody is, until it is released. */
  async function heldUp() {
    const holder = new Client({ connectionString: store.databaseUrl });
    await holder.connect();
    await holder.query('begin; lock table staff in access exclusive mode');
    const waiting = `select count(*)::int as n from pg_locks
      where not granted and relation = 'staff'::regclass
      and database = (select oid from pg_database where datname = current_database())`;
    return {
      untilWaiting: (count: number) =>
        eventually(`${count} requests wait`, async () => {
          const { rows } = await holder.query<{ n: number }>(waiting);
          return rows[0]?.n === count || undefined;
        }),
      release: () => holder.end(),
    };
  }

  test('answers ten requests under way, refuses others, then ends the streams and leaves', async () => {
    const api = await listening({ UNBIND_API_SHUTDOWN_MOMENT_S: '0' });
    const events = await readEvents(api.url, { authorization });
    expect(events.status).toBe(200);
    const record = await heldUp();
    const ten = Array.from({ length: 10 }, () =>
      fetch(`${api.url}/api/v1/cases`, { headers: { authorization } }).then(async (answer) => {
        await answer.json();
        return answer.status;
      }),
    );
    await record.untilWaiting(10);
    api.child.kill('SIGTERM');
    const other = await eventually('others are refused', async () => {
      const answer = await fetch(`${api.url}/api/v1/session/options`);
      return answer.status === 503 ? answer : undefined;
    });
    expect(other.headers.get('retry-after')).toBe('1');
    expect(await readyBody(api.url)).toBe('stopping');
    await record.release();
    expect(await Promise.all(ten)).toEqual(Array.from({ length: 10 }, () => 200));
    await events.ended();
    expect(events.wasCut()).toBe(false);
    expect(await api.exit).toBe(0);
    expect(api.printed()).not.toContain('cut off');
  });

  test('serves on for a moment, not ready; a second SIGTERM ends it at once', async () => {
    const api = await listening({ UNBIND_API_SHUTDOWN_MOMENT_S: '300' });
    api.child.kill('SIGTERM');
    await eventually('it is not ready', async () =>
      (await readyBody(api.url)) === 'stopping' ? true : undefined,
    );
    const served = await fetch(`${api.url}/api/v1/session/options`);
    expect([served.status, served.headers.get('connection')]).toEqual([200, 'close']);
    expect((await readEvents(api.url, { authorization })).status).toBe(503);
    api.child.kill('SIGTERM');
    expect(await api.exit).toBe(1);
  });

  test('leaves with what takes longer than the grace, and says how many requests it cut off', async () => {
    const api = await listening({
      UNBIND_API_SHUTDOWN_MOMENT_S: '0',
      UNBIND_API_SHUTDOWN_GRACE_S: '0',
    });
    const record = await heldUp();
    const cut = fetch(`${api.url}/api/v1/cases`, { headers: { authorization } });
    await record.untilWaiting(1);
    api.child.kill('SIGTERM');
    await expect(cut).rejects.toThrow();
    await record.release();
    expect(await api.exit).toBe(0);
    expect(api.printed()).toMatch(/"left":1,.*cut off/);
  });
});

test('a taken port is said, with the setting that changes it', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    expect(await failed({ UNBIND_API_PORT: String(port) })).toMatch(/port.*taken.*UNBIND_API_PORT/);
  } finally {
    holder.close();
  }
});

test.each([
  [
    'no key that signs decisions',
    { UNBIND_DECISIONS_KEY_FILE: '' },
    /UNBIND_DECISIONS_KEY_FILE is missing/,
  ],
  [
    'a key that signs decisions and is none',
    { UNBIND_DECISIONS_KEY_FILE: '/dev/null' },
    /UNBIND_DECISIONS_KEY_FILE names a file that is no PEM of a key/,
  ],
  ['a key that is missing', { UNBIND_MASTER_KEY: '' }, /KEY_MISSING.*UNBIND_MASTER_KEY_FILE/],
  [
    'a key that did not write the record',
    { UNBIND_MASTER_KEY: randomBytes(32).toString('base64') },
    /KEY_WRONG.*Configure the key that wrote it/,
  ],
  ['a key that is too short', { UNBIND_MASTER_KEY: 'YWJj' }, /KEY_WRONG.*32 bytes in base64/],
  [
    'a key file that is not there',
    { UNBIND_MASTER_KEY: '', UNBIND_MASTER_KEY_FILE: '/nowhere/key' },
    /KEY_MISSING.*\/nowhere\/key/,
  ],
  ['no address of the record', { DATABASE_URL: '' }, /DATABASE_URL is missing/],
  [
    'a record that is out of reach',
    { DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:9/none' },
    /RECORD_UNAVAILABLE/,
  ],
  [
    'several settings that are not right',
    { UNBIND_API_PORT: 'http', UNBIND_POLICY: '{', UNBIND_ACQUIRER: 'bank' },
    /UNBIND_API_PORT.*UNBIND_POLICY.*UNBIND_ACQUIRER/,
  ],
  [
    'an acquirer without its address',
    { UNBIND_ACQUIRER: 'http', UNBIND_ACQUIRER_KEY: 'k' },
    /UNBIND_ACQUIRER_URL is missing/,
  ],
])('%s is said in a line that names what to set', async (_name, change, words) => {
  const printed = await failed(change);
  const said = printed.split('\n').filter((line) => !line.startsWith('{'));
  expect(said[0]).toMatch(/^api: /);
  expect(said.join(' ')).toMatch(words);
  expect(printed).not.toContain('hunter2');
  expect(printed).not.toMatch(/\n\s+at /);
});
