/** What the merchant agreed to: the terms as they were read, and the way to take each consent back alone. */
import { CONSENT_KIND, CONSENT_METHOD } from '../../../words/domain';
import { DEPOSIT_TOLD } from '../../../words/merchant';
import type { Consent, Consents } from '../../../wire/cases/consent-answers';
import type { MerchantProgress } from '../../../wire/merchant/merchant-answers';
import { api } from '../api';
import type { App } from '../app';
import { type Child, h } from '../dom';
import { momentText, moneyText } from '../format';
import { locale, t } from '../language';
import { backLink, busyButton, card, facts, heading, named } from '../parts';
import { termsParagraphs } from './terms';

/** One button opens what taking it back means, and one more press does it. */
function takingBack(app: App, { consentId, mayWithdraw }: Consent): Child {
  if (!mayWithdraw) return undefined;
  const texts = t().consents;
  const confirm = busyButton(texts.confirm, 'danger', async () => {
    const done = await api.withdraw({ consentId });
    if (done.ok) app.go('case');
    else app.refused(done);
  });
  const consequence = h(
    'div',
    { class: 'box', tabindex: '-1' },
    h('p', {}, texts.consequence),
    confirm,
  );
  consequence.hidden = true;
  const show = (): void => {
    consequence.hidden = false;
    consequence.focus();
  };
  return [
    h('button', { type: 'button', class: 'quiet danger-text', onclick: show }, texts.takeBack),
    consequence,
  ];
}

function text({ terms, termsVersion }: Consent): Child {
  if (!terms) return undefined;
  return h(
    'details',
    { lang: terms.locale },
    h('summary', {}, t().terms.version(termsVersion)),
    termsParagraphs(terms.text).map((paragraph) => h('p', {}, paragraph)),
  );
}

function covered({ covers }: Consent): Child {
  if (!covers) return undefined;
  const texts = t().terms;
  const { terminals, payeeKind, closeAccount } = covers;
  return [
    terminals.length > 0 && h('p', {}, `${texts.covers}: `, terminals.join(texts.between)),
    payeeKind && h('p', {}, texts.payee[payeeKind]),
    closeAccount !== undefined && h('p', {}, closeAccount ? texts.closes : texts.staysOpen),
    covers.items.map((item) =>
      h('p', {}, `${item.serialNumber} ${named(DEPOSIT_TOLD, item.kind)} ${moneyText(item)}`),
    ),
  ];
}

function consentCard(
  app: App,
  consent: Consent,
  { people, progress }: { people: Consents['people']; progress: MerchantProgress },
): HTMLElement {
  const texts = t().consents;
  const { by, at, method, evidence, withdrawn } = consent;
  const nameOf = (id: string): string => (id === 'merchant' ? texts.you : (people[id] ?? id));
  return card(
    named(CONSENT_KIND, consent.kind),
    facts([
      [texts.given, momentText(at, progress)],
      [texts.method, named(CONSENT_METHOD, method)],
      [texts.by, nameOf(by)],
      [texts.evidence, evidence],
      [
        texts.takenBack,
        withdrawn && `${momentText(withdrawn.at, progress)} (${nameOf(withdrawn.by)})`,
      ],
    ]),
    covered(consent),
    text(consent),
    takingBack(app, consent),
  );
}

export async function consentsView(app: App): Promise<HTMLElement> {
  const texts = t().consents;
  const [answer, consents] = await Promise.all([app.load(), api.consents()]);
  if (answer.ok && !consents.ok) app.refused(consents);
  const cards =
    answer.ok && consents.ok
      ? consents.value.items.map((consent) =>
          consentCard(app, consent, { people: consents.value.people, progress: answer.value }),
        )
      : [];
  return h(
    'div',
    { lang: locale() },
    backLink(app, 'case'),
    heading(texts.title),
    h('p', { class: 'lead' }, cards.length === 0 ? texts.none : texts.intro),
    cards,
  );
}
