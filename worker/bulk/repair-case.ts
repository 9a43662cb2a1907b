/** Does the repair of a run to one case: as a decision of the operator who started it, with a note. */
import { bulkRepairOf, causesOf } from '../../checks/bulk-repairs';
import type { BulkItem, BulkRun } from '../../record/port/desk-record';
import { RecordError } from '../../record/port/desk-record';
import { DeskError } from '../../temporal/failures';
import type { ErrorCode } from '../../workflows/contract/errors';
import { type BulkDeps, carryOut } from './repair-acts';

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
  const asksRetries = causesOf(run.verb).includes('retrying');
  const retrying = asksRetries ? await record.retries.ofCase(item.caseId) : [];
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
    await carryOut(deps, run, item, repair);
    return { state: 'done' };
  } catch (error) {
    return refusedBy(error);
  }
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
