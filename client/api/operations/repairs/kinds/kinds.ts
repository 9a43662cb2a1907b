/**
 * Every kind of repair of one case, by its name, and what is asked of any of them. A new kind is a form
 * among the requests, a file beside this one, a row here and its names for console and command line; the
 * compiler asks for each.
 */
import {
  repairForm,
  type Repair,
  type RepairKind,
  type RepairOf,
} from '../../../../../wire/operations/repair-requests';
import type { CaseRow, ProposedRepair } from '../../../../../record/port/desk-record';
import type { Locale } from '../../../../../workflows/contract/case-data';
import type { ErrorCode } from '../../../../../workflows/contract/errors';
import type { CaseId } from '../../../../../workflows/contract/identifiers';
import { ApiError } from '../../../http/api-error';
import { type EffectAfter, type ResetDeps } from '../../reset/plan';
import { EFFECT_WORDS } from '../../reset/text';
import { correctReferenceRepair } from './correct-reference';
import { endRepair } from './end';
import { holdRepair } from './hold';
import { releaseHoldRepair } from './release-hold';
import type {
  KindOfRepair,
  RepairOrigin,
  RepairPlan,
  RepairResult,
  RepairRoute,
  Verdict,
} from './repair';
import { resetRepair } from './reset';
import { resolveRepair } from './resolve';
import { retryRepair } from './retry';
import { sendBackRepair } from './send-back';

const KINDS: { readonly [K in RepairKind]: KindOfRepair<K> } = {
  retry: retryRepair,
  resolve: resolveRepair,
  'correct-reference': correctReferenceRepair,
  'send-back': sendBackRepair,
  hold: holdRepair,
  'release-hold': releaseHoldRepair,
  end: endRepair,
  reset: resetRepair,
};

function kindOf<K extends RepairKind>({ repair }: RepairOf<K>): KindOfRepair<K> {
  const kind: K = repair;
  return KINDS[kind];
}

/** True where one operator always may: the case alone refuses it, and nothing is proposed. */
export function isDoneAlone(kind: RepairKind): boolean {
  return KINDS[kind].isDoneAlone;
}

/** How each is asked for. */
export function repairRoutesByKind(): readonly (readonly [RepairKind, RepairRoute])[] {
  return Object.keys(KINDS)
    .filter(isKind)
    .map((kind) => [kind, KINDS[kind].route] as const);
}

/** What a repair of some kind may be refused by. */
export const REPAIR_CODES: readonly ErrorCode[] = [
  ...new Set(Object.values(KINDS).flatMap(({ route }) => [...route.codes])),
];

function isKind(name: string): name is RepairKind {
  return Object.hasOwn(KINDS, name);
}

/** The repair with what it leaves open fixed as the case stands: what is looked at is what is done. */
export function settledRepair<K extends RepairKind>(
  row: CaseRow,
  repair: RepairOf<K>,
): RepairOf<K> {
  return kindOf(repair).settled?.(row, repair) ?? repair;
}

/** Whether it may be done, and by whom. `RESET_POINT_UNKNOWN`, `CASE_NOT_FOUND`, `UNAVAILABLE`. */
export function judgeRepair<K extends RepairKind>(
  deps: ResetDeps,
  row: CaseRow,
  repair: RepairOf<K>,
): Promise<Verdict> {
  return kindOf(repair).judge(deps, row, repair);
}

/**
 * The dry run: for each side effect that it touches, whether it was done and what would happen; what
 * forbids it; who decides. Reads only. `RESET_POINT_UNKNOWN`, `CASE_NOT_FOUND`, `UNAVAILABLE`.
 */
export async function planRepair<K extends RepairKind>(
  deps: ResetDeps,
  row: CaseRow,
  wanted: RepairOf<K>,
  locale: Locale,
): Promise<RepairPlan> {
  const repair = settledRepair(row, wanted);
  return { repair, ...(await kindOf(repair).plan(deps, row, repair, locale)) };
}

/**
 * Carries a repair out. Called twice with one action id: once, the same answer. Any code of a refusal of
 * the case, `RESET_UNSAFE`, `RESET_POINT_UNKNOWN`, `UNAVAILABLE`.
 */
export function carryOut<K extends RepairKind>(
  deps: ResetDeps,
  row: CaseRow,
  repair: RepairOf<K>,
  origin: RepairOrigin,
): Promise<RepairResult> {
  return kindOf(repair).carryOut(deps, row, repair, origin);
}

/** What the case would refuse is neither done nor proposed to anybody. */
export function refuseBlocked<K extends RepairKind>(
  repair: RepairOf<K>,
  blockers: readonly ErrorCode[],
): void {
  const [first] = blockers;
  if (first === undefined) return;
  throw kindOf(repair).refusal?.(blockers) ?? new ApiError(first);
}

/** What becomes of a side effect by the repair, in a sentence. */
export function effectSentence(plan: RepairPlan, effect: EffectAfter, locale: Locale): string {
  const words = kindOf(plan.repair).effectWords?.(effect, plan) ?? EFFECT_WORDS[effect.done];
  return words[locale];
}

/** Request numbers of the payments that it covers; empty where it makes none. */
export function paymentsOf<K extends RepairKind>(repair: RepairOf<K>): readonly string[] {
  return kindOf(repair).pays?.(repair) ?? [];
}

/** A repair as a row of the ledger holds it. */
export function factsOf<K extends RepairKind>(repair: RepairOf<K>, noteId: string): ProposedRepair {
  const facts = Object.entries(kindOf(repair).facts(repair)).flatMap(([name, fact]) =>
    fact === undefined ? [] : [[name, fact] as const],
  );
  return { ...Object.fromEntries(facts), repair: repair.repair, noteId };
}

/** A repair with the note that holds its reason or evidence. */
export interface NotedRepair {
  readonly repair: Repair;
  readonly noteId: string;
}

/** The reverse of `factsOf`. Throws where the row is of another form. */
export function repairOf({ noteId, ...facts }: ProposedRepair): NotedRepair {
  const parts = isKind(facts.repair) ? KINDS[facts.repair].fromFacts?.(facts) : undefined;
  return { repair: repairForm.parse(parts ?? facts), noteId: String(noteId) };
}

/** Keeps beside the note what the ledger must not hold. Called twice with one note: once. */
export async function keepSealed<K extends RepairKind>(
  deps: ResetDeps,
  caseId: CaseId,
  noteId: string,
  repair: RepairOf<K>,
): Promise<void> {
  await kindOf(repair).sealed?.keep(deps, caseId, noteId, repair);
}

/** A proposed repair as it was asked for, with what was kept beside its note. `NOT_FOUND`. */
export function wholeRepair(
  deps: ResetDeps,
  caseId: CaseId,
  { repair, noteId }: NotedRepair,
): Promise<Repair> {
  return found(deps, caseId, noteId, repair);
}

async function found<K extends RepairKind>(
  deps: ResetDeps,
  caseId: CaseId,
  noteId: string,
  repair: RepairOf<K>,
): Promise<RepairOf<K>> {
  return (await kindOf(repair).sealed?.find(deps, caseId, noteId, repair)) ?? repair;
}
