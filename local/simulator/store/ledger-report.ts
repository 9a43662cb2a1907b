// local/simulator/store/: what the simulator remembers, and the report of it.
/**
 * The ledger as the tests' auditor and people read it: what happened, how often, and what should not
 * have been asked. What it counts as done is what happened.
 */
import type { AnomalyRow, RefundRow, SmsRow } from './rows';
import type { World } from '../world';

export interface LedgerFilter {
  readonly merchantNumber?: string;
  /** E.164; filters the messages. */
  readonly to?: string;
}

export interface LedgerReport {
  readonly unbinds: readonly {
    readonly serialNumber: string;
    readonly merchantNumber: string | null;
    /** How often the terminal was taken off an account. */
    readonly executed: number;
    readonly requestNumbers: readonly string[];
  }[];
  readonly refunds: readonly (RefundRow & {
    /** How often money left: 0 or 1. */
    readonly executed: number;
  })[];
  /** Money that left and did not come back, by terminal. */
  readonly refundedMinor: Readonly<Record<string, number>>;
  readonly closures: readonly {
    readonly merchantNumber: string;
    readonly executed: number;
    readonly requestNumbers: readonly string[];
  }[];
  readonly sms: readonly SmsRow[];
  readonly anomalies: readonly AnomalyRow[];
  /** Calls by operation, callbacks by channel and end. */
  readonly counters: Readonly<Record<string, number>>;
}

/** Everything that happened, or what concerns one merchant or one number. */
export function ledgerReport(world: World, filter: LedgerFilter): LedgerReport {
  const refunds = refundsOf(world, filter);
  const counters = [...COUNTED].flatMap((prefix) => countersOf(world, prefix));
  return {
    unbinds: unbindsOf(world, filter),
    refunds,
    refundedMinor: refundedMinor(refunds),
    closures: closuresOf(world, filter),
    sms: smsReport(world, filter.to),
    anomalies: [...world.store.all('anomalies')],
    counters: Object.fromEntries(counters),
  };
}

const COUNTED = ['calls', 'callbacks-taken', 'callbacks-dropped', 'callbacks-given-up'] as const;
const OPERATIONS = [
  'merchant',
  'terminals',
  'terminal',
  'deposits',
  'eligibility',
  'refunds',
  'read-back',
  'unbind',
  'refund',
  'closure',
  'sms',
  'sms-list',
  'sms-read',
  'stripe-query',
  'acquirer',
] as const;

function countersOf(world: World, prefix: string): readonly (readonly [string, number])[] {
  return OPERATIONS.flatMap((name) => {
    const value = world.store.get('counters', `${prefix}:${name}`)?.value;
    return value === undefined ? [] : [[`${prefix}:${name}`, value] as const];
  });
}

function concerns(filter: LedgerFilter, merchantNumber: string | null | undefined): boolean {
  return filter.merchantNumber === undefined || filter.merchantNumber === merchantNumber;
}

function unbindsOf(world: World, filter: LedgerFilter): LedgerReport['unbinds'] {
  const requestNumbers = groupNumbers(world.store.all('unbinds'), (row) => row.serialNumber);
  const terminals =
    filter.merchantNumber === undefined
      ? [...world.store.all('terminals')]
      : world.store.lookUp('terminalsOfMerchant', filter.merchantNumber);
  return terminals.flatMap((terminal) => {
    const { serialNumber } = terminal;
    const executed = world.store.get('unbindCounts', serialNumber)?.value ?? 0;
    const numbers = requestNumbers.get(serialNumber) ?? [];
    if (executed === 0 && numbers.length === 0) return [];
    const merchantNumber = terminal.merchantNumber ?? terminal.lastMerchantNumber ?? null;
    return [{ serialNumber, merchantNumber, executed, requestNumbers: numbers }];
  });
}

function groupNumbers<Row extends { readonly requestNumber: string }>(
  rows: Iterable<Row>,
  keyOf: (row: Row) => string,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const numbers = groups.get(keyOf(row)) ?? [];
    numbers.push(row.requestNumber);
    groups.set(keyOf(row), numbers);
  }
  return groups;
}

function refundsOf(world: World, filter: LedgerFilter): LedgerReport['refunds'] {
  const { merchantNumber } = filter;
  const rows =
    merchantNumber === undefined
      ? [...world.store.all('refunds')]
      : world.store
          .lookUp('terminalsOfMerchant', merchantNumber)
          .flatMap((terminal) => world.store.lookUp('refundsOfTerminal', terminal.serialNumber))
          .filter((row) => row.merchantNumber === merchantNumber);
  const inOrder = [...rows].sort((a, b) => a.position - b.position);
  return inOrder.map((row) => ({ ...row, executed: row.paidOut }));
}

function refundedMinor(refunds: readonly RefundRow[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const row of refunds)
    if (row.state === 'succeeded')
      sums[row.serialNumber] = (sums[row.serialNumber] ?? 0) + row.amountMinor;
  return sums;
}

function closuresOf(world: World, filter: LedgerFilter): LedgerReport['closures'] {
  const groups = groupNumbers(world.store.all('closures'), (row) => row.merchantNumber);
  return [...groups].flatMap(([merchantNumber, requestNumbers]) => {
    if (!concerns(filter, merchantNumber)) return [];
    const executed = world.store.get('closureCounts', merchantNumber)?.value ?? 0;
    return [{ merchantNumber, executed, requestNumbers }];
  });
}

/** Messages to one number, or all; oldest first. */
export function smsReport(world: World, to: string | undefined): readonly SmsRow[] {
  const rows =
    to === undefined ? [...world.store.all('messages')] : world.store.lookUp('messagesTo', to);
  return [...rows].sort((a, b) => a.position - b.position);
}
