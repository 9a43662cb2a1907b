/**
 * The acquirer's side of unbinding and closing: the gate, requests, and what takes effect later.
 * Money is in money.ts.
 */
import { pushCallback } from '../callbacks';
import { takeFault, type Facts } from '../faults';
import { unboundFrom } from './renaming';
import type { ClosureRow, MerchantRow, TerminalRow, UnbindRow } from '../store/rows';
import { noteAnomaly, timeOf, type Answer, type World } from '../world';

export interface UnbindBody {
  readonly requestNumber: string;
  readonly merchantNumber: string;
  readonly serialNumber: string;
}
export interface ClosureBody {
  readonly requestNumber: string;
  readonly merchantNumber: string;
}

/** An error of the acquirer contract. */
export function problem(
  status: number,
  code: string,
  title: string,
  retryAfterSeconds?: number,
): Answer {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
  return { status, headers, body: { type: 'about:blank', title, status, code } };
}

export const NOT_FOUND = problem(404, 'not_found', 'There is none.');
const NUMBER_REUSED = problem(
  409,
  'request_number_reused',
  'The request number was used with another body.',
);

/** Answers 409 and notes the caller's mistake. */
export function numberReused(world: World, operation: string, requestNumber: string): Answer {
  noteAnomaly(world, 'request-number-reused', operation, requestNumber);
  return NUMBER_REUSED;
}

/** Why the gate is closed; of the account, and of the terminal if one is named. */
export function gateCodes(
  world: World,
  merchant: MerchantRow,
  serialNumber?: string,
): readonly string[] {
  if (merchant.status === 'closed') return [];
  const terminal =
    serialNumber === undefined ? undefined : world.store.get('terminals', serialNumber);
  const offline =
    terminal?.merchantNumber === merchant.merchantNumber && terminal.offlineTransactions > 0;
  const found: readonly (readonly [boolean, string])[] = [
    [offline, 'OFFLINE_TRANSACTIONS'],
    [merchant.pendingMinor > 0, 'FUNDS_PENDING'],
    [merchant.balanceMinor > 0, 'BALANCE_NOT_ZERO'],
    [merchant.unpaidFeesMinor > 0, 'FEES_UNPAID'],
    [merchant.complaintOpen, 'COMPLAINT_OPEN'],
    [merchant.riskHold, 'RISK_HOLD'],
  ];
  return found.flatMap(([closed, code]) => (closed ? [code] : []));
}

/** A refusal: nothing is stored, so the same number may be used again. */
export function refused(requestNumber: string, code: string): Answer {
  return { status: 200, body: { requestNumber, state: 'refused', refusal: { code } } };
}

export function unbindAnswer(row: UnbindRow): Answer {
  const { requestNumber, merchantNumber, serialNumber, state } = row;
  const { refusalCode, acceptedAt, effectiveAt } = row;
  return {
    status: state === 'accepted' ? 202 : 200,
    body: {
      requestNumber,
      merchantNumber,
      serialNumber,
      state,
      ...(refusalCode !== undefined && { refusal: { code: refusalCode } }),
      acceptedAt,
      ...(effectiveAt !== undefined && { effectiveAt }),
    },
  };
}

export function closureAnswer(row: ClosureRow): Answer {
  const { requestNumber, merchantNumber, state, refusalCode, acceptedAt, closedAt } = row;
  return {
    status: state === 'accepted' ? 202 : 200,
    body: {
      requestNumber,
      merchantNumber,
      state,
      ...(refusalCode !== undefined && { refusal: { code: refusalCode } }),
      acceptedAt,
      ...(closedAt !== undefined && { closedAt }),
    },
  };
}

/** Takes an unbind request, or says what came of the one with this number. */
export function requestUnbind(world: World, body: UnbindBody): Answer {
  const before = world.store.get('unbinds', body.requestNumber);
  if (before !== undefined) {
    const same =
      before.merchantNumber === body.merchantNumber && before.serialNumber === body.serialNumber;
    if (!same) return numberReused(world, 'unbind', body.requestNumber);
    if (before.state !== 'refused') return unbindAnswer(before);
  }
  const code = whyNotUnbind(world, body);
  if (code !== undefined) return refused(body.requestNumber, code);
  const terminal = world.store.get('terminals', body.serialNumber);
  const acceptedAt = timeOf(world);
  const row: UnbindRow = { ...body, state: 'accepted', acceptedAt };
  if (terminal === undefined || terminal.status === 'unbound') {
    noteAnomaly(world, 'unbind-repeated', 'unbind', body.requestNumber);
    const done: UnbindRow = { ...row, state: 'effective', effectiveAt: acceptedAt };
    world.store.put('unbinds', body.requestNumber, done);
    return unbindAnswer(done);
  }
  world.store.put('unbinds', body.requestNumber, row);
  world.store.put('terminals', terminal.serialNumber, { ...terminal, status: 'unbinding' });
  planUnbind(world, row);
  return unbindAnswer(row);
}

function whyNotUnbind(world: World, body: UnbindBody): string | undefined {
  const merchant = world.store.get('merchants', body.merchantNumber);
  if (merchant === undefined) return 'MERCHANT_NOT_FOUND';
  const terminal = world.store.get('terminals', body.serialNumber);
  if (terminal === undefined) return 'TERMINAL_NOT_FOUND';
  if (terminal.status === 'unbound') return undefined;
  if (terminal.merchantNumber !== body.merchantNumber) return 'TERMINAL_BOUND_ELSEWHERE';
  if (terminal.status === 'unbinding') {
    noteAnomaly(world, 'unbind-repeated', 'unbind', body.requestNumber);
    return 'UNBIND_IN_PROGRESS';
  }
  return gateCodes(world, merchant, body.serialNumber)[0];
}

function planUnbind(world: World, row: UnbindRow): void {
  const { requestNumber } = row;
  const fault = takeFault(world.store, 'effect', 'unbind', unbindFacts(row));
  if (fault?.kind === 'never-effective') return;
  const delayMs = world.settings.unbindDelayMs + (fault?.kind === 'delay' ? (fault.ms ?? 0) : 0);
  const refusalCode = fault?.kind === 'refuse' ? (fault.code ?? 'TERMINAL_LOCKED') : undefined;
  world.agenda.add(world.now() + delayMs, {
    kind: 'unbind-effect',
    requestNumber,
    ...(refusalCode !== undefined && { refusalCode }),
  });
}

function unbindFacts({ requestNumber, merchantNumber, serialNumber }: UnbindBody): Facts {
  return { requestNumber, merchantNumber, serialNumber };
}

/** What an accepted unbind request comes to. Called twice: the second time nothing. */
export function finishUnbind(world: World, requestNumber: string, refusalCode?: string): void {
  const row = world.store.get('unbinds', requestNumber);
  if (row?.state !== 'accepted') return;
  const terminal = world.store.get('terminals', row.serialNumber);
  if (refusalCode !== undefined) {
    world.store.put('unbinds', requestNumber, { ...row, state: 'refused', refusalCode });
    if (terminal?.status === 'unbinding')
      world.store.put('terminals', row.serialNumber, { ...terminal, status: 'bound' });
  } else {
    if (terminal !== undefined) takeOffAccount(world, terminal);
    const effectiveAt = timeOf(world);
    world.store.put('unbinds', requestNumber, { ...row, state: 'effective', effectiveAt });
  }
  pushResult(
    world,
    refusalCode === undefined ? 'unbind.effective' : 'unbind.refused',
    'unbind',
    unbindFacts(row),
  );
}

/** The binding is gone; counted. */
export function takeOffAccount(world: World, terminal: TerminalRow): void {
  const { serialNumber } = terminal;
  const count = world.store.get('unbindCounts', serialNumber)?.value ?? 0;
  world.store.put('unbindCounts', serialNumber, { value: count + 1 });
  const unbound = { ...unboundFrom(terminal), unboundAt: timeOf(world) };
  world.store.put('terminals', serialNumber, unbound);
}

/** Tells the desk; `facts` carry the request number. */
export function pushResult(world: World, event: string, operation: string, facts: Facts): void {
  const payload = {
    event,
    requestNumber: facts['requestNumber'] ?? '',
    occurredAt: timeOf(world),
  };
  const url = world.settings.acquirerCallbackUrl;
  pushCallback(world, { channel: 'acquirer', url, payload }, operation, { ...facts, event });
}

/** Takes a closure, or says what came of the one with this number. */
export function requestClosure(world: World, body: ClosureBody): Answer {
  const before = world.store.get('closures', body.requestNumber);
  if (before !== undefined) {
    if (before.merchantNumber !== body.merchantNumber)
      return numberReused(world, 'closure', body.requestNumber);
    if (before.state !== 'refused') return closureAnswer(before);
  }
  const merchant = world.store.get('merchants', body.merchantNumber);
  if (merchant === undefined) return refused(body.requestNumber, 'MERCHANT_NOT_FOUND');
  const acceptedAt = timeOf(world);
  if (merchant.status !== 'active')
    noteAnomaly(world, 'closure-repeated', 'closure', body.requestNumber);
  if (merchant.status === 'closing') return refused(body.requestNumber, 'CLOSURE_IN_PROGRESS');
  if (merchant.status === 'closed') {
    const done: ClosureRow = { ...body, state: 'closed', acceptedAt, closedAt: acceptedAt };
    world.store.put('closures', body.requestNumber, done);
    return closureAnswer(done);
  }
  const code = whyNotClose(world, merchant);
  if (code !== undefined) return refused(body.requestNumber, code);
  const row: ClosureRow = { ...body, state: 'accepted', acceptedAt };
  world.store.put('closures', body.requestNumber, row);
  world.store.put('merchants', merchant.merchantNumber, { ...merchant, status: 'closing' });
  planClosure(world, row);
  return closureAnswer(row);
}

function whyNotClose(world: World, merchant: MerchantRow): string | undefined {
  const terminals = world.store.lookUp('terminalsOfMerchant', merchant.merchantNumber);
  if (terminals.some((terminal) => terminal.status !== 'unbound')) return 'TERMINAL_STILL_BOUND';
  const pending = terminals
    .flatMap((terminal) => world.store.lookUp('refundsOfTerminal', terminal.serialNumber))
    .some(
      (refund) => refund.merchantNumber === merchant.merchantNumber && refund.state === 'pending',
    );
  if (pending) return 'REFUND_PENDING';
  return gateCodes(world, merchant)[0];
}

function planClosure(world: World, { requestNumber, merchantNumber }: ClosureRow): void {
  const fault = takeFault(world.store, 'effect', 'closure', { requestNumber, merchantNumber });
  if (fault?.kind === 'never-effective') return;
  const delayMs = world.settings.closureDelayMs + (fault?.kind === 'delay' ? (fault.ms ?? 0) : 0);
  const refusalCode = fault?.kind === 'refuse' ? (fault.code ?? 'RISK_HOLD') : undefined;
  world.agenda.add(world.now() + delayMs, {
    kind: 'closure-effect',
    requestNumber,
    ...(refusalCode !== undefined && { refusalCode }),
  });
}

/** What an accepted closure comes to. Called twice: the second time nothing. */
export function finishClosure(world: World, requestNumber: string, refusalCode?: string): void {
  const row = world.store.get('closures', requestNumber);
  const merchant = row && world.store.get('merchants', row.merchantNumber);
  if (row?.state !== 'accepted' || merchant === undefined) return;
  const { merchantNumber } = row;
  if (refusalCode !== undefined) {
    world.store.put('closures', requestNumber, { ...row, state: 'refused', refusalCode });
    world.store.put('merchants', merchantNumber, { ...merchant, status: 'active' });
  } else {
    const count = world.store.get('closureCounts', merchantNumber)?.value ?? 0;
    world.store.put('closureCounts', merchantNumber, { value: count + 1 });
    const closedAt = timeOf(world);
    world.store.put('closures', requestNumber, { ...row, state: 'closed', closedAt });
    world.store.put('merchants', merchantNumber, { ...merchant, status: 'closed' });
  }
  const event = refusalCode === undefined ? 'closure.closed' : 'closure.refused';
  pushResult(world, event, 'closure', { requestNumber, merchantNumber });
}
