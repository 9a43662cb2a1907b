/** What lies beside the ledger, and what pages show, against what its chain commits to. */
import { commitmentTo } from '../../record/heads/commitments';
import { SEARCH_FORMS } from '../../checks/references/search-forms';
import { openRecord } from '../../record/postgres/open-record';
import { chainHash, contentHash, GENESIS_HASH } from '../../record/heads/ledger-hash';
import type { DeskRecord } from '../../record/port/desk-record';
import { startTestRecord, type TestRecord } from '../support/record';
import { entry, openedCase, query as queryIn, sampleData, statusChange } from './samples';

let test: TestRecord;
let record: DeskRecord;
beforeAll(async () => {
  test = await startTestRecord();
  record = test.record;
});
afterAll(() => test.stop());

/** As the owner of the database, who may change everything in it. */
const asOwner = (text: string, values: readonly unknown[] = []): Promise<unknown[]> =>
  queryIn(test.databaseUrl, text, values);

async function brokenIn(caseId: string) {
  return (await record.ledger.verify(caseId)).broken;
}

interface Papers {
  readonly caseId: string;
  readonly consents: string;
  readonly notes: string;
  readonly attachments: string;
  readonly notices: string;
  readonly intents: string;
  readonly revisions: string;
}

/** An open case with a paper of every kind, each in the last of its states. */
async function caseWithPapers(): Promise<Papers> {
  const { caseId } = await openedCase(record);
  await record.cases.change(statusChange(caseId, 2, 'awaiting-consent'));
  const { consentId } = await record.consents.add({
    caseId,
    kind: 'service',
    termsVersion: '2026-01',
    termsHash: 'a'.repeat(64),
    itemisationHash: 'b'.repeat(64),
    method: 'recorded-call',
    locale: 'zh-CN',
    by: 's_AGENT',
    evidence: '录音 17',
  });
  await record.consents.bind(
    { consentId, caseId },
    { terminals: [], items: [], closeAccount: true },
  );
  const by = 's_AGENT';
  const { noteId } = await record.notes.add({
    caseId,
    kind: 'note',
    text: '客户来电',
    attachmentIds: [],
    by,
  });
  const { attachmentId } = await record.attachments.add({
    caseId,
    fileName: '营业执照.pdf',
    mediaType: 'application/pdf',
    content: Buffer.from('%PDF-1.7'),
    by,
  });
  const notice = { kind: 'consent-requested', occurrence: 1 } as const;
  const [planned] = await record.notices.rowsOf(caseId, notice, ['sms']);
  const noticeId = planned!.noticeId;
  await record.notices.rank(noticeId, { state: 'attempting' });
  const sent = { to: '+8613800138000', text: '请确认' };
  await record.notices.rank(noticeId, { state: 'accepted', providerRef: 'SM1', sent });
  await record.notices.rank(noticeId, { state: 'delivered' });
  const key = `${caseId}/refund/d_1/1`;
  await record.intents.begin({ key, caseId, effect: 'refund', params: { amountMinor: 19_900 } });
  const attempt = await record.intents.fence(key);
  await record.intents.settle(key, attempt, { state: 'done', providerRef: 're_1' });
  await record.revisions.add({ caseId, expected: 1, author: by, data: sampleData() });
  return {
    caseId,
    consents: consentId,
    notes: noteId,
    attachments: attachmentId,
    notices: noticeId,
    intents: key,
    revisions: '2',
  };
}

const TABLES = [
  { table: 'revisions', id: 'revision', other: `author = 's_FORGED'` },
  { table: 'consents', id: 'consent_id', other: `terms_version = '2020-01'` },
  { table: 'notes', id: 'note_id', other: `at = at - interval '1 day'` },
  { table: 'attachments', id: 'attachment_id', other: `sealed_content = '\\x00'` },
  { table: 'notices', id: 'notice_id', other: `state = 'undelivered'` },
  { table: 'intents', id: 'key', other: `provider_ref = 're_2'` },
] as const;

describe('a paper that the chain commits to', () => {
  it('is whole where nobody has changed it, in every state that it went through', async () => {
    const { caseId } = await caseWithPapers();
    expect(await brokenIn(caseId)).toBeUndefined();
  });

  it.each(TABLES)('in $table is found where it was changed', async ({ table, id, other }) => {
    const papers = await caseWithPapers();
    await asOwner(`update ${table} set ${other} where case_id = $1 and ${id}::text = $2`, [
      papers.caseId,
      papers[table],
    ]);
    expect(await brokenIn(papers.caseId)).toMatchObject({
      check: 'paper-changed',
      paper: `${table} ${papers[table]}`,
    });
  });

  it.each(TABLES)('in $table is found where it was removed', async ({ table, id }) => {
    const papers = await caseWithPapers();
    const { caseId } = papers;
    await asOwner(`delete from ${table} where case_id = $1 and ${id}::text = $2`, [
      caseId,
      papers[table],
    ]);
    if (table === 'revisions') {
      await asOwner('update cases set latest_revision = 1 where case_id = $1', [caseId]);
    }
    expect(await brokenIn(caseId)).toMatchObject({
      check: 'paper-gone',
      paper: `${table} ${papers[table]}`,
    });
  });

  it.each(TABLES.filter(({ table }) => table !== 'revisions'))(
    'in $table is found where another was put in',
    async ({ table, id }) => {
      const papers = await caseWithPapers();
      await asOwner(
        `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object('${id}', 'forged', 'occurrence', 9))).*
         from ${table} t where case_id = $1 and ${id} = $2`,
        [papers.caseId, papers[table]],
      );
      expect(await brokenIn(papers.caseId)).toMatchObject({
        check: 'paper-added',
        paper: `${table} forged`,
      });
    },
  );

  it('is found where two were exchanged', async () => {
    const { caseId } = await openedCase(record);
    const note = { caseId, kind: 'note', attachmentIds: [], by: 's_AGENT' } as const;
    const { noteId: one } = await record.notes.add({ ...note, text: '同意' });
    const { noteId: two } = await record.notes.add({ ...note, text: '不同意' });
    await asOwner(
      `update notes a set sealed_text = b.sealed_text from notes b
       where a.note_id = any($1) and b.note_id = any($1) and a.note_id <> b.note_id`,
      [[one, two]],
    );
    expect(await brokenIn(caseId)).toMatchObject({ check: 'paper-changed', paper: `notes ${one}` });
  });

  it('is committed to by a salt that goes with the key of its case', async () => {
    const { caseId, notes } = await caseWithPapers();
    const rows = await record.ledger.read(caseId, 'whole');
    const row = rows.find(({ facts }) => facts['id'] === notes)!;
    const content = { kind: 'note', text: '客户来电' };
    const guessed = commitmentTo({ caseId, table: 'notes', id: notes, content }, '');
    expect(row.facts['commitment']).not.toBe(guessed);
    const { sealedSalt, ...facts } = row.facts;
    expect(Buffer.from(String(sealedSalt), 'base64').length).toBeGreaterThan(44);
    expect(Object.keys(facts).sort()).toEqual(['commitment', 'id', 'table']);
    await asOwner('delete from case_keys where case_id = $1', [caseId]);
    const { databaseUrl, masterKey } = test;
    const fresh = await openRecord({ searchForms: SEARCH_FORMS, databaseUrl, masterKey });
    const { broken } = await fresh.ledger.verify(caseId);
    await fresh.close();
    // What is gone for good is no forgery.
    expect(broken).toBeUndefined();
  });

  it('writes nothing where it says what it said before', async () => {
    const { caseId, intents } = await caseWithPapers();
    const before = (await record.ledger.read(caseId, 'whole')).length;
    await record.intents.noteMissing(intents, new Date());
    await record.intents.settle(intents, 1, { state: 'done', providerRef: 're_1' });
    expect((await record.ledger.read(caseId, 'whole')).length).toBeLessThanOrEqual(before + 1);
    expect(await brokenIn(caseId)).toBeUndefined();
  });

  it('tells nothing of the story of its case', async () => {
    const { caseId } = await caseWithPapers();
    const events = (await record.ledger.read(caseId)).map(({ event }) => event);
    expect(events).toEqual(['case-opened', 'status-changed']);
  });
});

describe('a case as pages show it', () => {
  const withDeposit = async (): Promise<string> => {
    const { caseId } = await openedCase(record);
    const view = { deposits: [{ depositId: 'd_1', amountMinor: 19_900 }] };
    const change = statusChange(caseId, 2, 'awaiting-consent');
    await record.cases.change({ ...change, view: { ...change.view, ...view } as never });
    return caseId;
  };

  it.each([
    ['another amount', `view = jsonb_set(view, '{deposits,0,amountMinor}', '1990000')`, 'view'],
    ['another status in the list', `status = 'completed'`, 'view'],
    ['another moment in the list', `opened_at = opened_at - interval '1 year'`, 'view'],
    ['another person at it', `assignee = 's_FORGED'`, 'view'],
    ['another latest revision', 'latest_revision = 7', 'revision'],
  ])('is found with %s', async (_what, change, check) => {
    const caseId = await withDeposit();
    expect(await brokenIn(caseId)).toBeUndefined();
    await asOwner(`update cases set ${change} where case_id = $1`, [caseId]);
    expect(await brokenIn(caseId)).toMatchObject({ caseId, check });
  });

  it('is the newer one where a change overtook another', async () => {
    const { caseId } = await openedCase(record);
    await record.cases.change(statusChange(caseId, 3, 'awaiting-application'));
    await record.cases.change(statusChange(caseId, 2, 'awaiting-consent'));
    expect(await brokenIn(caseId)).toBeUndefined();
  });
});

describe('a case from before commitments', () => {
  /** As it was written then: rows of the first form, and nothing that commits to a paper. */
  async function oldCase(): Promise<string> {
    const { caseId } = await caseWithPapers();
    await asOwner(`delete from ledger where case_id = $1`, [caseId]);
    const first = entry(1, { event: 'case-opened', facts: {} });
    const content = contentHash(caseId, 'run-1', first);
    const hash = chainHash(GENESIS_HASH, 1, content, { form: 1 });
    await asOwner(
      `insert into ledger (case_id, position, run_id, sequence, at, event, by_principal, by_role, facts,
         content_hash, hash) values ($1, 1, 'run-1', 1, $2, $3, $4, $5, '{}', $6, $7)`,
      [caseId, first.at, first.event, first.by.principalId, first.by.role, content, hash],
    );
    await asOwner('update cases set ledger_position = 1, ledger_hash = $2 where case_id = $1', [
      caseId,
      hash,
    ]);
    return caseId;
  }

  it('stays whole, and has its papers from then on once they are taken in', async () => {
    const caseId = await oldCase();
    expect(await brokenIn(caseId)).toBeUndefined();
    await record.ledger.takeInPapers([caseId]);
    const rows = (await record.ledger.read(caseId, 'whole')).length;
    await record.ledger.takeInPapers([caseId]);
    expect((await record.ledger.read(caseId, 'whole')).length).toBe(rows);
    expect(await brokenIn(caseId)).toBeUndefined();
    await asOwner(`update notes set by = 's_FORGED' where case_id = $1`, [caseId]);
    expect(await brokenIn(caseId)).toMatchObject({ check: 'paper-changed' });
  });
});
