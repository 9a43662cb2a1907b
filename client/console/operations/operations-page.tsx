/** Operators: what is stuck, why, and the repairs. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { attentionQuery } from '../api/queries';
import { Loading } from '../parts/loading';
import { usePageTitle } from '../parts/page-title';
import { ProblemNotice } from '../parts/problem-notice';
import { OPS } from '../texts/operations';
import { useSay } from '../texts/say';
import '../styles/queue.css';
import '../styles/case.css';
import '../styles/operations.css';
import { AttentionGroupCard } from './attention-group';
import { DiagnosisView } from './diagnosis-view';

/** The list is made anew as often, ms. */
const LOOK_MS = 20_000;

export function OperationsPage(): ReactElement {
  const say = useSay();
  const { caseId } = useParams();
  usePageTitle(caseId === undefined ? say(OPS.title) : `${say(OPS.title)} ${caseId}`);
  const { data, error, refetch } = useQuery({ ...attentionQuery, refetchInterval: LOOK_MS });
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
            {data.silent.map((who) => (
              <p key={who} className="notice warning">
                {say(OPS.silent[who])}
              </p>
            ))}
            {data.groups.map((group) => (
              <AttentionGroupCard key={group.name} group={group} />
            ))}
            {data.groups.length === 0 ? <p className="card quiet">{say(OPS.nothing)}</p> : null}
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
