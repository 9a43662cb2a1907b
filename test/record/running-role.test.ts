/** What the role of the running product may do in the record, and what PostgreSQL refuses it. */
import { randomBytes } from 'node:crypto';
import { SEARCH_FORMS } from '../../checks/references/search-forms';
import { openRecord } from '../../record/postgres/open-record';
import { createTestDatabase, startTestRecord, type TestRecord } from '../support/record';
import { runningAddress } from '../support/running-address';
import { openedCase, query } from './samples';

let test: TestRecord;
beforeAll(async () => {
  test = await startTestRecord();
  await openedCase(test.record);
});
afterAll(() => test.stop());

const asRunning = (text: string): Promise<unknown[]> =>
  query(runningAddress(test.databaseUrl), text);

const PROVEN = [
  'ledger',
  'ledger_leaves',
  'revisions',
  'notes',
  'attachments',
  'terms',
  'notice_plans',
  'case_keys',
] as const;

describe('the running product', () => {
  it.each(PROVEN)('can neither change nor remove rows of %s', async (table) => {
    const [first] = (await asRunning(
      `select column_name as name from information_schema.columns where table_name = '${table}' limit 1`,
    )) as { name: string }[];
    for (const text of [
      `update ${table} set ${first!.name} = ${first!.name}`,
      `delete from ${table}`,
      `truncate ${table}`,
      `alter table ${table} disable trigger all`,
    ]) {
      await expect(asRunning(text)).rejects.toThrow(/permission denied|must be owner/);
    }
    expect(await asRunning(`select 1 from ${table} limit 1`)).toEqual(expect.any(Array));
  });

  it.each([
    `update ledger set by_principal = 's_FORGED'`,
    'delete from ledger',
    'delete from consents',
    'delete from notices',
    'delete from intents',
    'delete from cases',
    'delete from ledger_heads',
    `update ledger_heads set signature = 'forged'`,
    'create table forged (id integer)',
  ])('is refused: %s', async (text) => {
    await expect(asRunning(text)).rejects.toThrow(/permission denied/);
  });

  it('opens tables that are up to date, and none that their owner has yet to bring there', async () => {
    const { databaseUrl, drop } = await createTestDatabase();
    const open = () =>
      openRecord({
        searchForms: SEARCH_FORMS,
        databaseUrl: runningAddress(databaseUrl),
        masterKey: test.masterKey,
      });
    await (await open()).close();
    await query(
      databaseUrl,
      'delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)',
    );
    await expect(open()).rejects.toMatchObject({ code: 'RECORD_REFUSED' });
    await drop();
  });

  describe('in a record that had no role for it', () => {
    let owned: Awaited<ReturnType<typeof createTestDatabase>>;
    beforeEach(async () => {
      owned = await createTestDatabase({ empty: true });
    });
    afterEach(() => owned.drop());

    const open = (databaseUrl: string, ownerUrl = owned.databaseUrl) =>
      openRecord({
        searchForms: SEARCH_FORMS,
        ...{ databaseUrl, ownerUrl, masterKey: test.masterKey },
      });
    /** Another role on the server for as long as it takes. */
    async function asRole<T>(rights: string, work: (url: string) => Promise<T>): Promise<T> {
      const name = `role_${randomBytes(4).toString('hex')}`;
      const as = (text: string) => query(owned.databaseUrl, text);
      await as(`create role ${name} login ${rights} password 'running'`);
      try {
        const url = new URL(owned.databaseUrl);
        url.username = name;
        url.password = 'running';
        return await work(url.href);
      } finally {
        await as(`drop owned by ${name}; drop role ${name}`);
      }
    }

    it('gets role and rights from the owner at the next start', async () => {
      const older = await open(owned.databaseUrl);
      const { caseId } = await openedCase(older);
      await older.close();
      const record = await open(runningAddress(owned.databaseUrl));
      expect(await record.cases.read(caseId)).toMatchObject({ caseId });
      await openedCase(record);
      await record.close();
      const asRunning = query(runningAddress(owned.databaseUrl), 'delete from ledger');
      await expect(asRunning).rejects.toMatchObject({ code: '42501' });
    });

    it('gets its rights in a role that an administrator has made, and another password where it has one', async () => {
      await asRole('', async (url) => {
        await (await open(url)).close();
        const other = url.replace('running@', 'of-later@');
        await (await open(other)).close();
        expect(await query(other, 'select 1 as one')).toEqual([{ one: 1 }]);
      });
    });

    it.each([
      ['a superuser', () => 'superuser'],
      ['a member of the owner', () => `in role ${new URL(owned.databaseUrl).username}`],
    ])('is refused as %s, whom no right binds', async (_who, rights) => {
      await asRole(rights(), async (url) => {
        await expect(open(url)).rejects.toMatchObject({ code: 'RECORD_REFUSED' });
      });
    });

    it('is refused where the owner may make no roles, and nobody has made it', async () => {
      await asRole('', async (owner) => {
        await query(
          owned.databaseUrl,
          `grant all on schema public to ${new URL(owner).username};
          grant create on database ${new URL(owner).pathname.slice(1)} to ${new URL(owner).username}`,
        );
        const nobody = owner.replace(/role_\w+:/, 'role_nobody:');
        await expect(open(nobody, owner)).rejects.toMatchObject({ code: 'RECORD_REFUSED' });
      });
    });
  });
});
