/** What this person may do on this case, and why not where they may not. */
import { Suspense, lazy, useState } from 'react';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import Button from 'antd/es/button';
import type { CaseAnswer } from '../../api/answers';
import { messagePartsFor } from '../../../../checks/messages';
import { hasRole, useSession } from '../../app/session';
import { CASE } from '../../texts/case';
import { DECISION } from '../../texts/decisions';
import { useLocale, useSay } from '../../texts/say';
import { offersOf } from '../offers';
import type { DecisionName, Offer } from '../offers';
import type { CaseReading } from '../use-case';

const DialogOf = lazy(async () => ({ default: (await import('./decision-dialogs')).DialogOf }));

/** The decision that a status is about comes first and stands out. */
const LEADING: readonly DecisionName[] = [
  'verifyIdentity',
  'recordConsent',
  'submit',
  'claim',
  'approve',
  'retry',
];
/**
 * A second proof of identity is possible later too, but is not what the case waits for; nor is submitting
 * what the checks find wrong.
 */
function leads(decision: DecisionName, { view, findings }: CaseAnswer): boolean {
  if (decision === 'verifyIdentity') return view.status === 'awaiting-identity';
  if (decision === 'submit' && findings && findings.problems.length > 0) return false;
  return LEADING.includes(decision);
}

const DRAFTS: readonly string[] = [
  'awaiting-identity',
  'awaiting-consent',
  'awaiting-application',
  'awaiting-information',
];

/** Statuses that wait for the application; before them it may be filled in already. */
const FILLED_IN: readonly string[] = ['awaiting-application', 'awaiting-information'];

export function DecisionsCard({ reading }: { reading: CaseReading }): ReactElement {
  const say = useSay();
  const session = useSession();
  const { answer, timeline } = reading;
  const [open, setOpen] = useState<DecisionName>();
  const offers = offersOf(answer.view, session, timeline.items);
  const mayFillIn = hasRole(session, 'agent') && DRAFTS.includes(answer.view.status);
  const mayReview = hasRole(session, 'reviewer') && answer.view.status === 'awaiting-review';
  return (
    <section className="card" aria-labelledby="decisions">
      <h2 id="decisions">{say(CASE.decisions)}</h2>
      {offers.length === 0 && !mayFillIn ? <p className="quiet">{say(CASE.noDecisions)}</p> : null}
      <div className="decisions">
        {mayFillIn ? (
          <Link
            className={FILLED_IN.includes(answer.view.status) ? 'button-link' : 'button-link plain'}
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
        {offers.map((offer) => (
          <OfferButton
            key={offer.decision}
            offer={offer}
            isLeading={leads(offer.decision, answer)}
            onOpen={setOpen}
          />
        ))}
      </div>
      {open === undefined ? null : (
        <Suspense fallback={null}>
          <DialogOf decision={open} reading={reading} onClose={() => setOpen(undefined)} />
        </Suspense>
      )}
    </section>
  );
}

interface OfferProps {
  readonly offer: Offer;
  readonly isLeading: boolean;
  readonly onOpen: (decision: DecisionName) => void;
}

export function OfferButton({ offer, isLeading, onOpen }: OfferProps): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { decision, refusedBy } = offer;
  const words = DECISION[decision];
  const leads = isLeading && refusedBy === undefined;
  const ending = ['reject', 'withdraw', 'end'].includes(decision);
  return (
    <div className="offer">
      <Button
        type={leads ? 'primary' : 'default'}
        danger={ending}
        disabled={refusedBy !== undefined}
        aria-describedby={refusedBy === undefined ? undefined : `why-${decision}`}
        onClick={() => onOpen(decision)}
      >
        {say(words.name)}
      </Button>
      {refusedBy === undefined ? null : (
        <span className="small quiet" id={`why-${decision}`}>
          {messagePartsFor(refusedBy, locale).meaning}
        </span>
      )}
    </div>
  );
}
