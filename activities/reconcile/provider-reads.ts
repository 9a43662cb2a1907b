/** What the acquirer says of one case, read for a comparison. Reads only. */
import { normalizeSerialNumber } from '../../checks/references/serial-number';
import type { RecordPart } from '../../record/port/desk-record';
import type { CaseView, RefundState, TerminalState } from '../../workflows/contract/case-view';
import type { DepositId, TerminalId } from '../../workflows/contract/identifiers';
import type {
  AcquirerMerchant,
  AcquirerPort,
  AcquirerTerminal,
  ProviderRefund,
} from '../acquirer/acquirer-port';
import { refundsUnder } from '../acquirer/held-answers';
import { depositIn } from '../acquirer/live-refunds';
import { orderOf } from '../refund-deposit';

export type ComparedAcquirer = Pick<
  AcquirerPort,
  'listTerminals' | 'readTerminal' | 'readDeposits' | 'findRefunds' | 'readMerchant'
>;

/** No request of ours is on its way in these states, so nothing may have happened. */
export const UNASKED: readonly (TerminalState | RefundState)[] = [
  'waiting',
  'blocked',
  'stuck',
  'manual',
];

type ReadRecord = RecordPart<{ revisions: 'read'; intents: 'get' }>;

/** Absent members: this acquirer has no way to tell, or does not find the account (which proves nothing). */
export interface ProviderSays {
  /** Terminals of the case that are bound to its merchant. */
  readonly bound?: ReadonlySet<TerminalId>;
  /** Of those that nothing was asked for: terminals that are bound to another merchant. */
  readonly moved: ReadonlySet<TerminalId>;
  /** Refunds of each refundable deposit, of any key and origin. */
  readonly refunds: ReadonlyMap<DepositId, readonly ProviderRefund[]>;
  /** Each refundable deposit as it was paid once, minor units: also what was paid back before the case. */
  readonly paidMinor: ReadonlyMap<DepositId, number>;
  readonly account?: AcquirerMerchant['accountState'];
}

/** Reads merchant, terminals, deposits and refunds of a case. Fails with `AcquirerFailure` or `RecordError`. */
export async function readProvider(
  record: ReadRecord,
  acquirer: ComparedAcquirer,
  view: CaseView,
  signal: AbortSignal,
): Promise<ProviderSays> {
  const { data } = await record.revisions.read(view.caseId, view.revision);
  const { merchantNumber } = data.contact;
  const serialOf = new Map(
    data.terminals.map(({ terminalId, serialNumber }) => [
      terminalId,
      normalizeSerialNumber(serialNumber),
    ]),
  );
  const listed = await acquirer.listTerminals(merchantNumber, signal);
  const merchant = view.closeAccount
    ? await acquirer.readMerchant(merchantNumber, signal)
    : undefined;
  const refunds = new Map<DepositId, readonly ProviderRefund[]>();
  const paidMinor = new Map<DepositId, number>();
  for (const { depositId, terminalId, kind } of view.deposits) {
    const serialNumber = serialOf.get(terminalId);
    if (kind !== 'refundable-deposit' || serialNumber === undefined) continue;
    const ref = { merchantNumber, serialNumber, kind };
    const read = await acquirer.findRefunds(ref, signal);
    if (read.kind !== 'found') continue;
    await holdToOrders(record, read.value);
    refunds.set(depositId, read.value);
    if (read.value.length === 0) continue;
    const item = depositIn(await acquirer.readDeposits(merchantNumber, signal), ref);
    if (item !== undefined) paidMinor.set(depositId, item.amountMinor);
  }
  const bound = listed.kind === 'found' ? boundOf(view, serialOf, listed.value) : undefined;
  const moved = new Set<TerminalId>();
  for (const { terminalId, state } of view.terminals) {
    const serialNumber = serialOf.get(terminalId);
    const isMissing = bound?.has(terminalId) === false && UNASKED.includes(state);
    if (!isMissing || serialNumber === undefined) continue;
    const read = await acquirer.readTerminal(serialNumber, signal);
    const isElsewhere = read.kind === 'found' && read.value.state !== 'unbound';
    if (isElsewhere && read.value.merchantNumber !== merchantNumber) moved.add(terminalId);
  }
  return {
    refunds,
    paidMinor,
    moved,
    ...(bound !== undefined && { bound }),
    ...(merchant?.kind === 'found' ? { account: merchant.value.accountState } : {}),
  };
}

/** What stands under a key of ours has to be what was asked for under it; else `misfit`. */
async function holdToOrders(record: ReadRecord, refunds: readonly ProviderRefund[]): Promise<void> {
  for (const { key } of refunds) {
    const intent = key === undefined ? undefined : await record.intents.get(key);
    if (intent?.effect === 'refund') refundsUnder(orderOf(intent), refunds);
  }
}

function boundOf(
  { terminals }: CaseView,
  serialOf: ReadonlyMap<TerminalId, string>,
  items: readonly AcquirerTerminal[],
): ReadonlySet<TerminalId> {
  const serials = new Set(
    items
      .filter(({ state }) => state !== 'unbound')
      .map(({ serialNumber }) => normalizeSerialNumber(serialNumber)),
  );
  return new Set(
    terminals
      .map(({ terminalId }) => terminalId)
      .filter((terminalId) => serials.has(serialOf.get(terminalId) ?? '')),
  );
}
