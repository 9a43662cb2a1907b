/** What happened to a case as lines of text: as a table, and one by one as it happens. */
import type { Timeline } from '../../../wire/cases/case-answers';
import { ROLE } from '../../../words/domain';
import { detailsOf } from '../../../words/timeline';
import type { Shown } from './case-lines';
import { tableLines } from './tables';
import { oneLine, padded } from './text-width';
import type { Words } from './words';

type Entry = Timeline['items'][number];

/** Facts that say nothing to people. */
const LEFT_OUT: ReadonlySet<string> = new Set(['noteId', 'consentId', 'from', 'to']);

/** In English facts stand by their names, as programs and searches know them. */
function namedFacts(words: Words, facts: Entry['facts']): string[] {
  const moved = facts['to'] === undefined ? [] : [`→ ${words.status(String(facts['to']))}`];
  const others = Object.entries(facts)
    .filter(([name, fact]) => !LEFT_OUT.has(name) && String(fact) !== '')
    .map(([name, fact]) => `${name}=${Array.isArray(fact) ? fact.join(',') : String(fact)}`);
  return [...moved, ...others];
}

function entryCells({ words, clock }: Shown, entry: Entry, people: Timeline['people']): string[] {
  const { facts, by } = entry;
  const said = words.saysNames
    ? namedFacts(words, facts)
    : detailsOf(entry, words.tell, words.lang, new Map());
  const name = people[by.principalId];
  const role = words.called(ROLE, by.role);
  const who = name === undefined ? role : `${name} (${role})`;
  return [clock.short(entry.at), words.event(entry.event), who, said.join('  ')];
}

/** Columns that most events fit in. */
const EVENT_WIDTH = 26;

/** One line of a case that is followed. */
export function entryLine(shown: Shown, entry: Entry, people: Timeline['people']): string {
  const [at = '', event = '', who = '', facts = ''] = entryCells(shown, entry, people).map(oneLine);
  return `${at}  ${padded(event, EVENT_WIDTH)}  ${who}  ${facts}`.trimEnd();
}

export function timelineLines(shown: Shown, { items, people }: Timeline): string[] {
  const { words, clock } = shown;
  return tableLines(
    [
      { head: `${words.say('at')} (${clock.offset})` },
      { head: words.say('event') },
      { head: words.say('by') },
      { head: words.say('facts') },
    ],
    items.map((entry) => entryCells(shown, entry, people)),
  );
}
