/** What came of the payments that a proposed repair makes anew. */
import type { RecordPart, Proposal } from '../../../../record/port/desk-record';
import type { DepositView } from '../../../../workflows/contract/case-view';
import type { ErrorCode } from '../../../../workflows/contract/errors';
import { refundKey } from '../../../../workflows/contract/identifiers';
import type { PaymentAnew } from '../../../../workflows/contract/operations';
import type { PaymentState } from '../../../../wire/states';
import { paymentsOf, repairOf } from './kinds/kinds';

/** A payment that was proposed, and what came of it. */
export interface ProposedPayment extends Pick<PaymentAnew, 'key' | 'amountMinor' | 'currency'> {
  readonly state: PaymentState;
  readonly code?: ErrorCode;
}

/** What came of the payments that a proposal covers; empty where it covers none. */
export async function proposedPayments(
  record: RecordPart<{ cases: 'read'; intents: 'get' }>,
  proposal: Proposal,
): Promise<readonly ProposedPayment[]> {
  const { caseId } = proposal;
  const keys = paymentsOf(repairOf(proposal.repair).repair);
  const view = keys.length === 0 ? undefined : (await record.cases.read(caseId))?.view;
  const found = (view?.deposits ?? []).flatMap((deposit) => {
    const { depositId, generation, amountMinor, currency } = deposit;
    // No proposal reaches further than the next payment.
    const generations = Array.from({ length: generation + 1 }, (_, index) => index + 1);
    return generations
      .map((number) => ({ number, key: refundKey(caseId, depositId, number) }))
      .filter(({ key }) => keys.includes(key))
      .map(async ({ number, key }) => {
        const standing = await standingOf(record, deposit, number, key);
        return { key, amountMinor, currency, ...standing };
      });
  });
  return Promise.all(found);
}

type Standing = Pick<ProposedPayment, 'state' | 'code'>;

async function standingOf(
  { intents }: RecordPart<{ intents: 'get' }>,
  deposit: DepositView,
  generation: number,
  key: string,
): Promise<Standing> {
  if (deposit.generation < generation) return { state: 'not-asked' };
  if (deposit.generation === generation) return standingNow(deposit);
  // A later payment has taken its place, so it had failed.
  const intent = await intents.get(key);
  return { state: intent?.state === 'done' ? 'returned' : 'refused' };
}

function standingNow({ refund, code }: DepositView): Standing {
  if (code === 'REFUND_REFUSED') return { state: 'refused', code };
  if (code === 'REFUND_RETURNED') return { state: 'returned', code };
  if (code !== undefined) return { state: 'parked', code };
  switch (refund) {
    case 'succeeded':
    case 'paid':
      return { state: 'paid' };
    case 'pending':
      return { state: 'accepted' };
    case 'not-due':
      return { state: 'not-asked' };
    default:
      return { state: 'under-way' };
  }
}

/** True while it is not known how a payment ends. */
export function isUnderWay({ state }: ProposedPayment): boolean {
  return state === 'under-way' || state === 'accepted';
}
