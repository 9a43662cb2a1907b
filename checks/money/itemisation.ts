/**
 * Itemisation of the deposit: what is held for which terminal and what of it is paid back. The
 * merchant sees it before consent, and the application is compared with it.
 */
import type { DepositKind } from '../../workflows/contract/case-view';
import type { LedgerDeposit } from '../application/acquirer-side';
import type { DepositLine } from './deposits';
import { normalizeSerialNumber } from '../references/serial-number';

/** One item as it is shown. */
export interface ItemisationLine extends DepositLine {
  /** Only a refundable deposit is ever paid back; fees are shown because they are not. */
  readonly refundable: boolean;
}

export function isRefundable(kind: DepositKind): boolean {
  return kind === 'refundable-deposit';
}

/**
 * What is still held by the ledger: deposits less what was paid back before, settled ones left out.
 * Fees stand as they are.
 */
export function heldLines(ledger: readonly LedgerDeposit[]): readonly DepositLine[] {
  return ledger.flatMap(({ serialNumber, kind, amountMinor, refundedMinor, currency }) => {
    const held = isRefundable(kind) ? amountMinor - refundedMinor : amountMinor;
    const isSettled = refundedMinor > 0 && held <= 0;
    return isSettled ? [] : [{ serialNumber, kind, amountMinor: held, currency }];
  });
}

/** One item as a text, the same for the same item. */
export function rowOf({ serialNumber, kind, amountMinor, currency }: DepositLine): string {
  return JSON.stringify([serialNumber, kind, amountMinor, currency]);
}

/** Hex SHA-256 of a text in UTF-8; the same here and in a browser. */
export async function hashOfText(text: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What consents named before they covered more than the items: the hash of these alone. */
export async function itemisationHash(lines: readonly DepositLine[]): Promise<string> {
  return hashOfText(lines.map(rowOf).toSorted().join('\n'));
}

/** Items of the terminals named, in the order of serial number and kind. */
export function itemise(
  deposits: readonly DepositLine[],
  serialNumbers: readonly string[],
): readonly ItemisationLine[] {
  const own = new Set(serialNumbers.map(normalizeSerialNumber));
  return deposits
    .map(({ serialNumber, kind, amountMinor, currency }) => ({
      serialNumber: normalizeSerialNumber(serialNumber),
      kind,
      amountMinor,
      currency,
      refundable: isRefundable(kind),
    }))
    .filter(({ serialNumber }) => own.has(serialNumber))
    .sort((a, b) => (rowOf(a) < rowOf(b) ? -1 : 1));
}
