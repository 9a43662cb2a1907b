/** Shows a case while it happens: what people do, what the ledger notes, what the merchant receives. */
import type { CaughtMail, ProviderLedger } from './providers';
import type { Timeline } from '../../wire/cases/case-answers';

export interface Narrator {
  /** Something a person does. */
  person(who: string, what: string): void;
  line(text: string): void;
  /** Shows what has been added since the last look. */
  ledger(timeline: Timeline): void;
  received(ledger: ProviderLedger, mails: readonly CaughtMail[]): void;
}

const INDENT = ' '.repeat(11);

/** Facts that say nothing to somebody who watches. */
const LEFT_OUT = ['from', 'noteId', 'consentId'];

/** Facts of a ledger row in few words; all of them are ids, codes and numbers. */
function factsOf(facts: Timeline['items'][number]['facts']): string {
  const shown = Object.entries(facts)
    .filter(([name, value]) => !LEFT_OUT.includes(name) && String(value) !== '')
    .map(([name, value]) => `${name} ${String(value)}`);
  return shown.length === 0 ? '' : ` (${shown.join(', ')})`;
}

function nameOf({ by }: Timeline['items'][number], people: Timeline['people']): string {
  return people[by.principalId] ?? by.role;
}

export function createNarrator(print: (line: string) => void): Narrator {
  let ledgerShown = 0;
  let textsShown = 0;
  let mailsShown = 0;
  // As the clock on the wall beside whoever watches.
  const clock = (): string => new Date().toTimeString().slice(0, 8);
  return {
    person: (who, what) => print(`${clock()}  ${who}: ${what}`),
    line: (text) => print(`${INDENT}${text}`),
    ledger({ items, people }) {
      for (const item of items.filter(({ position }) => position > ledgerShown)) {
        ledgerShown = item.position;
        print(`${INDENT}· ${item.event} by ${nameOf(item, people)}${factsOf(item.facts)}`);
      }
    },
    received({ sms }, mails) {
      for (const { to, body } of sms.slice(textsShown)) {
        print(`${clock()}  SMS to ${to}: ${body}`);
      }
      for (const { subject } of mails.slice(mailsShown)) {
        print(`${clock()}  Mail: ${subject}`);
      }
      textsShown = sms.length;
      mailsShown = mails.length;
    },
  };
}
