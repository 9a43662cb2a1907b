/** Cases for the tests of the record: random ids, believable personal data, changes of a workflow. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { CaseData } from '../../workflows/contract/case-data';
import type { CaseView } from '../../workflows/contract/case-view';
import { ID_ALPHABET } from '../../workflows/contract/identifiers';
import type { CaseStatus } from '../../workflows/contract/lifecycle';
import type { CaseChange, LedgerEntry } from '../../workflows/contract/ports';
import type { DeskRecord } from '../../record/port/desk-record';

export function randomId(prefix: string): string {
  const signs = [...randomBytes(10)].map((byte) => ID_ALPHABET[byte % 32]);
  return `${prefix}${signs.join('')}`;
}
export const newCaseId = (): string => randomId('UC-');
export const newSerial = (): string => `SN${randomBytes(6).toString('hex').toUpperCase()}`;

export function sampleView(caseId: string, change: Partial<CaseView> = {}): CaseView {
  return {
    caseId,
    status: 'awaiting-identity',
    statusSince: '2026-03-02T01:00:00.000Z',
    openedAt: '2026-03-02T01:00:00.000Z',
    openedBy: 's_AGENT',
    channel: 'hotline',
    reason: 'business-ended',
    closeAccount: false,
    revision: 1,
    waitsFor: 'agent',
    overdue: false,
    held: false,
    partial: false,
    pointOfNoReturn: false,
    refundReopened: false,
    stepUp: [],
    warnings: [],
    requestedFields: [],
    terminals: [],
    deposits: [],
    closure: { state: 'not-asked', generation: 1, since: '2026-03-02T01:00:00.000Z' },
    reviewClockMs: 0,
    ...change,
  };
}

export function sampleData(change: Partial<CaseData> = {}): CaseData {
  return {
    contact: {
      merchantNumber: `M${randomBytes(5).toString('hex').toUpperCase()}`,
      contactName: '王小明',
      phone: '+8613800138000',
      email: 'wang@example.com',
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
    },
    terminals: [{ terminalId: randomId('t_'), serialNumber: newSerial() }],
    ...change,
  };
}

export function entry(sequence: number, change: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    sequence,
    at: `2026-03-02T01:00:0${sequence % 10}.000Z`,
    event: 'status-changed',
    by: { principalId: 's_AGENT', role: 'agent' },
    facts: { from: 'awaiting-identity', number: sequence },
    ...change,
  };
}

export function sampleChange(caseId: string, change: Partial<CaseChange> = {}): CaseChange {
  return {
    caseId,
    runId: 'run-1',
    entries: [entry(1, { event: 'case-opened', facts: {} })],
    view: sampleView(caseId),
    notices: [],
    freeTerminals: false,
    task: { historyLength: 3, atMs: 1_000 },
    ...change,
  };
}

export interface SampleCase {
  readonly caseId: string;
  readonly data: CaseData;
}

/** A case with its first revision, not opened yet. */
export async function draftCase(
  record: DeskRecord,
  options: { data?: CaseData; teamId?: string; view?: Partial<CaseView> } = {},
): Promise<SampleCase> {
  const caseId = newCaseId();
  const data = options.data ?? sampleData();
  const view = sampleView(caseId, options.view);
  const teamId = options.teamId ?? 'team-a';
  await record.cases.create({ caseId, teamId, author: 's_AGENT', data, view });
  return { caseId, data };
}

/** An open case in the list. */
export async function openedCase(
  record: DeskRecord,
  options: { data?: CaseData; teamId?: string; view?: Partial<CaseView> } = {},
): Promise<SampleCase> {
  const made = await draftCase(record, options);
  const view = sampleView(made.caseId, options.view);
  await record.cases.open(sampleChange(made.caseId, { view }));
  return made;
}

/** The change that brings a case to a status as the workflow's row number `sequence`. */
export function statusChange(
  caseId: string,
  sequence: number,
  status: CaseStatus,
  change: Partial<CaseChange> = {},
): CaseChange {
  return sampleChange(caseId, {
    entries: [entry(sequence, { facts: { to: status } })],
    view: sampleView(caseId, { status }),
    ...change,
  });
}

/** Rows of one statement on a connection of its own, past the record. */
export async function query(
  databaseUrl: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
