/**
 * The one place that sends decisions to cases, as updates, and facts, as signals. Only ids, codes and
 * numbers pass through here; whatever a person wrote is in the record before.
 */
import { createHmac } from 'node:crypto';
import type { UpdateDefinition } from '@temporalio/common';
import {
  type CaseId,
  WORKFLOW_TYPES,
  refundReopeningId,
  refundReopeningsOf,
} from '../workflows/contract/identifiers';
import {
  type Decision,
  type NoticeFailed,
  type Receipt,
  type RefundReturned,
  type ReopenRefundInput,
  correctReference,
  noticeFailed,
  refundReturned,
  resolve,
  retry,
} from '../workflows/contract/messages';
import { isGone, isOutlived } from './failures';
import type { About, KnownCases, Line } from './line';
import { startOnce } from './starts';

/** An activity that waits for its next attempt. */
export interface WaitingAttempt {
  readonly workflowId: string;
  readonly activityId: string;
}

export interface DecisionsDesk {
  /**
   * Sends one decision. Called twice with one update id: the first result; where that was a fault which
   * may have passed since, it is asked anew.
   * Any code of a refusal, `CASE_NOT_FOUND`, `CASE_ENDED`, `UNAVAILABLE`; `WORKFLOW_MISSING` where the
   * case is open and no workflow carries it.
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
  /** Makes an attempt that waits for its turn at once. Nothing waits: nothing happens, answers false. */
  nudge(attempt: WaitingAttempt): Promise<boolean>;
}

/** What an operator may still decide when only a returned refund is open. */
const REPAIRS_OF_REFUNDS: readonly string[] = [retry.name, resolve.name, correctReference.name];

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

export function decisionsOver(line: Line, record: KnownCases): DecisionsDesk {
  const { client, bounded, asDeskError, signed, unlessGone } = line;
  return {
    async decide(caseId, update, input, updateId) {
      const askedAtMs = Date.now();
      const once = (workflowId: string, id: string) =>
        bounded(() => {
          const about = { kind: 'update', to: workflowId, name: update.name, id } as const;
          return client.workflow
            .getHandle(workflowId)
            .executeUpdate(update, { updateId: id, args: [signed(about, input)] });
        });
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
        const others = isGone(error) ? await reopenedRefunds(record, caseId, update.name) : [];
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

    async refundReturned(fact, reopening) {
      const { caseId } = reopening.view;
      const told = await unlessGone(() =>
        client.workflow
          .getHandle(caseId)
          .signal(refundReturned, signed(reportTo(caseId, refundReturned.name), fact)),
      );
      if (told) return;
      const id = refundReopeningId(caseId, fact.depositId, fact.generation);
      await startOnce(line, WORKFLOW_TYPES.reopenRefund, id, reopening);
    },

    noticeFailed(caseId, fact) {
      return unlessGone(() =>
        client.workflow
          .getHandle(caseId)
          .signal(noticeFailed, signed(reportTo(caseId, noticeFailed.name), fact)),
      );
    },

    nudge({ workflowId, activityId }) {
      return unlessGone(() =>
        client.workflowService.resetActivity({
          namespace: client.options.namespace,
          execution: { workflowId },
          identity: client.options.identity,
          id: activityId,
        }),
      );
    },
  };
}

/** A signal has no id: it says what is, and is read back before it moves anything. */
export function reportTo(caseId: CaseId, name: string): About {
  return { kind: 'signal', to: caseId, name, id: '' };
}

/** Workflows that may pay a returned refund of an ended case again; they take repairs of it. */
async function reopenedRefunds(
  record: KnownCases,
  caseId: CaseId,
  decision: string,
): Promise<readonly string[]> {
  if (!REPAIRS_OF_REFUNDS.includes(decision)) return [];
  const view = (await record.cases.read(caseId))?.view;
  return view ? refundReopeningsOf(view) : [];
}
