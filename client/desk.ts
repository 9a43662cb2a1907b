/**
 * The desk: the only file of the client that talks to Temporal about cases. It sends decisions as
 * updates and facts as signals, and turns Temporal's failures into the product's codes. Only ids,
 * codes and numbers pass through here; whatever a person wrote is in the record before.
 */
import { createHmac } from 'node:crypto';
import {
  type Client,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  defaultGrpcRetryOptions,
  isGrpcServiceError,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';
import {
  ApplicationFailure,
  type UpdateDefinition,
  TypedSearchAttributes,
  defineSearchAttributeKey,
} from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { DeskRecord } from '../record/desk-record';
import { type ErrorCode, errorCodeOf } from '../workflows/contract/errors';
import {
  type CaseId,
  SEARCH_ATTRIBUTES,
  TASK_QUEUE,
  WORKFLOW_TYPES,
  confirmationActivityId,
  refundReopeningId,
} from '../workflows/contract/identifiers';
import { isEnd } from '../workflows/contract/lifecycle';
import {
  type Decision,
  type NoticeFailed,
  type OpenCaseInput,
  type Receipt,
  type RefundReturned,
  type ReopenRefundInput,
  type ResendNoticeInput,
  noticeFailed,
  open,
  refundReturned,
} from '../workflows/contract/messages';

/** A refusal or outage, by code. `details` are those of the workflow's failure: ids, paths, codes. */
export class DeskError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: readonly unknown[] = [],
    options?: { cause?: unknown },
  ) {
    super(code, options);
    this.name = 'DeskError';
  }
}

/** What Temporal is doing for a case right now; for the diagnosis. */
export interface PendingWork {
  readonly activityId: string;
  readonly activityType: string;
  readonly attempt: number;
  /** Type of the last failure, a public code where it is ours. */
  readonly lastFailure?: string;
  /** RFC 3339; absent while an attempt runs. */
  readonly nextAttemptAt?: string;
}

/** Everything that the API asks of Temporal. All methods fail with `DeskError`, after 10 s at most. */
export interface Desk {
  /**
   * Starts the case and waits until it stands in the record. Called twice with one update id: the
   * first result. `TERMINAL_HAS_OPEN_CASE` (the other case's id as first detail), `UNAVAILABLE`.
   */
  openCase(input: OpenCaseInput, updateId: string): Promise<Receipt>;
  /**
   * Sends one decision. Called twice with one update id: the first result.
   * Any code of a refusal, `CASE_NOT_FOUND`, `CASE_ENDED`, `UNAVAILABLE`.
   */
  decide<Input extends Decision>(
    caseId: CaseId,
    update: UpdateDefinition<Receipt, [Input]>,
    input: Input,
    updateId: string,
  ): Promise<Receipt>;
  /** Tells the case, or after its end a workflow of its own, that a refund came back. Twice: once. */
  refundReturned(fact: RefundReturned, reopening: ReopenRefundInput): Promise<void>;
  /** Tells the case that a mandatory notice failed after all. After the end of the workflow: false. */
  noticeFailed(caseId: CaseId, fact: NoticeFailed): Promise<boolean>;
  /** Sends one planned notice again. Called twice for one notice: once. */
  startResend(input: ResendNoticeInput): Promise<void>;
  /** Makes a pending confirmation look at once. Nothing pending: nothing happens, answers false. */
  nudge(caseId: CaseId, effectKey: string): Promise<boolean>;
  /** History of the case as Temporal exports it (JSON): ids and codes only. `CASE_NOT_FOUND`. */
  history(caseId: CaseId): Promise<unknown>;
  /** Activities that Temporal is trying now; empty where the workflow has ended or is unknown. */
  pendingWork(caseId: CaseId): Promise<readonly PendingWork[]>;
  /** Round trip to Temporal; for readiness. */
  ping(): Promise<void>;
}

export interface DeskOptions {
  readonly client: Client;
  /** Tells an ended case from an unknown one. */
  readonly record: Pick<DeskRecord, 'readCase'>;
  /** Limit of every call, ms. */
  readonly deadlineMs?: number;
}

const DEFAULT_DEADLINE_MS = 10_000;
/** gRPC codes of outages and overload; anything else that is not ours is a fault of the product. */
const OUTAGE_CODES: ReadonlySet<number> = new Set([1, 2, 4, 8, 10, 13, 14]);
const NOT_FOUND = 5;
const INVALID_ARGUMENT = 3;
const FAILED_PRECONDITION = 9;

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
  const { client, record } = options;
  const deadlineMs = options.deadlineMs ?? DEFAULT_DEADLINE_MS;
  const namespace = client.options.namespace;

  function bounded<T>(call: () => Promise<T>): Promise<T> {
    return client.withDeadline(Date.now() + deadlineMs, call);
  }

  async function goneCode(caseId: CaseId): Promise<ErrorCode> {
    const row = await record.readCase(caseId);
    return row && isEnd(row.view.status) ? 'CASE_ENDED' : 'CASE_NOT_FOUND';
  }

  async function asDeskError(error: unknown, caseId: CaseId): Promise<Error> {
    const code = refusalOf(error);
    if (code) return new DeskError(code.code, code.details, { cause: error });
    if (isGone(error)) return new DeskError(await goneCode(caseId), [], { cause: error });
    if (isOutage(error)) return new DeskError('UNAVAILABLE', [], { cause: error });
    return new DeskError('INTERNAL', [], { cause: error });
  }

  /** True where a workflow of this id took the signal or was there to answer. */
  async function unlessGone(caseId: CaseId, call: () => Promise<void>): Promise<boolean> {
    try {
      await bounded(call);
      return true;
    } catch (error) {
      if (isGone(error)) return false;
      throw await asDeskError(error, caseId);
    }
  }

  async function startOnce(type: string, workflowId: string, caseId: CaseId, input: unknown) {
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
    async openCase(input, updateId) {
      const { caseId } = input;
      const startWorkflowOperation = new WithStartWorkflowOperation(WORKFLOW_TYPES.unbindCase, {
        workflowId: caseId,
        taskQueue: TASK_QUEUE,
        args: [input],
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        typedSearchAttributes: startAttributes(),
      });
      try {
        return await bounded(() =>
          client.workflow.executeUpdateWithStart(open, { updateId, startWorkflowOperation }),
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
      try {
        const handle = client.workflow.getHandle(caseId);
        return await bounded(() => handle.executeUpdate(update, { updateId, args: [input] }));
      } catch (error) {
        throw await asDeskError(error, caseId);
      }
    },

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
      const id = `${input.caseId}:resend:${input.noticeId}`;
      await startOnce(WORKFLOW_TYPES.resendNotice, id, input.caseId, input);
    },

    nudge(caseId, effectKey) {
      return unlessGone(caseId, async () => {
        await client.workflowService.resetActivity({
          namespace,
          execution: { workflowId: caseId },
          identity: 'unbind-desk-api',
          id: confirmationActivityId(effectKey),
        });
      });
    },

    async history(caseId) {
      try {
        const history = await bounded(() => client.workflow.getHandle(caseId).fetchHistory());
        return historyToJSON(history);
      } catch (error) {
        if (isGone(error)) throw new DeskError('CASE_NOT_FOUND', [], { cause: error });
        throw await asDeskError(error, caseId);
      }
    },

    async pendingWork(caseId) {
      try {
        const { raw } = await bounded(() => client.workflow.getHandle(caseId).describe());
        return (raw.pendingActivities ?? []).map((activity) => pendingOf(activity));
      } catch (error) {
        if (isGone(error)) return [];
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

interface RawPending {
  readonly activityId?: string | null;
  readonly activityType?: { readonly name?: string | null } | null;
  readonly attempt?: number | null;
  readonly lastFailure?: {
    readonly applicationFailureInfo?: { readonly type?: string | null } | null;
  } | null;
  readonly nextAttemptScheduleTime?: { readonly seconds?: unknown } | null;
}

function pendingOf(raw: RawPending): PendingWork {
  const lastFailure = raw.lastFailure?.applicationFailureInfo?.type ?? undefined;
  const seconds = Number(raw.nextAttemptScheduleTime?.seconds ?? 0);
  return {
    activityId: raw.activityId ?? '',
    activityType: raw.activityType?.name ?? '',
    attempt: raw.attempt ?? 0,
    ...(lastFailure ? { lastFailure } : {}),
    ...(seconds > 0 ? { nextAttemptAt: new Date(seconds * 1000).toISOString() } : {}),
  };
}

function refusalOf(error: unknown): { code: ErrorCode; details: readonly unknown[] } | undefined {
  if (!(error instanceof WorkflowUpdateFailedError)) return undefined;
  if (!(error.cause instanceof ApplicationFailure)) return undefined;
  const code = errorCodeOf(error.cause.type);
  return code ? { code, details: error.cause.details ?? [] } : undefined;
}

/** The workflow is unknown, has ended, or ended while it worked on the update. */
function isGone(error: unknown): boolean {
  if (error instanceof WorkflowNotFoundError) return true;
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    return error.cause.type === 'AcceptedUpdateCompletedWorkflow';
  }
  const code = grpcCodeOf(error);
  return code === NOT_FOUND || code === FAILED_PRECONDITION;
}

function isOutage(error: unknown): boolean {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return true;
  const code = grpcCodeOf(error);
  if (code === undefined) return error instanceof ServiceError;
  // New search attributes take a second to be known everywhere; the same request then passes.
  if (code === INVALID_ARGUMENT) return grpcTextOf(error).includes('no mapping');
  return OUTAGE_CODES.has(code);
}

function grpcOf(error: unknown): { code: number; details: string } | undefined {
  if (isGrpcServiceError(error)) return error;
  if (error instanceof Error && isGrpcServiceError(error.cause)) return error.cause;
  return undefined;
}
function grpcCodeOf(error: unknown): number | undefined {
  return grpcOf(error)?.code;
}
function grpcTextOf(error: unknown): string {
  return grpcOf(error)?.details ?? '';
}
