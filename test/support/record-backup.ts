/** A backup of a test's record, and its restore in place: what a restore of the record alone does to a desk. */
import { Client, DatabaseError } from 'pg';

export interface RecordBackup {
  /** Puts every table back to what it held; whoever is connected goes on, as after a fail-over. */
  restore(): Promise<void>;
}

async function on<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

interface Table {
  readonly name: string;
  /** Those that are written; the server computes the others. */
  readonly columns: string;
}

async function tablesOf(client: Client): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(
    `select table_name as name, string_agg(quote_ident(column_name), ', ') as columns
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER'
      group by table_name`,
  );
  return rows;
}

/** Copies all tables beside themselves, as of one moment. */
export async function backUpRecord(databaseUrl: string): Promise<RecordBackup> {
  const schema = `backup_${Date.now()}`;
  await on(databaseUrl, async (client) => {
    await client.query('begin isolation level repeatable read');
    await client.query(`create schema ${schema}`);
    for (const { name } of await tablesOf(client)) {
      await client.query(`create table ${schema}.${name} as table public.${name}`);
    }
    await client.query('commit');
  });
  return {
    async restore() {
      for (let tries = 1; ; tries += 1) {
        try {
          await on(databaseUrl, (client) => putBack(client, schema));
          return;
        } catch (error) {
          if (!isDeadlock(error) || tries === MOST_TRIES) throw error;
        }
      }
    },
  };
}

const MOST_TRIES = 10;

/** Somebody who is still at work holds what the other wants; the server ends one of the two. */
function isDeadlock(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '40P01';
}

async function putBack(client: Client, schema: string): Promise<void> {
  const tables = await tablesOf(client);
  await client.query('begin');
  // Triggers and foreign keys mean nothing while whole tables are put back.
  await client.query('set local session_replication_role = replica');
  await client.query(`truncate ${tables.map(({ name }) => `public.${name}`).join(', ')}`);
  for (const { name, columns } of tables) {
    await client.query(
      `insert into public.${name} (${columns}) select ${columns} from ${schema}.${name}`,
    );
  }
  await client.query('commit');
}
