/** Repairs, their dry runs and proposals in the words of the console. Pure. */
import type { RepairKind, RepairOf, Repair } from '../../../wire/operations/repair-requests';
import type { Locale } from '../../../workflows/contract/case-data';
import type { EffectEnd } from '../../../wire/states';
import type { RepairPlan, ResetPoint } from '../../../wire/operations/repair-answers';
import { meaningOf } from '../../../words/timeline';
import { OUTCOME, STATUS, STEP } from '../../../words/domain';
import { REPAIR_NAME } from '../../../words/operations';
import { APPROVAL, RESET } from '../texts/repairs';
import type { PartNames } from './diagnosis-words';
import { REFERENCE } from '../../../words/operations';
import { named, type Phrase, type Say } from '../../../words/phrase';

/** What a repair is called. */
export function repairName({ repair }: Pick<Repair, 'repair'>, say: Say): string {
  return say(named(REPAIR_NAME, repair));
}

/** Ids of terminals and deposits become their names; the status of a point its word. */
export function spoken(text: string, parts: PartNames, say: Say): string {
  return text
    .replace(/\b[td]_[A-Za-z0-9]+/g, (id) => parts.get(id) ?? id)
    .replace(/^(Back to |回到 )([a-z-]+)/, (whole, back: string, status: string) => {
      const word = Object.entries(STATUS).find(([name]) => name === status)?.[1];
      return word ? `${back}${say(word)}` : whole;
    });
}

/** What had happened last by a point. */
export function pointText({ after }: ResetPoint, parts: PartNames, say: Say): string {
  return say(RESET.after, { what: spoken(after, parts, say) });
}

/** The sentences of a dry run without what forbids it and who approves it, which stand on their own. */
export function planSentences(plan: RepairPlan, parts: PartNames, say: Say): readonly string[] {
  const { sentences, blockers, needsApproval } = plan;
  const told = needsApproval ? sentences.slice(0, -1) : sentences;
  return told
    .filter((text) => !blockers.some(({ code }) => text.startsWith(code)))
    .map((text) => spoken(text, parts, say));
}

const TONE: Readonly<Record<EffectEnd, string>> = {
  done: 'good',
  'on-its-way': 'accent',
  refused: 'bad',
  returned: 'bad',
  'not-known': 'warn',
};

/** Color of how far an effect is. */
export function toneOf(done: EffectEnd): string {
  return TONE[done];
}

type Row = readonly [label: Phrase, text: string];

type FactsOf<K extends RepairKind> = (
  repair: RepairOf<K>,
  parts: PartNames,
  say: Say,
) => readonly Row[];

/** It is about the whole case. */
const nothingMore = (): readonly Row[] => [];

const FACTS: { readonly [K in RepairKind]: FactsOf<K> } = {
  retry: ({ step }, _parts, say) => [[APPROVAL.step, say(named(STEP, step))]],
  resolve: ({ step, subject, outcome }, parts, say) => {
    const about =
      subject === undefined ? say(APPROVAL.subjectAll) : (parts.get(subject) ?? subject);
    return [
      [APPROVAL.step, say(named(STEP, step))],
      [APPROVAL.subject, about],
      [APPROVAL.outcome, say(named(OUTCOME, outcome))],
    ];
  },
  'correct-reference': ({ reference, subject }, parts, say) => {
    const name = [
      say(named(REFERENCE, reference)),
      subject === undefined ? '' : parts.get(subject),
    ];
    return [[APPROVAL.subject, name.join(' ').trim()]];
  },
  'send-back': nothingMore,
  hold: nothingMore,
  'release-hold': nothingMore,
  end: nothingMore,
  reset: ({ point, repeat = [] }, _parts, say) => {
    const events = repeat.map((event) => say(RESET.event, { event }));
    return [
      [APPROVAL.point, say(APPROVAL.pointEvent, { event: point })],
      ...(events.length === 0 ? [] : [[APPROVAL.repeat, events.join(' · ')] as const]),
    ];
  },
};

/** What a proposed repair is about, as labels and values. */
export function repairFacts<K extends RepairKind>(
  repair: RepairOf<K>,
  parts: PartNames,
  say: Say,
): readonly Row[] {
  const kind: K = repair.repair;
  return Object.hasOwn(FACTS, kind) ? FACTS[kind](repair, parts, say) : [];
}

/** What became of a decision that a reset was to take again. */
export function repeatedText(outcome: string, say: Say, locale: Locale): string {
  if (outcome === 'applied') return say(RESET.applied);
  if (outcome === 'left-out') return say(RESET.leftOut);
  return meaningOf(outcome, locale);
}
