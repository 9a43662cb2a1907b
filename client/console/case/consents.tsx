/** The consents of a case: the terms as they were read, what they cover, and the way to take one back. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { moneyText } from '../../../workflows/contract/money';
import type { Consent } from '../../../wire/cases/consent-answers';
import { CONSENT_KIND, CONSENT_METHOD, DEPOSIT } from '../../../words/domain';
import { PAYEE } from '../../../words/operations';
import { named } from '../../../words/phrase';
import { consentsQuery } from '../api/queries';
import { may, useSession } from '../app/session';
import { Button } from '../parts/controls/button';
import { LongText } from '../parts/long-text';
import { Moment } from '../parts/moment';
import { ProblemNotice } from '../parts/problem-notice';
import { CASE } from '../texts/case';
import { useLocale, useSay } from '../texts/say';
import { WithdrawDialog } from './decisions/withdraw-dialog';
import type { CaseReading } from './use-case';
import { useNames } from './use-names';

export function ConsentsCard({ reading }: { reading: CaseReading }): ReactElement {
  const say = useSay();
  const { caseId } = reading.answer;
  const { data, error, refetch } = useQuery(consentsQuery(caseId));
  const nameOf = useNames(data?.people);
  const [taken, setTaken] = useState<Consent>();
  const mayWithdraw = may(useSession(), 'withdrawCase');
  return (
    <section className="card" aria-labelledby="consents">
      <header>
        <h2 id="consents">{say(CASE.consents)}</h2>
      </header>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {data?.items.length === 0 ? <p className="quiet">{say(CASE.noConsents)}</p> : null}
      <ul className="lines">
        {data?.items.map((consent) => (
          <li key={consent.consentId}>
            <ConsentLines consent={consent} nameOf={nameOf} />
            {mayWithdraw && consent.mayWithdraw ? (
              <Button size="small" onClick={() => setTaken(consent)}>
                {say(CASE.takeBack, { what: say(named(CONSENT_KIND, consent.kind)) })}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {taken ? (
        <WithdrawDialog reading={reading} consent={taken} onClose={() => setTaken(undefined)} />
      ) : null}
    </section>
  );
}

interface LinesProps {
  readonly consent: Consent;
  readonly nameOf: (principalId: string) => string;
}

function ConsentLines({ consent, nameOf }: LinesProps): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { covers, withdrawn, terms, evidence } = consent;
  return (
    <div>
      <h3>{say(named(CONSENT_KIND, consent.kind))}</h3>
      <p className="small quiet">
        {say(named(CONSENT_METHOD, consent.method))} · <bdi>{nameOf(consent.by)}</bdi> ·{' '}
        <Moment at={consent.at} />
        {withdrawn ? (
          <>
            {' · '}
            {say(CASE.takenBack)} <bdi>{nameOf(withdrawn.by)}</bdi> <Moment at={withdrawn.at} />
          </>
        ) : null}
        {!withdrawn && !consent.isInForce ? ` · ${say(CASE.notInForce)}` : null}
      </p>
      {evidence === undefined ? null : <LongText text={evidence} />}
      {covers ? (
        <dl className="facts">
          <dt>{say(CASE.consentCovers)}</dt>
          <dd className="mono">{covers.terminals.join(' ') || '—'}</dd>
          {covers.items.length > 0 ? (
            <>
              <dt>{say(CASE.deposits)}</dt>
              {covers.items.map((item) => (
                <dd key={`${item.serialNumber} ${item.kind}`}>
                  <span className="mono">{item.serialNumber}</span> {say(named(DEPOSIT, item.kind))}{' '}
                  {moneyText(item, locale)}
                </dd>
              ))}
            </>
          ) : null}
          {covers.payeeKind ? (
            <>
              <dt>{say(CASE.payee)}</dt>
              <dd>{say(named(PAYEE, covers.payeeKind))}</dd>
            </>
          ) : null}
          {covers.closeAccount === undefined ? null : (
            <>
              <dt>{say(CASE.closeAccount)}</dt>
              <dd>{say(covers.closeAccount ? CASE.yes : CASE.no)}</dd>
            </>
          )}
        </dl>
      ) : null}
      <details lang={terms?.locale}>
        <summary>{say(CASE.termsRead, { version: consent.termsVersion })}</summary>
        {terms ? <pre className="terms">{terms.text}</pre> : <p>{say(CASE.termsLost)}</p>}
      </details>
    </div>
  );
}
