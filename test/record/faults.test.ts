/** Every class of fault of the record, made to happen, and what it is called. */
import { randomBytes } from 'node:crypto';
import { SEARCH_FORMS } from '../../checks/references/search-forms';
import { toRecordError } from '../../record/postgres/store/errors';
import type { DeskRecord } from '../../record/port/desk-record';
import { openRecord } from '../../record/postgres/open-record';
import { mayPassLater } from '../../workflows/contract/errors';
import { FAULTS, type FaultSource } from '../../workflows/contract/faults';
import { startTestRecord, type TestRecord } from '../support/record';
import { entry, openedCase, query, sampleChange } from './samples';

let store: TestRecord;
let record: DeskRecord;

beforeAll(async () => {
  store = await startTestRecord();
  ({ record } = store);
  await query(store.databaseUrl, 'create table fault (state text)');
  await query(
    store.databaseUrl,
    `create function fails() returns trigger language plpgsql as $$
      declare planted text := (select state from fault);
      begin
        if planted is null then return new; end if;
        raise exception 'planted' using errcode = planted;
      end $$`,
  );
  await query(
    store.databaseUrl,
    'create trigger failing before insert on staff for each row execute function fails()',
  );
});
afterAll(() => store.stop());

const PERSON = {
  principalId: 's_1',
  user: 'u',
  role: 'agent',
  teamId: 't',
  displayName: 'U',
} as const;

/** What PostgreSQL itself raises, and what comes out of the record. */
async function raised(state: string): Promise<unknown> {
  await query(store.databaseUrl, `truncate fault; insert into fault values ('${state}')`);
  const failure: unknown = await record.staff.upsert(PERSON).catch((error: unknown) => error);
  await query(store.databaseUrl, 'truncate fault');
  return failure;
}

/** One code of each pattern: `53*` is any that begins so, here with this ending. */
function listed(source: FaultSource, ending: string) {
  return FAULTS.filter((row) => row.source === source).flatMap(({ codes, code, reaction }) =>
    codes.map((pattern) => [pattern.replace('*', ending), code, reaction] as const),
  );
}

test.each(
  listed('postgresql', '042').map(([state, ...row]) => [state.slice(0, 5), ...row] as const),
)('an SQLSTATE such as %s is %s, and %s', async (state, code, reaction) => {
  expect(await raised(state)).toMatchObject({ code });
  expect(mayPassLater(code)).toBe(reaction === 'passing');
});

test.each(['ZZ999', '57P05', '53999', '99000'])(
  'the SQLSTATE %s, which nobody knows, passes',
  async (state) => {
    const { code } = (await raised(state)) as { code: 'INTERNAL' };
    expect(mayPassLater(code)).toBe(true);
  },
);

test('a constraint that is violated and a column that is missing are faults of the product', async () => {
  const { caseId } = await openedCase(record);
  await query(store.databaseUrl, `alter table ledger add constraint odd check (event <> 'odd')`);
  const change = sampleChange(caseId, { entries: [entry(2, { event: 'odd' })] });
  const failure: unknown = await record.cases.change(change).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'INTERNAL' });
  expect(String(failure)).toContain('23514');
  await query(store.databaseUrl, 'alter table ledger rename column facts to other');
  await expect(record.ledger.read(caseId)).rejects.toMatchObject({ code: 'INTERNAL' });
  await query(store.databaseUrl, 'alter table ledger rename column other to facts');
});

test.each([
  ...listed('network', 'X'),
  ['ECONNRESET', 'RECORD_UNAVAILABLE', 'passing'] as const,
  ['EPIPE', 'RECORD_UNAVAILABLE', 'passing'] as const,
  ['EWHATEVER', 'RECORD_UNAVAILABLE', 'passing'] as const,
])('the error %s of a connection is %s, and %s', (code, expected, reaction) => {
  const error = toRecordError(Object.assign(new Error('broken'), { code }));
  expect(error.code).toBe(expected);
  expect(mayPassLater(error.code)).toBe(reaction === 'passing');
});

test('a fault of our own code is none of the record, and never passes', () => {
  expect(toRecordError(new TypeError('x is not a function')).code).toBe('INTERNAL');
});

describe('a record that is made read-only', () => {
  const name = () => new URL(store.databaseUrl).pathname.slice(1);
  const readOnly = (on: boolean) =>
    query(
      store.databaseUrl.replace(`/${name()}`, '/postgres'),
      `alter database ${name()} ${on ? 'set default_transaction_read_only = on' : 'reset default_transaction_read_only'}`,
    );

  it('is not opened, and is called what it is', async () => {
    await readOnly(true);
    const other = await openRecord({
      searchForms: SEARCH_FORMS,
      databaseUrl: store.databaseUrl,
      masterKey: store.masterKey,
      migrate: false,
    }).catch((error: unknown) => error);
    expect(other).toMatchObject({ code: 'RECORD_READ_ONLY' });
    await readOnly(false);
  });

  it('is not written through a connection of that time, which would stay read-only for good', async () => {
    const { caseId } = await openedCase(record);
    const mine = await openRecord({
      searchForms: SEARCH_FORMS,
      databaseUrl: store.databaseUrl,
      masterKey: store.masterKey,
      poolSize: 1,
    });
    // A new session, as after a break of the line, keeps what holds for the database at its beginning.
    await readOnly(true);
    await breakConnections();
    await mine.cases.read(caseId).catch(() => undefined);
    for (const call of [
      () => mine.ping(),
      () => mine.cases.change(sampleChange(caseId, { entries: [entry(2)] })),
      () => mine.notes.add({ caseId, kind: 'note', text: 't', attachmentIds: [], by: 's_1' }),
      () => mine.staff.upsert(PERSON),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'RECORD_READ_ONLY' });
      expect((await mine.cases.read(caseId))?.caseId).toBe(caseId);
    }
    await readOnly(false);
    // What was lent last has read with a read-only session; for the second write there is a new one.
    const by = { principalId: 's_1', role: 'agent' } as const;
    const audit = () => mine.ledger.audit({ caseId, event: 'note-added', by, facts: {} });
    await expect(audit()).rejects.toMatchObject({ code: 'RECORD_READ_ONLY' });
    await audit();
    await mine.cases.change(sampleChange(caseId, { entries: [entry(2)] }));
    await mine.ping();
    await mine.close();
  });
});

/** Ends every session of the database but the one that asks. */
async function breakConnections(): Promise<void> {
  await query(
    store.databaseUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`,
  );
}

describe('a DATABASE_URL that is wrong', () => {
  const opening = (change: (url: URL) => void): Promise<unknown> => {
    const url = new URL(store.databaseUrl);
    change(url);
    return openRecord({
      searchForms: SEARCH_FORMS,
      databaseUrl: url.href,
      masterKey: randomBytes(32),
    }).catch((error: unknown) => error);
  };
  const WRONG: readonly (readonly [string, (url: URL) => void, string])[] = [
    ['password', (url) => (url.password = 'wrong'), 'user name or the password'],
    ['database', (url) => (url.pathname = '/nowhere'), 'database does not exist'],
  ];
  test.each(WRONG)('in its %s is called what it is', async (_name, change, said) => {
    const failure = await opening(change);
    expect(failure).toMatchObject({ code: 'RECORD_REFUSED' });
    expect(String(failure)).toContain(said);
  });

  test('in a role that may create nothing is called what it is', async () => {
    await query(store.databaseUrl, `create role bare login password 'bare'`);
    const failure = await opening((url) => {
      url.username = 'bare';
      url.password = 'bare';
    });
    expect(failure).toMatchObject({ code: 'RECORD_REFUSED' });
    expect(String(failure)).toContain('lacks a privilege');
  });
});
