/** The application beside the acquirer's record on the page of a case: at once while it matters, else on asking. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { CaseStatus } from '../../../workflows/contract/lifecycle';
import type { CaseAnswer } from '../../../wire/cases/case-answers';
import { comparisonQuery } from '../api/queries';
import { Button } from '../parts/controls/button';
import { Loading } from '../parts/loading';
import { ProblemNotice } from '../parts/problem-notice';
import { ComparisonTable } from '../review/comparison-table';
import '../styles/review.css';
import { CASE } from '../texts/case';
import { useSay } from '../texts/say';

/** Statuses in which a difference still changes something; later ones differ because of the case itself. */
const AT_ONCE: readonly CaseStatus[] = [
  'awaiting-application',
  'awaiting-review',
  'awaiting-information',
];

export function ComparisonCard({ answer }: { answer: CaseAnswer }): ReactElement | null {
  const say = useSay();
  const [asked, setAsked] = useState(false);
  if (answer.data.application === undefined) return null;
  if (asked || AT_ONCE.includes(answer.view.status)) return <Compared caseId={answer.caseId} />;
  return (
    <section className="card" aria-labelledby="compare">
      <header>
        <h2 id="compare">{say(CASE.compare)}</h2>
        <Button size="small" onClick={() => setAsked(true)}>
          {say(CASE.compareDo)}
        </Button>
      </header>
      <p className="small quiet">{say(CASE.compareLater)}</p>
    </section>
  );
}

function Compared({ caseId }: { caseId: string }): ReactElement {
  const { data, error, refetch } = useQuery(comparisonQuery(caseId));
  if (data) return <ComparisonTable comparison={data} />;
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  return <Loading />;
}
