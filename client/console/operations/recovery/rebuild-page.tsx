/** After a restore of the record alone: which cases Temporal knows, and what the record lacks of each. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { NavLink, useNavigate, useParams, useSearchParams } from 'react-router';
import { knownCasesQuery } from '../../api/queries';
import { Button } from '../../parts/controls/button';
import { Field } from '../../parts/controls/field';
import { Loading } from '../../parts/loading';
import { usePageTitle } from '../../parts/page-title';
import { ProblemNotice } from '../../parts/problem-notice';
import { REBUILD } from '../../texts/rebuild';
import { useSay } from '../../texts/say';
import { Input } from '../../parts/controls/input';
import { RebuildView } from './rebuild-view';
import { momentForField, momentOfField } from './rebuilding';
import { useDryRuns } from './use-dry-runs';
import type { DryRuns } from './use-dry-runs';
import { GatedButton } from '../../parts/controls/gated-button';
import { SHELL } from '../../texts/shell';
import { named } from '../../../../words/phrase';

export function RebuildPage(): ReactElement {
  const say = useSay();
  const { caseId } = useParams();
  const [params] = useSearchParams();
  const since = momentOfField(params.get('since') ?? '');
  const runs = useDryRuns();
  usePageTitle(caseId === undefined ? say(REBUILD.title) : `${say(REBUILD.title)} ${caseId}`);
  return (
    <>
      <p className="quiet">{say(REBUILD.lead)}</p>
      <p className="notice warning">{say(REBUILD.dont)}</p>
      <SinceForm key={since} since={since} />
      <div className={since === undefined ? 'stack' : 'ops-grid'}>
        {since === undefined ? null : <KnownCases key={since} since={since} runs={runs} />}
        {caseId === undefined ? (
          <p className="card quiet">{say(REBUILD.choose)}</p>
        ) : (
          <RebuildView key={caseId} caseId={caseId} onRebuilt={() => runs.lookAgain(caseId)} />
        )}
      </div>
    </>
  );
}

function SinceForm({ since }: { since: string | undefined }): ReactElement {
  const say = useSay();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(since === undefined ? '' : momentForField(since));
  const moment = momentOfField(typed);
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (moment === undefined) return;
        const search = new URLSearchParams({ since: moment }).toString();
        void navigate({ pathname: '/operations/rebuild', search });
      }}
    >
      <Field label={say(REBUILD.since)} hint={say(REBUILD.sinceHint)}>
        {(control) => (
          <Input
            {...control}
            className="auto"
            autoComplete="off"
            placeholder={say(REBUILD.sinceForm)}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <GatedButton
        type="submit"
        why={moment === undefined ? say(SHELL.missing, { names: say(REBUILD.since) }) : undefined}
      >
        {say(REBUILD.list)}
      </GatedButton>
    </form>
  );
}

function KnownCases({ since, runs }: { since: string; runs: DryRuns }): ReactElement {
  const say = useSay();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    knownCasesQuery(since),
  );
  const caseIds = [...new Set(data?.pages.flatMap(({ items }) => items) ?? [])];
  return (
    <nav className="card" aria-label={say(REBUILD.known)}>
      <h2>{say(REBUILD.known)}</h2>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && caseIds.length === 0 ? <p className="quiet">{say(REBUILD.none)}</p> : null}
      {caseIds.length === 0 ? null : <LookAtAll caseIds={caseIds} runs={runs} />}
      <ul className="attention">
        {caseIds.map((caseId) => (
          <li key={caseId}>
            <NavLink
              to={{
                pathname: `/operations/rebuild/${caseId}`,
                search: new URLSearchParams({ since }).toString(),
              }}
              className="mono"
            >
              {caseId}
            </NavLink>
            <Found found={runs.found.get(caseId)} />
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <div>
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {say(REBUILD.more)}
          </Button>
        </div>
      ) : null}
      <p className="small quiet">{say(REBUILD.all)}</p>
      <code>{`npx unbind ops rebuild --since ${since} --reason …`}</code>
    </nav>
  );
}

const TONE = { whole: 'good', lacks: 'warn', unread: 'bad' } as const;

function Found({ found }: { found: keyof typeof TONE | undefined }): ReactElement | null {
  const say = useSay();
  if (found === undefined) return null;
  return <span className={`tag ${TONE[found]}`}>{say(named(REBUILD, found))}</span>;
}

interface LookProps {
  readonly caseIds: readonly string[];
  readonly runs: DryRuns;
}

function LookAtAll({ caseIds, runs }: LookProps): ReactElement {
  const say = useSay();
  const { found, total, isRunning, error, start, stop } = runs;
  const lacking = [...found.values()].filter((one) => one !== 'whole').length;
  return (
    <>
      <div className="actions">
        {isRunning ? (
          <Button onClick={stop}>{say(REBUILD.stop)}</Button>
        ) : (
          <Button onClick={() => start(caseIds)}>
            {say(REBUILD.lookAll, { count: caseIds.length })}
          </Button>
        )}
      </div>
      {error ? <ProblemNotice error={error} /> : null}
      {total === 0 ? null : (
        <div role="status" aria-live="polite">
          <progress
            className="bulk"
            value={found.size / total}
            aria-label={say(REBUILD.lookAll, { count: total })}
          />
          <p className="small quiet">
            {say(REBUILD.looked, { done: found.size, total })} ·{' '}
            {say(REBUILD.lackingCount, { count: lacking })}
          </p>
        </div>
      )}
    </>
  );
}
