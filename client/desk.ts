/**
 * The desk: the only file of the client that talks to Temporal about cases. It sends decisions as
 * updates and facts as signals, and turns Temporal's failures into the product's codes. Only ids,
 * codes and numbers pass through here; whatever a person wrote is in the record before.
 */
import { createHmac } from 'node:crypto';
import {
  type Client,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';
import { TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common';

import type { DeskRecord } from '../record/desk-record';
import type { ErrorCode } from '../workflows/contract/errors';
import {
  type CaseId,
  SEARCH_ATTRIBUTES,
  TASK_QUEUE,
  WORKFLOW_TYPES,
  confirmationActivityId,
  refundReopeningId,
  refundReopeningsOf,
  resendWorkflowId,
} from '../workflows/contract/identifiers';
import { isEnd } from '../workflows/contract/lifecycle';
import { bulkWorkflowId } from '../workflows/contract/operations';
import {
  type OpenCaseInput,
  type Receipt,
  correctReference,
  noticeFailed,
  open,
  refundReturned,
  resolve,
  retry,
} from '../workflows/contract/messages';
import { attentionOver } from './desk-attention';
import { deploymentsOver } from './desk-deployments';
import { historiesOver } from './desk-histories';
import { workflowNowOf } from './desk-pending';
import type { Desk } from './desk-port';
import { rebuildsOver } from './desk-rebuild';
import { reconciliationsOver } from './desk-reconcile';
import { DeskError, isGone, isOutage, isOutlived, onceMapped, refusalOf } from './desk-failures';
import { resetsOver } from './desk-reset';
import { historyToJson } from './history-json';

export interface DeskOptions {
  readonly client: Client;
  /** Tells an ended case from one that is unknown, or that no workflow carries. */
  readonly record: Pick<DeskRecord, 'readCase'>;
  /** Limit of every call, ms. */
  readonly deadlineMs?: number;
}

const DEFAULT_DEADLINE_MS = 10_000;
/** What an operator may still decide when only a returned refund is open. */
const REPAIRS_OF_REFUNDS: readonly string[] = [retry.name, resolve.name, correctReference.name];

/**
 * gRPC interceptors of the API's connection: few, quick retries, so that an outage is answered with
 * 503 in a second and not after the whole deadline.
 */
export function quickRetries(): ReturnType<typeof makeGrpcRetryInterceptor>[] {
  return [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: 3 }))];
}

/** Update id of a decision: an HMAC, so that no key chosen by a client enters a history. */
export function updateIdOf(
  secret: Buffer,
  principalId: string,
  scope: string,
  idempotencyKey: string,
): string {
  const mac = createHmac('sha256', secret);
  for (const part of [principalId, scope, idempotencyKey]) mac.update(`${part.length}:${part};`);
  return mac.digest('base64url');
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

/** Makes the desk over a Temporal client (a lazy connection reconnects by itself). */
export function createDesk(options: DeskOptions): Desk {
  const line = createLine(options);
  return {
    ...decisionsOver(options, line),
    ...factsOver(options, line),
    ...insightsOver(options, line),
    ...historiesOver(options.client, line),
    ...attentionOver(options.client, line),
    ...deploymentsOver(options.client, line),
    ...reconciliationsOver(options.client, line),
    ...resetsOver(options.client, line),
    ...rebuildsOver(options.client, line),
  };
}

/** Calls with a limit, and their failures as codes. */
interface Line {
  readonly bounded: <T>(call: () => Promise<T>) => Promise<T>;
  readonly asDeskError: (error: unknown, caseId: CaseId) => Promise<Error>;
  /** False where no workflow of this id was there to take the call. */
  readonly unlessGone: (caseId: CaseId, call: () => Promise<void>) => Promise<boolean>;
}

function createLine({ client, record, deadlineMs = DEFAULT_DEADLINE_MS }: DeskOptions): Line {
  const bounded = <T>(call: () => Promise<T>): Promise<T> =>
    client.withDeadline(Date.now() + deadlineMs, call);

  async function goneCode(caseId: CaseId): Promise<ErrorCode> {
    const row = await record.readCase(caseId);
    if (!row) return 'CASE_NOT_FOUND';
    return isEnd(row.view.status) ? 'CASE_ENDED' : 'WORKFLOW_MISSING';
  }

  async function asDeskError(error: unknown, caseId: CaseId): Promise<Error> {
    const code = refusalOf(error);
    if (code) return new DeskError(code.code, code.details, { cause: error });
    if (isGone(error)) return new DeskError(await goneCode(caseId), [], { cause: error });
    if (isOutage(error)) return new DeskError('UNAVAILABLE', [], { cause: error });
    return new DeskError('INTERNAL', [], { cause: error });
  }

  return {
    bounded,
    asDeskError,
    async unlessGone(caseId, call) {
      try {
        await bounded(call);
        return true;
      } catch (error) {
        if (isGone(error)) return false;
        throw await asDeskError(error, caseId);
      }
    },
  };
}

/** What lists of Temporal's Web UI show beside the id; nothing of it is personal. */
function summaryOf({ channel, reason, terminalIds, closeAccount }: OpenCaseInput): string {
  const terminals = terminalIds.length === 1 ? '1 terminal' : `${terminalIds.length} terminals`;
  return `${reason} by ${channel}: ${terminals}${closeAccount ? ' and the account' : ''}`;
}

/** The start of a case; each try has one of its own, as the SDK takes it once. */
function startOf(input: OpenCaseInput) {
  return new WithStartWorkflowOperation(WORKFLOW_TYPES.unbindCase, {
    workflowId: input.caseId,
    taskQueue: TASK_QUEUE,
    args: [input],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    typedSearchAttributes: startAttributes(),
    staticSummary: summaryOf(input),
  });
}

function decisionsOver(options: DeskOptions, line: Line): Pick<Desk, 'openCase' | 'decide'> {
  const { client } = options;
  const { bounded, asDeskError } = line;
  return {
    async openCase(input, updateId) {
      const { caseId } = input;
      try {
        return await onceMapped(() =>
          bounded(() => {
            const startWorkflowOperation = startOf(input);
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
      try {
        const handle = client.workflow.getHandle(caseId).getUpdateHandle<Receipt>(updateId);
        return await bounded(() => handle.result());
      } catch (error) {
        throw await asDeskError(error, caseId);
      }
    },

    async decide(caseId, update, input, updateId) {
      const askedAtMs = Date.now();
      const once = (workflowId: string, id: string) =>
        bounded(() =>
          client.workflow
            .getHandle(workflowId)
            .executeUpdate(update, { updateId: id, args: [input] }),
        );
      const ask = async (workflowId: string) => {
        for (let number = 2, id = updateId; ; number += 1) {
          try {
            return await once(workflowId, id);
          } catch (error) {
            if (!isOutlived(error, askedAtMs)) throw error;
            id = `${updateId}-${number}`;
          }
        }
      };
      try {
        return await ask(caseId);
      } catch (error) {
        const others = isGone(error) ? await reopenedRefunds(options, caseId, update.name) : [];
        for (const workflowId of others) {
          try {
            return await ask(workflowId);
          } catch (again) {
            if (!isGone(again)) throw await asDeskError(again, caseId);
          }
        }
        throw await asDeskError(error, caseId);
      }
    },
  };
}

/** Workflows that may pay a returned refund of an ended case again; they take repairs of it. */
async function reopenedRefunds(
  { record }: DeskOptions,
  caseId: CaseId,
  decision: string,
): Promise<readonly string[]> {
  if (!REPAIRS_OF_REFUNDS.includes(decision)) return [];
  const view = (await record.readCase(caseId))?.view;
  return view ? refundReopeningsOf(view) : [];
}

function factsOver(
  { client }: DeskOptions,
  { bounded, asDeskError, unlessGone }: Line,
): Pick<
  Desk,
  'refundReturned' | 'noticeFailed' | 'startResend' | 'sendCode' | 'startBulk' | 'nudge'
> {
  async function startOnce(
    type: string,
    workflowId: string,
    caseId: CaseId,
    input: unknown,
  ): Promise<void> {
    try {
      await bounded(() =>
        client.workflow.start(type, {
          workflowId,
          taskQueue: TASK_QUEUE,
          args: [input],
          workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        }),
      );
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return;
      throw await asDeskError(error, caseId);
    }
  }

  return {
    async refundReturned(fact, reopening) {
      const { caseId } = reopening.view;
      const told = await unlessGone(caseId, () =>
        client.workflow.getHandle(caseId).signal(refundReturned, fact),
      );
      if (told) return;
      const id = refundReopeningId(caseId, fact.depositId, fact.generation);
      await startOnce(WORKFLOW_TYPES.reopenRefund, id, caseId, reopening);
    },

    noticeFailed(caseId, fact) {
      return unlessGone(caseId, () => client.workflow.getHandle(caseId).signal(noticeFailed, fact));
    },

    async startResend(input) {
      const id = resendWorkflowId(input.caseId, input.noticeId);
      await startOnce(WORKFLOW_TYPES.resendNotice, id, input.caseId, input);
    },

    async sendCode(input) {
      await startOnce(WORKFLOW_TYPES.sendCode, `code:${input.codeId}`, input.codeId, input);
    },

    async startBulk(input) {
      await startOnce(WORKFLOW_TYPES.bulkRepair, bulkWorkflowId(input.runId), '', input);
    },

    nudge(caseId, effectKey) {
      return unlessGone(caseId, async () => {
        await client.workflowService.resetActivity({
          namespace: client.options.namespace,
          execution: { workflowId: caseId },
          identity: 'unbind-desk-api',
          id: confirmationActivityId(effectKey),
        });
      });
    },
  };
}

function insightsOver(
  { client }: DeskOptions,
  { bounded, asDeskError }: Line,
): Pick<Desk, 'history' | 'workflowNow' | 'ping'> {
  return {
    async history(caseId) {
      try {
        const history = await bounded(() => client.workflow.getHandle(caseId).fetchHistory());
        return historyToJson(history);
      } catch (error) {
        throw await asDeskError(error, caseId);
      }
    },

    async workflowNow(caseId) {
      try {
        const { raw } = await bounded(() => client.workflow.getHandle(caseId).describe());
        return workflowNowOf(raw);
      } catch (error) {
        if (isGone(error)) return { end: 'gone', pending: [] };
        throw await asDeskError(error, caseId);
      }
    },

    async ping() {
      try {
        await bounded(() => client.workflowService.getSystemInfo({}));
      } catch (error) {
        throw new DeskError('UNAVAILABLE', [], { cause: error });
      }
    },
  };
}
