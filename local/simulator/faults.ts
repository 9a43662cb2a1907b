/**
 * Which call is struck by which fault. Faults are kept in the order in which they were set; the first
 * that fits a call strikes and uses itself up. With a seed and a probability the draws decide, the same
 * ones in every run.
 */
import type { FaultKind, FaultRow } from './store/rows';
import type { Store } from './store/store';

/** When a fault may strike: on the call, when its effect is due, or when its result is pushed. */
export type Phase = 'request' | 'effect' | 'callback';

export type Facts = Readonly<Record<string, string | undefined>>;

const CALLBACK_KINDS: readonly FaultKind[] = [
  'drop-callback',
  'duplicate-callback',
  'late-callback',
  'reorder-callbacks',
];
const EFFECT_KINDS: readonly FaultKind[] = ['never-effective', 'return-refund-after-success'];

/** Names that stand for several operations. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  query: ['merchant', 'terminals', 'terminal', 'deposits', 'refunds', 'read-back', 'stripe-query'],
  acquirer: [
    'unbind',
    'refund',
    'closure',
    'eligibility',
    'merchant',
    'terminals',
    'terminal',
    'deposits',
    'refunds',
    'read-back',
    'stripe-query',
  ],
  'sms-query': ['sms-list', 'sms-read'],
};

export const OPERATIONS = [
  ...new Set(['*', 'sms', ...Object.keys(GROUPS), ...Object.values(GROUPS).flat()]),
] as const;

function phaseOf(fault: FaultRow): Phase {
  if (CALLBACK_KINDS.includes(fault.kind)) return 'callback';
  if (EFFECT_KINDS.includes(fault.kind)) return 'effect';
  return fault.stage;
}

function covers(fault: FaultRow, operation: string): boolean {
  if (fault.operation === '*' || fault.operation === operation) return true;
  return GROUPS[fault.operation]?.includes(operation) ?? false;
}

function fits(fault: FaultRow, facts: Facts): boolean {
  return Object.entries(fault.match).every(([name, wanted]) =>
    name === 'textIncludes' ? (facts['text'] ?? '').includes(wanted) : facts[name] === wanted,
  );
}

/** Draw number `index` of a seed, in [0, 1): the same in every run (mulberry32). */
export function draw(seed: number, index: number): number {
  let mixed = (seed + Math.imul(index + 1, 0x6d2b79f5)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

/** The fault that strikes here, used up once, or undefined. */
export function takeFault(
  store: Store,
  phase: Phase,
  operation: string,
  facts: Facts,
): FaultRow | undefined {
  for (const fault of [...store.all('faults')]) {
    if (fault.remaining === 0 || phaseOf(fault) !== phase) continue;
    if (!covers(fault, operation) || !fits(fault, facts)) continue;
    const strikes =
      fault.probability === undefined || draw(fault.seed ?? 0, fault.draws) < fault.probability;
    store.put('faults', fault.faultId, {
      ...fault,
      draws: fault.draws + 1,
      taken: fault.taken + (strikes ? 1 : 0),
      remaining: strikes && fault.remaining !== null ? fault.remaining - 1 : fault.remaining,
    });
    if (strikes) return fault;
  }
  return undefined;
}
