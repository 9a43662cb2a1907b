/** What the application needs beyond the consent, alone, and the button that agrees to it. */
import type { ConsentExtension } from '../../../wire/cases/consent-answers';
import { api } from '../api';
import type { App } from '../app';
import { type Child, h } from '../dom';
import { locale, t } from '../language';
import { backLink, busyButton, card, heading } from '../parts';
import { itemsTable } from './terms';

function differences({ terminals, lines, payeeKind, closeAccount }: ConsentExtension): Child {
  const { difference, terms } = t();
  return [
    terminals.length > 0 && h('p', {}, `${difference.terminals}: `, terminals.join(terms.between)),
    lines.length > 0 && itemsTable(lines),
    payeeKind && h('p', {}, terms.payee[payeeKind]),
    closeAccount && h('p', {}, h('strong', {}, terms.closes)),
  ];
}

function choice(app: App, shown: ConsentExtension): HTMLElement {
  const texts = t().difference;
  const { revision, hash, terms } = shown;
  const agree = busyButton(texts.agree, 'primary', async () => {
    const answer = await api.agreeToMore({
      revision,
      termsVersion: terms.version,
      termsHash: terms.hash,
      itemisationHash: hash,
      locale: terms.locale,
    });
    if (answer.ok) {
      app.go('case');
      app.say(texts.agreed, 'good');
    } else if (['UNBIND_STALE_REVISION', 'UNBIND_ITEMISATION_OUTDATED'].includes(answer.code)) {
      app.refresh();
      app.say(texts.outdated, 'bad');
    } else app.refused(answer);
  });
  return h(
    'section',
    { class: 'card' },
    h('p', { class: 'soft' }, texts.under(terms.version)),
    agree,
    h('p', {}, texts.otherwise),
  );
}

export async function differenceView(app: App): Promise<HTMLElement> {
  const answer = await app.load();
  const texts = t().difference;
  const shown = answer.ok ? answer.value.extension : undefined;
  const body = shown
    ? [card(texts.differs, differences(shown)), choice(app, shown)]
    : answer.ok && h('p', { class: 'box' }, texts.nothing);
  return h(
    'div',
    { lang: locale() },
    backLink(app, 'case'),
    heading(texts.title),
    h('p', { class: 'lead' }, texts.intro),
    body,
  );
}
