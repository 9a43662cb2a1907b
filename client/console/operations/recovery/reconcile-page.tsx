/** The comparison of ledger, workflows, providers and notices: start one, the latest runs, what one found. */
import type { ReactElement } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { NavLink, useNavigate, useParams } from 'react-router';
import { FORMS } from '../../../../wire/forms';
import { post } from '../../api/http';
import type {
  Reconciliation,
  ReconciliationStanding,
} from '../../../../wire/operations/upkeep-answers';
import { KEYS, reconciliationQuery, reconciliationsQuery } from '../../api/queries';
import { may, useSession } from '../../app/session';
import { meaningOf } from '../../../../words/timeline';
import { Button } from '../../parts/button';
import { Loading } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { usePageTitle } from '../../parts/page-title';
import { ProblemNotice } from '../../parts/problem-notice';
import { toast } from '../../parts/toasts';
import { useLocale, useSay } from '../../texts/say';
import { RECONCILE } from '../../texts/upkeep';
import { CaseLink } from '../case-link';
import { named } from '../../../../words/sentence';
import { pathOf } from '../../../../wire/routes';
import { RUN_STATE } from '../../../../words/operations';

/** How often a run that is at work is looked at, ms. */
const LOOK_MS = 1_500;
/** How often the list is made anew, ms. */
const LIST_MS = 20_000;
const TONE = { running: 'accent', finished: 'good', failed: 'bad' } as const;

export function ReconcilePage(): ReactElement {
  const say = useSay();
  usePageTitle(say(RECONCILE.title));
  const { runId } = useParams();
  const { data, error, refetch } = useQuery({ ...reconciliationsQuery, refetchInterval: LIST_MS });
  return (
    <>
      <p className="quiet">{say(RECONCILE.lead)}</p>
      <StartNow />
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <div className="ops-grid">
          <nav aria-label={say(RECONCILE.runs)} className="card">
            <h2>{say(RECONCILE.runs)}</h2>
            {data.items.length === 0 ? <p className="quiet">{say(RECONCILE.none)}</p> : null}
            <ul className="attention">
              {data.items.map((run) => (
                <li key={run.id}>
                  <NavLink to={`/operations/reconcile/${run.id}`} className="mono">
                    {run.id}
                  </NavLink>
                  <span className="small quiet">
                    <Moment at={run.startedAt} relative /> <RunTag run={run} />
                  </span>
                </li>
              ))}
            </ul>
          </nav>
          {runId === undefined ? (
            <p className="card quiet">{say(RECONCILE.choose)}</p>
          ) : (
            <RunView key={runId} id={runId} />
          )}
        </div>
      ) : null}
    </>
  );
}

function RunTag({ run }: { run: ReconciliationStanding }): ReactElement {
  const say = useSay();
  return <span className={`tag ${TONE[run.state]}`}>{say(named(RUN_STATE, run.state))}</span>;
}

function StartNow(): ReactElement | null {
  const say = useSay();
  const session = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: () => post(pathOf('startReconciliation'), FORMS.reconciliationStarted, null),
    onSuccess: ({ id }) => {
      toast(say(RECONCILE.started));
      void client.invalidateQueries({ queryKey: KEYS.reconciliations });
      void navigate(`/operations/reconcile/${id}`);
    },
  });
  if (!may(session, 'startReconciliation')) return null;
  return (
    <div className="stack">
      <p className="notice warning">{say(RECONCILE.dont)}</p>
      <div>
        <Button look="primary" loading={start.isPending} onClick={() => start.mutate()}>
          {say(RECONCILE.start)}
        </Button>
      </div>
      {start.error ? <ProblemNotice error={start.error} /> : null}
    </div>
  );
}

function RunView({ id }: { id: string }): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { data, error, refetch } = useQuery({
    ...reconciliationQuery(id),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_MS : false),
    staleTime: 0,
  });
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { code, report, startedAt, endedAt, state } = data;
  return (
    <section className="card" aria-labelledby="run">
      <header>
        <h2 id="run" className="mono">
          {id}
        </h2>
        <RunTag run={data} />
      </header>
      <dl className="facts">
        <dt>{say(RECONCILE.startedAt)}</dt>
        <dd>
          <Moment at={startedAt} />
        </dd>
        {endedAt === undefined ? null : (
          <>
            <dt>{say(RECONCILE.endedAt)}</dt>
            <dd>
              <Moment at={endedAt} />
            </dd>
          </>
        )}
        {report ? <ReportFacts report={report} /> : null}
      </dl>
      <div role="status" aria-live="polite" className="stack">
        {state === 'running' ? <p>{say(RECONCILE.goesOn)}</p> : null}
        {code === undefined ? null : (
          <p className="notice error">
            {say(RECONCILE.failed, { meaning: meaningOf(code, locale) })}
          </p>
        )}
        {report ? <Differences report={report} /> : null}
      </div>
    </section>
  );
}

interface ReportProps {
  readonly report: NonNullable<Reconciliation['report']>;
}

function ReportFacts({ report }: ReportProps): ReactElement {
  const say = useSay();
  return (
    <>
      <dt>{say(RECONCILE.cases)}</dt>
      <dd className="number">{report.cases}</dd>
      <dt>{say(RECONCILE.workflows)}</dt>
      <dd className="number">{report.workflows}</dd>
      <dt>{say(RECONCILE.reopened)}</dt>
      <dd className="number">{report.reopened}</dd>
    </>
  );
}

function Differences({ report }: ReportProps): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { byCode, differences } = report;
  const count = Object.values(byCode).reduce((sum, one) => sum + one, 0);
  if (count === 0) return <p className="notice good">{say(RECONCILE.nothing)}</p>;
  return (
    <>
      <h3>{say(RECONCILE.differences, { count })}</h3>
      <ul>
        {Object.entries(byCode).map(([code, cases]) => (
          <li key={code}>
            <span className="number">{cases}</span> {meaningOf(code, locale)} <code>{code}</code>
          </li>
        ))}
      </ul>
      <table className="data cards">
        <thead>
          <tr>
            <th scope="col">{say(RECONCILE.case)}</th>
            <th scope="col">{say(RECONCILE.what)}</th>
            <th scope="col">{say(RECONCILE.subject)}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ caseId, code, subject }) => (
            <tr key={`${caseId} ${code} ${subject}`}>
              <th scope="row">
                <CaseLink caseId={caseId} />
              </th>
              <td data-label={say(RECONCILE.what)}>{meaningOf(code, locale)}</td>
              <td data-label={say(RECONCILE.subject)}>
                {subject === 'case' ? (
                  say(RECONCILE.wholeCase)
                ) : (
                  <span className="mono">{subject}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {differences.length < count ? (
        <p className="small quiet">{say(RECONCILE.first, { count: differences.length })}</p>
      ) : null}
    </>
  );
}
