/** What proves that a terminal is off a merchant's account, or the account closed, by answers that fit. */
import { normalizeSerialNumber } from '../../checks/references/serial-number';
import type { AcquirerAdapter, RequestStatement } from './acquirer-adapter';
import type { AcquirerTerminal, ClosureOrder, Read, Standing, UnbindOrder } from './acquirer-port';

/** The reads that a standing is made of, each held against its question. */
export interface HeldReads extends Pick<
  AcquirerAdapter,
  'readMerchant' | 'readTerminal' | 'readUnbindRequest' | 'readClosureRequest'
> {
  /** The merchant's own list, with what was last bound to it. */
  listTerminals(
    merchantNumber: string,
    signal: AbortSignal,
  ): Promise<Read<readonly AcquirerTerminal[]>>;
}

/** Where a reading shows the terminal. `left`: unbound, with this merchant as the last owner. */
type Place = 'here' | 'left' | 'elsewhere' | 'nowhere';

/**
 * Proof is a reading that names this terminal and this merchant and says unbound, or our own request
 * read as effective while the terminal is not shown on the merchant. Anything less is `missing`.
 */
export async function readUnbindStanding(
  reads: HeldReads,
  order: UnbindOrder,
  signal: AbortSignal,
): Promise<Standing> {
  const terminal = await reads.readTerminal(order.serialNumber, signal);
  if (terminal.kind === 'cannot') return terminal;
  const place = placeOf(terminal, order);
  if (place === 'left') return { kind: 'done' };
  const request = await reads.readUnbindRequest(order, signal);
  if (place === 'here') return stillBound(request, terminal);
  if (request.kind === 'found') {
    if (isEffective(request.value)) return { kind: 'done' };
    if (request.value.state === 'accepted') return { kind: 'accepted' };
  }
  const listed = await placeInList(reads, order, signal);
  if (listed === 'left') return { kind: 'done' };
  if (listed === 'here') return stillBound(request, terminal);
  return {
    kind: 'missing',
    unlisted: listed === 'nowhere',
    ...(place === 'elsewhere' && { elsewhere: true }),
  };
}

function placeOf(read: Read<AcquirerTerminal>, { merchantNumber }: UnbindOrder): Place {
  if (read.kind !== 'found') return 'nowhere';
  const { state, merchantNumber: boundTo, lastMerchantNumber } = read.value;
  if (state !== 'unbound') return boundTo === merchantNumber ? 'here' : 'elsewhere';
  return lastMerchantNumber === merchantNumber ? 'left' : 'nowhere';
}

function isEffective({ state }: RequestStatement): boolean {
  return state === 'effective' || state === 'deleted';
}

/** Whatever is said of the request: while the terminal is on the merchant, nothing has taken effect. */
function stillBound(request: Read<RequestStatement>, terminal: Read<AcquirerTerminal>): Standing {
  if (request.kind === 'found')
    return request.value.state === 'refused'
      ? { kind: 'refused', providerCode: request.value.providerCode }
      : { kind: 'accepted' };
  const providerRef = terminal.kind === 'found' ? terminal.value.providerRef : undefined;
  return { kind: 'absent', ...(providerRef !== undefined && { providerRef }) };
}

/** `nowhere` only where the acquirer knows the account under this number; undefined: nobody can tell. */
async function placeInList(
  reads: HeldReads,
  order: UnbindOrder,
  signal: AbortSignal,
): Promise<Place | undefined> {
  const { merchantNumber } = order;
  const list = await reads.listTerminals(merchantNumber, signal);
  if (list.kind !== 'found') return undefined;
  const wanted = normalizeSerialNumber(order.serialNumber);
  const item = list.value.find((one) => normalizeSerialNumber(one.serialNumber) === wanted);
  const place = item === undefined ? 'nowhere' : placeOf({ kind: 'found', value: item }, order);
  if (place !== 'nowhere') return place;
  const merchant = await reads.readMerchant(merchantNumber, signal);
  return merchant.kind === 'found' ? 'nowhere' : undefined;
}

/** Proof is our own request read as closed, or the account, by its number, read as closed. */
export async function readClosureStanding(
  reads: HeldReads,
  order: ClosureOrder,
  signal: AbortSignal,
): Promise<Standing> {
  const request = await reads.readClosureRequest(order, signal);
  if (request.kind === 'cannot') return request;
  if (request.kind === 'found') {
    if (isEffective(request.value)) return { kind: 'done' };
    if (request.value.state === 'accepted') return { kind: 'accepted' };
  }
  const merchant = await reads.readMerchant(order.merchantNumber, signal);
  if (merchant.kind === 'found' && merchant.value.accountState === 'closed') {
    return { kind: 'done' };
  }
  if (request.kind === 'found' && request.value.state === 'refused') {
    return { kind: 'refused', providerCode: request.value.providerCode };
  }
  return { kind: 'absent' };
}
