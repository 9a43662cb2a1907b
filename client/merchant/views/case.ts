/** Where the case stands: what is awaited from whom, what the merchant can do, what has happened. */
import {
  DEPOSIT_TOLD,
  NEXT_STEP,
  PARTY_TOLD,
  REFUND_TOLD,
  REJECTION_TOLD,
  TERMINAL_TOLD,
} from '../../../words/merchant';
import { isEnd } from '../../../workflows/contract/lifecycle';
import type { CaseStatus } from '../../../workflows/contract/lifecycle';
import { api } from '../api';
import type { App } from '../app';
import type { MerchantProgress } from '../../../wire/merchant/merchant-answers';
import { type Child, h } from '../dom';
import { dropDraft } from '../drafts';
import { dayText, momentText, moneyText } from '../format';
import { t } from '../language';
import { badge, busyButton, card, facts, goButton, heading, named, table } from '../parts';
import { papersList, uploader } from './papers';
import { statementCard } from './statement';

type StepName =
  | 'identity'
  | 'consent'
  | 'application'
  | 'review'
  | 'unbinding'
  | 'refund'
  | 'closure'
  | 'completed';

const STEP_OF: Readonly<Record<CaseStatus, StepName | undefined>> = {
  'awaiting-identity': 'identity',
  'awaiting-consent': 'consent',
  'awaiting-application': 'application',
  'awaiting-review': 'review',
  'awaiting-information': 'review',
  unbinding: 'unbinding',
  'refunding-deposit': 'refund',
  'closing-account': 'closure',
  completed: 'completed',
  rejected: undefined,
  withdrawn: undefined,
  expired: undefined,
};

/** The way that this case goes; a case without a refund or a closure has no such step. */
function stepsOf({
  status,
  history,
  deposits,
  closeAccount,
}: MerchantProgress): readonly StepName[] {
  const refund =
    deposits.length === 0 ? status !== 'completed' : deposits.some((d) => d.refundable);
  const all: readonly StepName[] = [
    'identity',
    'consent',
    'application',
    'review',
    'unbinding',
    ...(refund ? (['refund'] as const) : []),
    ...(closeAccount ? (['closure'] as const) : []),
    'completed',
  ];
  if (!isEnd(status) || status === 'completed') return all;
  const reached = new Set(history.map((step) => STEP_OF[step.status]));
  return all.filter((step) => reached.has(step));
}

/** A step that nobody here knows comes after the last one that was reached. */
function positionIn(steps: readonly StepName[], { status, history }: MerchantProgress): number {
  const now = STEP_OF[status];
  if (now !== undefined) return steps.indexOf(now);
  if (isEnd(status)) return steps.length;
  return Math.max(0, ...steps.map((step, index) => (history.some(at(step)) ? index : 0)));
}

const at = (step: StepName) => (reached: { readonly status: CaseStatus }) =>
  STEP_OF[reached.status] === step;

function track(progress: MerchantProgress): HTMLElement {
  const texts = t();
  const steps = stepsOf(progress);
  const position = positionIn(steps, progress);
  const isDone = (index: number): boolean => index < position || progress.status === 'completed';
  return h(
    'ol',
    { class: 'track' },
    steps.map((step, index) => {
      const isNow = index === position && progress.status !== 'completed';
      const state = isDone(index) ? 'done' : isNow ? 'now' : 'later';
      return h(
        'li',
        { class: state, 'aria-current': isNow ? 'step' : undefined },
        h('span', {}, texts.steps[step]),
        h('span', { class: 'unseen' }, ` (${texts.page[state]})`),
      );
    }),
  );
}

const TONE: Readonly<Partial<Record<CaseStatus, 'good' | 'bad' | 'plain'>>> = {
  completed: 'good',
  rejected: 'bad',
  withdrawn: 'plain',
  expired: 'plain',
};

function actions(app: App, { can }: MerchantProgress): Child {
  const texts = t().page;
  if (can.consent) return goButton(app, 'terms', texts.toTerms, 'primary wide');
  if (can.extend) return goButton(app, 'difference', texts.toDifference, 'primary wide');
  if (can.correct) return goButton(app, 'corrections', texts.toCorrections, 'primary wide');
  return undefined;
}

function standing(app: App, progress: MerchantProgress): HTMLElement {
  const texts = t().page;
  const { status, waitsFor, expectedBy, overdue, paused, rejection } = progress;
  const isOpen = !isEnd(status);
  // Until when somebody may answer is told to the minute, what is only expected by its day.
  const [expected, by] =
    waitsFor === 'merchant'
      ? ([texts.answerBy, momentText] as const)
      : ([texts.expected, dayText] as const);
  return h(
    'section',
    { class: 'card standing' },
    h('p', { class: 'stage' }, badge(progress.stage, TONE[status] ?? 'busy')),
    h('p', { class: 'next' }, named(NEXT_STEP, status)),
    facts([
      [texts.number, h('strong', { class: 'number' }, progress.caseId)],
      [texts.waits, isOpen && named(PARTY_TOLD, waitsFor)],
      [expected, isOpen && expectedBy !== undefined && by(expectedBy, progress)],
      [texts.rejected, rejection !== undefined && named(REJECTION_TOLD, rejection)],
    ]),
    overdue && h('p', { class: 'box bad' }, texts.overdue),
    paused && h('p', { class: 'box' }, texts.paused),
    actions(app, progress),
  );
}

function hindrances({ hindrances: found }: MerchantProgress): Child {
  if (found.length === 0) return undefined;
  return card(
    t().page.hindrances,
    h(
      'ul',
      {},
      found.map(({ meaning, remedy }) => h('li', {}, meaning, ' ', h('strong', {}, remedy))),
    ),
  );
}

function terminals(progress: MerchantProgress): HTMLElement {
  const texts = t().page;
  return card(
    texts.terminals,
    table(
      texts.terminals,
      [texts.serial, texts.state],
      progress.terminals.map(({ serialNumber, state }) => [
        serialNumber,
        badge(named(TERMINAL_TOLD, state), state === 'effective' ? 'good' : 'plain'),
      ]),
    ),
  );
}

function deposits(progress: MerchantProgress): Child {
  const texts = t();
  if (progress.deposits.length === 0) return undefined;
  return card(
    texts.page.deposits,
    table(
      texts.page.deposits,
      [
        texts.page.serial,
        texts.corrections.fields.kind,
        texts.corrections.fields.amountMinor,
        texts.page.state,
      ],
      progress.deposits.map((item) => [
        item.serialNumber,
        named(DEPOSIT_TOLD, item.kind),
        moneyText(item),
        item.refundable
          ? badge(
              named(REFUND_TOLD, item.state),
              ['succeeded', 'paid'].includes(item.state) ? 'good' : 'plain',
            )
          : badge(texts.terms.notRefundable, 'plain'),
      ]),
    ),
  );
}

function papers(app: App, progress: MerchantProgress): Child {
  const { can } = progress;
  if (!can.attach && progress.attachments.length === 0) return undefined;
  return card(
    t().page.papers,
    can.attach && h('p', { class: 'hint' }, t().papers.intro),
    papersList(progress),
    can.attach && uploader(app, () => app.refresh()),
  );
}

function history(progress: MerchantProgress): HTMLElement {
  return card(
    t().page.history,
    h(
      'ol',
      { class: 'history', reversed: true },
      [...progress.history]
        .reverse()
        .map(({ stage, at }) =>
          h('li', {}, h('span', {}, stage), h('time', { datetime: at }, momentText(at, progress))),
        ),
    ),
  );
}

function contact({ merchant }: MerchantProgress): HTMLElement {
  const texts = t().page;
  return card(
    texts.contact,
    facts([
      [texts.merchantNumber, merchant.merchantNumber],
      [texts.contactName, merchant.contactName],
      [texts.phone, merchant.phone],
      [texts.email, merchant.email],
    ]),
    h('p', { class: 'soft' }, texts.masked),
  );
}

function leaving(app: App, { can }: MerchantProgress): HTMLElement {
  const texts = t().page;
  const leave = busyButton(texts.leave, 'quiet', async () => {
    await api.leave();
    dropDraft('session');
    app.go('');
    app.say(texts.left, 'good');
  });
  return h(
    'div',
    { class: 'pair end no-print' },
    leave,
    goButton(app, 'consents', t().consents.title, 'quiet'),
    can.withdraw && goButton(app, 'withdraw', texts.withdraw, 'quiet danger-text'),
  );
}

export async function caseView(app: App): Promise<HTMLElement> {
  const texts = t().page;
  const answer = await app.load();
  if (!answer.ok) return h('div', {}, heading(texts.title));
  const progress = answer.value;
  return h(
    'div',
    { class: 'case' },
    heading(texts.title),
    app.takeWelcome() &&
      h('div', { class: 'box good' }, h('h2', {}, texts.welcome), h('p', {}, texts.welcomeText)),
    standing(app, progress),
    hindrances(progress),
    statementCard(progress),
    card(texts.steps, track(progress)),
    papers(app, progress),
    !progress.statement && [terminals(progress), deposits(progress)],
    history(progress),
    contact(progress),
    leaving(app, progress),
  );
}
