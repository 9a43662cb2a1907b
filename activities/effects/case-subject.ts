/** Looks up, in the revision that the workflow knows, whom and what an effect is about. */
import type { DepositData, Payee } from '../../workflows/contract/case-data';
import type { CaseId, DepositId, TerminalId } from '../../workflows/contract/identifiers';
import { MACHINE_STATUSES, isEnd } from '../../workflows/contract/lifecycle';
import { decidedPayee } from '../../checks/money/payee';
import { normalizeSerialNumber } from '../../checks/references/serial-number';
import { RecordError } from '../../record/port/desk-record';
import { failure } from '../failures';
import type { EffectDeps } from './effect';

export interface CaseSubject {
  readonly merchantNumber: string;
  /** `SUBJECT_UNKNOWN` */
  serialNumberOf(terminalId: TerminalId): string;
  /** The deposit with where its money goes. `SUBJECT_UNKNOWN` */
  depositOf(depositId: DepositId): DepositData & { readonly payee: Payee };
}

/**
 * Reads the case. `RECORD_UNAVAILABLE`; `RECORD_BEHIND` and `REVISION_LOST` where the record
 * alone was restored to an older state.
 */
export async function readCaseSubject(
  { record }: Pick<EffectDeps, 'record'>,
  caseId: CaseId,
): Promise<CaseSubject> {
  const row = await record.cases.read(caseId);
  if (row === undefined)
    throw new RecordError('RECORD_BEHIND', 'the record does not know the case');
  // Nothing is asked for before the approval stands in the record, so this is another moment's.
  if (!MACHINE_STATUSES.includes(row.view.status) && !isEnd(row.view.status)) {
    throw new RecordError('RECORD_BEHIND', 'the record does not know the approval');
  }
  const { data } = await record.revisions.read(caseId, row.view.revision);
  return {
    merchantNumber: data.contact.merchantNumber,
    serialNumberOf: (terminalId) => {
      const terminal = data.terminals.find((item) => item.terminalId === terminalId);
      if (terminal === undefined) throw failure('SUBJECT_UNKNOWN', { details: [terminalId] });
      return normalizeSerialNumber(terminal.serialNumber);
    },
    depositOf: (depositId) => {
      const deposit = data.application?.deposits.find((item) => item.depositId === depositId);
      if (data.application === undefined || deposit === undefined) {
        throw failure('SUBJECT_UNKNOWN', { details: [depositId] });
      }
      const payee = decidedPayee(data.application.payee);
      // No application was ever submitted without one.
      if (payee === undefined) throw failure('STEP_FAILED', { details: ['PAYEE_OPEN'] });
      const serialNumber = normalizeSerialNumber(deposit.serialNumber);
      return { ...deposit, serialNumber, payee };
    },
  };
}
