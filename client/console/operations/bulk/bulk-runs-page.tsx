/** Repairs of many cases: the latest runs with what became of them, and a new one by filter. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { UNBIND_REASONS } from '../../../../workflows/contract/case-view';
import { OPEN_STATUSES } from '../../../../workflows/contract/lifecycle';
import { BULK_VERBS } from '../../../../workflows/contract/operations';
import type { BulkVerb } from '../../../../workflows/contract/operations';
import type { BulkRun } from '../../../../wire/operations/operations-answers';
import { bulkRunsQuery } from '../../api/queries';
import { may, useSession } from '../../app/session';
import { Button } from '../../parts/controls/button';
import { DayInput, useDayLabel } from '../../parts/controls/day-input';
import { Field } from '../../parts/controls/field';
import { Loading } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { usePageTitle } from '../../parts/page-title';
import { ProblemNotice } from '../../parts/problem-notice';
import { REASON, STATUS } from '../../../../words/domain';
import { BULK_VERB } from '../../texts/operations';
import { useSay } from '../../texts/say';
import { RUNS } from '../../texts/upkeep';
import { Select, SelectField } from '../../parts/controls/select';
import { BulkDialog, RunDialog } from './bulk-dialog';
import { selectionOf } from './bulk-verbs';
import type { TypedSelection } from './bulk-verbs';
import { named } from '../../../../words/phrase';
import { GatedButton } from '../../parts/controls/gated-button';
import { BULK_STATE } from '../../../../words/operations';

/** The list is made anew as often, ms. */
const LOOK_MS = 10_000;

export function BulkRunsPage(): ReactElement {
  const say = useSay();
  usePageTitle(say(RUNS.title));
  const mayAct = may(useSession(), 'startBulk');
  const { data, error, refetch } = useQuery({ ...bulkRunsQuery, refetchInterval: LOOK_MS });
  const [open, setOpen] = useState<BulkRun>();
  return (
    <>
      {mayAct ? <NewRun /> : null}
      <section className="card" aria-labelledby="bulk-runs">
        <h2 id="bulk-runs">{say(RUNS.title)}</h2>
        <p className="small quiet">{say(RUNS.lead)}</p>
        {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Loading /> : null}
        {data?.items.length === 0 ? <p className="quiet">{say(RUNS.none)}</p> : null}
        {data && data.items.length > 0 ? (
          <RunTable runs={data.items} people={data.people} onOpen={setOpen} />
        ) : null}
      </section>
      {open === undefined ? null : (
        <RunDialog
          runId={open.runId}
          verb={open.verb}
          mayStop={mayAct}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

interface TableProps {
  readonly runs: readonly BulkRun[];
  readonly people: Readonly<Record<string, string>>;
  readonly onOpen: (run: BulkRun) => void;
}

function RunTable({ runs, people, onOpen }: TableProps): ReactElement {
  const say = useSay();
  return (
    <table className="data cards">
      <thead>
        <tr>
          <th scope="col">{say(RUNS.run)}</th>
          <th scope="col">{say(RUNS.verb)}</th>
          <th scope="col">{say(RUNS.by)}</th>
          <th scope="col">{say(RUNS.started)}</th>
          <th scope="col">{say(RUNS.state)}</th>
          <th scope="col" className="number">
            {say(RUNS.progress)}
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.runId}>
            <th scope="row">
              <Button
                size="small"
                aria-label={say(RUNS.open, { run: run.runId })}
                onClick={() => onOpen(run)}
              >
                <span className="mono">{run.runId}</span>
              </Button>
            </th>
            <td data-label={say(RUNS.verb)}>{say(named(BULK_VERB, run.verb))}</td>
            <td data-label={say(RUNS.by)}>
              <bdi>{people[run.by] ?? run.by}</bdi>
            </td>
            <td data-label={say(RUNS.started)}>
              <Moment at={run.startedAt} relative />
            </td>
            <td data-label={say(RUNS.state)}>{say(named(BULK_STATE, run.state))}</td>
            <td data-label={say(RUNS.progress)} className="number">
              {say(RUNS.counts, { done: run.done, total: run.total, failed: run.failed })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const NOTHING_TYPED: TypedSelection = { status: undefined, reason: undefined, before: '' };

function NewRun(): ReactElement {
  const say = useSay();
  const dayLabel = useDayLabel();
  const [verb, setVerb] = useState<BulkVerb>('retry');
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const [isOpen, setIsOpen] = useState(false);
  const select = selectionOf(typed);
  return (
    <section className="card" aria-labelledby="bulk-new">
      <h2 id="bulk-new">{say(RUNS.new)}</h2>
      <p className="small quiet">{say(RUNS.newWhat)}</p>
      <div className="columns">
        <Field label={say(RUNS.verb)}>
          {(control) => (
            <Select
              {...control}
              options={BULK_VERBS.map((one) => [one, say(named(BULK_VERB, one))] as const)}
              value={verb}
              onChange={setVerb}
            />
          )}
        </Field>
        <SelectField
          label={say(RUNS.status)}
          empty={say(RUNS.any)}
          options={OPEN_STATUSES.map((status) => [status, say(named(STATUS, status))] as const)}
          value={typed.status}
          onChange={(status) => setTyped({ ...typed, status })}
        />
        <SelectField
          label={say(RUNS.reason)}
          empty={say(RUNS.any)}
          options={UNBIND_REASONS.map((reason) => [reason, say(named(REASON, reason))] as const)}
          value={typed.reason}
          onChange={(reason) => setTyped({ ...typed, reason })}
        />
        <Field label={dayLabel(RUNS.before)}>
          {(control) => (
            <DayInput
              {...control}
              value={typed.before}
              onChange={(before) => setTyped({ ...typed, before })}
            />
          )}
        </Field>
      </div>
      <div>
        <GatedButton
          why={select === undefined ? say(RUNS.nothingChosen) : undefined}
          onClick={() => setIsOpen(true)}
        >
          {say(RUNS.preview)}
        </GatedButton>
      </div>
      {isOpen && select ? (
        <BulkDialog verb={verb} select={select} onClose={() => setIsOpen(false)} />
      ) : null}
    </section>
  );
}
