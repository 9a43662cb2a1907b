/** The review: what waits, one case after the other, entered beside registered. */
import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import { useSession } from '../app/session';
import { ButtonLink } from '../parts/controls/button';
import { Loading } from '../parts/loading';
import { usePageTitle } from '../parts/page-title';
import { ProblemNotice } from '../parts/problem-notice';
import { News } from '../queue/news';
import { QueueRows } from '../queue/queue-rows';
import { useQueue } from '../queue/use-queue';
import type { Queue } from '../queue/use-queue';
import { REVIEW } from '../texts/review';
import { useSay } from '../texts/say';
import type { Phrase } from '../../../words/phrase';
import '../styles/queue.css';
import '../styles/case.css';
import '../styles/review.css';
import { nextOf } from './next-case';
import { ReviewCase } from './review-case';

/** Cases of one reading of the review queue. */
const WAITING = { status: 'awaiting-review', sort: 'nextDueAt', limit: '100' };

export function ReviewPage(): ReactElement {
  const { caseId } = useParams();
  const say = useSay();
  const queue = useQueue(WAITING);
  const { principalId } = useSession();
  usePageTitle(caseId === undefined ? say(REVIEW.title) : `${say(REVIEW.title)} ${caseId}`);
  if (queue.error !== null || queue.isLoading) {
    return (
      <div className="page">
        <div className="page-head">
          <h1>{caseId ?? say(REVIEW.title)}</h1>
        </div>
        {queue.error ? (
          <ProblemNotice error={queue.error} onRetry={() => queue.readAgain()} />
        ) : (
          <Loading />
        )}
      </div>
    );
  }
  if (caseId === undefined) return <ReviewQueue queue={queue} />;
  const next = nextOf(queue.fresh, caseId, principalId);
  return <ReviewCase key={caseId} caseId={caseId} next={next} />;
}

function ReviewQueue({ queue }: { queue: Queue }): ReactElement {
  const say = useSay();
  const { principalId } = useSession();
  const next = nextOf(queue.fresh, undefined, principalId);
  // By what the rows were: a claim that somebody takes now moves none of them.
  const mine = queue.rows.filter(({ was }) => was.claim?.by === principalId);
  const free = queue.rows.filter(({ was }) => !was.claim);
  const others = queue.rows.filter(({ was }) => was.claim && was.claim.by !== principalId);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{say(REVIEW.title)}</h1>
        <p className="quiet">{say(REVIEW.queueLead)}</p>
        {next === undefined ? null : (
          <ButtonLink look="primary" className="actions" to={`/review/${next}`}>
            {say(REVIEW.start)}
          </ButtonLink>
        )}
      </div>
      <News queue={queue} />
      {queue.rows.length === 0 ? <p className="card empty">{say(REVIEW.nothing)}</p> : null}
      <Group title={REVIEW.mine} rows={mine} />
      <Group title={REVIEW.free} rows={free} />
      <Group title={REVIEW.others} rows={others} />
    </div>
  );
}

interface GroupProps {
  readonly title: Phrase;
  readonly rows: Queue['rows'];
}

function Group({ title, rows }: GroupProps): ReactElement | null {
  const say = useSay();
  if (rows.length === 0) return null;
  return (
    <section className="card flush">
      <h2 className="group-title">
        {say(title)} <span className="count">{rows.length}</span>
      </h2>
      <QueueRows rows={rows} />
    </section>
  );
}
