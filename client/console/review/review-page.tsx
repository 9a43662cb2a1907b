/** The review: what waits, one case after the other, entered beside registered. */
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { CaseSummary } from '../api/answers';
import { listQuery } from '../api/queries';
import { useSession } from '../app/session';
import { Loading } from '../parts/loading';
import { ProblemNotice } from '../parts/problem-notice';
import { QueueRows } from '../queue/queue-rows';
import { REVIEW } from '../texts/review';
import { useSay } from '../texts/say';
import type { Pair } from '../texts/sentence';
import '../styles/queue.css';
import '../styles/case.css';
import '../styles/review.css';
import { nextOf } from './next-case';
import { ReviewCase } from './review-case';

/** Cases of one reading of the review queue. */
const WAITING = { status: 'awaiting-review', sort: 'nextDueAt', limit: '100' };

export function ReviewPage(): ReactElement {
  const { caseId } = useParams();
  const { data, error, refetch } = useQuery(listQuery(WAITING));
  const { principalId } = useSession();
  if (error && !data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (caseId === undefined) return <ReviewQueue items={data.items} />;
  return <ReviewCase key={caseId} caseId={caseId} next={nextOf(data.items, caseId, principalId)} />;
}

function ReviewQueue({ items }: { items: readonly CaseSummary[] }): ReactElement {
  const say = useSay();
  const { principalId } = useSession();
  const next = nextOf(items, undefined, principalId);
  const mine = items.filter(({ claim }) => claim?.by === principalId);
  const free = items.filter(({ claim }) => !claim);
  const others = items.filter(({ claim }) => claim && claim.by !== principalId);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{say(REVIEW.title)}</h1>
        <p className="quiet">{say(REVIEW.queueLead)}</p>
        {next === undefined ? null : (
          <Link className="button-link actions" to={`/review/${next}`}>
            {say(REVIEW.start)}
          </Link>
        )}
      </div>
      {items.length === 0 ? <p className="empty">{say(REVIEW.nothing)}</p> : null}
      <Group title={REVIEW.mine} items={mine} />
      <Group title={REVIEW.free} items={free} />
      <Group title={REVIEW.others} items={others} />
    </div>
  );
}

function Group(props: { title: Pair; items: readonly CaseSummary[] }): ReactElement | null {
  const say = useSay();
  if (props.items.length === 0) return null;
  return (
    <section className="card flush">
      <h2 className="group-title">
        {say(props.title)} <span className="count">{props.items.length}</span>
      </h2>
      <QueueRows rows={props.items.map((row) => ({ row, changed: false, gone: false }))} />
    </section>
  );
}
