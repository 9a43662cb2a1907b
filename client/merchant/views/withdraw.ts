/** Withdrawing, with what it means spelled out before. */
import { api } from '../api';
import type { App } from '../app';
import { h } from '../dom';
import { dropDraft, keepDraft, readDraft } from '../drafts';
import { field } from '../fields';
import { t } from '../language';
import { backLink, busyButton, card, goButton, heading } from '../parts';

export async function withdrawView(app: App): Promise<HTMLElement> {
  const texts = t().withdraw;
  const answer = await app.load();
  const typed = (): string => (readDraft('withdraw')['reason'] ?? '').trim();
  const why = field({
    path: 'reason',
    label: texts.reason,
    value: readDraft('withdraw')['reason'] ?? '',
    optional: true,
    rows: 3,
    maxLength: 1000,
    onInput: (value) => keepDraft('withdraw', { reason: value }),
  });
  const withdraw = busyButton(texts.button, 'danger', async () => {
    const done = await api.withdraw(typed() === '' ? {} : { reason: typed() });
    if (!done.ok) {
      app.refused(done);
      return;
    }
    dropDraft('withdraw');
    app.go('case');
  });
  const possible = answer.ok && answer.value.can.withdraw;
  return h(
    'div',
    {},
    backLink(app, 'case'),
    heading(texts.title),
    possible
      ? card(
          undefined,
          h('p', {}, texts.text),
          h(
            'ul',
            {},
            texts.list.map((line) => h('li', {}, line)),
          ),
          why.element,
          h('div', { class: 'pair' }, goButton(app, 'case', texts.keep, 'quiet'), withdraw),
        )
      : answer.ok && h('p', { class: 'box bad' }, texts.tooLate),
  );
}
