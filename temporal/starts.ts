/** Starts of workflows: cases, and what is sent or done for them apart. */
import { formFor } from '../words/plural';
import {
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client';
import { TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common';
import {
  type CaseId,
  SEARCH_ATTRIBUTES,
  TASK_QUEUE,
  WORKFLOW_TYPES,
  resendWorkflowId,
} from '../workflows/contract/identifiers';
import {
  type OpenCaseInput,
  type Receipt,
  type ResendNoticeInput,
  type SendCodeInput,
  open,
} from '../workflows/contract/messages';
import { type BulkRepairInput, bulkWorkflowId } from '../workflows/contract/operations';
import { type Order, orderOf } from '../workflows/contract/signing/orders';
import type { Signed, StatementSignature } from '../workflows/contract/signing/statements';
import { onceMapped } from './failures';
import type { Line } from './line';

export interface StartsDesk {
  /**
   * Starts the case and waits until it stands in the record. Called twice with one update id: the
   * first result. `TERMINAL_HAS_OPEN_CASE` (the other case's id as first detail), `UNAVAILABLE`.
   */
  openCase(input: OpenCaseInput, updateId: string): Promise<Receipt>;
  /** Sends one planned notice again. Called twice for one notice: once. */
  startResend(input: ResendNoticeInput): Promise<void>;
  /** Sends the text of a one-time code that was asked for. Called twice for one code: once. */
  sendCode(input: SendCodeInput): Promise<void>;
  /** Allows a run over many cases to decide about one of them; undefined where this desk cannot sign. */
  signOrder(caseId: CaseId, order: Order): StatementSignature | undefined;
  /** Starts a run over many cases, which lies in the record. Called twice for one run: once. */
  startBulk(input: BulkRepairInput): Promise<void>;
}

/** Search attributes at the start, typed; the workflow keeps them current. */
function startAttributes(): TypedSearchAttributes {
  const { status, parked, overdue } = SEARCH_ATTRIBUTES;
  return new TypedSearchAttributes([
    { key: defineSearchAttributeKey(status.name, status.type), value: 'awaiting-identity' },
    { key: defineSearchAttributeKey(parked.name, parked.type), value: false },
    { key: defineSearchAttributeKey(overdue.name, overdue.type), value: false },
  ]);
}

/** What lists of Temporal's Web UI show beside the id; nothing of it is personal. */
function summaryOf({ channel, reason, terminalIds, closeAccount }: OpenCaseInput): string {
  const count = terminalIds.length;
  const terminals = `${count} ${formFor({ one: 'terminal', other: 'terminals' }, count, 'en')}`;
  return `${reason} by ${channel}: ${terminals}${closeAccount ? ' and the account' : ''}`;
}

/** The start of a case; each try has one of its own, as the SDK takes it once. */
function startOf({ signed }: Line, opening: OpenCaseInput) {
  const { caseId } = opening;
  const about = { kind: 'start', to: caseId, name: WORKFLOW_TYPES.unbindCase, id: '' } as const;
  const input = signed(about, opening);
  return new WithStartWorkflowOperation(WORKFLOW_TYPES.unbindCase, {
    workflowId: caseId,
    taskQueue: TASK_QUEUE,
    args: [input],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    typedSearchAttributes: startAttributes(),
    staticSummary: summaryOf(input),
  });
}

/** Starts a workflow that runs once under its id, for ever. Called twice: once. `UNAVAILABLE`. */
export async function startOnce(
  { client, bounded, asDeskError, signed }: Line,
  type: string,
  workflowId: string,
  input: Signed & object,
): Promise<void> {
  const about = { kind: 'start', to: workflowId, name: type, id: '' } as const;
  try {
    await bounded(() =>
      client.workflow.start(type, {
        workflowId,
        taskQueue: TASK_QUEUE,
        args: [signed(about, input)],
        // A start that nobody had signed has failed, and keeps nobody from making it anew.
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
      }),
    );
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return;
    throw await asDeskError(error);
  }
}

export function startsOver(line: Line): StartsDesk {
  const { client, bounded, coded, asDeskError } = line;
  return {
    async openCase(input, updateId) {
      const { caseId } = input;
      try {
        return await onceMapped(() =>
          bounded(() => {
            const startWorkflowOperation = startOf(line, input);
            return client.workflow.executeUpdateWithStart(open, {
              updateId,
              startWorkflowOperation,
            });
          }),
        );
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) {
          throw await asDeskError(error, caseId);
        }
      }
      // The first attempt has opened the case, or was refused, and the workflow has ended since.
      const handle = client.workflow.getHandle(caseId).getUpdateHandle<Receipt>(updateId);
      return coded(() => handle.result(), caseId);
    },

    startResend(input) {
      const id = resendWorkflowId(input.caseId, input.noticeId);
      return startOnce(line, WORKFLOW_TYPES.resendNotice, id, input);
    },

    sendCode(input) {
      return startOnce(line, WORKFLOW_TYPES.sendCode, `code:${input.codeId}`, input);
    },

    signOrder: (caseId, order) => line.sign?.(orderOf(caseId, order)),

    startBulk(input) {
      return startOnce(line, WORKFLOW_TYPES.bulkRepair, bulkWorkflowId(input.runId), input);
    },
  };
}
