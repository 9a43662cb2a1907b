/** The server process of the embedded PostgreSQL: its settings, its start, its end. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { readFile, rename, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { serverEnvironment } from '../../record/config';
import { USER, type Place } from './cluster';
import { LOOPBACK } from '../../base/free-ports';

const run = promisify(execFile);
export const DATABASE = 'unbind_desk';
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 30_000;
const HURRY_LIMIT_MS = 10_000;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

function serverArguments(place: Place, port: number, ephemeral: boolean): string[] {
  const settings: Record<string, string> = {
    listen_addresses: LOOPBACK,
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
    const environment = serverEnvironment();
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

/** What a start came to: a server that answers, or the finding that another process has the port. */
export type Started = { readonly child: ChildProcess } | 'port-taken';

/**
 * Starts the server and waits until it answers and the database exists. Throws with the end of the
 * server's own log where it does not come up.
 */
export async function startServer(
  place: Place,
  port: number,
  ephemeral: boolean,
): Promise<Started> {
  await trimLog(place.logFile);
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    const logStart = existsSync(place.logFile) ? (await stat(place.logFile)).size : 0;
    const child = spawnServer(place, serverArguments(place, port, ephemeral), ephemeral);
    if (await waitReady(child, place, port, deadline)) return { child };
    lifelineOf(child)?.destroy();
    const said = (await readFile(place.logFile)).subarray(logStart).toString('utf8').trim();
    // Backends of a killed server need a moment to notice; until then its memory is in use.
    if (/pre-existing shared memory block/.test(said) && Date.now() < deadline) {
      await delay(200);
      continue;
    }
    if (/address already in use/i.test(said)) return 'port-taken';
    throw new Error(`PostgreSQL did not start on port ${port}: ${said.slice(-1_000)}`);
  }
}

/** Address with password; for environments of processes, never for logs. */
export function addressOf(
  { password }: Pick<Place, 'password'>,
  port: number,
  database: string,
  user = USER,
): string {
  return `postgres://${user}:${password}@${LOOPBACK}:${port}/${database}`;
}

/** True once the server answers and the database exists; false if it ended before. */
async function waitReady(
  child: ChildProcess,
  place: Place,
  port: number,
  deadline: number,
): Promise<boolean> {
  // A program that cannot be run at all shows by the absence of a process id.
  child.once('error', () => undefined);
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
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

/** Settles when the server is gone. */
export function endOf(child: ChildProcess): Promise<void> {
  return new Promise((settle) => {
    if (child.exitCode !== null || child.signalCode !== null) settle();
    else child.once('exit', () => settle());
  });
}

/** Our end of the pipe at whose end the server stops; absent on Windows. */
export function lifelineOf(child: ChildProcess): Socket | undefined {
  const pipe = child.stdio[3];
  return pipe instanceof Socket ? pipe : undefined;
}

/** Fast shutdown, immediate if that takes too long, by force if that does. */
export async function stopServer(child: ChildProcess, place: Place): Promise<void> {
  child.ref();
  if (process.platform === 'win32') {
    await run(place.programs.pgCtl, ['stop', '-D', place.cluster, '-m', 'fast']);
  } else {
    child.kill('SIGINT');
  }
  const hurry = setTimeout(() => child.kill('SIGQUIT'), STOP_LIMIT_MS);
  // One that hears no signal; what was committed is on the disk.
  const end = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS + HURRY_LIMIT_MS);
  await endOf(child);
  clearTimeout(hurry);
  clearTimeout(end);
}
