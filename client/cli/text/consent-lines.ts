/** The consents of a case as lines of text, each with the terms that were read. */
import type { Consent, Consents } from '../../../wire/cases/consent-answers';
import { CONSENT_KIND, CONSENT_METHOD, ROLE } from '../../../words/domain';
import { PAYEE } from '../../../words/operations';
import { type Shown, depositsText } from './case-lines';
import { factLines } from './tables';
import { harmless } from './text-width';

export function consentLines(shown: Shown, { items, people }: Consents): string[] {
  if (items.length === 0) return [shown.words.say('nothing')];
  return items.flatMap((consent, index) => [
    ...(index > 0 ? [''] : []),
    ...linesOf(shown, consent, people),
  ]);
}

function linesOf(
  { words, clock }: Shown,
  consent: Consent,
  people: Consents['people'],
): readonly string[] {
  const { covers, withdrawn, terms, evidence } = consent;
  const closes = covers?.closeAccount;
  const who = (by: string): string =>
    people[by] ?? (by === 'merchant' ? words.called(ROLE, by) : by);
  return [
    words.called(CONSENT_KIND, consent.kind),
    ...factLines([
      [words.say('id'), consent.consentId],
      [words.say('inForce'), words.yesOrNo(consent.isInForce)],
      [words.say('withdrawn'), withdrawn && `${clock.full(withdrawn.at)}  ${who(withdrawn.by)}`],
      [words.say('method'), words.called(CONSENT_METHOD, consent.method)],
      [words.say('by'), who(consent.by)],
      [words.say('at'), clock.full(consent.at)],
      [words.say('evidence'), evidence],
      [words.say('terminals'), covers?.terminals.join(' ') || undefined],
      [words.say('deposits'), covers && (depositsText(words, covers.items) || undefined)],
      [words.say('payee'), covers?.payeeKind && words.called(PAYEE, covers.payeeKind)],
      [words.say('account'), closes === undefined ? undefined : words.yesOrNo(closes)],
      [words.say('version'), `${consent.termsVersion} (${terms?.locale ?? consent.locale})`],
      [words.say('hash'), consent.termsHash],
    ]),
    ...(terms ? ['', harmless(terms.text)] : []),
  ];
}
