/** Cases and the revisions of their personal data: sealed, immutable, found again by blind index. */
import { randomBytes } from 'node:crypto';
import { SEARCH_FORMS } from '../../checks/references/search-forms';
import type { ApplicationData, CaseData } from '../../workflows/contract/case-data';
import type { CaseFilter, DeskRecord, Found } from '../../record/port/desk-record';
import { openRecord } from '../../record/postgres/open-record';
import { createTestDatabase, startTestRecord, type TestRecord } from '../support/record';
import {
  draftCase,
  newCaseId,
  newSerial,
  openedCase,
  query,
  randomId,
  sampleData,
  sampleView,
  statusChange,
} from './samples';

let test: TestRecord;
let record: DeskRecord;
beforeAll(async () => {
  test = await startTestRecord();
  record = test.record;
});
afterAll(() => test.stop());

/** The same record as another process sees it, with no key remembered. */
async function reopened<T>(run: (fresh: DeskRecord) => Promise<T>): Promise<T> {
  const fresh = await openRecord({
    searchForms: SEARCH_FORMS,
    databaseUrl: test.databaseUrl,
    masterKey: test.masterKey,
  });
  try {
    return await run(fresh);
  } finally {
    await fresh.close();
  }
}

function application(change: Partial<ApplicationData> = {}): ApplicationData {
  return {
    merchantName: '小明便利店',
    document: { kind: 'resident-id', number: `11010519491231${randomBytes(2).toString('hex')}x` },
    phone: `+86139${String(randomBytes(4).readUInt32BE()).padStart(10, '0').slice(0, 8)}`,
    terminals: [],
    deposits: [],
    payee: { kind: 'original-payment' },
    closeAccount: false,
    ...change,
  };
}

describe('a revision', () => {
  it('stays as it was written when later ones follow', async () => {
    const { caseId, data } = await draftCase(record);
    const second: CaseData = { ...data, application: application() };
    const add = { caseId, author: 's_TWO', expected: 1, data: second };
    expect(await record.revisions.add(add)).toBe(2);
    expect(await record.revisions.read(caseId, 1)).toMatchObject({ author: 's_AGENT', data });
    expect(await record.revisions.read(caseId)).toMatchObject({ revision: 2, data: second });
    expect(await record.revisions.authors(caseId)).toEqual(['s_AGENT', 's_TWO']);
    expect((await record.cases.read(caseId))?.latestRevision).toBe(2);
  });

  it('is refused with STALE_REVISION where its author saw an older one, and tells the newest', async () => {
    const { caseId, data } = await draftCase(record);
    await record.revisions.add({ caseId, author: 's_A', expected: 1, data });
    const stale = record.revisions.add({ caseId, author: 's_B', expected: 1, data: sampleData() });
    await expect(stale).rejects.toMatchObject({ code: 'STALE_REVISION', detail: '2' });
    expect(await record.revisions.authors(caseId)).not.toContain('s_B');
  });

  it('is taken from exactly one of several authors who write at once', async () => {
    const { caseId, data } = await draftCase(record);
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) =>
        record.revisions.add({ caseId, author: `s_${index}`, expected: 1, data }),
      ),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') {
        expect(result.reason).toMatchObject({ code: 'STALE_REVISION' });
      }
    }
    expect((await record.revisions.read(caseId)).revision).toBe(2);
  });

  it('of an unknown case or number is CASE_NOT_FOUND', async () => {
    const { caseId, data } = await draftCase(record);
    const unknown = newCaseId();
    const refusal = { code: 'CASE_NOT_FOUND' };
    await expect(record.revisions.read(caseId, 2)).rejects.toMatchObject(refusal);
    await expect(record.revisions.read(unknown)).rejects.toMatchObject(refusal);
    const add = { caseId: unknown, author: 's_A', expected: 1, data };
    await expect(record.revisions.add(add)).rejects.toMatchObject(refusal);
    expect(await record.cases.read(unknown)).toBeUndefined();
  });
});

describe('making a case', () => {
  it('a second time leaves the first one as it is', async () => {
    const { caseId, data } = await draftCase(record);
    await record.cases.create({
      caseId,
      teamId: 'team-b',
      author: 's_OTHER',
      data: sampleData(),
      view: sampleView(caseId),
    });
    expect(await record.revisions.read(caseId)).toMatchObject({ author: 's_AGENT', data });
    expect((await record.cases.read(caseId))?.teamId).toBe('team-a');
  });

  it('is refused where it names a terminal twice, however it is typed', async () => {
    const terminals = [
      { terminalId: 't_A', serialNumber: 'SN77' },
      { terminalId: 't_B', serialNumber: ' sn７7' },
    ];
    const twice = draftCase(record, { data: sampleData({ terminals }) });
    await expect(twice).rejects.toMatchObject({ code: 'DUPLICATE_TERMINAL' });
  });
});

describe('the data key of a case', () => {
  const setKey = (caseId: string, assignment: string, from = caseId): Promise<unknown> =>
    query(
      test.databaseUrl,
      `update case_keys k set ${assignment} from case_keys o where k.case_id = $1 and o.case_id = $2`,
      [caseId, from],
    );

  it('opens the case for every process that has the master key', async () => {
    const { caseId, data } = await draftCase(record);
    expect((await reopened((fresh) => fresh.revisions.read(caseId))).data).toEqual(data);
  });

  it.each([
    ['was wrapped under another master key', `key_id = '0123456789abcdef'`],
    ['was changed', `wrapped = set_byte(k.wrapped, 20, get_byte(k.wrapped, 20) # 1)`],
    ['belongs to another case', 'wrapped = o.wrapped'],
  ])('that %s opens nothing: KEY_WRONG', async (_what, assignment) => {
    const [mine, other] = [await draftCase(record), await draftCase(record)];
    await setKey(mine.caseId, assignment, other.caseId);
    await expect(reopened((fresh) => fresh.revisions.read(mine.caseId))).rejects.toMatchObject({
      code: 'KEY_WRONG',
    });
  });

  it('opens no revision that was put in the place of another', async () => {
    const { caseId, data } = await draftCase(record);
    await record.revisions.add({ caseId, author: 's_A', expected: 1, data: sampleData() });
    await query(
      test.databaseUrl,
      `update revisions set sealed_data = (select sealed_data from revisions
        where case_id = $1 and revision = 1) where case_id = $1 and revision = 2`,
      [caseId],
    );
    await expect(record.revisions.read(caseId)).rejects.toMatchObject({ code: 'KEY_WRONG' });
    expect((await record.revisions.read(caseId, 1)).data).toEqual(data);
  });

  it('once deleted leaves the ledger readable and nothing else', async () => {
    const { caseId } = await openedCase(record);
    await query(test.databaseUrl, 'delete from case_keys where case_id = $1', [caseId]);
    await reopened(async (fresh) => {
      await expect(fresh.revisions.read(caseId)).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
      expect(await fresh.ledger.read(caseId)).toHaveLength(1);
      expect((await fresh.ledger.verify(caseId)).broken).toBeUndefined();
    });
  });
});

describe('the master key', () => {
  const open = (masterKey: Buffer) =>
    openRecord({ searchForms: SEARCH_FORMS, databaseUrl: test.databaseUrl, masterKey });

  it('must be the one that the record was made with: KEY_WRONG', async () => {
    await expect(open(randomBytes(32))).rejects.toMatchObject({ code: 'KEY_WRONG' });
    await expect(open(randomBytes(16))).rejects.toMatchObject({ code: 'KEY_WRONG' });
  });

  it('must be there: KEY_MISSING', async () => {
    await expect(open(Buffer.alloc(0))).rejects.toMatchObject({ code: 'KEY_MISSING' });
  });

  it('of an empty record is that of the first of several processes that open it at once', async () => {
    const empty = await createTestDatabase({ empty: true });
    const openEmpty = (masterKey: Buffer) =>
      openRecord({ searchForms: SEARCH_FORMS, databaseUrl: empty.databaseUrl, masterKey });
    const [one, two] = [randomBytes(32), randomBytes(32)];
    const results = await Promise.allSettled([one, one, two, two].map(openEmpty));
    const opened = results.flatMap((result) =>
      result.status === 'fulfilled' ? [result.value] : [],
    );
    await Promise.all(opened.map((fresh) => fresh.close()));
    expect(opened).toHaveLength(2);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'KEY_WRONG' });
    }
    await empty.drop();
  });
});

describe('exact search', () => {
  const ids = async (found: Found, filter: CaseFilter = {}): Promise<string[]> =>
    (await record.cases.list({ ...filter, found })).items.map((row) => row.caseId);
  const numbers = (typed: string): Found => ({ 'merchant-number': typed, serial: typed });

  it('finds a case by each of its numbers, however they are typed, and by no part of them', async () => {
    const { caseId, data } = await openedCase(record);
    const applied = application({ terminals: [{ serialNumber: newSerial() }] });
    const next = { ...data, application: applied };
    await record.revisions.add({ caseId, author: 's_A', expected: 1, data: next });
    const serials = [...data.terminals, ...applied.terminals].map((row) => row.serialNumber);
    const { merchantNumber } = data.contact;
    expect(await ids({ caseId })).toEqual([caseId]);
    expect(await ids({ caseId, ...numbers('NOTHING') })).toEqual([caseId]);
    for (const q of [merchantNumber, ...serials]) {
      expect(await ids(numbers(q))).toEqual([caseId]);
      expect(await ids(numbers(` ${q.toLowerCase()}\u200b `))).toEqual([caseId]);
      expect(await ids(numbers(q.slice(0, -1)))).toEqual([]);
    }
    const spaced = `${applied.phone.slice(0, 3)} ${applied.phone.slice(3, 6)}-${applied.phone.slice(6)}`;
    for (const phone of [applied.phone, spaced]) expect(await ids({ phone })).toEqual([caseId]);
    expect(await ids({ phone: applied.phone.slice(0, -1) })).toEqual([]);
    const { number } = applied.document;
    for (const documentNumber of [number, number.toUpperCase()]) {
      expect(await ids({ 'document-number': documentNumber })).toEqual([caseId]);
    }
    expect(await ids({ 'document-number': `${number}0` })).toEqual([]);
  });

  it('keeps kinds apart: a phone number is no serial number', async () => {
    const applied = application();
    await openedCase(record, { data: { ...sampleData(), application: applied } });
    expect(await ids(numbers(applied.phone))).toEqual([]);
    expect(await ids({ 'document-number': applied.phone })).toEqual([]);
  });

  it('finds by the latest revision only', async () => {
    const old = application();
    const { caseId, data } = await openedCase(record, {
      data: { ...sampleData(), application: old },
    });
    const now = application();
    const next = { ...data, application: now };
    await record.revisions.add({ caseId, author: 's_A', expected: 1, data: next });
    expect(await ids({ phone: old.phone })).toEqual([]);
    expect(await ids({ 'document-number': now.document.number })).toEqual([caseId]);
  });

  it('needs every filter that is named to fit', async () => {
    const { data, caseId } = await openedCase(record, { teamId: 'team-search' });
    const q = data.contact.merchantNumber;
    expect(await ids(numbers(q), { teamId: 'team-search', status: ['open'] })).toEqual([caseId]);
    expect(await ids(numbers(q), { teamId: 'team-b' })).toEqual([]);
    expect(await ids(numbers(q), { status: ['completed'] })).toEqual([]);
  });
});

describe('terminals', () => {
  const wish = (serialNumber: string, terminalId = randomId('t_')) => ({
    terminalId,
    serialNumber,
  });

  it('are taken all or none, and the case that holds one is named', async () => {
    const [first, second] = [await openedCase(record), await openedCase(record)];
    const held = first.data.terminals[0]!.serialNumber;
    const [free, wanted] = [wish(newSerial()), wish(held)];
    expect(await record.cases.reserveTerminals(second.caseId, [free, wanted])).toEqual({
      taken: false,
      conflicts: [{ terminalId: wanted.terminalId, otherCaseId: first.caseId }],
    });
    expect(await record.cases.findByTerminal(free.serialNumber)).toBeUndefined();
    const own = second.data.terminals[0]!.serialNumber;
    expect(await record.cases.findByTerminal(own)).toBe(second.caseId);
  });

  it('that a case no longer names are free for another', async () => {
    const [first, second] = [await openedCase(record), await openedCase(record)];
    const given = first.data.terminals[0]!.serialNumber;
    const kept = wish(newSerial());
    expect(await record.cases.reserveTerminals(first.caseId, [kept])).toEqual({ taken: true });
    expect(await record.cases.reserveTerminals(first.caseId, [kept])).toEqual({ taken: true });
    expect(await record.cases.reserveTerminals(second.caseId, [wish(given)])).toEqual({
      taken: true,
    });
    expect(await record.cases.findByTerminal(given)).toBe(second.caseId);
    expect(await record.cases.findByTerminal(kept.serialNumber)).toBe(first.caseId);
  });

  it('may exchange their serial numbers within a case', async () => {
    const { caseId } = await openedCase(record);
    const [a, b] = [wish(newSerial()), wish(newSerial())];
    await record.cases.reserveTerminals(caseId, [a, b]);
    const swapped = [wish(b.serialNumber, a.terminalId), wish(a.serialNumber, b.terminalId)];
    expect(await record.cases.reserveTerminals(caseId, swapped)).toEqual({ taken: true });
    expect(await record.cases.findByTerminal(a.serialNumber)).toBe(caseId);
  });

  it('wanted by several cases at once go to exactly one, and the others learn to which', async () => {
    const cases = await Promise.all(Array.from({ length: 4 }, () => openedCase(record)));
    const serials = Array.from({ length: 5 }, newSerial);
    const answers = await Promise.all(
      cases.map(({ caseId }, index) =>
        record.cases.reserveTerminals(
          caseId,
          (index % 2 === 0 ? serials : serials.toReversed()).map((serial) => wish(serial)),
        ),
      ),
    );
    const winner = cases[answers.findIndex((answer) => answer.taken)]?.caseId;
    expect(answers.filter((answer) => answer.taken)).toHaveLength(1);
    for (const answer of answers) {
      if (answer.taken) continue;
      expect(new Set(answer.conflicts.map((row) => row.otherCaseId))).toEqual(new Set([winner]));
      expect(answer.conflicts).toHaveLength(serials.length);
    }
  });

  it('are refused where a case names one twice, and for an unknown case', async () => {
    const { caseId } = await openedCase(record);
    const serial = newSerial();
    await expect(
      record.cases.reserveTerminals(caseId, [wish(serial), wish(serial.toLowerCase())]),
    ).rejects.toMatchObject({ code: 'DUPLICATE_TERMINAL' });
    await expect(
      record.cases.reserveTerminals(newCaseId(), [wish(newSerial())]),
    ).rejects.toMatchObject({
      code: 'CASE_NOT_FOUND',
    });
  });

  it('of a request by the merchant stay free until somebody takes them', async () => {
    const data = sampleData();
    const serial = data.terminals[0]?.serialNumber ?? '';
    const view = { openedBy: 'merchant' };
    const [one, two] = [
      await openedCase(record, { data, view }),
      await openedCase(record, { data, view }),
    ];
    expect(await record.cases.findByTerminal(serial)).toBeUndefined();
    expect(await record.cases.reserveTerminals(two.caseId, data.terminals)).toEqual({
      taken: true,
    });
    expect(await record.cases.reserveTerminals(one.caseId, data.terminals)).toMatchObject({
      conflicts: [{ otherCaseId: two.caseId }],
    });
  });

  it('are taken by no case that has ended', async () => {
    const { caseId, data } = await openedCase(record);
    await record.cases.change(statusChange(caseId, 2, 'withdrawn', { freeTerminals: true }));
    await expect(record.cases.reserveTerminals(caseId, data.terminals)).rejects.toMatchObject({
      code: 'CASE_ENDED',
    });
  });
});

describe('a revision that a restore has lost', () => {
  /** The case stands on revision 4; the record has the first alone. */
  async function caseWithLoss() {
    const opened = await openedCase(record);
    await record.cases.change(
      statusChange(opened.caseId, 2, 'unbinding', {
        view: sampleView(opened.caseId, { status: 'unbinding', revision: 4 }),
      }),
    );
    return opened;
  }

  it('is said to be lost, and not to be unknown', async () => {
    const { caseId } = await caseWithLoss();
    await expect(record.revisions.read(caseId, 4)).rejects.toMatchObject({ code: 'REVISION_LOST' });
    await expect(record.revisions.read(caseId, 5)).rejects.toMatchObject({
      code: 'CASE_NOT_FOUND',
    });
    expect(await record.revisions.read(caseId)).toMatchObject({ revision: 1 });
  });

  it('is entered again under its own number, once', async () => {
    const { caseId, data } = await caseWithLoss();
    const again = { caseId, author: 's_TWO', data: { ...data, application: application() } };
    expect(await record.revisions.enterLost(again)).toBe(4);
    expect(await record.revisions.read(caseId, 4)).toMatchObject({ author: 's_TWO' });
    await expect(record.revisions.enterLost(again)).rejects.toMatchObject({
      code: 'STALE_REVISION',
    });
  });

  it('is not entered where nothing is lost', async () => {
    const { caseId, data } = await openedCase(record);
    const again = record.revisions.enterLost({ caseId, author: 's_TWO', data });
    await expect(again).rejects.toMatchObject({ code: 'STALE_REVISION' });
  });

  it('keeps its number: the next draft gets a later one', async () => {
    const { caseId, data } = await caseWithLoss();
    const add = { caseId, author: 's_TWO', expected: 1, data };
    expect(await record.revisions.add(add)).toBe(5);
  });
});

it('a case that was lost and is made again is read with its new key', async () => {
  const { caseId, data } = await draftCase(record);
  await record.revisions.read(caseId);
  for (const table of [
    'case_keys',
    'revisions',
    'case_terms',
    'case_terminals',
    'ledger',
    'cases',
  ]) {
    await query(test.databaseUrl, `delete from ${table} where case_id = '${caseId}'`);
  }
  const view = sampleView(caseId);
  await record.cases.create({ caseId, teamId: 'team-1', author: 's_TWO', data, view });
  expect(await record.revisions.read(caseId)).toMatchObject({ author: 's_TWO' });
  await reopened(async (fresh) => {
    expect(await fresh.revisions.read(caseId)).toMatchObject({ data });
  });
});

describe('open cases of a merchant', () => {
  it('are listed by number as it was typed, newest first', async () => {
    const data = sampleData();
    const again = (): CaseData => ({ ...sampleData(), contact: data.contact });
    const older = await openedCase(record, { data: again() });
    const newer = await openedCase(record, {
      data: again(),
      view: { openedAt: '2026-03-03T01:00:00.000Z' },
    });
    const number = ` ${data.contact.merchantNumber.toLowerCase()}`;
    const found = { 'merchant-number': number };
    const open = async () => {
      const { items } = await record.cases.list({ status: ['open'], found });
      return items.map(({ caseId }) => caseId);
    };
    expect(await open()).toEqual([newer.caseId, older.caseId]);
    await record.cases.change(statusChange(newer.caseId, 2, 'expired', { freeTerminals: true }));
    expect(await open()).toEqual([older.caseId]);
  });
});
