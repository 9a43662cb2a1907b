/** What this person may do on this case, and why not where they may not. */
import { Suspense, lazy, useState } from 'react';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { DRAFT_STATUSES } from '../../../../workflows/contract/lifecycle';
import type { ViewAnswer } from '../../api/answers';
import { hasRole, useSession } from '../../app/session';
import { CASE } from '../../texts/case';
import { useSay } from '../../texts/say';
import { FourEyes } from '../four-eyes';
import { offersOf } from '../offers';
import type { DecisionName } from '../offers';
import type { CaseReading } from '../use-case';
import { Offers } from './offers-row';

const DialogOf = lazy(async () => ({ default: (await import('./decision-dialogs')).DialogOf }));

/** The decision that a status is about stands out; application and review have pages of their own. */
const LEADING: readonly DecisionName[] = ['verifyIdentity', 'recordConsent', 'retry'];
/** A second proof of identity is possible later too, but is not what the case waits for. */
function leads(decision: DecisionName, { status }: ViewAnswer): boolean {
  if (decision === 'verifyIdentity') return status === 'awaiting-identity';
  return LEADING.includes(decision);
}

/** Statuses whose work is the application; earlier ones only allow to begin with it. */
const FILLED_IN_NOW: readonly string[] = ['awaiting-application', 'awaiting-information'];

export function DecisionsCard({ reading }: { reading: CaseReading }): ReactElement {
  const say = useSay();
  const session = useSession();
  const { answer, timeline } = reading;
  const [open, setOpen] = useState<DecisionName>();
  const offers = offersOf(answer.view, session, timeline.items);
  const mayFillIn = hasRole(session, 'agent') && DRAFT_STATUSES.includes(answer.view.status);
  const mayReview = hasRole(session, 'reviewer') && answer.view.status === 'awaiting-review';
  return (
    <section className="card" aria-labelledby="decisions">
      <h2 id="decisions">{say(CASE.decisions)}</h2>
      {offers.length === 0 && !mayFillIn ? <p className="quiet">{say(CASE.noDecisions)}</p> : null}
      {answer.view.status === 'awaiting-review' ? <FourEyes reading={reading} /> : null}
      <div className="decisions">
        {mayFillIn ? (
          <Link
            className={
              FILLED_IN_NOW.includes(answer.view.status) ? 'button-link' : 'button-link second'
            }
            to={`/cases/${answer.caseId}/application`}
          >
            {say(CASE.fillIn)}
          </Link>
        ) : null}
        {mayReview ? (
          <Link className="button-link" to={`/review/${answer.caseId}`}>
            {say(CASE.review)}
          </Link>
        ) : null}
        <Offers
          offers={offers}
          leads={(decision) => leads(decision, answer.view)}
          onOpen={setOpen}
        />
      </div>
      {open === undefined ? null : (
        <Suspense fallback={null}>
          <DialogOf decision={open} reading={reading} onClose={() => setOpen(undefined)} />
        </Suspense>
      )}
    </section>
  );
}
