/**
 * Why a case stands where it stands: the record's intents, what Temporal is trying, what the provider
 * says at this moment, and what each repair would do. Nothing personal: keys, states and codes.
 */
import { z } from 'zod';
import type { CaseRow, Intent } from '../../../../record/port/desk-record';
import type { Locale } from '../../../../workflows/contract/case-data';
import type { CaseView } from '../../../../workflows/contract/case-view';
import { publicCode } from '../../../../workflows/contract/errors';
import { isEnd } from '../../../../workflows/contract/lifecycle';
import type { LostWorkflow } from '../../../../workflows/contract/operations';
import { viewOf } from '../../cases/answers';
import type { ApiDeps } from '../../deps';
import { unprovenIn } from './forged';
import { gateNow } from './gate';
import { sentencesOf } from './text';
import { type RepairAdvice, repairsOf } from './advice';
import type { PendingWork } from '../../../../temporal/workflow-now';
import { DeskError } from '../../../../temporal/failures';
import { type Standing, isMisfit, refundState, refundsUnder } from '../../wiring';
import type { ProviderState } from '../../../../wire/states';
import type { diagnosisAnswer } from '../../../../wire/operations/diagnosis-answers';
import { brokenVerdict } from '../../../../words/ledger';
import { sentence } from '../../../../words/phrase';
import type { LedgerFault } from '../../../../workflows/contract/verification';

/** Longest wait for what the provider says, ms; all effects of a case are read side by side. */
const READ_BACK_WAIT_MS = 4_000;
/** Most effects that one diagnosis reads back. */
const MAX_READ_BACKS = 20;

/** What the provider says about one effect. */
export interface ProviderWord {
  readonly says: ProviderState;
  readonly code?: string;
}

/** The frozen parameters of an intent, as far as a read-back needs them. */
const orderParams = z.object({
  merchantNumber: z.string(),
  serialNumber: z.string().optional(),
  kind: z.enum(['refundable-deposit', 'service-fee', 'cashback', 'sim-fee']).optional(),
  amountMinor: z.int().optional(),
  currency: z.string().optional(),
});

async function ask(
  deps: Pick<ApiDeps, 'acquirer'>,
  intent: Intent,
  signal: AbortSignal,
): Promise<ProviderWord | undefined> {
  const params = orderParams.safeParse(intent.params);
  if (!params.success) return undefined;
  const { merchantNumber, serialNumber, kind, amountMinor, currency } = params.data;
  const { key, providerRef } = intent;
  const known = providerRef === undefined ? {} : { providerRef };
  if (intent.effect === 'unbind' && serialNumber !== undefined) {
    const order = { key, merchantNumber, serialNumber, ...known };
    return wordOf(await deps.acquirer.readUnbind(order, signal));
  }
  if (intent.effect === 'closure') {
    return wordOf(await deps.acquirer.readClosure({ key, merchantNumber }, signal));
  }
  const isPayment = amountMinor !== undefined && currency !== undefined;
  if (intent.effect === 'refund' && serialNumber && kind && isPayment) {
    const read = await deps.acquirer.findRefunds({ merchantNumber, serialNumber, kind }, signal);
    if (read.kind !== 'found') return { says: read.kind };
    const own = refundsUnder({ key, amountMinor, currency }, read.value)[0];
    if (!own) return { says: 'absent' };
    return {
      says: refundState(own, intent.state === 'done'),
      ...(own.providerCode === undefined ? {} : { code: own.providerCode }),
    };
  }
  return undefined;
}

function wordOf(standing: {
  kind: Standing['kind'];
  providerCode?: string;
  elsewhere?: boolean;
}): ProviderWord {
  return {
    says: standing.elsewhere === true ? 'elsewhere' : standing.kind,
    ...(standing.providerCode === undefined ? {} : { code: standing.providerCode }),
  };
}

/** Words that say nothing about the effect: it may have happened. */
const UNKNOWN_WORDS: readonly ProviderState[] = ['unreachable', 'misfit'];

/** True where the provider was asked and nothing is known. */
export function isUnknown(word: ProviderWord | undefined): boolean {
  return word !== undefined && UNKNOWN_WORDS.includes(word.says);
}

/**
 * What the provider says now about each effect, by its key: `unreachable` where it does not answer,
 * `misfit` where its answer is about something else.
 */
export async function askProviders(
  deps: Pick<ApiDeps, 'acquirer' | 'logger'>,
  intents: readonly Intent[],
  signal = AbortSignal.timeout(READ_BACK_WAIT_MS),
): Promise<ReadonlyMap<string, ProviderWord>> {
  const words = await Promise.all(
    intents.slice(-MAX_READ_BACKS).map(async (intent) => {
      try {
        return [intent.key, await ask(deps, intent, signal)] as const;
      } catch (error) {
        deps.logger.warn({ err: error, key: intent.key }, 'the provider did not answer');
        return [intent.key, { says: isMisfit(error) ? 'misfit' : 'unreachable' }] as const;
      }
    }),
  );
  return new Map(words.flatMap(([key, word]) => (word ? [[key, word] as const] : [])));
}

interface Carried {
  /** As it stands now: where the workflow is over, the case may have ended since it was read. */
  readonly view: CaseView;
  readonly lost?: LostWorkflow;
  readonly trying: readonly PendingWork[];
  readonly temporalAnswered: boolean;
}

/** What carries the case, and what is at work on it. */
async function carriedNow(
  { desk, record }: Pick<ApiDeps, 'desk' | 'record'>,
  { caseId, view: seen }: CaseRow,
): Promise<Carried> {
  try {
    const { end, pending } = await desk.workflowNow(caseId);
    const view = end === undefined ? seen : ((await record.cases.read(caseId))?.view ?? seen);
    const isLost = end !== undefined && !isEnd(view.status);
    return { view, ...(isLost && { lost: end }), trying: pending, temporalAnswered: true };
  } catch (error) {
    if (error instanceof DeskError && error.code === 'UNAVAILABLE') {
      return { view: seen, trying: [], temporalAnswered: false };
    }
    throw error;
  }
}

/** False for what only keeps the values of a correction. */
function isRequest({ effect }: Intent): boolean {
  return effect !== 'reference';
}

function effectOf(intent: Intent, word: ProviderWord | undefined) {
  return {
    key: intent.key,
    effect: intent.effect,
    state: intent.state,
    attempt: intent.attempt,
    ...(intent.providerCode === undefined ? {} : { providerCode: intent.providerCode }),
    createdAt: intent.createdAt.toISOString(),
    ...(intent.firstAttemptAt ? { firstAttemptAt: intent.firstAttemptAt.toISOString() } : {}),
    ...(intent.settledAt ? { settledAt: intent.settledAt.toISOString() } : {}),
    ...(word ? { providerSays: word.says } : {}),
    ...(word?.code === undefined ? {} : { providerSaysCode: word.code }),
  };
}

/** Case ids are workflow ids, and say nothing about anybody. */
function temporalLink({ settings }: ApiDeps, caseId: string): { temporalUrl?: string } {
  const { temporalUi } = settings;
  if (temporalUi === undefined) return {};
  const parts = ['namespaces', temporalUi.namespace, 'workflows', caseId].map(encodeURIComponent);
  return { temporalUrl: `${temporalUi.url}/${parts.join('/')}` };
}

function brokenSentence(broken: LedgerFault, locale: Locale): string {
  return brokenVerdict(broken, (pair, ...values) => sentence(locale, pair, values[0]));
}

/** The diagnosis of a case. Reads only; an unreachable provider or Temporal is part of the answer. */
export async function diagnose(
  deps: ApiDeps,
  row: CaseRow,
  locale: Locale,
): Promise<z.output<typeof diagnosisAnswer>> {
  const { caseId } = row;
  const intents = (await deps.record.intents.list(caseId)).filter(isRequest);
  const signal = AbortSignal.timeout(READ_BACK_WAIT_MS);
  const [words, gate, carried, { broken }, unproven] = await Promise.all([
    askProviders(deps, intents, signal),
    gateNow(deps, row, signal),
    carriedNow(deps, row),
    deps.record.ledger.verify(caseId),
    unprovenIn(deps, caseId),
  ]);
  const { view, trying, temporalAnswered } = carried;
  const facts = { ...carried, intents, words, gate, ...(unproven && { unproven }) };
  const advice: RepairAdvice = repairsOf(facts, locale);
  return {
    caseId,
    view: viewOf(view),
    ...(carried.lost && { lost: carried.lost }),
    sentences: [
      ...(broken ? [{ text: brokenSentence(broken, locale), places: {} }] : []),
      ...sentencesOf(facts, locale),
    ],
    effects: intents.map((intent) => effectOf(intent, words.get(intent.key))),
    trying: trying.map((work) => ({ ...work })),
    ...(gate ? { gateNow: gate.map((code) => publicCode(code)) } : {}),
    temporalAnswered,
    repairs: [...advice.repairs],
    ...(advice.remedy === undefined ? {} : { remedy: advice.remedy }),
    ...temporalLink(deps, caseId),
  };
}
