// workflows/contract/signing/: what the API signs of what it says to workflows, and what is held to it.
/** Orders: what the API allows a run over many cases to do to one of them. The workers that run it have no key. */
import type { CaseId } from '../identifiers';
import type { BulkRunId, BulkVerb } from '../operations';
import type { Statement } from './statements';

export interface Order {
  readonly runId: BulkRunId;
  readonly verb: BulkVerb;
  readonly by: unknown;
}

/** The order about one case, as the API signs it. */
export function orderOf(caseId: CaseId, run: Order): Statement {
  const { runId: id, verb: name, by } = run;
  return { form: 'unbind-statement/1', kind: 'order', to: caseId, name, id, input: { by } };
}

const ORDERED_DECISIONS: Readonly<Record<string, BulkVerb>> = {
  retry: 'retry',
  hold: 'hold',
  releaseHold: 'release-hold',
  sendBack: 'send-back',
};

/**
 * The order by which a worker may have said this in the API's name; undefined where no order allows it. No order
 * pays anew.
 */
export function orderBehind(statement: Statement): Statement | undefined {
  const { kind, to, name, id, input } = statement;
  if (!isObject(input)) return undefined;
  const { bulkRun: runId, by, caseId, payments } = input;
  if (typeof runId !== 'string') return undefined;
  if (kind === 'start' && name === 'resendNotice' && typeof caseId === 'string') {
    return orderOf(caseId, { runId, verb: 'resend-notice', by });
  }
  const verb = ORDERED_DECISIONS[name];
  if (kind !== 'update' || verb === undefined) return undefined;
  if (!(id === runId || id.startsWith(`${runId}-`))) return undefined;
  const paysNothing = Array.isArray(payments) && payments.length === 0;
  return verb === 'retry' && !paysNothing ? undefined : orderOf(to, { runId, verb, by });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
