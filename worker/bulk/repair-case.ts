/** Does the repair of a run to one case: as a decision of the operator who started it, with a note. */
import { type BulkRepair, bulkRepairOf } from '../../checks/bulk-repairs';
import type { BulkItem, BulkRun, DeskRecord, RecordPart } from '../../record/desk-record';
import { RecordError } from '../../record/desk-record';
import type { Desk } from '../../temporal/desk-port';
import { DeskError } from '../../temporal/failures';
import type { ErrorCode } from '../../workflows/contract/errors';
import { hold, releaseHold, retry, sendBack } from '../../workflows/contract/messages';

export interface BulkDeps {
  readonly record: Pick<DeskRecord, 'bulk' | 'retries' | 'notices'> &
    RecordPart<{ cases: 'read'; notes: 'add'; ledger: 'audit' }>;
  readonly desk: Pick<Desk, 'decide' | 'nudge' | 'startResend'>;
}

export interface Outcome {
  readonly state: 'done' | 'skipped' | 'failed';
  readonly code?: ErrorCode;
}

/** Refusals that say only that there is nothing left to do. */
const NOTHING_LEFT: readonly ErrorCode[] = [
  'NOT_PARKED',
  'CASE_ENDED',
  'ALREADY_HELD',
  'NOT_HELD',
  'NOT_ALLOWED_NOW',
  'POINT_OF_NO_RETURN',
];

/** What says nothing about the case: another try may bring its answer. */
const NO_ANSWER: readonly ErrorCode[] = ['UNAVAILABLE', 'INTERNAL'];

/** Called twice for one item, also after a crash in the middle: done once. Throws what is no answer. */
export async function repairCase(deps: BulkDeps, run: BulkRun, item: BulkItem): Promise<Outcome> {
  const { record } = deps;
  const row = await record.cases.read(item.caseId);
  if (!row) return { state: 'failed', code: 'CASE_NOT_FOUND' };
  // An interrupted try may have got as far as the case; its ledger knows.
  if (item.tries > 1 && (await record.bulk.standsInLedger(run.runId, item.caseId))) {
    return { state: 'done' };
  }
  const retrying = run.verb === 'retry' ? await record.retries.ofCase(item.caseId) : [];
  const repair = bulkRepairOf(run.verb, row.view, retrying.length > 0);
  if (repair.kind === 'skip') return { state: 'skipped', code: repair.code };
  await record.notes.add({
    caseId: item.caseId,
    noteId: item.noteId,
    kind: 'reason',
    text: run.reason,
    attachmentIds: [],
    by: run.by.principalId,
  });
  try {
    await act(deps, run, item, repair);
    return { state: 'done' };
  } catch (error) {
    return refusedBy(error);
  }
}

/** The update's id is that of the run, so that it is decided once however often it is asked. */
async function act(
  deps: BulkDeps,
  run: BulkRun,
  item: BulkItem,
  repair: Exclude<BulkRepair, { kind: 'skip' }>,
): Promise<unknown> {
  const { desk } = deps;
  const { caseId } = item;
  const decision = { by: run.by, noteId: item.noteId, bulkRun: run.runId };
  switch (repair.kind) {
    case 'retry':
      // A refund that has failed since the look is nobody's payment.
      return desk.decide(
        caseId,
        retry,
        { ...decision, step: repair.step, payments: [] },
        run.runId,
      );
    case 'hold':
      return desk.decide(caseId, hold, decision, run.runId);
    case 'release-hold':
      return desk.decide(caseId, releaseHold, decision, run.runId);
    case 'send-back':
      return desk.decide(caseId, sendBack, decision, run.runId);
    case 'look-now':
      return lookNow(deps, run, item);
    case 'resend-notice':
      return resend(deps, run, item);
  }
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

async function resend(
  { desk, record }: BulkDeps,
  { by, runId }: BulkRun,
  { caseId, noteId, subject, position, noticeId }: BulkItem,
): Promise<void> {
  const notice =
    noticeId ?? (await plannedNotice(record, runId, position, subject, by.principalId));
  await desk.startResend({ caseId, noticeId: notice });
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

/** What a failure says about the case; what says nothing about it is thrown on. */
function refusedBy(error: unknown): Outcome {
  if (error instanceof DeskError && !NO_ANSWER.includes(error.code)) {
    return { state: NOTHING_LEFT.includes(error.code) ? 'skipped' : 'failed', code: error.code };
  }
  if (error instanceof RecordError && error.code === 'RESEND_BUDGET') {
    return { state: 'failed', code: error.code };
  }
  throw error;
}
