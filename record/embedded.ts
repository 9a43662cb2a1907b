/**
 * PostgreSQL for one machine: the programs come with npm, the data lies in one folder, and one process
 * owns both. The server leads a session of its own, so Ctrl-C stays with the caller; it shuts down by
 * itself when its owner is killed.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { RecordError } from './desk-record';
import {
  clusterParent,
  findPrograms,
  handOver,
  serverAccount,
  type Account,
  type Programs,
} from './embedded-host';
import { clearLeftovers, readIfThere, takeOwnership } from './embedded-processes';
import { SILENT, type RecordLog } from './log';

const run = promisify(execFile);
const HOST = '127.0.0.1';
const USER = 'unbind';
export const DATABASE = 'unbind_desk';
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 30_000;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** Taken if free; else, and by default, the port of the last start or a free one. */
  readonly port?: number;
  readonly log?: RecordLog;
  /** For tests: nothing is forced to the disk, and the folder goes away with the owner. */
  readonly ephemeral?: boolean;
}

export interface EmbeddedPostgres {
  readonly databaseUrl: string;
  readonly pid: number;
  readonly port: number;
  /** Settles when the server is gone, whoever stopped it. */
  readonly exited: Promise<void>;
  /** Fast shutdown; open transactions are rolled back. Called twice: waits for the first. */
  stop(): Promise<void>;
}

interface Place {
  readonly dataDir: string;
  readonly cluster: string;
  readonly logFile: string;
  readonly account: Account;
  readonly programs: Programs;
  readonly password: string;
}

/**
 * Starts the server on a folder, creating both as needed. Refuses a folder that another live process
 * owns; heals what a killed owner left. Throws `DISK_FULL` where there is no space.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? SILENT;
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const release = await takeOwnership(dataDir);
  try {
    const account = await serverAccount();
    const programs = await findPrograms(account);
    const parent = await clusterParent(dataDir, account);
    const password = await keepPassword(dataDir);
    const logFile = join(dataDir, 'postgres.log');
    const place = {
      dataDir,
      cluster: join(parent, 'cluster'),
      logFile,
      account,
      programs,
      password,
    };
    if (options.ephemeral) await handOver(dataDir, account);
    if (!existsSync(place.cluster)) await createCluster(place, options.ephemeral ?? false);
    await clearLeftovers(place.cluster);
    const port = await choosePort(dataDir, options.port);
    const server = await startServer(place, port, options.ephemeral ?? false, release);
    log.info({ port, pid: server.pid }, 'embedded PostgreSQL is up');
    return server;
  } catch (error) {
    await release();
    throw await explained(error, dataDir);
  }
}

async function keepPassword(dataDir: string): Promise<string> {
  const path = join(dataDir, 'password');
  const known = (await readIfThere(path))?.trim();
  if (known) return known;
  const password = randomBytes(24).toString('base64url');
  await writeFile(path, `${password}\n`, { mode: 0o600, flush: true });
  await chmod(path, 0o600);
  return password;
}

/** Makes the cluster beside its place and renames it, so that a killed attempt leaves nothing half. */
async function createCluster(place: Place, ephemeral: boolean): Promise<void> {
  const draft = `${place.cluster}.new`;
  const passwordFile = `${place.cluster}.password`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await handOver(draft, place.account);
  await writeFile(passwordFile, `${place.password}\n`, { mode: 0o600 });
  await handOver(passwordFile, place.account);
  try {
    await run(
      place.programs.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(ephemeral ? ['--no-sync'] : []),
      ],
      { ...place.account, cwd: '/', env: { ...process.env, LC_ALL: 'C' } },
    );
  } finally {
    await unlink(passwordFile);
  }
  await rename(draft, place.cluster);
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, HOST);
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, HOST);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port to be had.');
  return address.port;
}

/** The wish, else the port of the last start, else any; remembered for the next start. */
async function choosePort(dataDir: string, wish: number | undefined): Promise<number> {
  const path = join(dataDir, 'port');
  const last = Number((await readIfThere(path))?.trim());
  for (const port of [wish, last]) {
    if (port && (await isFree(port))) {
      if (port !== last) await writeFile(path, `${port}\n`);
      return port;
    }
  }
  const port = await freePort();
  await writeFile(path, `${port}\n`);
  return port;
}

function serverArguments(place: Place, port: number, ephemeral: boolean): string[] {
  const settings: Record<string, string> = {
    listen_addresses: HOST,
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '128MB',
    password_encryption: 'scram-sha-256',
    fsync: ephemeral ? 'off' : 'on',
    full_page_writes: ephemeral ? 'off' : 'on',
    synchronous_commit: ephemeral ? 'off' : 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    log_destination: 'stderr',
    // Details of errors would quote values.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', place.cluster, ...flags];
}

/**
 * A watcher outside the server's own process tree waits for the end of file descriptor 3, which our
 * end of the pipe brings about however we die; `exec` keeps the number of the process.
 */
const LIFELINE = `
cleanup=$1; shift
( ( cat <&3 >/dev/null 2>&1
    kill -INT $$ 2>/dev/null
    if [ -n "$cleanup" ]; then
      while kill -0 $$ 2>/dev/null; do sleep 0.1; done
      rm -rf "$cleanup"
    fi ) </dev/null >/dev/null 2>&1 & )
exec "$@" 3<&-`;

function spawnServer(place: Place, args: readonly string[], ephemeral: boolean): ChildProcess {
  const logFd = openSync(place.logFile, 'a', 0o600);
  try {
    const environment = { ...process.env, LC_ALL: 'C' };
    if (process.platform === 'win32') {
      return spawn(place.programs.postgres, args, {
        stdio: ['ignore', logFd, logFd],
        env: environment,
      });
    }
    return spawn(
      '/bin/sh',
      [
        '-c',
        LIFELINE,
        'unbind-record',
        ephemeral ? place.dataDir : '',
        place.programs.postgres,
        ...args,
      ],
      {
        ...place.account,
        cwd: '/',
        detached: true,
        stdio: ['ignore', logFd, logFd, 'pipe'],
        env: environment,
      },
    );
  } finally {
    closeSync(logFd);
  }
}

async function trimLog(logFile: string): Promise<void> {
  const size = existsSync(logFile) ? (await stat(logFile)).size : 0;
  if (size > LOG_LIMIT_BYTES) await rename(logFile, `${logFile}.1`);
}

async function startServer(
  place: Place,
  port: number,
  ephemeral: boolean,
  release: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  await trimLog(place.logFile);
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    const logStart = existsSync(place.logFile) ? (await stat(place.logFile)).size : 0;
    const child = spawnServer(place, serverArguments(place, port, ephemeral), ephemeral);
    const up = await waitReady(child, place, port, deadline);
    if (up) return runningServer(child, place, port, release);
    const said = (await readFile(place.logFile, 'utf8')).slice(logStart);
    // Backends of a killed server need a moment to notice; until then its memory is in use.
    if (/pre-existing shared memory block/.test(said) && Date.now() < deadline) {
      await delay(200);
      continue;
    }
    throw new Error(`PostgreSQL did not start on port ${port}: ${said.trim().slice(-1_000)}`);
  }
}

function addressOf(place: Place, port: number, database: string): string {
  return `postgres://${USER}:${place.password}@${HOST}:${port}/${database}`;
}

/** True once the server answers and the database exists; false if it ended before. */
async function waitReady(
  child: ChildProcess,
  place: Place,
  port: number,
  deadline: number,
): Promise<boolean> {
  let gone = false;
  child.once('exit', () => (gone = true));
  child.once('error', () => (gone = true));
  while (!gone) {
    const client = new Client({
      connectionString: addressOf(place, port, 'postgres'),
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
      if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
      return true;
    } catch (error) {
      if (Date.now() > deadline) {
        child.kill('SIGQUIT');
        throw error;
      }
      await delay(30);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

function runningServer(
  child: ChildProcess,
  place: Place,
  port: number,
  release: () => Promise<void>,
): EmbeddedPostgres {
  const pid = child.pid;
  if (pid === undefined) throw new Error('PostgreSQL has no process id.');
  const lifeline = child.stdio[3];
  const exited = new Promise<void>((settle) => {
    const ended = (): void => {
      lifeline?.destroy();
      release().then(settle, settle);
    };
    if (child.exitCode !== null || child.signalCode !== null) ended();
    else child.once('exit', ended);
  });
  // The server must not keep its owner from ending.
  child.unref();
  if (lifeline && 'unref' in lifeline && typeof lifeline.unref === 'function') lifeline.unref();
  let stopping: Promise<void> | undefined;
  return {
    databaseUrl: addressOf(place, port, DATABASE),
    pid,
    port,
    exited,
    stop: () => (stopping ??= shutDown(child, place, exited)),
  };
}

async function shutDown(child: ChildProcess, place: Place, exited: Promise<void>): Promise<void> {
  child.ref();
  if (process.platform === 'win32') {
    await run(place.programs.pgCtl, ['stop', '-D', place.cluster, '-m', 'fast']);
  } else {
    child.kill('SIGINT');
  }
  const hurry = setTimeout(() => child.kill('SIGQUIT'), STOP_LIMIT_MS);
  await exited;
  clearTimeout(hurry);
}

/** Says what to do where the disk is full; anything else unchanged. */
async function explained(error: unknown, dataDir: string): Promise<unknown> {
  const text = error instanceof Error ? error.message : '';
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code !== 'ENOSPC' && !/no space left on device/i.test(text)) return error;
  return new RecordError(
    'DISK_FULL',
    `The disk under ${dataDir} is full: free space there, or choose another folder with UNBIND_DATA_DIR.`,
    undefined,
    { cause: error },
  );
}
