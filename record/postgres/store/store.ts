/** The connection to the database and the keys, shared by the parts of the record. */
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PgTransactionConfig } from 'drizzle-orm/pg-core';
import { Pool } from 'pg';
import type { ErrorCode } from '../../../workflows/contract/errors';
import type { SearchForms } from '../../../workflows/contract/search-forms';
import type { CaseKeys } from './case-keys';
import type { KeyRing } from './crypto';
import { RecordError } from '../../port/desk-record';
import { guarded, toRecordError } from './errors';
import type { RecordLog } from '../../port/log';

export type Database = NodePgDatabase;
/** The database or an open transaction on it. */
export type Queries = Pick<
  Database,
  'select' | 'selectDistinct' | 'selectDistinctOn' | 'insert' | 'update' | 'delete' | 'execute'
>;

export interface Store {
  readonly pool: Pool;
  readonly db: Database;
  readonly ring: KeyRing;
  readonly keys: CaseKeys;
  readonly forms: SearchForms;
  readonly log: RecordLog;
}

export const CONNECT_LIMIT_MS = 5_000;
/** Below the time-outs of the activities and requests that wait for it. */
const STATEMENT_LIMIT_MS = 10_000;
const IDLE_IN_TRANSACTION_LIMIT_MS = 15_000;

/** A pool that outlives restarts of the database: broken connections are dropped and made anew. */
export function createPool(databaseUrl: string, poolSize: number, log: RecordLog): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    // For a server that does not answer at all, e.g. behind a cut network.
    query_timeout: STATEMENT_LIMIT_MS + 2_000,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_LIMIT_MS,
    keepAlive: true,
    application_name: 'unbind-desk',
  });
  pool.on('error', (error) => {
    log.warn({ code: toRecordError(error).code }, 'an idle connection to the record broke');
  });
  // A connection that breaks while it is lent out, between two statements of a transaction, has no
  // listener of the pool's; unheard, its error would end the process. The next statement fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * After these a connection is not used again. A session keeps its `default_transaction_read_only` and its server:
 * after a failover only a new connection can be written through.
 */
const UNFIT: ReadonlySet<ErrorCode> = new Set([
  'RECORD_UNAVAILABLE',
  'RECORD_READ_ONLY',
  'RECORD_REFUSED',
  'RECORD_FAULT',
]);

export function createDatabase(pool: Pool): Database {
  return drizzle(pool);
}

/** Reads of one moment, whatever is written meanwhile; nothing can be written. */
export async function inSnapshot<T>(store: Store, read: (tx: Queries) => Promise<T>): Promise<T> {
  const how = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;
  return guarded(() => runTransaction(store, read, how));
}

/** Runs one transaction; every failure comes out as a RecordError (a deadlock: try the call again). */
export async function inTransaction<T>(store: Store, run: (tx: Queries) => Promise<T>): Promise<T> {
  return guarded(() => runTransaction(store, run));
}

/**
 * Like `inTransaction`, with failures as the database tells them. The connection is lent here and not by
 * drizzle, which keeps one whose transaction cannot even begin (0.45.4, node-postgres/session.js): each
 * restart of the database would take connections out of the pool for good.
 */
export async function runTransaction<T>(
  { pool }: Pick<Store, 'pool'>,
  run: (tx: Queries) => Promise<T>,
  how?: PgTransactionConfig,
): Promise<T> {
  const client = await pool.connect();
  let isUnfit = false;
  try {
    return await drizzle(client).transaction((tx) => run(tx), how);
  } catch (error) {
    isUnfit = UNFIT.has(toRecordError(error).code);
    throw error;
  } finally {
    client.release(isUnfit);
  }
}

/** The one row of a result, which the statement guarantees. */
export function onlyRow<T>(rows: readonly T[]): T {
  const row = rows[0];
  if (row === undefined) throw new RecordError('INTERNAL', 'A statement returned no row.');
  return row;
}
