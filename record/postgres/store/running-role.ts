/**
 * The role that the running product signs in with: it adds rows and reads them, and can neither change nor remove
 * what the ledger and its heads prove. Tables belong to another role, which brings them up to date.
 */
import { Client, DatabaseError } from 'pg';
import { RecordError } from '../../port/desk-record';
import { CONNECT_LIMIT_MS } from './store';

/** Rows of these are written once. */
const NEVER_CHANGED =
  'ledger, ledger_leaves, ledger_heads, revisions, notes, attachments, terms, notice_plans, case_keys';
/** Rows of these change their state, and stay. */
const NEVER_REMOVED = `${NEVER_CHANGED}, cases, consents, notices, intents, settings`;
/** What a server answers to a role that it does not know, and to a wrong password. */
const SIGN_IN_REFUSED = ['28000', '28P01'];

/**
 * Makes the role that an address names, where nobody can sign in as it, and gives it its rights. Called twice: the
 * rights are as they are wanted now. Nothing where the address names the owner. `RECORD_REFUSED` where the role
 * could do as the owner does, or where the owner may make no roles.
 */
export async function makeRunningRole(owner: Client, runningUrl: string): Promise<void> {
  const { username, password } = new URL(runningUrl);
  const name = decodeURIComponent(username);
  const { rows } = await owner.query<{ mine: string }>('select current_user as mine');
  if (rows[0]?.mine === name) return;
  const role = owner.escapeIdentifier(name);
  if (!(await canSignIn(runningUrl))) {
    const secret = owner.escapeLiteral(decodeURIComponent(password));
    await owner.query(`${await verbFor(owner, name)} role ${role} login password ${secret}`);
  }
  await demandBound(owner, name);
  await owner.query(`grant usage on schema public, drizzle to ${role};
    grant select on all tables in schema drizzle to ${role};
    grant select, insert, update, delete on all tables in schema public to ${role};
    revoke update on ${NEVER_CHANGED} from ${role};
    revoke delete on ${NEVER_REMOVED} from ${role};
    grant update (left_by, fault) on ledger_heads to ${role}`);
}

async function canSignIn(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString, connectionTimeoutMillis: CONNECT_LIMIT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && SIGN_IN_REFUSED.includes(error.code ?? '')) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function verbFor(owner: Client, name: string): Promise<'alter' | 'create'> {
  const { rows } = await owner.query<{ mayMake: boolean; isKnown: boolean }>(
    `select rolsuper or rolcreaterole as "mayMake",
       exists (select 1 from pg_roles where rolname = $1) as "isKnown"
     from pg_roles where rolname = current_user`,
    [name],
  );
  if (rows[0]?.mayMake === true) return rows[0].isKnown ? 'alter' : 'create';
  throw new RecordError(
    'RECORD_REFUSED',
    'The owner of the tables may make no roles: have an administrator make that of DATABASE_URL, with its password.',
  );
}

/** Rights bind nobody who is a superuser, or has the rights of the owner. */
async function demandBound(owner: Client, name: string): Promise<void> {
  const { rows } = await owner.query<{ isFree: boolean }>(
    `select rolsuper or pg_has_role(rolname, current_user, 'member') as "isFree"
     from pg_roles where rolname = $1`,
    [name],
  );
  if (rows[0]?.isFree !== true) return;
  throw new RecordError(
    'RECORD_REFUSED',
    'The role of DATABASE_URL may do what the owner of the tables may: take another, that is no superuser.',
  );
}

/** Whether the tables belong to a role that we are not. */
export async function isRunningRole(client: Client): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from pg_tables where schemaname = 'public' and tablename = 'ledger'
     and not pg_has_role(current_user, tableowner, 'member')`,
  );
  return rowCount === 1;
}

/** `RECORD_REFUSED` where the owner of the tables has yet to bring them up to date. */
export async function demandUpToDate(client: Client, migrations: number): Promise<void> {
  const { rows } = await client.query<{ done: number }>(
    'select count(*)::int as done from drizzle.__drizzle_migrations',
  );
  if ((rows[0]?.done ?? 0) >= migrations) return;
  throw new RecordError(
    'RECORD_REFUSED',
    'The tables are older than this program and belong to another role: run `npm run setup -- tables` with ' +
      'UNBIND_DATABASE_OWNER_URL.',
  );
}
