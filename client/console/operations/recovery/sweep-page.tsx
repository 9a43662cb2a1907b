/** A page about runs over the whole desk: start one, the latest runs, what one found. */
import type { ReactElement, ReactNode } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { NavLink, useNavigate, useParams } from 'react-router';
import { FORMS } from '../../../../wire/forms';
import type { Operation, PathFor } from '../../../../wire/routes';
import type { SweepStanding, Sweeps } from '../../../../wire/operations/upkeep-answers';
import { RUN_STATE } from '../../../../words/operations';
import { named, type Phrase } from '../../../../words/phrase';
import { meaningOf } from '../../../../words/timeline';
import { post } from '../../api/http';
import type { Reading } from '../../api/queries';
import { may, useSession } from '../../app/session';
import { Button } from '../../parts/controls/button';
import { Loading } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { usePageTitle } from '../../parts/page-title';
import { ProblemNotice } from '../../parts/problem-notice';
import { toast } from '../../parts/toasts';
import { useLocale, useSay } from '../../texts/say';
import { SWEEP } from '../../texts/upkeep';

/** How often a run that is at work is looked at, ms. */
const LOOK_MS = 1_500;
/** How often the list is made anew, ms. */
const LIST_MS = 20_000;
const TONE = { running: 'accent', finished: 'good', failed: 'bad' } as const;

/** What the pages say of their own. */
export interface SweepTexts {
  readonly title: Phrase;
  readonly lead: Phrase;
  /** What must not be done; absent where there is nothing to warn of. */
  readonly dont?: Phrase;
  readonly start: Phrase;
  readonly started: Phrase;
}

export interface SweepPageProps<Run> {
  readonly texts: SweepTexts;
  /** Address of the page. */
  readonly base: string;
  readonly runs: Reading<Sweeps>;
  readonly runOf: (id: string) => Reading<Run>;
  /** Operation that starts a run, and its path. */
  readonly starts: { readonly operation: Operation; readonly path: PathFor<'POST'> };
  /** Counts of a finished run, as facts. */
  readonly facts: (run: Run) => ReactNode;
  readonly result: (run: Run) => ReactNode;
}

type AnyRun = SweepStanding & { readonly code?: string };

export function SweepPage<Run extends AnyRun>(props: SweepPageProps<Run>): ReactElement {
  const { texts, base, runs } = props;
  const say = useSay();
  usePageTitle(say(texts.title));
  const { runId } = useParams();
  const { data, error, refetch } = useQuery({ ...runs, refetchInterval: LIST_MS });
  return (
    <>
      <p className="quiet">{say(texts.lead)}</p>
      <StartNow {...props} />
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <div className="ops-grid">
          <nav aria-label={say(SWEEP.runs)} className="card">
            <h2>{say(SWEEP.runs)}</h2>
            {data.items.length === 0 ? <p className="quiet">{say(SWEEP.none)}</p> : null}
            <ul className="attention">
              {data.items.map((run) => (
                <li key={run.id}>
                  <NavLink to={`${base}/${run.id}`} className="mono">
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
            <p className="card quiet">{say(SWEEP.choose)}</p>
          ) : (
            <RunView key={runId} id={runId} page={props} />
          )}
        </div>
      ) : null}
    </>
  );
}

function RunTag({ run }: { run: SweepStanding }): ReactElement {
  const say = useSay();
  return <span className={`tag ${TONE[run.state]}`}>{say(named(RUN_STATE, run.state))}</span>;
}

function StartNow<Run>({ texts, base, runs, starts }: SweepPageProps<Run>): ReactElement | null {
  const say = useSay();
  const session = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: () => post(starts.path, FORMS.sweepStarted, null),
    onSuccess: ({ id }) => {
      toast(say(texts.started));
      void client.invalidateQueries({ queryKey: runs.queryKey });
      void navigate(`${base}/${id}`);
    },
  });
  if (!may(session, starts.operation)) return null;
  return (
    <div className="stack">
      {texts.dont === undefined ? null : <p className="notice warning">{say(texts.dont)}</p>}
      <div>
        <Button look="primary" loading={start.isPending} onClick={() => start.mutate()}>
          {say(texts.start)}
        </Button>
      </div>
      {start.error ? <ProblemNotice error={start.error} /> : null}
    </div>
  );
}

function RunView<Run extends AnyRun>({
  id,
  page,
}: {
  id: string;
  page: SweepPageProps<Run>;
}): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { data, error, refetch } = useQuery({
    ...page.runOf(id),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_MS : false),
    staleTime: 0,
  });
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { code, startedAt, endedAt, state } = data;
  return (
    <section className="card" aria-labelledby="run">
      <header>
        <h2 id="run" className="mono">
          {id}
        </h2>
        <RunTag run={data} />
      </header>
      <dl className="facts">
        <dt>{say(SWEEP.startedAt)}</dt>
        <dd>
          <Moment at={startedAt} />
        </dd>
        {endedAt === undefined ? null : (
          <>
            <dt>{say(SWEEP.endedAt)}</dt>
            <dd>
              <Moment at={endedAt} />
            </dd>
          </>
        )}
        {page.facts(data)}
      </dl>
      <div role="status" aria-live="polite" className="stack">
        {state === 'running' ? <p>{say(SWEEP.goesOn)}</p> : null}
        {code === undefined ? null : (
          <p className="notice error">{say(SWEEP.failed, { meaning: meaningOf(code, locale) })}</p>
        )}
        {page.result(data)}
      </div>
    </section>
  );
}
