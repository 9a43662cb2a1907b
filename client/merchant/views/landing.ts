/** The start: three ways in, and how it goes. */
import type { App } from '../app';
import { h } from '../dom';
import { readDraft } from '../drafts';
import { t } from '../language';
import { card, goButton, heading } from '../parts';

/** True while a session of this tab should still last. */
export function hasSession(): boolean {
  const { expiresAt } = readDraft('session');
  return expiresAt !== undefined && Date.parse(expiresAt) > Date.now();
}

export function landing(app: App): HTMLElement {
  const texts = t().landing;
  const way = (label: string, hint: string, route: 'request' | 'number', kind: string) =>
    h('li', { class: 'way' }, goButton(app, route, label, kind), h('p', { class: 'hint' }, hint));
  return h(
    'div',
    {},
    heading(texts.title),
    h('p', { class: 'lead' }, texts.intro),
    hasSession() && h('p', {}, goButton(app, 'case', texts.goOn, 'primary wide')),
    h(
      'ul',
      { class: 'ways' },
      way(texts.ask, texts.askHint, 'request', hasSession() ? 'quiet wide' : 'primary wide'),
      way(texts.byNumber, texts.byNumberHint, 'number', 'quiet wide'),
      h(
        'li',
        { class: 'way' },
        h('h2', {}, texts.byLink),
        h('p', { class: 'hint' }, texts.byLinkHint),
      ),
    ),
    card(
      texts.steps,
      h(
        'ol',
        { class: 'plain-steps' },
        texts.stepList.map((step) => h('li', {}, step)),
      ),
      h('p', { class: 'soft' }, texts.fee),
    ),
  );
}
