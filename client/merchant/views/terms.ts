/**
 * The terms with the itemised deposit before them, the texts that are agreed to apart, and two answers of one
 * size.
 */
import { DEPOSIT_TOLD } from '../../../words/merchant';
import type { DataConsent } from '../../../workflows/contract/case-view';
import type { Terms } from '../../../wire/cases/consent-answers';
import type { Receipt } from '../../../wire/cases/case-answers';
import { type Answer, api } from '../api';
import type { App } from '../app';
import type { Itemisation } from '../../../wire/cases/consent-answers';
import type { MerchantProgress } from '../../../wire/merchant/merchant-answers';
import { type Child, h } from '../dom';
import { checkbox } from '../fields';
import { moneyText, totalText } from '../format';
import { locale, t } from '../language';
import { backLink, badge, busyButton, card, heading, named, table } from '../parts';

/** Deposit items with their amounts, and what becomes of each. */
export function itemsTable(lines: Itemisation['lines']): HTMLElement {
  const texts = t().terms;
  return table(
    texts.items,
    [
      t().page.serial,
      t().corrections.fields.kind,
      t().corrections.fields.amountMinor,
      texts.outcome,
    ],
    lines.map((line) => [
      line.serialNumber,
      named(DEPOSIT_TOLD, line.kind),
      moneyText(line),
      line.refundable ? badge(texts.refundable, 'good') : badge(texts.notRefundable, 'plain'),
    ]),
  );
}

function items({ itemisation }: MerchantProgress): Child {
  const texts = t().terms;
  if (!itemisation) return h('p', { class: 'box bad' }, texts.itemsAway);
  const { lines, terminals, payeeKind, closeAccount } = itemisation;
  const covers = [
    h('p', {}, `${texts.covers}: `, terminals.join(texts.between)),
    h('p', {}, texts.payee[payeeKind]),
    h('p', {}, h('strong', {}, closeAccount ? texts.closes : texts.staysOpen)),
  ];
  if (lines.length === 0) return [covers, h('p', {}, texts.noItems)];
  const total = totalText(lines.filter(({ refundable }) => refundable));
  return [
    covers,
    itemsTable(lines),
    total !== undefined && h('p', { class: 'total' }, `${texts.total}: `, h('strong', {}, total)),
  ];
}

/** Lines that were wrapped for a file become whole again; the first is the title. */
export function termsParagraphs(text: string): readonly string[] {
  const whole: string[] = [];
  for (const line of text.split('\n')) {
    const last = whole.at(-1);
    if (line.trim() === '') continue;
    if (last === undefined || !/^\s/.test(line)) whole.push(line.trim());
    else
      whole[whole.length - 1] =
        last + (/[\u3000-\u9fff\uff00-\uffef]$/.test(last) ? '' : ' ') + line.trim();
  }
  return whole;
}

function termsText({ terms }: MerchantProgress): Child {
  if (!terms) return undefined;
  const [title = '', ...rest] = termsParagraphs(terms.text);
  return h(
    'section',
    { class: 'card terms', lang: terms.locale },
    h('h2', {}, title),
    rest.map((paragraph) => h('p', {}, paragraph)),
    h('p', { class: 'soft' }, t().terms.version(terms.version)),
  );
}

/** Each text on the handling of data by itself, with a box of its own to agree to it. */
function separateTexts(
  { terms }: MerchantProgress,
  agreed: Set<DataConsent>,
): readonly HTMLElement[] {
  const texts = t().terms;
  return (terms?.separate ?? []).map(({ kind, version, locale: of, text }) => {
    const box = checkbox({
      path: kind,
      label: texts.agreeApart,
      checked: false,
      onChange: (isAgreed) => {
        if (isAgreed) agreed.add(kind);
        else agreed.delete(kind);
      },
    });
    const [title = '', ...rest] = termsParagraphs(text);
    return h(
      'section',
      { class: 'card terms', lang: of },
      h('h2', {}, title),
      rest.map((paragraph) => h('p', {}, paragraph)),
      h('p', { class: 'soft' }, texts.version(version)),
      box,
    );
  });
}

/** The texts that were agreed to apart, as a consent names them. */
function agreedOf(apart: Terms['separate'], agreed: ReadonlySet<DataConsent>): readonly object[] {
  return apart
    .filter(({ kind }) => agreed.has(kind))
    .map(({ kind, version, hash }) => ({ kind, termsVersion: version, termsHash: hash }));
}

/** Two buttons of one size; either opens what it means, and one more press does it. */
function choice(
  app: App,
  progress: MerchantProgress,
  agreed: ReadonlySet<DataConsent>,
): HTMLElement {
  const texts = t().terms;
  const { terms, itemisation, can } = progress;
  const apart = terms?.separate ?? [];
  const consequence = h('div', { class: 'box', tabindex: '-1' });
  consequence.hidden = true;
  const finish = async (answer: Answer<Receipt>): Promise<void> => {
    if (answer.ok) {
      app.go('case');
      return;
    }
    if (['UNBIND_TERMS_OUTDATED', 'UNBIND_ITEMISATION_OUTDATED'].includes(answer.code)) {
      app.refresh();
      app.say(texts.outdated, 'bad');
      return;
    }
    app.refused(answer);
  };
  const shown = { termsVersion: terms?.version ?? '', termsHash: terms?.hash ?? '' };
  const accept = busyButton(texts.acceptButton, 'primary', async () => {
    const itemisationHash = itemisation?.hash ?? '';
    const body = { ...shown, itemisationHash, separate: agreedOf(apart, agreed) };
    await finish(await api.consent({ ...body, locale: terms?.locale ?? locale() }));
  });
  const refuse = busyButton(texts.refuseButton, 'danger', async () => {
    await finish(await api.refuse(shown));
  });
  const accepts = (): void => {
    if (apart.every(({ kind }) => agreed.has(kind))) {
      show(texts.acceptTitle, texts.acceptText, accept);
    } else app.say(texts.agreeApartFirst, 'bad');
  };
  const show = (title: string, text: string, button: HTMLElement): void => {
    consequence.replaceChildren(h('h3', {}, title), h('p', {}, text), button);
    consequence.hidden = false;
    consequence.focus();
  };
  return card(
    texts.choose,
    h(
      'div',
      { class: 'pair' },
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          disabled: !can.consent || !itemisation,
          onclick: accepts,
        },
        texts.accept,
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          disabled: !can.consent,
          onclick: () => show(texts.refuseTitle, texts.refuseText, refuse),
        },
        texts.refuse,
      ),
    ),
    consequence,
  );
}

export async function termsView(app: App): Promise<HTMLElement> {
  const answer = await app.load();
  const texts = t().terms;
  const agreed = new Set<DataConsent>();
  const body = answer.ok
    ? [
        card(texts.items, items(answer.value)),
        termsText(answer.value),
        separateTexts(answer.value, agreed),
        choice(app, answer.value, agreed),
      ]
    : [];
  return h(
    'div',
    { lang: locale() },
    backLink(app, 'case'),
    heading(texts.title),
    h('p', { class: 'lead' }, texts.intro),
    body,
  );
}
