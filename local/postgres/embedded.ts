/**
 * PostgreSQL for one machine: the programs come with npm, the data lies in one folder, and one process
 * owns both. The server leads a session of its own, so Ctrl-C stays with the caller; it shuts down by
 * itself when its owner is killed.
 */
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  createCluster,
  explained,
  keepPassword,
  keepRunningPassword,
  knownPassword,
  RUNNING_USER,
  type Place,
} from './cluster';
import { clusterParent, findPrograms, handOver, serverAccount } from './host';
import { choosePort, lastPort } from './ports';
import { clearLeftovers, takeOwnership } from './processes';
import { addressOf, DATABASE, endOf, lifelineOf, startServer, stopServer } from './server';
import { SILENT, type RecordLog } from '../../record/port/log';

const PORT_ATTEMPTS = 5;

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** Taken if free; else, and by default, the port of the last start or a free one. */
  readonly port?: number;
  readonly log?: RecordLog;
  /** For tests: nothing is forced to the disk, and the folder goes away with the owner. */
  readonly ephemeral?: boolean;
}

export interface EmbeddedPostgres {
  /** Of the owner. */
  readonly databaseUrl: string;
  /** Of the role that programs of the desk sign in as, once the record was opened with both. */
  readonly runningUrl: string;
  readonly pid: number;
  readonly port: number;
  /** Settles when the server is gone, whoever stopped it. */
  readonly exited: Promise<void>;
  /** Fast shutdown; open transactions are rolled back. Called twice: waits for the first. */
  stop(): Promise<void>;
}

/**
 * Starts the server on a folder, creating both as needed. Refuses a folder that another live process
 * owns; heals what a killed owner left. Throws `DISK_FULL` where there is no space.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { port: wish, ephemeral = false, log = SILENT } = options;
  const dataDir = resolve(options.dataDir);
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const release = await takeOwnership(dataDir);
    try {
      const place = await makePlace(dataDir, ephemeral);
      if (!existsSync(place.cluster)) await createCluster(place, ephemeral);
      await clearLeftovers(place.cluster);
      const { child, port } = await startOnSomePort(place, wish, ephemeral);
      const password = await keepRunningPassword(dataDir);
      const runningUrl = addressOf({ password }, port, DATABASE, RUNNING_USER);
      const server = { ...runningServer(child, place, port, release), runningUrl };
      log.info({ port, pid: server.pid }, 'embedded PostgreSQL is up');
      return server;
    } catch (error) {
      await release();
      throw error;
    }
  } catch (error) {
    throw explained(error, dataDir);
  }
}

/**
 * Address of the server that runs on a folder, for another process of the same person; undefined where none
 * has been started there yet.
 */
export async function embeddedAddress(dataDir: string): Promise<string | undefined> {
  const [password, port] = await Promise.all([knownPassword(dataDir), lastPort(dataDir)]);
  if (password === undefined || port === undefined) return undefined;
  return addressOf({ password }, port, DATABASE);
}

async function makePlace(dataDir: string, ephemeral: boolean): Promise<Place> {
  const account = await serverAccount();
  const programs = await findPrograms(account);
  const parent = await clusterParent(dataDir, account);
  const password = await keepPassword(dataDir);
  if (ephemeral) await handOver(dataDir, account);
  return {
    dataDir,
    cluster: join(parent, 'cluster'),
    logFile: join(dataDir, 'postgres.log'),
    account,
    programs,
    password,
  };
}

/** A free port may be taken by somebody else until the server listens: then another one. */
async function startOnSomePort(
  place: Place,
  wish: number | undefined,
  ephemeral: boolean,
): Promise<{ child: ChildProcess; port: number }> {
  for (let attempt = 1; attempt <= PORT_ATTEMPTS; attempt += 1) {
    const port = await choosePort(place.dataDir, wish);
    const started = await startServer(place, port, ephemeral);
    if (started !== 'port-taken') return { child: started.child, port };
  }
  throw new Error('Every port that PostgreSQL tried was taken by another process.');
}

function runningServer(
  child: ChildProcess,
  place: Place,
  port: number,
  release: () => Promise<void>,
): Omit<EmbeddedPostgres, 'runningUrl'> {
  const pid = child.pid;
  if (pid === undefined) throw new Error('PostgreSQL has no process id.');
  const lifeline = lifelineOf(child);
  const exited = endOf(child).then(async () => {
    lifeline?.destroy();
    await release();
  });
  // The server must not keep its owner from ending.
  child.unref();
  lifeline?.unref();
  let stopping: Promise<void> | undefined;
  return {
    databaseUrl: addressOf(place, port, DATABASE),
    pid,
    port,
    exited,
    stop: () => (stopping ??= stopServer(child, place).then(() => exited)),
  };
}
