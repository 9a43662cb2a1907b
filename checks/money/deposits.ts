/** Deposit items: their form, and where they differ from the ledger of the acquirer. */
import type { DepositData } from '../../workflows/contract/case-data';
import { DEPOSIT_KINDS } from '../../workflows/contract/case-view';
import type { DepositKind } from '../../workflows/contract/case-view';
import type { Problem } from '../../workflows/contract/messages';
import type { Money } from '../../workflows/contract/money';
import { isAmountMinor, isCurrency } from './money';
import { normalizeSerialNumber } from '../references/serial-number';

/** One item; serial number and kind name it. */
export interface DepositLine extends Money {
  readonly serialNumber: string;
  readonly kind: DepositKind;
}

function keyOf(line: DepositLine): string {
  return `${line.kind} ${normalizeSerialNumber(line.serialNumber)}`;
}

/**
 * Form of the items: `FIELD_INVALID` for an amount, currency or kind that cannot be, for an item
 * listed twice, and for one whose terminal the application does not name.
 */
export function checkDepositsForm(
  deposits: readonly DepositData[],
  serialNumbers: ReadonlySet<string>,
): readonly Problem[] {
  const seen = new Set<string>();
  return deposits.flatMap((line, index) => {
    const problems: Problem[] = [];
    const add = (field: string, code: Problem['code']) => {
      problems.push({ path: `deposits[${String(index)}].${field}`, code });
    };
    const serialNumber = normalizeSerialNumber(line.serialNumber);
    if (serialNumber === '') add('serialNumber', 'FIELD_REQUIRED');
    else if (!serialNumbers.has(serialNumber)) add('serialNumber', 'FIELD_INVALID');
    const isRepeated = serialNumber !== '' && seen.has(keyOf(line));
    if (isRepeated || !DEPOSIT_KINDS.includes(line.kind)) add('kind', 'FIELD_INVALID');
    if (!isAmountMinor(line.amountMinor)) add('amountMinor', 'FIELD_INVALID');
    if (!isCurrency(line.currency)) add('currency', 'FIELD_INVALID');
    seen.add(keyOf(line));
    return problems;
  });
}

/** One item as entered beside the same item in the ledger; one of the two may be missing. */
export interface DepositDifference {
  /** `deposits[1].amountMinor`, or `deposits` for an item that was not entered. */
  readonly path: string;
  readonly serialNumber: string;
  readonly kind: DepositKind;
  readonly entered?: Money;
  readonly ledger?: Money;
}

function moneyOf({ amountMinor, currency }: Money): Money {
  return { amountMinor, currency };
}

/** Where the entered items differ from the ledger's of the same terminals; empty if they agree. */
export function depositDifferences(
  entered: readonly DepositLine[],
  ledger: readonly DepositLine[],
): readonly DepositDifference[] {
  const open = new Map(ledger.map((line) => [keyOf(line), line]));
  const differences: DepositDifference[] = [];
  entered.forEach((line, index) => {
    const held = open.get(keyOf(line));
    open.delete(keyOf(line));
    const field =
      held === undefined
        ? 'kind'
        : held.amountMinor !== line.amountMinor
          ? 'amountMinor'
          : held.currency !== line.currency
            ? 'currency'
            : undefined;
    if (field === undefined) return;
    differences.push({
      path: `deposits[${String(index)}].${field}`,
      serialNumber: normalizeSerialNumber(line.serialNumber),
      kind: line.kind,
      entered: moneyOf(line),
      ...(held === undefined ? {} : { ledger: moneyOf(held) }),
    });
  });
  for (const line of open.values()) {
    const serialNumber = normalizeSerialNumber(line.serialNumber);
    differences.push({ path: 'deposits', serialNumber, kind: line.kind, ledger: moneyOf(line) });
  }
  return differences;
}
