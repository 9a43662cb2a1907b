/**
 * Refunds that a retry pays anew, under a new request number: what would leave and to whom, before it is
 * approved, and what came of it afterwards. The payee is masked as everywhere.
 */
import { maskCaseData } from '../../checks/masks';
import { decidedPayee } from '../../checks/payee';
import type { CaseRow, DeskRecord, Proposal } from '../../record/desk-record';
import type { Payee } from '../../workflows/contract/case-data';
import type { DepositView } from '../../workflows/contract/case-view';
import type { ErrorCode } from '../../workflows/contract/errors';
import { refundKey } from '../../workflows/contract/identifiers';
import { paymentsAnew, type PaymentAnew } from '../../workflows/contract/operations';
import { type Repair, type RetryRepair, repairOf } from './repairs';
import type { PaymentState } from '../../wire/states';

/** A payment that would leave, with its payee masked. */
export interface PlannedPayment extends PaymentAnew {
  /** Undefined where the application of the case decides none. */
  readonly payee: Payee | undefined;
}

/** A payment that was proposed, and what came of it. */
export interface ProposedPayment extends Pick<PaymentAnew, 'key' | 'amountMinor' | 'currency'> {
  readonly state: PaymentState;
  readonly code?: ErrorCode;
}

/**
 * The repair with the payments that it covers, as they were looked at: a refund that fails between the look
 * and the retry is not paid on nobody's word.
 */
export function withPayments<R extends Repair>({ view }: Pick<CaseRow, 'view'>, repair: R): R {
  if (repair.repair !== 'retry' || repair.step !== 'refund-deposit' || repair.payments) {
    return repair;
  }
  return { ...repair, payments: paymentsAnew(view, repair.step).map(({ key }) => key) };
}

/** The payments that a repair makes as the case stands. `REVISION_LOST` where the payee is. */
export async function plannedPayments(
  record: Pick<DeskRecord, 'readRevision'>,
  { caseId, view }: Pick<CaseRow, 'caseId' | 'view'>,
  repair: Repair,
): Promise<readonly PlannedPayment[]> {
  if (repair.repair !== 'retry') return [];
  const due = paymentsAnew(view, repair.step).filter(
    ({ key }) => repair.payments?.includes(key) ?? true,
  );
  if (due.length === 0) return [];
  const { data } = await record.readRevision(caseId, view.revision);
  const { application } = maskCaseData(data);
  const payee = application && decidedPayee(application.payee);
  return due.map((payment) => ({ ...payment, payee }));
}

/** True where another refund has failed since the payments of the retry were looked at. */
export function leavesPayments(
  { view }: Pick<CaseRow, 'view'>,
  { step, payments }: RetryRepair,
): boolean {
  return paymentsAnew(view, step).some(({ key }) => payments?.includes(key) === false);
}

/** What came of the payments that a proposal covers; empty where it covers none. */
export async function proposedPayments(
  record: Pick<DeskRecord, 'intents' | 'readCase'>,
  proposal: Proposal,
): Promise<readonly ProposedPayment[]> {
  const { repair } = repairOf(proposal.repair);
  const { caseId } = proposal;
  const keys = repair.repair === 'retry' ? (repair.payments ?? []) : [];
  const view = keys.length === 0 ? undefined : (await record.readCase(caseId))?.view;
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
  { intents }: Pick<DeskRecord, 'intents'>,
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
