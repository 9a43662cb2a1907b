/** A desk with every kind of thing that heads cover, in a database that its owner can change and put back. */
import { Client } from 'pg';
import { sha256Hex } from '../../base/sha256';
import type { HeadStore, DeskRecord } from '../../record/port/desk-record';
import type { DepositView } from '../../workflows/contract/case-view';
import { entry, openedCase, sampleData, statusChange } from '../record/samples';
import type { TestRecord } from '../support/record';
import { TABLES, type Target } from './target';

const CASES = 6;
const TERMS = [
  { kind: 'service', version: '2026-01', locale: 'zh-CN', text: '解绑服务条款' },
  { kind: 'identity-data', version: '2026-02', locale: 'en', text: 'How your identity is handled' },
] as const;
const NOTICES = [1, 2].map((occurrence) => ({ kind: 'consent-requested', occurrence }) as const);

export interface TamperedDesk {
  readonly caseIds: readonly string[];
  readonly sql: Target['sql'];
  /** Writes tables as they were before anybody changed them. */
  restore(tables: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Plays the cases; heads are signed by `sign`, several times. */
export async function playDesk(
  { record, databaseUrl }: TestRecord,
  sign: Parameters<HeadStore['next']>[0],
): Promise<TamperedDesk> {
  const owner = new Client({ connectionString: databaseUrl });
  await owner.connect();
  // Who owns the database is not held by the keys between its tables either.
  await owner.query('set session_replication_role = replica');
  const sql: Target['sql'] = async (text, ...values) =>
    (await owner.query<Record<string, unknown>>(text, [...values])).rows;
  const published = TERMS.map((one) => ({
    ...one,
    hash: sha256Hex(one.text),
    inForceFrom: new Date('2026-01-01T00:00:00Z'),
  }));
  await record.terms.publish(published);
  const caseIds: string[] = [];
  for (let number = 0; number < CASES; number += 1) caseIds.push(await openCase(record));
  await record.heads.next(sign, 0);
  for (const caseId of caseIds) await planEffects(record, caseId);
  for (const table of ['notices', 'intents']) {
    await sql(`create table once_${table} as table ${table}`);
  }
  await record.heads.next(sign, 0);
  for (const caseId of caseIds) {
    await handIn(record, caseId);
    await settleEffects(record, caseId);
  }
  await record.heads.next(sign, 0);
  for (const caseId of caseIds) await approve(record, caseId);
  await record.heads.next(sign, 0);
  // Nor by what else the database would refuse: a notice may stand there twice.
  await sql('drop index notices_identity');
  return { caseIds, sql, restore: await keep(sql), close: () => owner.end() };
}

const DEPOSIT: DepositView = {
  depositId: 'd_1',
  terminalId: 't_1',
  kind: 'refundable-deposit',
  amountMinor: 19_900,
  currency: 'CNY',
  refund: 'waiting',
  generation: 1,
  since: '2026-03-02T01:00:00.000Z',
};

async function openCase(record: DeskRecord): Promise<string> {
  const { caseId } = await openedCase(record, { view: { deposits: [DEPOSIT] } });
  return caseId;
}

/** Papers that people add, two of each kind. */
async function handIn(record: DeskRecord, caseId: string): Promise<void> {
  const by = 's_AGENT';
  for (const { kind, version, locale, text } of TERMS) {
    const { consentId } = await record.consents.add({
      ...{ caseId, kind, locale, by, termsVersion: version, termsHash: sha256Hex(text) },
      itemisationHash: 'b'.repeat(64),
      method: 'recorded-call',
      evidence: '录音 17',
    });
    const scope = { terminals: [], items: [], closeAccount: true };
    await record.consents.bind({ consentId, caseId }, scope);
  }
  for (const number of [1, 2]) {
    const text = `客户来电 ${number}`;
    await record.notes.add({ caseId, kind: 'note', text, attachmentIds: [], by });
    await record.attachments.add({
      ...{ caseId, by, fileName: `营业执照 ${number}.pdf`, mediaType: 'application/pdf' },
      content: Buffer.from(`%PDF-1.7 ${number}`),
    });
  }
  await record.revisions.add({ caseId, expected: 1, author: by, data: sampleData() });
}

function intentKeys(caseId: string): readonly string[] {
  return [1, 2].map((number) => `${caseId}/refund/d_${number}/1`);
}

async function planEffects(record: DeskRecord, caseId: string): Promise<void> {
  for (const notice of NOTICES) await record.notices.rowsOf(caseId, notice, ['sms']);
  for (const key of intentKeys(caseId)) {
    await record.intents.begin({ key, caseId, effect: 'refund', params: { amountMinor: 19_900 } });
  }
}

async function settleEffects(record: DeskRecord, caseId: string): Promise<void> {
  for (const { noticeId } of await record.notices.list(caseId)) {
    const sent = { to: '+8613800138000', text: '请确认' };
    await record.notices.rank(noticeId, { state: 'attempting' });
    await record.notices.rank(noticeId, { state: 'accepted', providerRef: 'SM1', sent });
    await record.notices.rank(noticeId, { state: 'delivered' });
  }
  for (const key of intentKeys(caseId)) {
    const attempt = await record.intents.fence(key);
    await record.intents.settle(key, attempt, { state: 'done', providerRef: 're_1' });
  }
}

async function approve(record: DeskRecord, caseId: string): Promise<void> {
  const by = { principalId: 's_REVIEWER', role: 'reviewer' } as const;
  const facts = { to: 'unbinding', amountMinor: 19_900 };
  const change = statusChange(caseId, 2, 'unbinding', {
    entries: [entry(2, { event: 'case-approved', by, facts })],
  });
  await record.cases.change({ ...change, view: { ...change.view, deposits: [DEPOSIT] } });
}

/** Keeps every table, with the columns that are written; others are computed from these. */
async function keep(sql: Target['sql']): Promise<TamperedDesk['restore']> {
  const columns = new Map<string, string>();
  for (const table of TABLES) {
    await sql(`create table kept_${table} as table ${table}`);
    const [found] = await sql(
      `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
       where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
      table,
    );
    columns.set(table, String(found!['names']));
  }
  return async (tables) => {
    for (const table of tables) {
      const written = columns.get(table)!;
      await sql(`delete from ${table}`);
      await sql(`insert into ${table} (${written}) select ${written} from kept_${table}`);
    }
  };
}
