/** How one language reads a pack: its words, its moments by the merchant's clock, its amounts, its people. */
import { formatOf } from '../../checks/days/moments';
import { ROLE } from '../../words/domain';
import { type Say, sayIn } from '../../words/phrase';
import type { Locale } from '../../workflows/contract/case-data';
import { type Money, moneyText } from '../../workflows/contract/money';
import type { ToldCase } from './told-case';

export interface Reader {
  readonly locale: Locale;
  readonly say: Say;
  /** To the second, by the clock that the head of the page names. */
  readonly moment: (at: string) => string;
  readonly money: (amount: Money) => string;
  /** The name of who did it; the id where no name is told. */
  readonly person: (principalId: string) => string;
}

/** Writes `2026-11-30 16:02:09`, which nobody reads in another order. */
const CLOCK_LANGUAGE = 'sv-SE';
const CLOCK = { dateStyle: 'short', timeStyle: 'medium' } as const;

export function readerOf(locale: Locale, { data, people }: ToldCase): Reader {
  const { timeZone } = data.contact;
  const say = sayIn(locale);
  const clock = formatOf(CLOCK_LANGUAGE, { ...CLOCK, timeZone });
  return {
    locale,
    say,
    moment: (at) => clock.format(new Date(at)),
    money: (amount) => moneyText(amount, locale),
    person: (principalId) =>
      principalId === 'merchant' ? say(ROLE.merchant) : (people[principalId] ?? principalId),
  };
}
