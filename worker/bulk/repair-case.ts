/** Does the repair of a run to one case: as a decision of the operator who started it, with a note. */
import { ApplicationFailure } from '@temporalio/common';
import type { UpdateDefinition } from '@temporalio/common';
import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { type BulkRepair, bulkRepairOf } from '../../checks/bulk-repairs';
import type { BulkItem, BulkRun, CaseRow, DeskRecord } from '../../record/desk-record';
import { RecordError } from '../../record/desk-record';
import { type ErrorCode, errorCodeOf } from '../../workflows/contract/errors';
import {
  TASK_QUEUE,
  WORKFLOW_TYPES,
  refundReopeningsOf,
  resendWorkflowId,
} from '../../workflows/contract/identifiers';
import { isEnd } from '../../workflows/contract/lifecycle';
import {
  type Decision,
  type Receipt,
  hold,
  releaseHold,
  retry,
  sendBack,
} from '../../workflows/contract/messages';

export interface BulkDeps {
  readonly record: Pick<
    DeskRecord,
    'bulk' | 'retries' | 'notices' | 'readCase' | 'addNote' | 'appendAudit'
  >;
  readonly client: Client;
}

export interface Outcome {
  readonly state: 'done' | 'skipped' | 'failed';
  readonly code?: ErrorCode;
}

/** Longest wait for the answer of one case, ms; one whose code fails never answers. */
const ANSWER_LIMIT_MS = 15_000;
const NOT_FOUND = 5;

/** Refusals that say only that there is nothing left to do. */
const NOTHING_LEFT: readonly ErrorCode[] = [
  'NOT_PARKED',
  'CASE_ENDED',
  'ALREADY_HELD',
  'NOT_HELD',
  'NOT_ALLOWED_NOW',
  'POINT_OF_NO_RETURN',
];

/** Called twice for one item, also after a crash in the middle: done once. Throws what is no answer. */
export async function repairCase(deps: BulkDeps, run: BulkRun, item: BulkItem): Promise<Outcome> {
  const { record } = deps;
  const row = await record.readCase(item.caseId);
  if (!row) return { state: 'failed', code: 'CASE_NOT_FOUND' };
  // An interrupted try may have got as far as the case; its ledger knows.
  if (item.tries > 1 && (await record.bulk.standsInLedger(run.runId, item.caseId))) {
    return { state: 'done' };
  }
  const retrying = run.verb === 'retry' ? await record.retries.ofCase(item.caseId) : [];
  const repair = bulkRepairOf(run.verb, row.view, retrying.length > 0);
  if (repair.kind === 'skip') return { state: 'skipped', code: repair.code };
  await record.addNote({
    caseId: item.caseId,
    noteId: item.noteId,
    kind: 'reason',
    text: run.reason,
    attachmentIds: [],
    by: run.by.principalId,
  });
  try {
    await act(deps, run, item, row, repair);
    return { state: 'done' };
  } catch (error) {
    return isGone(error) ? await goneCase(record, item.caseId) : refusedBy(error);
  }
}

async function act(
  deps: BulkDeps,
  run: BulkRun,
  item: BulkItem,
  row: CaseRow,
  repair: Exclude<BulkRepair, { kind: 'skip' }>,
): Promise<void> {
  const decision = { by: run.by, noteId: item.noteId, bulkRun: run.runId };
  const ask = <Input extends Decision>(update: UpdateDefinition<Receipt, [Input]>, input: Input) =>
    decide(deps, row, update, input, run.runId);
  switch (repair.kind) {
    case 'retry':
      // A refund that has failed since the look is nobody's payment.
      return ask(retry, { ...decision, step: repair.step, payments: [] });
    case 'hold':
      return ask(hold, decision);
    case 'release-hold':
      return ask(releaseHold, decision);
    case 'send-back':
      return ask(sendBack, decision);
    case 'look-now':
      return lookNow(deps, run, item);
    case 'resend-notice':
      return resend(deps, run, item);
  }
}

/** The update's id is that of the run, so that it is decided once however often it is asked. */
async function decide<Input extends Decision>(
  { client }: BulkDeps,
  { caseId, view }: CaseRow,
  update: UpdateDefinition<Receipt, [Input]>,
  input: Input,
  runId: string,
): Promise<void> {
  // A refund that came back after the end of its case is carried by a workflow of its own.
  const workflows = [caseId, ...refundReopeningsOf(view)];
  for (const [index, workflowId] of workflows.entries()) {
    try {
      await client.withDeadline(Date.now() + ANSWER_LIMIT_MS, () =>
        client.workflow
          .getHandle(workflowId)
          .executeUpdate(update, { updateId: runId, args: [input] }),
      );
      return;
    } catch (error) {
      if (!isGone(error) || index === workflows.length - 1) throw error;
    }
  }
}

/** Attempts that wait for their turn are made at once, under the same keys. */
async function lookNow(
  { client, record }: BulkDeps,
  { by, runId }: BulkRun,
  { caseId, noteId }: BulkItem,
): Promise<void> {
  for (const { workflowId, activityId } of await record.retries.ofCase(caseId)) {
    try {
      await client.workflowService.resetActivity({
        namespace: client.options.namespace,
        execution: { workflowId },
        identity: 'unbind-desk-bulk',
        id: activityId,
      });
    } catch (error) {
      // It has succeeded meanwhile.
      if (!isGone(error)) throw error;
    }
  }
  const facts = { noteId, bulkRun: runId };
  await record.appendAudit({ caseId, event: 'attempt-made-at-once', by, facts });
}

async function resend(
  { client, record }: BulkDeps,
  { by, runId }: BulkRun,
  { caseId, noteId, subject, position, noticeId }: BulkItem,
): Promise<void> {
  const notice =
    noticeId ?? (await plannedNotice(record, runId, position, subject, by.principalId));
  try {
    await client.workflow.start(WORKFLOW_TYPES.resendNotice, {
      workflowId: resendWorkflowId(caseId, notice),
      taskQueue: TASK_QUEUE,
      args: [{ caseId, noticeId: notice }],
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  const planned = await record.notices.get(notice);
  await record.appendAudit({
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

function isGone(error: unknown): boolean {
  if (error instanceof WorkflowNotFoundError) return true;
  if (error instanceof WorkflowUpdateFailedError) {
    return codeIn(error) === 'AcceptedUpdateCompletedWorkflow';
  }
  return error instanceof Error && 'code' in error && error.code === NOT_FOUND;
}

function codeIn({ cause }: WorkflowUpdateFailedError): string | undefined {
  return cause instanceof ApplicationFailure ? (cause.type ?? undefined) : undefined;
}

/** A case that is over needs no repair; an open one that no workflow carries needs another one. */
async function goneCase(record: BulkDeps['record'], caseId: string): Promise<Outcome> {
  const row = await record.readCase(caseId);
  return row && !isEnd(row.view.status)
    ? { state: 'failed', code: 'WORKFLOW_MISSING' }
    : { state: 'skipped', code: 'CASE_ENDED' };
}

/** What a failure says about the case; what says nothing about it is thrown on. */
function refusedBy(error: unknown): Outcome {
  if (error instanceof WorkflowUpdateFailedError) {
    const code = errorCodeOf(codeIn(error)) ?? 'INTERNAL';
    return { state: NOTHING_LEFT.includes(code) ? 'skipped' : 'failed', code };
  }
  if (error instanceof RecordError && error.code === 'RESEND_BUDGET') {
    return { state: 'failed', code: error.code };
  }
  throw error;
}
