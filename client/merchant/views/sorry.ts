/** Views for what went wrong: each says what happened, what it means, and the way on. */
import type { App } from '../app';
import { h } from '../dom';
import { t } from '../language';
import { card, goButton, heading } from '../parts';

function sorry(app: App, title: string, text: string): HTMLElement {
  return h(
    'div',
    {},
    heading(title),
    card(
      undefined,
      h('p', {}, text),
      h(
        'div',
        { class: 'pair' },
        goButton(app, '', t().home, 'quiet'),
        goButton(app, 'number', t().ended.again, 'primary'),
      ),
    ),
  );
}

export function endedView(app: App): HTMLElement {
  return sorry(app, t().ended.title, t().ended.text);
}

export function badLinkView(app: App): HTMLElement {
  return sorry(app, t().badLink.title, t().badLink.text);
}

export function missingView(app: App): HTMLElement {
  return sorry(app, t().missing.title, t().missing.text);
}
