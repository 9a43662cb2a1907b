/** Money of one deposit that the provider has, whoever asked for it. */
import { normalizeSerialNumber } from '../../checks/references/serial-number';
import type { AcquirerDeposit, DepositRef, ProviderRefund, Read } from './acquirer-port';

/** On its way or with the merchant. */
export function isLive({ state }: ProviderRefund): boolean {
  return state === 'pending' || state === 'succeeded';
}

/** Sum of amounts, minor units of the deposit's currency. */
export function sumMinor(refunds: readonly ProviderRefund[]): number {
  return refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** The acquirer's row of a deposit: all of it, also what was paid back before. */
export function depositIn(
  read: Read<readonly AcquirerDeposit[]>,
  { serialNumber, kind }: DepositRef,
): AcquirerDeposit | undefined {
  const wanted = normalizeSerialNumber(serialNumber);
  const items = read.kind === 'found' ? read.value : [];
  return items.find(
    (one) => normalizeSerialNumber(one.serialNumber) === wanted && one.kind === kind,
  );
}
