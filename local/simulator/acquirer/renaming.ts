/** What acquirers do behind a desk's back: an account gets another number, a device is swapped for another. */
import type { MerchantRow, TerminalRow } from '../store/rows';
import type { World } from '../world';

/** Gives an account another number, with everything that is on it; undefined where there is none. */
export function renumberMerchant(
  { store }: World,
  from: string,
  to: string,
): MerchantRow | undefined {
  const before = store.get('merchants', from);
  if (before === undefined) return undefined;
  const terminals = [...store.lookUp('terminalsOfMerchant', from)];
  const deposits = [...store.lookUp('depositsOfMerchant', from)];
  const merchant: MerchantRow = { ...before, merchantNumber: to };
  store.remove('merchants', from);
  store.put('merchants', to, merchant);
  for (const row of terminals) {
    const owner = row.status === 'unbound' ? { lastMerchantNumber: to } : { merchantNumber: to };
    store.put('terminals', row.serialNumber, { ...row, ...owner });
  }
  for (const row of deposits) store.put('deposits', row.depositId, { ...row, merchantNumber: to });
  return merchant;
}

/** Off its account; whose it was last stays known. */
export function unboundFrom(row: TerminalRow): TerminalRow {
  const { merchantNumber } = row;
  return {
    ...row,
    status: 'unbound',
    merchantNumber: null,
    ...(merchantNumber !== null && { lastMerchantNumber: merchantNumber }),
  };
}

/** Another device in the place of one, bound as it was, its deposits under the new serial number. */
export function swapDevice({ store }: World, from: string, to: string): TerminalRow | undefined {
  const before = store.get('terminals', from);
  if (before === undefined) return undefined;
  const deposits = [...store.lookUp('depositsOfTerminal', from)];
  const terminal: TerminalRow = { ...before, serialNumber: to, readerId: `tmr_${to}` };
  store.put('terminals', to, terminal);
  store.put('terminals', from, unboundFrom(before));
  for (const row of deposits) store.put('deposits', row.depositId, { ...row, serialNumber: to });
  return terminal;
}
