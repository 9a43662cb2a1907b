/**
 * Refunds that a retry pays anew, under a new request number: what would leave and to whom, before it is
 * approved. The payee is masked as everywhere.
 */
import { maskCaseData } from '../../../../checks/masks';
import { decidedPayee } from '../../../../checks/money/payee';
import type { CaseRow, RecordPart } from '../../../../record/port/desk-record';
import type { Payee } from '../../../../workflows/contract/case-data';
import type { RepairOf } from '../../../../wire/operations/repair-requests';
import { paymentsAnew, type PaymentAnew } from '../../../../workflows/contract/operations';

type RetryRepair = RepairOf<'retry'>;

/** A payment that would leave, with its payee masked. */
export interface PlannedPayment extends PaymentAnew {
  /** Undefined where the application of the case decides none. */
  readonly payee: Payee | undefined;
}

/**
 * The repair with the payments that it covers, as they were looked at: a refund that fails between the look
 * and the retry is not paid on nobody's word.
 */
export function withPayments({ view }: Pick<CaseRow, 'view'>, repair: RetryRepair): RetryRepair {
  if (repair.step !== 'refund-deposit' || repair.payments) return repair;
  return { ...repair, payments: paymentsAnew(view, repair.step).map(({ key }) => key) };
}

/** The payments that a repair makes as the case stands. `REVISION_LOST` where the payee is. */
export async function plannedPayments(
  record: RecordPart<{ revisions: 'read' }>,
  { caseId, view }: Pick<CaseRow, 'caseId' | 'view'>,
  repair: RetryRepair,
): Promise<readonly PlannedPayment[]> {
  const due = paymentsAnew(view, repair.step).filter(
    ({ key }) => repair.payments?.includes(key) ?? true,
  );
  if (due.length === 0) return [];
  const { data } = await record.revisions.read(caseId, view.revision);
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
