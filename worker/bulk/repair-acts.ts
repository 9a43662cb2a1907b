/** How each repair in bulk is done to one case: as a decision of the operator who started the run. */
import type { BulkRepairOf } from '../../checks/bulk-repairs';
import type { BulkRepairKind } from '../../wire/states';
import type { BulkItem, BulkRun, DeskRecord, RecordPart } from '../../record/port/desk-record';
import type { Desk } from '../../temporal/desk-port';
import { DeskError } from '../../temporal/failures';
import { hold, releaseHold, retry, sendBack } from '../../workflows/contract/messages';
import type { Signed } from '../../workflows/contract/signing/statements';

export interface BulkDeps {
  readonly record: Pick<DeskRecord, 'bulk' | 'retries' | 'notices'> &
    RecordPart<{ cases: 'read'; notes: 'add'; ledger: 'audit' }>;
  readonly desk: Pick<Desk, 'decide' | 'nudge' | 'startResend'>;
}

/** What is done to a case; a case that is left alone is none of them. */
type DoneKind = Exclude<BulkRepairKind, 'skip'>;

/** Called twice for one item: done once. */
type Act<K extends DoneKind> = (
  deps: BulkDeps,
  run: BulkRun,
  item: BulkItem,
  repair: BulkRepairOf<K>,
) => Promise<unknown>;

// The update's id is that of the run, so that it is decided once however often it is asked.
const ACTS: { readonly [K in DoneKind]: Act<K> } = {
  retry: ({ desk }, run, item, { step }) =>
    // A refund that has failed since the look is nobody's payment.
    desk.decide(item.caseId, retry, { ...decided(run, item), step, payments: [] }, run.runId),
  hold: ({ desk }, run, item) => desk.decide(item.caseId, hold, decided(run, item), run.runId),
  'release-hold': ({ desk }, run, item) =>
    desk.decide(item.caseId, releaseHold, decided(run, item), run.runId),
  'send-back': ({ desk }, run, item) =>
    desk.decide(item.caseId, sendBack, decided(run, item), run.runId),
  'look-now': lookNow,
  'resend-notice': resend,
};

/** Does what was found to be done. Called twice for one item: done once. Any refusal of the case. */
export function carryOut<K extends DoneKind>(
  deps: BulkDeps,
  run: BulkRun,
  item: BulkItem,
  repair: BulkRepairOf<K>,
): Promise<unknown> {
  const kind: K = repair.kind;
  return ACTS[kind](deps, run, item, repair);
}

function decided({ by, runId }: BulkRun, item: BulkItem) {
  return { by, noteId: item.noteId, bulkRun: runId, ...signatureOf(item) };
}

/** Of the order that the API has given: a worker has no key. What it never gave is not done. */
function signatureOf({ signed }: BulkItem): Required<Signed> {
  if (signed === undefined) throw new DeskError('DECISION_UNPROVEN');
  return { signed };
}

/** Attempts that wait for their turn are made at once, under the same keys. */
async function lookNow(
  { desk, record }: BulkDeps,
  { by, runId }: BulkRun,
  { caseId, noteId }: BulkItem,
): Promise<void> {
  for (const attempt of await record.retries.ofCase(caseId)) await desk.nudge(attempt);
  const facts = { noteId, bulkRun: runId };
  await record.ledger.audit({ caseId, event: 'attempt-made-at-once', by, facts });
}

async function resend({ desk, record }: BulkDeps, run: BulkRun, item: BulkItem): Promise<void> {
  const { by, runId } = run;
  const { caseId, noteId, subject, position } = item;
  const notice =
    item.noticeId ?? (await plannedNotice(record, runId, position, subject, by.principalId));
  const ordered = { by, bulkRun: runId, ...signatureOf(item) };
  await desk.startResend({ caseId, noticeId: notice, ...ordered });
  const planned = await record.notices.get(notice);
  await record.ledger.audit({
    caseId,
    event: 'notice-resent',
    by,
    facts: {
      ...(planned && { kind: planned.kind, channel: planned.channel }),
      noteId,
      bulkRun: runId,
    },
  });
}

/** Planned once: the one that was kept first is the one that is sent. */
async function plannedNotice(
  record: BulkDeps['record'],
  runId: string,
  position: number,
  subject: string,
  by: string,
): Promise<string> {
  const planned = await record.notices.planResend(subject, by);
  return record.bulk.keepNotice(runId, position, planned.noticeId);
}
