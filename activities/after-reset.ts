// activities/: what a case does outside itself, one effect a file, named as the stage that asks for it.
/** What a case asks the record after its history was taken back. */
import type { CaseRow, DeskRecord, LedgerRow, NoticeRow } from '../record/port/desk-record';
import { isEnd } from '../workflows/contract/lifecycle';
import type { CaseId } from '../workflows/contract/identifiers';
import {
  isAccepted,
  isMandatory,
  isSettledNotice,
  NOTICE_KINDS,
  type NoticeKind,
  type NoticePlan,
} from '../workflows/contract/notices';
import type { AfterReset, ToldBefore } from '../workflows/contract/ports';
import { RecordError } from '../record/port/desk-record';
import { WRITE_STEP } from './write-step';

/** Notices that follow from a decision, or from none: decided otherwise, they say something else. */
const SAY_SOMETHING_ELSE: readonly NoticeKind[] = [
  'information-requested',
  'approved',
  'rejected',
  'withdrawn',
  'expired',
];

/** See `RecordPort`. */
export async function afterReset(record: DeskRecord, caseId: CaseId): Promise<AfterReset> {
  const row = await record.cases.read(caseId);
  if (!row) throw new RecordError('CASE_NOT_FOUND', 'no such case');
  // What nobody had signed lies behind: the first row of the new run is written.
  await record.attention.clear(caseId, 'DECISION_UNPROVEN', WRITE_STEP);
  const lostTo = await takeAgain(record, row);
  const [plans, rows, ledger] = await Promise.all([
    record.notices.plans(caseId),
    record.notices.list(caseId),
    record.ledger.read(caseId),
  ]);
  return {
    unbindAttempted: await record.intents.unbindWasAttempted(caseId),
    told: toldBefore(rows, ledger),
    untold: untoldBefore(plans, rows),
    ...(lostTo === undefined ? {} : { terminalsLostTo: lostTo }),
  };
}

/**
 * Takes the terminals of an open case that it does not hold (any more); the other case where one of them is
 * taken. Called twice: the same.
 */
export async function takeAgain(
  record: DeskRecord,
  { caseId, view }: CaseRow,
): Promise<string | undefined> {
  const notTakenYet = view.openedBy === 'merchant' && view.status === 'awaiting-identity';
  if (isEnd(view.status) || notTakenYet) return undefined;
  const { data } = await record.revisions.read(caseId, view.revision);
  const ids = view.terminals.map(({ terminalId }) => terminalId);
  const terminals = data.terminals.filter(({ terminalId }) => ids.includes(terminalId));
  const holders = await Promise.all(
    terminals.map(({ serialNumber }) => record.cases.findByTerminal(serialNumber)),
  );
  if (holders.every((holder) => holder === caseId)) return undefined;
  const answer = await record.cases.reserveTerminals(caseId, terminals);
  return answer.taken ? undefined : answer.conflicts[0]?.otherCaseId;
}

/** What may have arrived, though nobody knows, is no reason to say it twice. */
function untoldBefore(
  plans: readonly NoticePlan[],
  rows: readonly NoticeRow[],
): NonNullable<AfterReset['untold']> {
  return plans.flatMap(({ kind, occurrence }) => {
    const own = rows.filter((row) => row.kind === kind && row.occurrence === occurrence);
    const mayBeTold = own.some(({ state }) => isAccepted(state) || state === 'unknown');
    if (!isMandatory(kind) || mayBeTold) return [];
    const latest = Math.max(0, ...own.map(({ generation }) => generation));
    const isOpen = own.some((row) => row.generation === latest && !isSettledNotice(row.state));
    return [{ kind, occurrence, generation: isOpen ? latest : latest + 1 }];
  });
}

function toldBefore(
  rows: readonly NoticeRow[],
  ledger: readonly LedgerRow[],
): readonly ToldBefore[] {
  const order = orderOf(ledger);
  const repeated = kindsIn(order?.facts['repeatedNotices']);
  const others = kindsIn(order?.facts['newNotices']);
  const kinds = new Set([...SAY_SOMETHING_ELSE, ...others]);
  return [...kinds].map((kind) => ({
    kind,
    highest: Math.max(0, ...rows.filter((n) => n.kind === kind).map((n) => n.occurrence)),
    repeats: repeated.filter((one) => one === kind).length,
  }));
}

/** The order that led to the latest reset; none where somebody reset the workflow in Temporal itself. */
function orderOf(ledger: readonly LedgerRow[]): LedgerRow | undefined {
  const [latest, before] = ledger.filter(({ event }) => event === 'history-reset').reverse();
  return ledger.findLast(
    ({ event, position }) =>
      event === 'reset-ordered' &&
      position < (latest?.position ?? Infinity) &&
      position > (before?.position ?? 0),
  );
}

function kindsIn(fact: unknown): readonly NoticeKind[] {
  return Array.isArray(fact) ? fact.filter(isKind) : [];
}

function isKind(value: unknown): value is NoticeKind {
  return NOTICE_KINDS.some((kind) => kind === value);
}
