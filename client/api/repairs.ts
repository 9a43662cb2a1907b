/** Repairs of one case as data: what is asked for, and what each would do. Decided by ops-repairs.ts. */
import type { z } from 'zod';
import { repairForm } from '../../wire/repair-requests';
import { SETTLED_REFUNDS } from '../../workflows/contract/case-view';
import type { AskedDecision } from '../../workflows/contract/permissions';
import type { CaseRow, ProposedRepair } from '../../record/desk-record';

export type Repair = z.output<typeof repairForm>;
export type RepairName = Repair['repair'];
export type RetryRepair = Extract<Repair, { repair: 'retry' }>;
export type CorrectionRepair = Extract<Repair, { repair: 'correct-reference' }>;
export type ResetRepair = Extract<Repair, { repair: 'reset' }>;

/** A repair as a row of the ledger holds it. */
export function factsOf(repair: Repair, noteId: string): ProposedRepair {
  if (repair.repair === 'correct-reference') {
    // Its values are the acquirer's names of things; the ledger holds ids and codes only.
    const { repair: name, reference, subject } = repair;
    return { ...definedOf({ reference, subject }), repair: name, noteId };
  }
  if (repair.repair === 'retry') {
    const { payments = [], ...rest } = repair;
    return { ...rest, noteId, ...(payments.length > 0 && { payments }) };
  }
  if (repair.repair !== 'reset') return { ...definedOf(repair), repair: repair.repair, noteId };
  const { repeat, ...rest } = repair;
  return {
    ...definedOf(rest),
    repair: 'reset',
    noteId,
    ...(repeat && { repeat: repeat.map(String) }),
  };
}

function definedOf(parts: Readonly<Record<string, string | number | undefined>>) {
  const known = Object.entries(parts).filter(
    (part): part is [string, string | number] => part[1] !== undefined,
  );
  return Object.fromEntries(known);
}

/** The reverse of `factsOf`. Throws where the row is of another form. */
export function repairOf({ noteId, ...facts }: ProposedRepair): {
  readonly repair: Repair;
  readonly noteId: string;
} {
  const { repeat } = facts as { readonly repeat?: unknown };
  const parts = Array.isArray(repeat) ? { ...facts, repeat: repeat.map(Number) } : facts;
  return { repair: repairForm.parse(parts), noteId: String(noteId) };
}

/** Refundable money of the case that has not gone back yet. */
export function owesMoney({ view }: CaseRow): boolean {
  return view.deposits.some(
    ({ kind, amountMinor, refund }) =>
      kind === 'refundable-deposit' && amountMinor > 0 && !SETTLED_REFUNDS.includes(refund),
  );
}

/** Repairs that are one decision of the case. */
export type DecisionRepair = Exclude<Repair, ResetRepair>;

/** The decision by which a case is repaired, as the rules look at it. */
export function decisionOf(repair: DecisionRepair): AskedDecision {
  switch (repair.repair) {
    case 'retry': {
      const { step, payments } = repair;
      return { trigger: 'retry', step, ...(payments && { payments }) };
    }
    case 'resolve': {
      const { step, outcome, subject } = repair;
      return { trigger: 'resolve', step, outcome, ...(subject !== undefined && { subject }) };
    }
    case 'correct-reference': {
      const { reference, subject } = repair;
      return { trigger: 'correctReference', reference, subject };
    }
    case 'send-back':
      return { trigger: 'sendBack' };
    case 'release-hold':
      return { trigger: 'releaseHold' };
    case 'hold':
    case 'end':
      return { trigger: repair.repair };
  }
}
