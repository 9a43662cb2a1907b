/** The record's PostgreSQL: the one of DATABASE_URL, or an embedded one that is kept running. */
import { join } from 'node:path';
import { Client, DatabaseError } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../postgres/embedded';
import type { DeskOptions } from '../config';
import { type Life, keepRunning } from '../processes/keep-running';
import { trimLog } from '../processes/service';

export interface RecordServer {
  /** Holds a password: goes into the environment of children and nowhere else. */
  readonly databaseUrl: string;
  /** Of the owner of the tables, where that is another; for nobody but who starts the desk. */
  readonly ownerUrl?: string;
  /** Without user and password. */
  readonly shownAs: string;
  pids(): readonly number[];
  stop(): Promise<void>;
}

interface PostgresLife extends Life {
  readonly server: EmbeddedPostgres;
}

const LOOK_LIMIT_MS = 5_000;

/** True where the server says anything, be it that it recovers or has no room for one more. */
async function postgresAnswers(databaseUrl: string): Promise<boolean> {
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: LOOK_LIMIT_MS,
    query_timeout: LOOK_LIMIT_MS,
  });
  client.on('error', () => undefined); // Told by the call that waits.
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    return error instanceof DatabaseError;
  } finally {
    void client.end().catch(() => undefined);
  }
}

function hostOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
}

/** Answers once the database takes connections (the embedded one), or at once (a given one). */
export async function startRecordServer(
  options: DeskOptions,
  say: (line: string) => void,
  onRestart: () => void,
): Promise<RecordServer> {
  if (options.databaseUrl !== undefined) {
    const databaseUrl = options.databaseUrl;
    say(`The record is ${hostOf(databaseUrl)} (DATABASE_URL).`);
    const shownAs = hostOf(databaseUrl);
    return { databaseUrl, shownAs, pids: () => [], stop: async () => undefined };
  }
  const dataDir = join(options.dataDir, 'record');
  let port: number | undefined;
  const kept = await keepRunning<PostgresLife>({
    name: 'PostgreSQL',
    say,
    onRestart,
    answers: ({ server }) => {
      trimLog(join(dataDir, 'postgres.log'));
      return postgresAnswers(server.databaseUrl);
    },
    start: async () => {
      const server = await startEmbeddedPostgres({ dataDir, ...(port !== undefined && { port }) });
      if (port !== undefined && server.port !== port) {
        await server.stop();
        throw new Error(`its port ${port} is taken`);
      }
      port = server.port;
      const ended = server.exited.then(() => `see ${join(dataDir, 'postgres.log')}`);
      return { server, ended, stop: () => server.stop() };
    },
  });
  const { databaseUrl: ownerUrl, runningUrl: databaseUrl } = kept.current().server;
  say(`The record is up: PostgreSQL at ${hostOf(databaseUrl)}.`);
  return {
    databaseUrl,
    ownerUrl,
    shownAs: hostOf(databaseUrl),
    pids: () => [kept.current().server.pid],
    stop: () => kept.stop(),
  };
}
