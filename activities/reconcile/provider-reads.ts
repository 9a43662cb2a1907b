/** What the acquirer says of one case, read for a comparison. Reads only. */
import { normalizeSerialNumber } from '../../checks/references/serial-number';
import type { RecordPart } from '../../record/port/desk-record';
import type { CaseView } from '../../workflows/contract/case-view';
import type { DepositId, TerminalId } from '../../workflows/contract/identifiers';
import type {
  AcquirerMerchant,
  AcquirerPort,
  AcquirerTerminal,
  ProviderRefund,
} from '../acquirer/acquirer-port';
import { refundsUnder } from '../acquirer/held-answers';
import { orderOf } from '../refund-deposit';

export type ComparedAcquirer = Pick<AcquirerPort, 'listTerminals' | 'findRefunds' | 'readMerchant'>;

type ReadRecord = RecordPart<{ revisions: 'read'; intents: 'get' }>;

/** Absent members: this acquirer has no way to tell, or does not find the account (which proves nothing). */
export interface ProviderSays {
  /** Terminals of the case that are bound to its merchant. */
  readonly bound?: ReadonlySet<TerminalId>;
  /** Refunds of each refundable deposit, of any key and origin. */
  readonly refunds: ReadonlyMap<DepositId, readonly ProviderRefund[]>;
  readonly account?: AcquirerMerchant['accountState'];
}

/** Reads merchant, terminals and refunds of a case. Fails with `AcquirerFailure` or `RecordError`. */
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
  for (const { depositId, terminalId, kind } of view.deposits) {
    const serialNumber = serialOf.get(terminalId);
    if (kind !== 'refundable-deposit' || serialNumber === undefined) continue;
    const read = await acquirer.findRefunds({ merchantNumber, serialNumber, kind }, signal);
    if (read.kind !== 'found') continue;
    await holdToOrders(record, read.value);
    refunds.set(depositId, read.value);
  }
  return {
    refunds,
    ...(listed.kind === 'found' ? { bound: boundOf(view, serialOf, listed.value) } : {}),
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
