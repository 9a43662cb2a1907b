/** Refunds of both money APIs over one ledger: never more than the deposit, and what comes back. */
import { createHash } from 'node:crypto';
import { numberReused, pushResult, refused } from '../acquirer/acquirer';
import { takeFault, type Facts } from '../faults';
import type { DepositRow, MerchantRow, Payee, RefundRow } from '../store/rows';
import { pushRefundEvents } from './stripe-refunds';
import { noteAnomaly, timeOf, type Answer, type World } from '../world';

export interface RefundBody {
  readonly requestNumber: string;
  readonly merchantNumber: string;
  readonly serialNumber: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly payee: Payee;
}

/** Id of the refund that a request number makes; the same number, the same id. */
export function refundIdOf(requestNumber: string): string {
  return `rf_${createHash('sha256').update(requestNumber).digest('hex').slice(0, 24)}`;
}

export function refundBodyOf(row: RefundRow): Readonly<Record<string, unknown>> {
  return {
    refundId: row.refundId,
    requestNumber: row.requestNumber,
    merchantNumber: row.merchantNumber,
    serialNumber: row.serialNumber,
    state: row.state,
    ...(row.failureCode !== undefined && { failure: { code: row.failureCode } }),
    amountMinor: row.amountMinor,
    currency: row.currency,
    createdAt: row.createdAt,
    ...(row.settledAt !== undefined && { settledAt: row.settledAt }),
  };
}

const HOLDS_MONEY: readonly RefundRow['state'][] = ['pending', 'succeeded'];

/** What of a terminal's deposits can still be paid back, in minor units. */
export function refundableMinor(
  world: World,
  merchantNumber: string,
  serialNumber: string,
): number {
  const paid = world.store
    .lookUp('depositsOfTerminal', serialNumber)
    .filter((item) => item.merchantNumber === merchantNumber && item.kind === 'refundable-deposit')
    .reduce((sum, item) => sum + item.amountMinor, 0);
  const back = world.store
    .lookUp('refundsOfTerminal', serialNumber)
    .filter((row) => row.merchantNumber === merchantNumber && HOLDS_MONEY.includes(row.state))
    .reduce((sum, row) => sum + row.amountMinor, 0);
  return paid - back;
}

/** Deposit items of a merchant as the contract shows them, with what was paid back of each. */
export function depositItems(
  world: World,
  merchantNumber: string,
): readonly Readonly<Record<string, unknown>>[] {
  const left = new Map<string, number>();
  for (const item of world.store.lookUp('depositsOfMerchant', merchantNumber)) {
    const { serialNumber } = item;
    const succeeded = world.store
      .lookUp('refundsOfTerminal', serialNumber)
      .filter((row) => row.merchantNumber === merchantNumber && row.state === 'succeeded');
    left.set(
      serialNumber,
      succeeded.reduce((sum, row) => sum + row.amountMinor, 0),
    );
  }
  const items = world.store.lookUp('depositsOfMerchant', merchantNumber).map((item) => {
    const { serialNumber, kind, amountMinor, currency } = item;
    const rest = left.get(serialNumber) ?? 0;
    const refundedMinor = kind === 'refundable-deposit' ? Math.min(rest, amountMinor) : 0;
    left.set(serialNumber, rest - refundedMinor);
    return { serialNumber, kind, amountMinor, refundedMinor, currency };
  });
  return items.sort((a, b) => a.serialNumber.localeCompare(b.serialNumber));
}

/** Takes a refund, or says what came of the one with this number. */
export function requestRefund(world: World, body: RefundBody): Answer {
  const refundId = refundIdOf(body.requestNumber);
  const before = world.store.get('refunds', refundId);
  if (before !== undefined) {
    if (!sameRefund(before, body)) return numberReused(world, 'refund', body.requestNumber);
    return { status: 201, body: refundBodyOf(before) };
  }
  const code = whyNotRefund(world, body);
  if (code !== undefined) return refused(body.requestNumber, code);
  const row = addRefund(world, { ...body, refundId, via: 'acquirer' });
  return { status: 201, body: refundBodyOf(row) };
}

function sameRefund(row: RefundRow, body: RefundBody): boolean {
  const named: readonly (keyof RefundBody & keyof RefundRow)[] = [
    'merchantNumber',
    'serialNumber',
    'amountMinor',
    'currency',
  ];
  return named.every((name) => row[name] === body[name]) && samePayee(row.payee, body.payee);
}

function samePayee(one: Payee, other: Payee): boolean {
  if (one.kind === 'original-payment' || other.kind === 'original-payment')
    return one.kind === other.kind;
  return (
    one.accountName === other.accountName &&
    one.accountNumber === other.accountNumber &&
    one.bankCode === other.bankCode
  );
}

function comparable(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
}

function whyNotRefund(world: World, body: RefundBody): string | undefined {
  const merchant = world.store.get('merchants', body.merchantNumber);
  if (merchant === undefined) return 'MERCHANT_NOT_FOUND';
  const items = world.store
    .lookUp('depositsOfTerminal', body.serialNumber)
    .filter((item) => item.merchantNumber === body.merchantNumber);
  if (items.length === 0) return 'DEPOSIT_NOT_FOUND';
  if (items[0]?.currency !== body.currency) return 'CURRENCY_MISMATCH';
  if (merchant.riskHold) return 'RISK_HOLD';
  const payeeCode = whyNotPayee(merchant, body.payee);
  if (payeeCode !== undefined) return payeeCode;
  if (body.amountMinor <= refundableMinor(world, body.merchantNumber, body.serialNumber)) {
    const bound = world.store.get('terminals', body.serialNumber)?.status !== 'unbound';
    if (bound) noteAnomaly(world, 'refund-before-unbind', 'refund', body.requestNumber);
    return undefined;
  }
  noteAnomaly(world, 'refund-above-deposit', 'refund', body.requestNumber);
  return 'REFUND_EXCEEDS_DEPOSIT';
}

function whyNotPayee(merchant: MerchantRow, payee: Payee): string | undefined {
  if (payee.kind === 'original-payment')
    return merchant.status === 'closed' ? 'ACCOUNT_CLOSED' : undefined;
  return comparable(payee.accountName) === comparable(merchant.merchantName)
    ? undefined
    : 'PAYEE_REFUSED';
}

/** Books a refund as pending and plans its settlement. */
export function addRefund(
  world: World,
  refund: Omit<RefundRow, 'state' | 'createdAt' | 'paidOut' | 'position'>,
): RefundRow {
  const position = world.store.next('refunds');
  const createdAt = timeOf(world);
  const row: RefundRow = { ...refund, state: 'pending', createdAt, paidOut: 0, position };
  world.store.put('refunds', row.refundId, row);
  if (row.via === 'stripe') pushRefundEvents(world, row);
  const fault = takeFault(world.store, 'effect', 'refund', refundFacts(row));
  if (fault?.kind === 'never-effective') return row;
  const delayMs = world.settings.refundDelayMs + (fault?.kind === 'delay' ? (fault.ms ?? 0) : 0);
  const dueAtMs = world.now() + delayMs;
  const failureCode = fault?.kind === 'refuse' ? (fault.code ?? 'BANK_REFUSED') : undefined;
  const { refundId } = row;
  world.agenda.add(dueAtMs, {
    kind: 'refund-settle',
    refundId,
    ...(failureCode !== undefined && { failureCode }),
  });
  if (fault?.kind === 'return-refund-after-success')
    world.agenda.add(dueAtMs + (fault.ms ?? 300), { kind: 'refund-return', refundId });
  return row;
}

export function refundFacts(row: RefundRow): Facts {
  const { requestNumber, merchantNumber, serialNumber, refundId, paymentIntent } = row;
  return { requestNumber, merchantNumber, serialNumber, refundId, paymentIntent };
}

/** Pending becomes succeeded or failed. Called twice: the second time nothing. */
export function settleRefund(world: World, refundId: string, failureCode?: string): void {
  const row = world.store.get('refunds', refundId);
  if (row?.state !== 'pending') return;
  const settledAt = timeOf(world);
  const after: RefundRow =
    failureCode === undefined
      ? { ...row, state: 'succeeded', settledAt, paidOut: row.paidOut + 1 }
      : { ...row, state: 'failed', settledAt, failureCode };
  world.store.put('refunds', refundId, after);
  pushRefund(world, after, `refund.${after.state}`);
}

/** The money comes back after success; false if there was no success. */
export function returnRefund(world: World, refundId: string, failureCode: string): boolean {
  const row = world.store.get('refunds', refundId);
  if (row?.state !== 'succeeded') return false;
  const after: RefundRow = { ...row, state: 'returned', settledAt: timeOf(world), failureCode };
  world.store.put('refunds', refundId, after);
  pushRefund(world, after, 'refund.returned');
  return true;
}

function pushRefund(world: World, row: RefundRow, event: string): void {
  if (row.via === 'acquirer') pushResult(world, event, 'refund', refundFacts(row));
  else pushRefundEvents(world, row);
}

/** Deposit that a payment of the Stripe-shaped API paid. */
export function depositOfPayment(world: World, paymentIntent: string): DepositRow | undefined {
  return world.store.lookUp('depositsOfPayment', paymentIntent)[0];
}
