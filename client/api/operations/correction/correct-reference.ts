// client/api/operations/correction/: correcting a reference by which the acquirer knows what a case is about.
/**
 * Correcting a reference at the acquirer: looked at, proven live, kept sealed until a second operator has
 * decided, and then given to the case as a revision of its own. What was asked for under the old one is
 * read back first; nothing is ever asked for under two references.
 */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Phrase } from '../../../../workflows/contract/case-data';
import { formOfReference } from '../../../../checks/problems/field-forms';
import {
  heldReference,
  readReference,
  withReference,
} from '../../../../checks/references/references';
import type { CaseRow, Intent } from '../../../../record/port/desk-record';
import type { CaseData } from '../../../../workflows/contract/case-data';
import type { ErrorCode } from '../../../../workflows/contract/errors';
import type { CaseId } from '../../../../workflows/contract/identifiers';
import { correctReference } from '../../../../workflows/contract/messages';
import type { Decision, Receipt } from '../../../../workflows/contract/messages';
import type { Reference, ReferencePlace } from '../../../../workflows/contract/operations';
import { type ReferenceParts, partsLeft } from '../../../../workflows/contract/reference-parts';
import { type AskedDecision, repairRefusalIn } from '../../../../workflows/contract/permissions';
import { DeskError } from '../../../../temporal/failures';
import { ApiError, fieldError } from '../../http/api-error';
import { type ProviderWord, askProviders, isUnknown } from '../diagnosis/diagnosis';
import { proveReference } from './proof';
import type { RepairOf } from '../../../../wire/operations/repair-requests';
import type { ResetDeps } from '../reset/plan';

/** A correction with its values, as its operator typed them. */
export type Correction = RepairOf<'correct-reference'> & {
  readonly old: string;
  readonly new: string;
};

export interface CheckedCorrection {
  /** Why it must not be done; undefined: it may. */
  readonly code?: ErrorCode;
  /** Whether the acquirer has said that the new reference is right; else only people can tell. */
  readonly proven: boolean;
  /** What the case would go by from then on. */
  readonly data?: CaseData;
  /** Latest revision in the record, for the write. */
  readonly latest: number;
  /** An earlier try has left the revision already. */
  readonly isThere: boolean;
}

const NO_SUBJECT = {
  'zh-CN': '更正 merchant-number 时不填 subject',
  en: 'no subject beside the reference merchant-number',
};
const HELD = {
  'zh-CN': '工单现有的编号，原样填写',
  en: 'the reference as the case holds it now',
};

/** What a new reference may be. */
function newReference(reference: Reference): Phrase {
  const form = formOfReference(reference);
  return {
    'zh-CN': `${form['zh-CN']}；且与现有编号不同`,
    en: `${form.en}; another than the one that stands there`,
  };
}

/** The new reference as it is kept; `FIELD_INVALID` where it cannot be one, or is the old one. */
function newValueOf({ reference, old, new: entered }: Correction): string {
  const value = readReference(reference, entered);
  if (value !== undefined && value !== readReference(reference, old)) return value;
  throw fieldError('new', 'FIELD_INVALID', newReference(reference));
}

/**
 * The correction with its values. `FIELD_REQUIRED` where they are missing, `FIELD_INVALID` for a new one that
 * cannot be one or is the old one, and for a subject beside the merchant number, which has none.
 */
export function withValues(repair: RepairOf<'correct-reference'>): Correction {
  const { reference, subject, old, new: value } = repair;
  if (reference === 'merchant-number' && subject !== undefined) {
    throw fieldError('subject', 'FIELD_INVALID', NO_SUBJECT);
  }
  if (old === undefined) throw fieldError('old', 'FIELD_REQUIRED', HELD);
  if (value === undefined) throw fieldError('new', 'FIELD_REQUIRED', newReference(reference));
  const correction = { ...repair, old, new: value };
  newValueOf(correction);
  return correction;
}

const values = z.object({ old: z.string(), new: z.string() });

function keyOf(caseId: CaseId, noteId: string): string {
  return `reference:${caseId}:${noteId}`;
}

/** Keeps the values, sealed, beside the note with the reason. Called twice with one note: once. */
export async function keepCorrection(
  { record }: ResetDeps,
  caseId: CaseId,
  noteId: string,
  correction: Correction,
): Promise<void> {
  const params = { old: correction.old, new: correction.new };
  await record.intents.begin({ key: keyOf(caseId, noteId), caseId, effect: 'reference', params });
}

/** The values that were kept beside a note. `NOT_FOUND`. */
export async function findCorrection(
  { record }: ResetDeps,
  caseId: CaseId,
  noteId: string,
): Promise<z.output<typeof values>> {
  const kept = await record.intents.get(keyOf(caseId, noteId));
  if (kept?.caseId !== caseId) throw new ApiError('NOT_FOUND');
  return values.parse(kept.params);
}

/** The correction as the rules look at it. */
function askedCorrection({ reference, subject }: Correction): AskedDecision {
  return { trigger: 'correctReference', reference, subject };
}

/** A request, with what its provider says of it now; undefined: it was not asked. */
export interface AskedRequest {
  readonly intent: Intent;
  readonly says: ProviderWord | undefined;
}

/** Every request for what is left under a reference, read back now. */
export async function requestsUnder(
  deps: ResetDeps,
  { caseId, view }: CaseRow,
  place: ReferencePlace,
): Promise<readonly AskedRequest[]> {
  const left = partsLeft(view, place);
  const intents = (await deps.record.intents.list(caseId)).filter((one) => isAbout(one, left));
  const words = await askProviders(deps, intents);
  return intents.map((intent) => ({ intent, says: words.get(intent.key) }));
}

/**
 * Looks at a correction without doing anything. `asked`: the requests under the old reference, where they
 * were read back already. `ACQUIRER_UNAVAILABLE`, `RECORD_UNAVAILABLE`.
 */
export async function checkCorrection(
  deps: ResetDeps,
  row: CaseRow,
  correction: Correction,
  asked?: readonly AskedRequest[],
): Promise<CheckedCorrection> {
  const { caseId, view } = row;
  const latest = await deps.record.revisions.read(caseId);
  const refused = (code: ErrorCode): CheckedCorrection => ({
    code,
    proven: false,
    latest: latest.revision,
    isThere: false,
  });
  const known =
    latest.revision === view.revision
      ? latest
      : await deps.record.revisions.read(caseId, view.revision);
  const held = heldReference(known.data, correction);
  if (held === undefined) return refused('SUBJECT_UNKNOWN');
  if (held !== readReference(correction.reference, correction.old)) {
    return refused('REFERENCE_CHANGED');
  }
  const value = newValueOf(correction);
  const left = partsLeft(view, correction);
  const code =
    repairRefusalIn(view, askedCorrection(correction)) ??
    codeOfEarlier(asked ?? (await requestsUnder(deps, row, correction)));
  if (code !== undefined) return refused(code);
  const of = { caseId, data: known.data, left };
  const proof = await proveReference(deps, of, correction, value);
  if (proof.code !== undefined) return refused(proof.code);
  const data = withReference(known.data, correction, value, proof.along);
  const isThere = latest.revision > view.revision && isDeepStrictEqual(latest.data, data);
  // Newer and the same: one that was taken back.
  const isKnown = isThere || isDeepStrictEqual(latest.data, known.data);
  if (!isKnown) return refused('STALE_REVISION');
  return { proven: proof.told > 0, data, latest: latest.revision, isThere };
}

/** Says whether a request that has left under the old reference stands in the way. */
function codeOfEarlier(asked: readonly AskedRequest[]): ErrorCode | undefined {
  const sent = asked.filter(({ intent }) => intent.attempt > 0);
  if (sent.some(({ says }) => isUnknown(says))) return 'ACQUIRER_UNAVAILABLE';
  return sent.every(isOver) ? undefined : 'REFERENCE_IN_USE';
}

/** Whether a request was for one of these parts. */
function isAbout(
  { effect, key }: Intent,
  { terminals, deposits, closure }: ReferenceParts,
): boolean {
  switch (effect) {
    case 'unbind':
      return terminals.some(({ terminalId }) => key.includes(`:${terminalId}:`));
    case 'refund':
      return deposits.some(({ depositId }) => key.includes(`:${depositId}:`));
    case 'closure':
      return closure !== undefined;
    default:
      return false;
  }
}

/** Definite: nothing came of the request, and nothing will. */
function isOver({ intent, says }: AskedRequest): boolean {
  const word = says?.says ?? 'cannot';
  if (['absent', 'refused', 'failed', 'returned'].includes(word)) return true;
  const wasRefused = intent.state === 'refused' || intent.state === 'manual';
  return wasRefused && ['cannot', 'elsewhere'].includes(word);
}

/**
 * Gives the case the corrected revision. Called twice with one action id: once. Any code of the check or
 * of a refusal by the case.
 */
export async function carryOutCorrection(
  deps: ResetDeps,
  row: CaseRow,
  correction: Correction,
  { decision, actionId }: { readonly decision: Decision; readonly actionId: string },
): Promise<Receipt> {
  const { caseId, view } = row;
  const { reference, subject } = correction;
  const about = { ...decision, reference, ...(subject === undefined ? {} : { subject }) };
  const known = await deps.record.revisions.read(caseId, view.revision);
  if (heldReference(known.data, correction) === readReference(reference, correction.new)) {
    // Taken before, by this decision or by another: the case knows which.
    const input = { ...about, revision: view.revision };
    return await deps.desk.decide(caseId, correctReference, input, actionId);
  }
  const { code, data, latest, isThere } = await checkCorrection(deps, row, correction);
  if (code !== undefined || data === undefined) throw new ApiError(code ?? 'INTERNAL');
  if (reference === 'terminal') await takeTerminals(deps, caseId, data);
  const author = decision.by.principalId;
  const revision = isThere
    ? latest
    : await deps.record.revisions.add({ caseId, author, expected: latest, data });
  const input = { ...about, revision };
  try {
    return await deps.desk.decide(caseId, correctReference, input, actionId);
  } catch (error) {
    const isRefused = error instanceof DeskError && error.code !== 'UNAVAILABLE';
    if (isRefused) await takeBack(deps, row, author, revision);
    throw error;
  }
}

async function takeTerminals({ record }: ResetDeps, caseId: CaseId, data: CaseData): Promise<void> {
  const reservation = await record.cases.reserveTerminals(caseId, data.terminals);
  if (!reservation.taken) throw new ApiError('TERMINAL_HAS_OPEN_CASE');
}

/** What the case did not take must not come to it with a later revision. */
async function takeBack(
  deps: ResetDeps,
  { caseId, view }: CaseRow,
  author: string,
  revision: number,
): Promise<void> {
  const { data } = await deps.record.revisions.read(caseId, view.revision);
  await deps.record.revisions.add({ caseId, author, expected: revision, data });
  if (view.endedAt === undefined) await takeTerminals(deps, caseId, data);
}
