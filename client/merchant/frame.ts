/** What stands around every view: name, language, announcements, help. */
import { LANGUAGE_NAME, SWITCH_TO, nextLocale } from '../../words/languages';
import { h, paragraphs, replaceChildren } from './dom';
import { locale, setLocale, t } from './language';

export interface Frame {
  show(view: HTMLElement, moved: boolean): void;
  /** Something is being fetched. */
  wait(): void;
  say(message: string, kind?: 'good' | 'bad'): void;
  /** Takes back what was said. */
  hush(): void;
}

const SVG = 'http://www.w3.org/2000/svg';

function mark(): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 32 32');
  svg.setAttribute('aria-hidden', 'true');
  const ground = document.createElementNS(SVG, 'rect');
  for (const [name, value] of [
    ['width', '32'],
    ['height', '32'],
    ['rx', '8'],
  ] as const) {
    ground.setAttribute(name, value);
  }
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', 'M10 8v9a6 6 0 0 0 12 0V8');
  svg.append(ground, path);
  return svg;
}

export function frame({ onLanguage }: { readonly onLanguage: () => void }): Frame {
  const root = document.querySelector('#page') ?? document.body;
  const skip = h('a', { class: 'skip', href: '#main' });
  const name = h('span', {});
  const language = h('button', { type: 'button', class: 'link language' });
  const notice = h('div', { class: 'notice no-print', role: 'status' });
  const main = h('main', { id: 'main', tabindex: '-1' });
  const help = h('p', {});
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function name_(): void {
    const texts = t();
    document.documentElement.lang = locale();
    document.title = texts.site;
    skip.textContent = texts.skip;
    name.textContent = texts.site;
    const other = nextLocale(locale());
    language.textContent = LANGUAGE_NAME[other];
    language.lang = other;
    language.setAttribute('aria-label', SWITCH_TO[other]);
    help.textContent = texts.help;
  }

  skip.addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
  language.addEventListener('click', () => {
    setLocale(nextLocale(locale()));
    name_();
    replaceChildren(notice);
    onLanguage();
  });
  name_();
  replaceChildren(
    root,
    skip,
    h('header', { class: 'no-print' }, h('div', { class: 'brand' }, mark(), name), language),
    notice,
    main,
    h('footer', {}, help),
  );

  return {
    show(view, moved) {
      clearTimeout(waiting);
      main.removeAttribute('aria-busy');
      replaceChildren(main, view);
      const title = view.querySelector('h1');
      document.title = title ? `${title.textContent} · ${t().site}` : t().site;
      if (!moved) return;
      window.scrollTo(0, 0);
      title?.focus({ preventScroll: true });
    },
    wait() {
      clearTimeout(waiting);
      main.setAttribute('aria-busy', 'true');
      // What comes at once needs no word.
      waiting = setTimeout(() => {
        if (main.childElementCount === 0)
          replaceChildren(main, h('p', { class: 'soft' }, t().loading));
      }, 300);
    },
    say(message, kind) {
      replaceChildren(notice, h('div', { class: `box ${kind ?? ''}` }, paragraphs(message)));
    },
    hush() {
      replaceChildren(notice);
    },
  };
}
