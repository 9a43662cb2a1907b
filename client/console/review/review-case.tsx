/** One case under review. */
import { Suspense, lazy, useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { comparisonQuery } from '../api/queries';
import { Offers } from '../case/decisions/offers-row';
import { MoneyCard, TerminalsCard } from '../case/effects';
import { AttachmentsCard } from '../case/files';
import { NotesCard } from '../case/notes';
import { FourEyes } from '../case/four-eyes';
import { shownOffers } from '../case/offers';
import type { ShownDecision } from '../case/offers';
import { PersonalDataCard } from '../case/personal-data';
import { PresenceLine } from '../case/presence';
import { RevealedProvider, useShown } from '../case/revealed';
import { Standing } from '../case/standing/standing';
import { TimelineCard } from '../case/timeline';
import { useCase } from '../case/use-case';
import type { CaseReading } from '../case/use-case';
import { ButtonLink } from '../parts/controls/button';
import { Loading } from '../parts/loading';
import { ProblemNotice } from '../parts/problem-notice';
import { Marks, StatusTag } from '../parts/status-tag';
import { STATUS } from '../../../words/domain';
import { REVIEW } from '../texts/review';
import { useSay } from '../texts/say';
import { ComparisonTable } from './comparison-table';
import { named } from '../../../words/phrase';

const DialogOf = lazy(async () => ({
  default: (await import('../case/decisions/decision-dialogs')).DialogOf,
}));

const DECISIONS: readonly ShownDecision[] = [
  'claim',
  'approve',
  'requestInformation',
  'reject',
  'release',
];

interface Props {
  readonly caseId: string;
  readonly next: string | undefined;
}

export function ReviewCase({ caseId, next }: Props): ReactElement {
  const say = useSay();
  const { reading, error, readAgain } = useCase(caseId);
  return (
    <div className="page">
      <div className="page-head">
        <Link to="/review">← {say(REVIEW.title)}</Link>
        <h1 className="mono">{caseId}</h1>
        {reading ? (
          <>
            <StatusTag status={reading.answer.view.status} />
            <Marks of={reading.answer.view} />
          </>
        ) : null}
        <PresenceLine caseId={caseId} />
        <span className="actions row">
          <Link to={`/cases/${caseId}`}>{say(REVIEW.toCase)}</Link>
          {next === undefined ? null : (
            <ButtonLink look="primary" to={`/review/${next}`}>
              {say(REVIEW.next)} →
            </ButtonLink>
          )}
        </span>
      </div>
      {error ? <ProblemNotice error={error} onRetry={readAgain} /> : null}
      {reading ? <ReviewBody reading={reading} next={next} /> : error ? null : <Loading />}
    </div>
  );
}

interface BodyProps {
  readonly reading: CaseReading;
  readonly next: string | undefined;
}

function ReviewBody({ reading, next }: BodyProps): ReactElement {
  return (
    <RevealedProvider>
      {reading.answer.view.status === 'awaiting-review' ? (
        <Review reading={reading} />
      ) : (
        <Reviewed reading={reading} next={next} />
      )}
      <Context reading={reading} />
    </RevealedProvider>
  );
}

/** The review is over, or is not due yet: where the case stands, and where to go on. */
function Reviewed({ reading, next }: BodyProps): ReactElement {
  const say = useSay();
  const { caseId, view } = reading.answer;
  return (
    <section className="card" aria-labelledby="reviewed">
      <h2 id="reviewed">{say(REVIEW.notReview)}</h2>
      <p>{say(REVIEW.nowStands, { status: say(named(STATUS, view.status)) })}</p>
      <div className="row">
        {next === undefined ? (
          <ButtonLink look="primary" to="/review">
            {say(REVIEW.backToQueue)}
          </ButtonLink>
        ) : (
          <ButtonLink look="primary" to={`/review/${next}`}>
            {say(REVIEW.next)} →
          </ButtonLink>
        )}
        <ButtonLink to={`/cases/${caseId}`}>{say(REVIEW.toCase)}</ButtonLink>
      </div>
    </section>
  );
}

function Review({ reading }: { reading: CaseReading }): ReactElement {
  const say = useSay();
  const { answer } = reading;
  const { caseId, view } = answer;
  const comparison = useQuery(comparisonQuery(caseId));
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [open, setOpen] = useState<ShownDecision>();
  const offers = shownOffers(answer, DECISIONS);
  const mayAsk = offers.some((o) => o.decision === 'requestInformation' && !o.refusedBy);
  return (
    <>
      <FourEyes reading={reading} />
      <section className="card review-bar" aria-label={say(REVIEW.decide)}>
        <div className="decisions">
          <Offers
            offers={offers}
            claim={view.claim}
            leads={(decision) => decision === 'claim' || decision === 'approve'}
            onOpen={setOpen}
          />
          {ticked.length > 0 ? (
            <span className="small">{say(REVIEW.askSelected, { count: ticked.length })}</span>
          ) : null}
        </div>
      </section>
      {comparison.error ? <ProblemNotice error={comparison.error} /> : null}
      {comparison.data ? (
        <ComparisonTable
          comparison={comparison.data}
          ticked={mayAsk ? ticked : undefined}
          onTick={setTicked}
        />
      ) : null}
      {open === undefined ? null : (
        <Suspense fallback={null}>
          <DialogOf
            decision={open}
            reading={reading}
            fields={ticked.length > 0 ? ticked.map(askable) : undefined}
            onClose={() => setOpen(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}

/** A row of a deposit item is asked for as the item's amount, which is what differs. */
function askable(path: string): string {
  return /^deposits\[\d+\]$/.test(path) ? `${path}.amountMinor` : path;
}

function Context({ reading }: { reading: CaseReading }): ReactElement {
  const { answer } = reading;
  const shown = useShown(answer);
  return (
    <div className="case-grid">
      <div className="stack">
        <Standing answer={answer} />
        <TerminalsCard answer={shown} />
        <MoneyCard answer={shown} />
      </div>
      <div className="stack">
        <PersonalDataCard caseId={answer.caseId} data={shown.data} />
        <AttachmentsCard caseId={answer.caseId} />
        <NotesCard caseId={answer.caseId} />
        <TimelineCard reading={reading} />
      </div>
    </div>
  );
}
