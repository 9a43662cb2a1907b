/** What this person may do on this case, and why not where they may not. */
import { Suspense, lazy, useState } from 'react';
import type { ReactElement } from 'react';
import { ButtonLink } from '../../parts/controls/button';
import { DRAFT_STATUSES } from '../../../../workflows/contract/lifecycle';
import type { ViewAnswer } from '../../../../wire/cases/case-answers';
import { may, useSession } from '../../app/session';
import { CASE } from '../../texts/case';
import { useSay } from '../../texts/say';
import { FourEyes } from '../four-eyes';
import { shownOffers } from '../offers';
import type { ShownDecision } from '../offers';
import type { CaseReading } from '../use-case';
import { Offers } from './offers-row';

const DialogOf = lazy(async () => ({ default: (await import('./decision-dialogs')).DialogOf }));

/** The decision that a status is about stands out; application and review have pages of their own. */
const LEADING: readonly ShownDecision[] = ['verifyIdentity', 'recordConsent', 'retry'];
/** A second proof of identity is possible later too, but is not what the case waits for. */
function leads(decision: ShownDecision, { status }: ViewAnswer): boolean {
  if (decision === 'verifyIdentity') return status === 'awaiting-identity';
  return LEADING.includes(decision);
}

export function DecisionsCard({ reading }: { reading: CaseReading }): ReactElement {
  const say = useSay();
  const session = useSession();
  const { answer } = reading;
  const [open, setOpen] = useState<ShownDecision>();
  const offers = shownOffers(answer);
  const mayFillIn = may(session, 'saveApplication') && DRAFT_STATUSES.includes(answer.view.status);
  const mayReview = may(session, 'claimCase') && answer.view.status === 'awaiting-review';
  return (
    <section className="card" aria-labelledby="decisions">
      <h2 id="decisions">{say(CASE.decisions)}</h2>
      {offers.length === 0 && !mayFillIn ? <p className="quiet">{say(CASE.noDecisions)}</p> : null}
      {answer.view.status === 'awaiting-review' ? <FourEyes reading={reading} /> : null}
      <div className="decisions">
        {mayFillIn ? (
          <ButtonLink
            // Before it can be submitted it only begins.
            look={offers.some(({ decision }) => decision === 'submit') ? 'primary' : 'plain'}
            to={`/cases/${answer.caseId}/application`}
          >
            {say(CASE.fillIn)}
          </ButtonLink>
        ) : null}
        {mayReview ? (
          <ButtonLink look="primary" to={`/review/${answer.caseId}`}>
            {say(CASE.review)}
          </ButtonLink>
        ) : null}
        <Offers
          offers={offers}
          claim={answer.view.claim}
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
