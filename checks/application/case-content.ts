/**
 * Builds the content of the next revision from what was entered. Ids of terminals and deposit items
 * stay the same for the same serial number (and kind of item), so that workflow and record agree
 * across revisions.
 */
import type {
  ApplicationData,
  CaseData,
  DepositData,
  EnteredPayee,
  TerminalData,
} from '../../workflows/contract/case-data';
import type { DepositId, TerminalId } from '../../workflows/contract/identifiers';
import type { ApplicationBody } from '../../wire/cases/case-requests';
import { normalizeSerialNumber } from '../references/serial-number';

/** Makes new random ids; injected, as this folder has no source of randomness. */
export interface NewIds {
  readonly terminalId: () => TerminalId;
  readonly depositId: () => DepositId;
}

function payeeOf({ payee = {} }: ApplicationBody): EnteredPayee {
  const { kind = '', accountName = '', accountNumber = '', bankCode = '' } = payee;
  const account = { accountName, accountNumber, bankCode };
  if (kind === 'bank-account') return { kind, ...account };
  const isEntered = Object.values(account).some((text) => text !== '');
  return isEntered ? { kind, ...account } : { kind };
}

function depositsOf(
  previous: CaseData,
  body: ApplicationBody,
  newIds: NewIds,
): readonly DepositData[] {
  const free = [...(previous.application?.deposits ?? [])];
  return (body.deposits ?? []).map((entered) => {
    const serialNumber = normalizeSerialNumber(entered.serialNumber ?? '');
    const known = free.findIndex(
      (item) =>
        item.kind === entered.kind && normalizeSerialNumber(item.serialNumber) === serialNumber,
    );
    const depositId = free[known]?.depositId ?? newIds.depositId();
    if (known >= 0) free.splice(known, 1);
    return {
      depositId,
      serialNumber: entered.serialNumber ?? '',
      kind: entered.kind,
      amountMinor: entered.amountMinor,
      currency: entered.currency,
    };
  });
}

/** Terminals of a case for the serial numbers named: known ones keep their id, empty ones are left out. */
export function terminalsFor(
  known: readonly TerminalData[],
  serialNumbers: readonly string[],
  newId: () => TerminalId,
): readonly TerminalData[] {
  const bySerial = new Map(known.map((terminal) => [terminal.serialNumber, terminal]));
  const wanted = new Set(serialNumbers.map(normalizeSerialNumber).filter((sn) => sn !== ''));
  return [...wanted].map(
    (serialNumber) => bySerial.get(serialNumber) ?? { terminalId: newId(), serialNumber },
  );
}

/**
 * Content of the next revision for a draft of the application. What was entered is kept as entered in
 * `application`; `terminals` follows it, and stays as it is while the draft names none.
 */
export function withApplication(
  previous: CaseData,
  body: ApplicationBody,
  newIds: NewIds,
): CaseData {
  const entered = (body.terminals ?? []).map((terminal) => terminal.serialNumber ?? '');
  const application: ApplicationData = {
    merchantName: body.merchantName ?? '',
    document: { kind: body.document?.kind ?? '', number: body.document?.number ?? '' },
    phone: body.phone ?? '',
    ...(body.email === undefined ? {} : { email: body.email }),
    terminals: entered.map((serialNumber) => ({ serialNumber })),
    deposits: depositsOf(previous, body, newIds),
    payee: payeeOf(body),
    closeAccount: body.closeAccount ?? false,
  };
  const terminals = terminalsFor(previous.terminals, entered, newIds.terminalId);
  return {
    contact: previous.contact,
    terminals: terminals.length === 0 ? previous.terminals : terminals,
    application,
  };
}
