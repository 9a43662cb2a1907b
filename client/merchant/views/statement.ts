/** The final statement: what became of terminals, money and account, made to be printed. */
import {
  CLOSURE_TOLD,
  DEPOSIT_TOLD,
  PAYEE_TOLD,
  REFUND_TOLD,
  TERMINAL_TOLD,
} from '../../../words/merchant';
import { isRefundable } from '../../../checks/money/itemisation';
import type { Statement, MerchantProgress } from '../../../wire/merchant/merchant-answers';
import { API_ROOT, pathOf } from '../../../wire/routes';
import { api } from '../api';
import { type Child, h } from '../dom';
import { momentText, moneyText, totalText } from '../format';
import { t } from '../language';
import { badge, busyButton, facts, named, table } from '../parts';

const PAID = ['succeeded', 'paid'];

function terminalsTable(progress: MerchantProgress, { terminals }: Statement): HTMLElement {
  const texts = t();
  return table(
    texts.statement.unbound,
    [texts.page.serial, texts.page.state, texts.statement.proven],
    terminals.map(({ serialNumber, state, at }) => [
      serialNumber,
      badge(named(TERMINAL_TOLD, state), state === 'effective' ? 'good' : 'plain'),
      state === 'effective' ? momentText(at, progress) : '—',
    ]),
  );
}

/** A fee is never paid back; a deposit that is not due says so. */
function stateText({ kind, state }: Statement['refunds'][number]): string {
  return isRefundable(kind) ? named(REFUND_TOLD, state) : t().terms.notRefundable;
}

function moneyTable(progress: MerchantProgress, { refunds }: Statement): Child {
  const texts = t();
  if (refunds.length === 0) return undefined;
  const total = totalText(refunds.filter(({ state }) => PAID.includes(state)));
  return [
    h('h3', {}, texts.statement.money),
    table(
      texts.statement.money,
      [
        texts.page.serial,
        texts.corrections.fields.kind,
        texts.corrections.fields.amountMinor,
        texts.page.state,
      ],
      refunds.map((refund) => [
        refund.serialNumber,
        named(DEPOSIT_TOLD, refund.kind),
        moneyText(refund),
        [
          badge(stateText(refund), PAID.includes(refund.state) ? 'good' : 'plain'),
          PAID.includes(refund.state) &&
            h('span', { class: 'soft' }, ` ${momentText(refund.at, progress)}`),
        ],
      ]),
    ),
    total !== undefined &&
      h('p', { class: 'total' }, `${texts.statement.refunded}: `, h('strong', {}, total)),
  ];
}

/** Has the file made, and lets the browser save it. */
function packButton(): Child {
  const texts = t().statement;
  const told = h('p', { class: 'hint', role: 'status' }, texts.packHint);
  const save = busyButton(texts.pack, 'quiet', async () => {
    const made = await api.makePack();
    told.textContent = made.ok ? texts.packHint : made.title;
    if (!made.ok) return;
    location.assign(`${API_ROOT}${pathOf('readOwnPack', { packId: made.value.packId })}`);
  });
  return [save, told];
}

function payeeText({ payee }: Statement): string | undefined {
  return payee === 'original-payment' ? named(PAYEE_TOLD, payee) : payee;
}

export function statementCard(progress: MerchantProgress): Child {
  const { statement } = progress;
  if (!statement) return undefined;
  const texts = t().statement;
  const hasTerminals = statement.terminals.some(({ state }) => state !== 'waiting');
  const { accountAt } = statement;
  const account = named(CLOSURE_TOLD, statement.account);
  return h(
    'section',
    { class: 'card statement', id: 'statement' },
    h('h2', {}, texts.title),
    h(
      'p',
      { class: 'only-print' },
      `${texts.printedAt}: ${momentText(new Date().toISOString(), progress)}`,
    ),
    facts([
      [t().page.number, progress.caseId],
      [texts.company, statement.merchantName],
      [t().page.merchantNumber, progress.merchant.merchantNumber],
      [t().page.contactName, progress.merchant.contactName],
      [texts.outcome, progress.stage],
      [t().page.opened, momentText(progress.openedAt, progress)],
      [texts.endedAt, statement.endedAt !== undefined && momentText(statement.endedAt, progress)],
      [
        texts.paidTo,
        statement.refunds.some(({ state }) => PAID.includes(state)) && payeeText(statement),
      ],
      [
        texts.account,
        hasTerminals &&
          (accountAt === undefined ? account : `${account} · ${momentText(accountAt, progress)}`),
      ],
    ]),
    statement.partial && h('p', { class: 'box bad' }, texts.partial),
    hasTerminals && [
      h('h3', {}, texts.unbound),
      terminalsTable(progress, statement),
      h('p', { class: 'soft' }, texts.terminalNote),
      moneyTable(progress, statement),
    ],
    h(
      'div',
      { class: 'no-print' },
      h('button', { type: 'button', class: 'quiet', onclick: () => window.print() }, texts.print),
      h('p', { class: 'hint' }, texts.printHint),
      packButton(),
    ),
  );
}
