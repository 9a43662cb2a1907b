/** Small parts that several views are made of. */
import { type Phrase, named as wordsOf } from '../../words/phrase';
import type { App, Route } from './app';
import { type Child, h } from './dom';
import { locale, t } from './language';

/** The words of a name in the language of the page; one that nobody here knows shows as it came. */
export function named<Name extends string>(
  words: Readonly<Record<Name, Phrase>>,
  name: Name,
): string {
  return wordsOf(words, name)[locale()];
}

export function heading(text: string): HTMLElement {
  return h('h1', { tabindex: '-1' }, text);
}

export function card(title: string | undefined, ...children: readonly Child[]): HTMLElement {
  return h('section', { class: 'card' }, title !== undefined && h('h2', {}, title), ...children);
}

/** A link within the page that looks like a button. */
export function goButton(app: App, route: Route, label: string, kind = 'primary'): HTMLElement {
  return h('button', { type: 'button', class: kind, onclick: () => app.go(route) }, label);
}

/** A button whose work takes a while: it says so, and cannot be pressed twice. */
export function busyButton(
  label: string,
  kind: 'primary' | 'quiet' | 'danger',
  run: () => Promise<void>,
): HTMLButtonElement {
  const button = h('button', { type: 'button', class: kind }, label);
  button.addEventListener('click', () => void whileBusy(button, run));
  return button;
}

/** Runs once at a time. */
export async function whileBusy(
  button: HTMLButtonElement,
  run: () => Promise<void>,
): Promise<void> {
  if (button.getAttribute('aria-disabled') === 'true') return;
  const label = button.textContent;
  button.setAttribute('aria-disabled', 'true');
  button.textContent = t().sending;
  try {
    await run();
  } finally {
    button.removeAttribute('aria-disabled');
    button.textContent = label;
  }
}

/** A form whose submission runs once at a time, by button or Enter. */
export function submitForm(
  label: string,
  run: () => Promise<void>,
  ...children: readonly Child[]
): HTMLFormElement {
  const button = h('button', { type: 'submit', class: 'primary wide' }, label);
  const form = h('form', { novalidate: true }, ...children, button);
  // A field that is left tells what is wrong with it; the button must not move away under the press.
  button.addEventListener('mousedown', (event) => event.preventDefault());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void whileBusy(button, run);
  });
  return form;
}

/** Facts in pairs; those without a value are left out. */
export function facts(pairs: readonly (readonly [name: string, value: Child])[]): HTMLElement {
  return h(
    'dl',
    { class: 'facts' },
    pairs
      .filter(([, value]) => value !== undefined && value !== false && value !== '')
      .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  );
}

/** A table whose cells carry the names of their columns, as on a phone the rows become cards. */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly Child[])[],
): HTMLElement {
  return h(
    'table',
    {},
    h('caption', { class: 'unseen' }, caption),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        columns.map((name) => h('th', { scope: 'col' }, name)),
      ),
    ),
    h(
      'tbody',
      {},
      rows.map((cells) =>
        h(
          'tr',
          {},
          cells.map((cell, index) =>
            h('td', { 'data-name': columns[index] ?? '' }, h('div', {}, cell)),
          ),
        ),
      ),
    ),
  );
}

/** A word on a colored ground; the word alone says it, the color only helps. */
export function badge(text: string, tone: 'good' | 'busy' | 'bad' | 'plain'): HTMLElement {
  return h('span', { class: `badge ${tone}` }, text);
}

export function backLink(app: App, route: Route): HTMLElement {
  return h('p', { class: 'back' }, goButton(app, route, `← ${t().back}`, 'link'));
}
