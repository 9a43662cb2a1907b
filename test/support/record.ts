/**
 * A fresh record for a test file: a database of its own on the PostgreSQL of the run, embedded unless
 * TEST_DATABASE_URL names another server (its user must be allowed to create databases).
 */
import { randomBytes } from 'node:crypto';
import { SEARCH_FORMS } from '../../checks/references/search-forms';
import type { DeskRecord } from '../../record/port/desk-record';
import { openRecord } from '../../record/postgres/open-record';
import { query } from '../record/samples';
import { runningAddress } from './running-address';
import { sharedPostgres } from './shared';

export interface TestRecord {
  /** As the role that the running product has. */
  readonly record: DeskRecord;
  /** Of the owner, who may change everything. */
  readonly databaseUrl: string;
  readonly masterKey: Buffer;
  /** Closes the record and drops the database. */
  stop(): Promise<void>;
}

/** A database with the tables of the record, or empty; `drop` removes it with its open connections. */
export async function createTestDatabase({ empty = false } = {}): Promise<{
  databaseUrl: string;
  /** Log of the server, where it is one of ours. */
  logFile?: string;
  drop(): Promise<void>;
}> {
  const { databaseUrl: server, template, logFile } = await sharedPostgres();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await query(server, `create database ${name}${empty ? '' : ` template ${template}`}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    databaseUrl: url.href,
    ...(logFile !== undefined && { logFile }),
    drop: async () => {
      await query(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** A record with a random master key in a fresh database. */
export async function startTestRecord(): Promise<TestRecord> {
  const { databaseUrl, drop } = await createTestDatabase();
  const masterKey = randomBytes(32);
  const record = await openRecord({
    searchForms: SEARCH_FORMS,
    databaseUrl: runningAddress(databaseUrl),
    masterKey,
  });
  return {
    record,
    databaseUrl,
    masterKey,
    stop: async () => {
      await record.close();
      await drop();
    },
  };
}
