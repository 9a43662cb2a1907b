/**
 * Starts the page: takes the token out of the address at once, shows the view that the address names, and
 * keeps what is shown fresh while somebody looks at it.
 */
import { type Answer, type Refusal, api } from './api';
import { type App, ROUTES, type Route, type View } from './app';
import type { MerchantProgress } from '../../wire/merchant/merchant-answers';
import { h } from './dom';
import { dropDraft, keepDraft, readDraft } from './drafts';
import { frame } from './frame';
import { say, t } from './language';
import { WAIT } from './texts/counted';
import { heading } from './parts';
import { caseView } from './views/case';
import { hasSession, landing } from './views/landing';
import { badLinkView, endedView, missingView } from './views/sorry';

/** What a link shows comes with the page; the rest is loaded by whoever goes there. */
const VIEWS: Readonly<Record<Route, () => View | Promise<View>>> = {
  '': () => landing,
  request: async () => (await import('./views/request')).requestView,
  'request/code': async () => (await import('./views/enter-code')).requestCodeView,
  number: async () => (await import('./views/by-number')).byNumberView,
  'number/code': async () => (await import('./views/enter-code')).caseCodeView,
  case: () => caseView,
  terms: async () => (await import('./views/terms')).termsView,
  difference: async () => (await import('./views/difference')).differenceView,
  consents: async () => (await import('./views/consents')).consentsView,
  corrections: async () => (await import('./views/corrections')).correctionsView,
  withdraw: async () => (await import('./views/withdraw')).withdrawView,
  ended: () => endedView,
  'bad-link': () => badLinkView,
};

/** A token has no slash in it, an address of a view begins with one. */
const TOKEN = /^#([A-Za-z0-9_-]{20,128})$/;
/** Between two looks at a case that somebody else works on, ms. */
const LOOK_AGAIN_MS = 20_000;

let shown = 0;
let isNew = false;
/** On the way to another view; what is said meanwhile is still to be read there. */
let isGoing = false;
/** The case as it was last shown; a look that finds the same changes nothing. */
let lastSeen = '';

function routeNow(): Route | undefined {
  const named = location.hash.replace(/^#\/?/, '');
  return ROUTES.find((route) => route === named);
}

const page = frame({
  onLanguage: () => void show(false),
});

const app: App = {
  go(route) {
    const hash = `#/${route}`;
    page.hush();
    isGoing = true;
    if (location.hash === hash) follow();
    else location.hash = hash;
  },
  refresh: () => void show(false),
  say: (message, kind) => page.say(message, kind),
  async load() {
    const answer = await api.progress();
    if (answer.ok) lastSeen = JSON.stringify(answer.value);
    else this.refused(answer);
    return answer;
  },
  enter(expiresAt, caseId) {
    keepDraft('session', { expiresAt, ...(caseId !== undefined && { caseId }) });
    app.go('case');
  },
  refused(refusal) {
    if (refusal.code === 'UNBIND_UNAUTHENTICATED') {
      keepDraft('session', { expiresAt: undefined });
      app.go('ended');
      return;
    }
    page.say(refusalText(refusal), 'bad');
  },
  takeWelcome() {
    const was = isNew;
    isNew = false;
    return was;
  },
  welcome() {
    isNew = true;
  },
};

function lostLineText(): string {
  return navigator.onLine ? t().noAnswer : t().offline;
}

function refusalText({ code, title, retryAfterS }: Refusal): string {
  if (code === 'OFFLINE') return lostLineText();
  const wait = retryAfterS !== undefined && retryAfterS > 60 ? Math.ceil(retryAfterS / 60) : 0;
  const text = title === '' ? t().noAnswer : title;
  return wait > 0 ? `${text} ${say(WAIT, { count: wait })}` : text;
}

/** The line failed, or the desk has a newer page: a browser asks for a script anew only after a reload. */
const notLoaded: View = () => tryAgain(lostLineText(), () => location.reload());

async function viewOf(route: Route | undefined): Promise<View> {
  if (route === undefined) return missingView;
  try {
    return await VIEWS[route]();
  } catch {
    return notLoaded;
  }
}

/** Shows the view that the address names. `moved`: its heading takes the focus. */
async function show(moved: boolean): Promise<void> {
  const turn = (shown += 1);
  const route = routeNow();
  page.wait();
  const view = await (await viewOf(route))(app);
  // Somebody has gone elsewhere meanwhile.
  if (turn !== shown) return;
  page.show(view, moved);
}

/** The token proves the case once; it leaves the address, and so the history, before anything else. */
async function useToken(token: string): Promise<void> {
  history.replaceState(null, '', location.pathname);
  page.wait();
  const answer = await api.openByToken(token);
  if (answer.ok) {
    app.enter(answer.value.expiresAt, undefined);
    return;
  }
  if (answer.code !== 'UNBIND_UNAUTHENTICATED' && answer.code !== 'UNBIND_BAD_REQUEST') {
    page.show(again(token, answer), true);
    return;
  }
  app.go('bad-link');
}

/** The line failed, not the token: it is kept in memory for one more try. */
function again(token: string, refusal: Refusal): HTMLElement {
  return tryAgain(refusalText(refusal), () => void useToken(token));
}

function tryAgain(text: string, retry: () => void): HTMLElement {
  const button = h('button', { type: 'button', class: 'primary' }, t().tryAgain);
  button.addEventListener('click', retry);
  return h('div', {}, heading(t().failed), h('p', { class: 'box bad' }, text), button);
}

function follow(): void {
  if (!isGoing) page.hush();
  isGoing = false;
  const [, token] = TOKEN.exec(location.hash) ?? [];
  if (token === undefined) void show(true);
  else void useToken(token);
}

/** Looks whether the case has moved on, while somebody sees it and it is not theirs to act. */
async function lookAgain(): Promise<void> {
  if (routeNow() !== 'case' || document.visibilityState !== 'visible' || !hasSession()) return;
  const answer: Answer<MerchantProgress> = await api.progress();
  if (!answer.ok || JSON.stringify(answer.value) === lastSeen || routeNow() !== 'case') return;
  await show(false);
  page.say(t().page.refreshed, 'good');
}

addEventListener('hashchange', follow);
addEventListener('offline', () => page.say(t().offline, 'bad'));
addEventListener('online', () => page.hush());
addEventListener('unhandledrejection', () => {
  const text = h('p', { class: 'box bad' }, t().broken.text);
  page.show(h('div', {}, heading(t().broken.title), text), true);
});
setInterval(() => void lookAgain(), LOOK_AGAIN_MS);
if (location.hash === '' && readDraft('session')['expiresAt'] !== undefined && !hasSession()) {
  dropDraft('session');
}
follow();
