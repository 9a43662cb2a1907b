/**
 * A fresh record for a test file: a database of its own on one PostgreSQL a Jest process, embedded
 * unless TEST_DATABASE_URL names another server (its user must be allowed to create databases).
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { SEARCH_FORMS } from '../../checks/search-forms';
import type { DeskRecord } from '../../record/desk-record';
import { startEmbeddedPostgres } from '../../record/embedded';
import { openRecord } from '../../record/open-record';

export interface TestRecord {
  readonly record: DeskRecord;
  readonly databaseUrl: string;
  readonly masterKey: Buffer;
  /** Closes the record and drops the database. */
  stop(): Promise<void>;
}

/** The server of this process; its folder goes away with the process. */
const dataDir = join(tmpdir(), `unbind-desk-test-postgres-${process.pid}`);
/** Left by the first test file of the process for the next ones. */
const addressFile = join(dataDir, 'address');

async function answers(databaseUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function serverUrl(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return given;
  const known = existsSync(addressFile) ? readFileSync(addressFile, 'utf8') : undefined;
  if (known !== undefined && (await answers(known))) return known;
  await rm(dataDir, { recursive: true, force: true });
  const server = await startEmbeddedPostgres({ dataDir, ephemeral: true });
  writeFileSync(addressFile, server.databaseUrl, { mode: 0o600 });
  return server.databaseUrl;
}

async function execute(databaseUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** An empty database; `drop` removes it together with its open connections. */
export async function createTestDatabase(): Promise<{
  databaseUrl: string;
  /** Log of the server, where it is one of ours. */
  logFile?: string;
  drop(): Promise<void>;
}> {
  const server = await serverUrl();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await execute(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const logFile = join(dataDir, 'postgres.log');
  return {
    databaseUrl: url.href,
    ...(existsSync(logFile) && { logFile }),
    drop: () => execute(server, `drop database if exists ${name} with (force)`),
  };
}

/** A record with a random master key in a fresh database. */
export async function startTestRecord(): Promise<TestRecord> {
  const { databaseUrl, drop } = await createTestDatabase();
  const masterKey = randomBytes(32);
  const record = await openRecord({ searchForms: SEARCH_FORMS, databaseUrl, masterKey });
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
