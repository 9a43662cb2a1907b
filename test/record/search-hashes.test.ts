/** Hashes of an earlier form on a real PostgreSQL: found and held before, while and after they are made anew. */
import { SEARCH_FORMS } from '../../checks/references/search-forms';
import type { DeskRecord, Found } from '../../record/port/desk-record';
import { openRecord } from '../../record/postgres/open-record';
import type { ApplicationData, CaseData } from '../../workflows/contract/case-data';
import type { SearchForms } from '../../workflows/contract/search-forms';
import { startTestRecord, type TestRecord } from '../support/record';
import {
  draftCase,
  newSerial,
  openedCase,
  randomId,
  sampleChange,
  sampleData,
  statusChange,
  type SampleCase,
} from './samples';

/** The record as a process of before opens it. */
const FORMER: SearchForms = {
  version: 1,
  write: (kind, entered) => SEARCH_FORMS.writeFormer(kind, entered),
  writeFormer: () => undefined,
};
/** Forms in which the serial number of one device has two hashes, and two that only looked like two have one. */
const APART: SearchForms = { ...FORMER, write: (kind, entered) => `before ${kind} ${entered}` };
const JOINED: SearchForms = {
  version: 2,
  write: (_kind, entered) => entered.toUpperCase(),
  writeFormer: (kind, entered) => APART.write(kind, entered),
};

let desk: TestRecord;
const opened: DeskRecord[] = [];
const open = async (searchForms: SearchForms): Promise<DeskRecord> => {
  const { databaseUrl, masterKey } = desk;
  const record = await openRecord({ databaseUrl, masterKey, searchForms });
  opened.push(record);
  return record;
};
beforeEach(async () => {
  desk = await startTestRecord();
});
afterEach(async () => {
  for (const record of opened.splice(0)) await record.close();
  await desk.stop();
});

function dataWith(application: Partial<ApplicationData>, data: Partial<CaseData> = {}): CaseData {
  return {
    ...sampleData(data),
    application: {
      merchantName: '青禾贸易',
      document: { kind: 'other', number: 'A-12-34' },
      phone: '00852 5123 4567',
      email: 'Zhang@例子.中国',
      terminals: [],
      deposits: [],
      payee: { kind: 'original-payment' },
      closeAccount: false,
      ...application,
    },
  };
}

const finds = async (record: DeskRecord, found: Found): Promise<string[]> =>
  (await record.cases.list({ found })).items.map(({ caseId }) => caseId);

async function renewAll(record: DeskRecord): Promise<{ renewed: number; left: number }> {
  const done = { renewed: 0, left: 0 };
  let after: string | undefined;
  do {
    const { renewed, left, next } = await record.searchHashes.renew(1, after);
    done.renewed += renewed;
    done.left += left;
    after = next;
  } while (after !== undefined);
  return done;
}

test('a case of the form before is found before, while and after its hashes are made anew', async () => {
  const before = await open(FORMER);
  const cases: SampleCase[] = [];
  for (let n = 0; n < 3; n += 1) {
    const document = { kind: 'other', number: `A-12-3${n}` };
    cases.push(await openedCase(before, { data: dataWith({ document }) }));
  }
  cases.sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
  const now = await open(SEARCH_FORMS);
  expect(await now.searchHashes.countBehind()).toBe(3);
  const asTyped = async (): Promise<void> => {
    for (const { caseId, data } of cases) {
      const { merchantNumber } = data.contact;
      const [serial] = data.terminals.map(({ serialNumber }) => serialNumber);
      const number = data.application?.document.number ?? '';
      expect(
        await finds(now, { 'merchant-number': ` ${merchantNumber.toLowerCase()}\u200b` }),
      ).toEqual([caseId]);
      expect(await finds(now, { serial: `\u202d${serial ?? ''}\u202c` })).toEqual([caseId]);
      expect(await finds(now, { 'document-number': number })).toEqual([caseId]);
    }
    expect(await finds(now, { phone: '+86 138-0013-8000' })).toHaveLength(3);
  };
  await asTyped();
  const first = await now.searchHashes.renew(1);
  expect(first).toEqual({ renewed: 1, left: 0, next: cases[0]?.caseId });
  expect(await now.searchHashes.countBehind()).toBe(2);
  await asTyped();
  // A process that begins anew goes on with what is left.
  expect(await renewAll(now)).toEqual({ renewed: 2, left: 0 });
  expect(await now.searchHashes.countBehind()).toBe(0);
  await asTyped();
  expect(await finds(now, { phone: '+852 5123 4567' })).toHaveLength(3);
  expect(await finds(now, { email: 'zhang@xn--fsqu00a.xn--fiqs8s' })).toHaveLength(3);
  expect(await finds(now, { 'document-number': 'a 12 30' })).toHaveLength(1);
});

test('a process of before that writes during a deploy leaves work for the next pass', async () => {
  const [before, now] = [await open(FORMER), await open(SEARCH_FORMS)];
  const { caseId, data } = await openedCase(now, { data: dataWith({}) });
  expect(await now.searchHashes.countBehind()).toBe(0);
  await before.revisions.add({ caseId, author: 's_A', expected: 1, data });
  expect(await now.searchHashes.countBehind()).toBe(1);
  expect(await renewAll(now)).toEqual({ renewed: 1, left: 0 });
  expect(await finds(now, { phone: '+852 5123 4567' })).toEqual([caseId]);
});

describe('a terminal that is held under the form before', () => {
  const wish = (serialNumber: string) => [{ terminalId: randomId('t_'), serialNumber }];

  test.each(['before', 'after'])('is not taken under the new form %s the pass', async (when) => {
    const [before, now] = [await open(APART), await open(JOINED)];
    const serialNumber = newSerial();
    const holder = await openedCase(before, {
      data: sampleData({ terminals: wish(serialNumber) }),
    });
    if (when === 'after') expect(await renewAll(now)).toEqual({ renewed: 1, left: 0 });
    expect(await now.cases.findByTerminal(serialNumber)).toBe(holder.caseId);
    const other = await openedCase(now);
    const [wanted] = wish(serialNumber);
    expect(await now.cases.reserveTerminals(other.caseId, [wanted!])).toEqual({
      taken: false,
      conflicts: [{ terminalId: wanted?.terminalId, otherCaseId: holder.caseId }],
    });
    const third = await draftCase(now, { data: sampleData({ terminals: wish(serialNumber) }) });
    await expect(now.cases.open(sampleChange(third.caseId))).rejects.toMatchObject({
      code: 'TERMINAL_HAS_OPEN_CASE',
      detail: holder.caseId,
    });
    expect(await now.cases.reserveTerminals(holder.caseId, holder.data.terminals)).toEqual({
      taken: true,
    });
  });

  test('is free for the new form once its case has ended', async () => {
    const [before, now] = [await open(APART), await open(JOINED)];
    const serialNumber = newSerial();
    const holder = await openedCase(before, {
      data: sampleData({ terminals: wish(serialNumber) }),
    });
    await before.cases.change(statusChange(holder.caseId, 2, 'rejected', { freeTerminals: true }));
    const other = await openedCase(now);
    expect(await now.cases.reserveTerminals(other.caseId, wish(serialNumber))).toEqual({
      taken: true,
    });
    expect(await now.cases.findByTerminal(serialNumber)).toBe(other.caseId);
  });

  test('cannot be taken by a process of before where the new form holds it', async () => {
    const [before, now] = [await open(APART), await open(JOINED)];
    const serialNumber = newSerial();
    const holder = await openedCase(now, { data: sampleData({ terminals: wish(serialNumber) }) });
    const late = await draftCase(before, { data: sampleData({ terminals: wish(serialNumber) }) });
    await expect(before.cases.open(sampleChange(late.caseId))).rejects.toMatchObject({
      code: 'TERMINAL_HAS_OPEN_CASE',
      detail: holder.caseId,
    });
  });

  test('and that another case holds too is raised for operators until one of them has let go', async () => {
    const [before, now] = [await open(APART), await open(JOINED)];
    const serialNumber = newSerial();
    const both: SampleCase[] = [];
    for (const typed of [serialNumber, serialNumber.toLowerCase()]) {
      both.push(await openedCase(before, { data: sampleData({ terminals: wish(typed) }) }));
    }
    expect(await renewAll(now)).toEqual({ renewed: 1, left: 1 });
    const raised = await now.attention.list(10);
    // Which of the two it is depends on their ids.
    const left = both.find(({ caseId }) => caseId === raised[0]?.caseId);
    const other = both.find((one) => one !== left);
    expect(raised).toMatchObject([
      {
        caseId: left?.caseId,
        code: 'TERMINAL_HAS_OPEN_CASE',
        subject: left?.data.terminals[0]?.terminalId,
      },
    ]);
    expect(await now.searchHashes.countBehind()).toBe(1);
    const ended = statusChange(String(other?.caseId), 2, 'rejected', { freeTerminals: true });
    await now.cases.change(ended);
    expect(await renewAll(now)).toEqual({ renewed: 1, left: 0 });
    expect(await now.attention.list(10)).toEqual([]);
    expect(await now.cases.findByTerminal(serialNumber)).toBe(left?.caseId);
  });
});
