/** Ids, states and codes of a diagnosis in the words of the console. Pure. */
import { errorCodeOf } from '../../../workflows/contract/errors';
import type { Locale } from '../../../workflows/contract/case-data';
import type { Place } from '../../../checks/problems/open-sentence';
import type { CaseAnswer } from '../../../wire/cases/case-answers';
import { meaningOf } from '../../../words/timeline';
import { CASE } from '../texts/case';
import { DEPOSIT, NOTICE_CHANNEL, NOTICE_KIND, PARTY, STATUS, STEP } from '../../../words/domain';
import { named } from '../../../words/phrase';
import type { Phrase, Say } from '../../../words/phrase';
import { ACTIVITY, EFFECT, EFFECT_STATE, PROVIDER_STATE } from '../../../words/operations';

/** What a case calls its parts: masked serial numbers, kinds of deposit items. */
export type PartNames = ReadonlyMap<string, string>;

/** Notices are named by their kind and channel. */
const NOTICE_WORDS: Readonly<Record<string, Phrase>> = { ...NOTICE_KIND, ...NOTICE_CHANNEL };

/** Names of the terminals and deposit items of a case by id. */
export function partNames(answer: CaseAnswer, say: Say): PartNames {
  const terminals = answer.data.terminals.map((t) => [t.terminalId, t.serialNumber] as const);
  const serials = new Map(terminals);
  const deposits = answer.view.deposits.map(({ depositId, terminalId, kind }) => {
    return [
      depositId,
      [say(named(DEPOSIT, kind)), serials.get(terminalId)].join(' ').trim(),
    ] as const;
  });
  return new Map([...terminals, ...deposits]);
}

/** `Unbind 12…89 · round 2` for `unbind:UC-…:t_…:g2`; the number itself where it is of another form. */
export function requestName(key: string, parts: PartNames, say: Say): string {
  const [effect = '', , ...rest] = key.split(':');
  const known = EFFECT[effect];
  if (!known) return key;
  const about = rest.flatMap((id) => {
    // A kind that is sent more than once carries its number: `approved.2`.
    const word = NOTICE_WORDS[id.replace(/\.\d+$/, '')];
    return parts.get(id) ?? (word ? say(word) : []);
  });
  const round = Number(/^g(\d+)$/.exec(rest.at(-1) ?? '')?.[1] ?? 1);
  const name = [say(known), ...about].join(' ');
  return round > 1 ? `${name} · ${say(CASE.generation, { n: round })}` : name;
}

function wordIn(words: Readonly<Record<string, Phrase>>, value: string, say: Say): string {
  const pair = words[value];
  return pair ? say(pair) : value;
}

/** How an effect stands in our record. */
export function effectState(state: string, say: Say): string {
  return wordIn(EFFECT_STATE, state, say);
}

/** How an effect stands at the provider. */
export function providerState(state: string, say: Say): string {
  return wordIn(PROVIDER_STATE, state, say);
}

/** What the machine works at. */
export function activityName(activity: string, say: Say): string {
  return wordIn(ACTIVITY, activity, say);
}

/** What a failure means where the code is ours; the code itself otherwise. */
export function failureText(code: string, locale: Locale): string {
  return errorCodeOf(code) === undefined ? code : meaningOf(code, locale);
}

/** A place of a sentence in words; a moment, a code and a text as they are. */
export function placeText({ kind, value }: Place, parts: PartNames, say: Say): string {
  switch (kind) {
    case 'status':
      return wordIn(STATUS, value, say);
    case 'party':
      return wordIn(PARTY, value, say);
    case 'step':
      return wordIn(STEP, value, say);
    case 'part':
      return parts.get(value) ?? value;
    case 'request':
      return requestName(value, parts, say);
    case 'effect-state':
      return effectState(value, say);
    case 'provider-state':
      return providerState(value, say);
    case 'activity':
      return activityName(value, say);
    case 'moment':
    case 'code':
    case 'text':
      return value;
  }
}
