/** Brings the tables up to date and proves the master key, before anything else touches the record. */
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, type Pool } from 'pg';
import { seal, unseal, type KeyRing, type SealPlace } from './crypto';
import { RecordError } from '../../port/desk-record';
import { demandUpToDate, isRunningRole, makeRunningRole } from './running-role';
import { settings } from './schema';
import { CONNECT_LIMIT_MS, onlyRow, type Database } from './store';

/** Any number, the same in every process of the product. */
const MIGRATION_LOCK = 7_203_114;

/** Beside this file: the sources in a checkout, the copies that the build makes under dist/. */
const MIGRATIONS = join(__dirname, 'migrations');

/**
 * Applies what is missing, and makes the role of `runningUrl` where that is another. Several processes may start
 * at once: one migrates, the others wait. As a role that the tables do not belong to, looks whether they are up to
 * date: `RECORD_REFUSED`.
 */
export async function migrateRecord(databaseUrl: string, runningUrl = databaseUrl): Promise<void> {
  // A connection of its own: building an index on a large table outlasts the pool's limits.
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    application_name: 'unbind-desk-migrate',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    if (await isRunningRole(client)) {
      const { length } = readMigrationFiles({ migrationsFolder: MIGRATIONS });
      await demandUpToDate(client, length);
      return;
    }
    // Closing the connection lets go of the lock, whatever happens.
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
    await makeRunningRole(client, runningUrl);
  } finally {
    await client.end().catch(() => undefined);
  }
}

const CHECK = 'master-key-check';
const CHECK_PLACE: SealPlace = { caseId: '', table: 'settings', purpose: CHECK };

/** Seals a known value at the first start and opens it at every later one: `KEY_WRONG` if it does not. */
export async function proveMasterKey(db: Database, ring: KeyRing): Promise<void> {
  await db
    .insert(settings)
    .values({
      name: CHECK,
      keyId: ring.keyId,
      value: seal(ring.wrapping, CHECK_PLACE, Buffer.from(CHECK)),
    })
    .onConflictDoNothing();
  const row = onlyRow(await db.select().from(settings).where(eq(settings.name, CHECK)));
  if (row.keyId !== ring.keyId) {
    throw new RecordError(
      'KEY_WRONG',
      `The record was written with master key ${row.keyId}; the configured key is ${ring.keyId}.`,
    );
  }
  unseal(ring.wrapping, CHECK_PLACE, row.value);
}

/**
 * Takes the lock of one row, which only a record that can be written gives: a standby and a read-only server
 * fail with their own code, and the connection that met one is dropped. Several at once do not wait.
 */
export async function proveWritable(pool: Pool): Promise<void> {
  await pool.query('select 1 from settings where name = $1 for update skip locked', [CHECK]);
}
