/** Operators: what is stuck, why, and the repairs. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { NavLink, useNavigate, useParams } from 'react-router';
import { attentionQuery } from '../api/queries';
import { meaningOf } from '../case/timeline-sentences';
import { Loading } from '../parts/loading';
import { Moment } from '../parts/moment';
import { usePageTitle } from '../parts/page-title';
import { ProblemNotice } from '../parts/problem-notice';
import { NOTICE_KIND } from '../texts/domain';
import { OPS } from '../texts/operations';
import { useLocale, useSay } from '../texts/say';
import '../styles/queue.css';
import '../styles/case.css';
import '../styles/operations.css';
import { groupsOf } from './attention-groups';
import type { AttentionGroup } from './attention-groups';
import { DiagnosisView } from './diagnosis-view';

export function OperationsPage(): ReactElement {
  const say = useSay();
  const { caseId } = useParams();
  usePageTitle(caseId === undefined ? say(OPS.title) : `${say(OPS.title)} ${caseId}`);
  const { data, error, refetch } = useQuery(attentionQuery);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{say(OPS.title)}</h1>
        <p className="quiet">{say(OPS.lead)}</p>
        <FindCase />
      </div>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <div className="ops-grid">
          <nav aria-label={say(OPS.title)} className="stack">
            {groupsOf(data).map((group) => (
              <Group key={group.cause} group={group} />
            ))}
            {groupsOf(data).length === 0 ? <p className="card quiet">{say(OPS.nothing)}</p> : null}
          </nav>
          {caseId === undefined ? (
            <p className="card quiet">{say(OPS.choose)}</p>
          ) : (
            <DiagnosisView key={caseId} caseId={caseId} />
          )}
        </div>
      ) : null}
    </div>
  );
}

function FindCase(): ReactElement {
  const say = useSay();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  return (
    <form
      role="search"
      className="actions"
      onSubmit={(event) => {
        event.preventDefault();
        const caseId = text.trim().toUpperCase();
        if (caseId !== '') void navigate(`/operations/${caseId}`);
      }}
    >
      <input
        type="search"
        className="plain auto mono"
        aria-label={say(OPS.search)}
        placeholder={say(OPS.search)}
        maxLength={40}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
}

function Group({ group }: { group: AttentionGroup }): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { cause, entries } = group;
  const isLate = cause === 'overdue';
  return (
    <section className="card">
      <header>
        <h2>{isLate ? say(OPS.overdue) : meaningOf(cause, locale)}</h2>
        <span className="count number">{entries.length}</span>
      </header>
      {isLate ? <p className="small quiet">{say(OPS.overdueWhat)}</p> : <code>{cause}</code>}
      <ul className="attention">
        {entries.map(({ caseId, since, subject }) => (
          <li key={`${caseId} ${subject}`}>
            <NavLink to={`/operations/${caseId}`} className="mono">
              {caseId}
            </NavLink>
            <span className="small quiet">
              <SubjectWord subject={subject} /> <Moment at={since} relative />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SubjectWord({ subject }: { subject: string }): string {
  const say = useSay();
  const [, pair] = Object.entries(NOTICE_KIND).find(([kind]) => subject.startsWith(kind)) ?? [];
  return pair ? say(pair) : subject;
}
