/** The embedded PostgreSQL on real folders: starts, restarts, what kills leave behind, ports, limits. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { serverEnvironment } from '../../record/config';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../local/postgres/embedded';
import { explained } from '../../local/postgres/cluster';
import { query } from '../record/samples';

/** A stopped record with one row, from which every test gets its copy. */
let template: string;
let dataDir: string;
let running: EmbeddedPostgres[] = [];

async function start(port?: number): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ...(port !== undefined ? { port } : {}) });
  running.push(server);
  return server;
}

const rowsOf = (server: EmbeddedPostgres) => query(server.databaseUrl, 'select word from kept');

async function kill(server: EmbeddedPostgres): Promise<void> {
  process.kill(server.pid, 'SIGKILL');
  await server.exited;
}

const clusterFile = (name: string): string => join(dataDir, 'cluster', name);
const tempFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'unbind-embedded-'));

beforeAll(async () => {
  template = await tempFolder();
  const server = await startEmbeddedPostgres({ dataDir: template });
  await query(server.databaseUrl, 'create table kept (word text)');
  await query(server.databaseUrl, `insert into kept values ('here')`);
  await server.stop();
});
afterAll(() => rm(template, { recursive: true }));

beforeEach(async () => {
  dataDir = await tempFolder();
  execFileSync('cp', ['-a', `${template}/.`, dataDir]);
});
afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  running = [];
  await rm(dataDir, { recursive: true });
});

describe('a start', () => {
  it('goes on with the data and the port of the one before', async () => {
    const first = await start();
    await first.stop();
    const second = await start();
    expect(await rowsOf(second)).toEqual([{ word: 'here' }]);
    expect(second.databaseUrl).toBe(first.databaseUrl);
  });

  it('is refused while another process owns the folder, whoever comes first', async () => {
    await rm(dataDir, { recursive: true });
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => start()));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    await expect(start()).rejects.toThrow(
      new RegExp(`in use by process ${process.pid}.*UNBIND_DATA_DIR`, 's'),
    );
  });

  it('takes the port it is told, and another one where that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const beside = await start(port);
    expect(beside.port).not.toBe(port);
    expect(await query(beside.databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await beside.stop();
    other.close();
    await once(other, 'close');
    expect((await start(port)).port).toBe(port);
  });

  it('that fails says why and gives the folder back', async () => {
    const control = clusterFile('global/pg_control');
    await rename(control, `${control}.lost`);
    await expect(start()).rejects.toThrow(/PostgreSQL did not start.*pg_control/s);
    await rename(`${control}.lost`, control);
    expect(await rowsOf(await start())).toEqual([{ word: 'here' }]);
  });

  it('asks everybody for the password', async () => {
    const server = await start();
    const address = new URL(server.databaseUrl);
    address.password = 'guessed';
    const client = new Client({ connectionString: address.href });
    await expect(client.connect()).rejects.toMatchObject({ code: '28P01' });
  });
});

describe('after a kill', () => {
  it('of the server the next start heals it and keeps what was committed', async () => {
    const first = await start();
    await kill(first);
    expect(existsSync(clusterFile('postmaster.pid'))).toBe(true);
    const second = await start();
    expect(second.port).toBe(first.port);
    expect(await rowsOf(second)).toEqual([{ word: 'here' }]);
  });

  it('a pid file that now names a stranger is no obstacle, and the stranger lives', async () => {
    await kill(await start());
    const pidFile = clusterFile('postmaster.pid');
    const lines = (await readFile(pidFile, 'utf8')).split('\n');
    await writeFile(pidFile, [String(process.ppid), ...lines.slice(1)].join('\n'));
    expect(await rowsOf(await start())).toEqual([{ word: 'here' }]);
    expect(() => process.kill(process.ppid, 0)).not.toThrow();
  });

  it('of the owner the server it left is shut down before the next one starts', async () => {
    const orphan = await start();
    await writeFile(join(dataDir, 'owner'), '999999999 1 dead\n');
    const next = await start();
    await orphan.exited;
    expect(next.pid).not.toBe(orphan.pid);
    expect(await rowsOf(next)).toEqual([{ word: 'here' }]);
    await expect(start()).rejects.toThrow('in use');
  });

  it.each([
    ['whose number a later process has', `${process.ppid} 1 beef\n`],
    ['who had no time to write its name', ''],
  ])('an owner %s does not hold the folder', async (_which, owner) => {
    await writeFile(join(dataDir, 'owner'), owner);
    expect((await start()).port).toBeGreaterThan(0);
  });
});

describe('a full disk', () => {
  it('is told as DISK_FULL with what to do, from the file system and from initdb', async () => {
    const full = await writeFile('/dev/full', 'x').catch((error: unknown) => error);
    const initdb = new Error('initdb: error: could not write: No space left on device');
    for (const error of [full, initdb]) {
      const told = explained(error, '/srv/desk');
      expect(told).toMatchObject({ code: 'DISK_FULL' });
      expect(String(told)).toContain('/srv/desk is full: free space there');
      expect(String(told)).toContain('UNBIND_DATA_DIR');
    }
  });

  it('is not suspected behind other failures', () => {
    const other = new Error('permission denied');
    expect(explained(other, '/srv/desk')).toBe(other);
  });
});

describe('the server', () => {
  it('learns no key and no setting of another PostgreSQL from our environment', () => {
    const ours = { PATH: '/bin', UNBIND_MASTER_KEY: 'k', DATABASE_URL: 'postgres://', PGDATA: '/' };
    expect(serverEnvironment(ours)).toEqual({ PATH: '/bin', LC_ALL: 'C' });
  });

  it('writes no values of a failed statement into its log', async () => {
    const server = await start();
    await query(server.databaseUrl, 'create table people (name text primary key)');
    const insert = (): Promise<unknown> =>
      query(server.databaseUrl, 'insert into people values ($1)', ['王小明-canary']);
    await insert();
    await expect(insert()).rejects.toMatchObject({ code: '23505' });
    const log = await readFile(join(dataDir, 'postgres.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('canary');
  });
});
