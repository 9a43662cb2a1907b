/** Terminals, deposit and account: each with its state and what stands in the way. */
import type { ReactElement } from 'react';
import { moneyText } from '../../../workflows/contract/money';
import type { Money } from '../../../workflows/contract/money';
import type { RefundState } from '../../../workflows/contract/case-view';
import type { CaseAnswer, ViewAnswer } from '../../../wire/cases/case-answers';
import { Moment } from '../parts/moment';
import { CASE } from '../texts/case';
import { CLOSURE_STATE, DEPOSIT, REFUND_STATE, TERMINAL_STATE } from '../../../words/domain';
import { useLocale, useSay } from '../texts/say';
import { meaningOf } from '../../../words/timeline';
import { named } from '../../../words/phrase';

type Deposit = ViewAnswer['deposits'][number];

const TONE: Readonly<Record<string, string>> = {
  effective: 'good',
  succeeded: 'good',
  paid: 'good',
  closed: 'good',
  stuck: 'bad',
  returned: 'bad',
  blocked: 'warn',
  manual: 'warn',
  'left-bound': 'warn',
  'not-closed': 'warn',
  accepted: 'accent',
  pending: 'accent',
  requesting: 'accent',
};

interface StateProps {
  readonly state: string;
  readonly text: string;
  readonly codes: readonly string[];
  readonly generation: number;
}

function State({ state, text, codes, generation }: StateProps): ReactElement {
  const say = useSay();
  const locale = useLocale();
  return (
    <>
      <span className={`tag ${TONE[state] ?? ''}`}>{text}</span>
      {generation > 1 ? (
        <span className="small quiet"> {say(CASE.generation, { n: generation })}</span>
      ) : null}
      {codes.map((code) => (
        <p key={code} className="small">
          {meaningOf(code, locale)}
        </p>
      ))}
    </>
  );
}

function codesOf(part: { code?: string; gate?: readonly string[] }): readonly string[] {
  return [...(part.code === undefined ? [] : [part.code]), ...(part.gate ?? [])];
}

export function TerminalsCard({ answer }: { answer: CaseAnswer }): ReactElement {
  const say = useSay();
  const serials = new Map(answer.data.terminals.map((t) => [t.terminalId, t.serialNumber]));
  return (
    <section className="card" aria-labelledby="terminals">
      <h2 id="terminals">{say(CASE.terminals)}</h2>
      <div className="scroll-x" tabIndex={0} role="group" aria-labelledby="terminals">
        <table className="data cards">
          <thead>
            <tr>
              <th scope="col">{say(CASE.serial)}</th>
              <th scope="col">{say(CASE.state)}</th>
              <th scope="col">{say(CASE.sinceColumn)}</th>
            </tr>
          </thead>
          <tbody>
            {answer.view.terminals.map((terminal) => (
              <tr key={terminal.terminalId}>
                <th scope="row" className="mono">
                  {serials.get(terminal.terminalId) ?? terminal.terminalId}
                </th>
                <td data-label={say(CASE.state)}>
                  <State
                    state={terminal.state}
                    text={say(named(TERMINAL_STATE, terminal.state))}
                    codes={codesOf(terminal)}
                    generation={terminal.generation}
                  />
                </td>
                <td data-label={say(CASE.sinceColumn)}>
                  <Moment at={terminal.since} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function MoneyCard({ answer }: { answer: CaseAnswer }): ReactElement {
  const say = useSay();
  const { view } = answer;
  return (
    <section className="card" aria-labelledby="deposits">
      <h2 id="deposits">{say(CASE.deposits)}</h2>
      {view.deposits.length === 0 ? (
        <p className="quiet">{say(CASE.noDeposits)}</p>
      ) : (
        <DepositTable answer={answer} />
      )}
      <dl className="facts">
        <dt>{say(CASE.account)}</dt>
        <dd>
          <State
            state={view.closure.state}
            text={say(named(CLOSURE_STATE, view.closure.state))}
            codes={codesOf(view.closure)}
            generation={view.closure.generation}
          />
        </dd>
      </dl>
    </section>
  );
}

/** What is never refunded does not wait for it either. */
function shownRefund({ kind, refund }: Deposit): RefundState {
  return kind !== 'refundable-deposit' && refund === 'waiting' ? 'not-due' : refund;
}

/** What comes back to the merchant, a currency each. */
function refundableTotals(deposits: readonly Deposit[]): readonly Money[] {
  const totals = new Map<string, number>();
  for (const { kind, amountMinor, currency } of deposits) {
    if (kind !== 'refundable-deposit') continue;
    totals.set(currency, (totals.get(currency) ?? 0) + amountMinor);
  }
  return [...totals].map(([currency, amountMinor]) => ({ currency, amountMinor }));
}

function DepositTable({ answer }: { answer: CaseAnswer }): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const serials = new Map(answer.data.terminals.map((t) => [t.terminalId, t.serialNumber]));
  const { deposits } = answer.view;
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-labelledby="deposits">
      <table className="data cards">
        <thead>
          <tr>
            <th scope="col">{say(CASE.kind)}</th>
            <th scope="col">{say(CASE.serial)}</th>
            <th scope="col" className="number">
              {say(CASE.amount)}
            </th>
            <th scope="col">{say(CASE.refund)}</th>
          </tr>
        </thead>
        <tbody>
          {deposits.map((deposit) => (
            <tr key={deposit.depositId}>
              <th scope="row">{say(named(DEPOSIT, deposit.kind))}</th>
              <td className="mono" data-label={say(CASE.serial)}>
                {serials.get(deposit.terminalId) ?? deposit.terminalId}
              </td>
              <td className="number" data-label={say(CASE.amount)}>
                {moneyText(deposit, locale)}
              </td>
              <td data-label={say(CASE.refund)}>
                <State
                  state={deposit.refund}
                  text={say(named(REFUND_STATE, shownRefund(deposit)))}
                  codes={codesOf(deposit)}
                  generation={deposit.generation}
                />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {refundableTotals(deposits).map((total) => (
            <tr key={total.currency}>
              <th scope="row" colSpan={2}>
                {say(CASE.refundTotal)}
              </th>
              <td className="number strong">{moneyText(total, locale)}</td>
              <td />
            </tr>
          ))}
        </tfoot>
      </table>
    </div>
  );
}
