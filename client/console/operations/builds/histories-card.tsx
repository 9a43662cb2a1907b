/** Histories of many cases, to take along and to replay on another build. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { UNBIND_REASONS } from '../../../../workflows/contract/case-view';
import { CASE_STATUSES } from '../../../../workflows/contract/lifecycle';
import type { Query } from '../../../../wire/http';
import { Button } from '../../parts/controls/button';
import { Choice, Day } from '../../parts/controls/filter';
import { ProblemNotice } from '../../parts/problem-notice';
import { REASON, STATUS } from '../../../../words/domain';
import { QUEUE } from '../../texts/queue';
import { useSay } from '../../texts/say';
import { HISTORIES, RUNS } from '../../texts/upkeep';
import { Tick } from '../../parts/controls/input';
import { FILE_NAME, useHistories } from './use-histories';
import type { Histories } from './use-histories';
import { named } from '../../../../words/phrase';

interface Typed {
  readonly status: string;
  readonly reason: string;
  readonly openedFrom: string;
  readonly openedTo: string;
  readonly parked: boolean;
  readonly overdue: boolean;
}

const OPEN = 'open';
const EVERYTHING_OPEN: Typed = {
  status: OPEN,
  reason: '',
  openedFrom: '',
  openedTo: '',
  parked: false,
  overdue: false,
};

/** Nothing asks for everything that is open, which includes refunds that came back after the end of a case. */
function queryOf({ status, reason, openedFrom, openedTo, parked, overdue }: Typed): Query {
  const filter = {
    ...(reason === '' ? {} : { reason }),
    ...(openedFrom === '' ? {} : { openedFrom }),
    ...(openedTo === '' ? {} : { openedTo }),
    ...(parked ? { parked: 'true' } : {}),
    ...(overdue ? { overdue: 'true' } : {}),
  };
  return status === OPEN && Object.keys(filter).length === 0 ? {} : { ...filter, status };
}

export function HistoriesCard(): ReactElement {
  const say = useSay();
  const [typed, setTyped] = useState(EVERYTHING_OPEN);
  const histories = useHistories();
  const { state, start, stop } = histories;
  return (
    <section className="card" aria-labelledby="histories">
      <h2 id="histories">{say(HISTORIES.title)}</h2>
      <p className="small quiet">{say(HISTORIES.lead)}</p>
      <HistoryFilters typed={typed} onChange={setTyped} />
      <div className="actions">
        {state === 'running' ? (
          <Button onClick={stop}>{say(HISTORIES.stop)}</Button>
        ) : (
          <Button onClick={() => start(queryOf(typed))}>{say(HISTORIES.download)}</Button>
        )}
      </div>
      <Progress histories={histories} />
      <p className="small quiet">{say(HISTORIES.replay)}</p>
      <code>{`npx unbind ops replay ${FILE_NAME} --bundle ../next`}</code>
    </section>
  );
}

interface FilterProps {
  readonly typed: Typed;
  readonly onChange: (typed: Typed) => void;
}

function HistoryFilters({ typed, onChange }: FilterProps): ReactElement {
  const say = useSay();
  const set = (name: keyof Typed) => (value: string) => onChange({ ...typed, [name]: value });
  const statuses = CASE_STATUSES.map((status) => [status, say(named(STATUS, status))] as const);
  const reasons = UNBIND_REASONS.map((reason) => [reason, say(named(REASON, reason))] as const);
  const box = (name: 'parked' | 'overdue'): ReactElement => (
    <Tick checked={typed[name]} onChange={(on) => onChange({ ...typed, [name]: on })}>
      {say(named(HISTORIES, name))}
    </Tick>
  );
  return (
    <div className="filters">
      <Choice
        label={say(RUNS.status)}
        value={typed.status}
        options={[
          [OPEN, say(HISTORIES.open)],
          [CASE_STATUSES.join(','), say(HISTORIES.andEnded)],
          ...statuses,
        ]}
        onChange={set('status')}
      />
      <Choice
        label={say(RUNS.reason)}
        value={typed.reason}
        options={[['', say(RUNS.any)], ...reasons]}
        onChange={set('reason')}
      />
      <Day label={QUEUE.openedFrom} value={typed.openedFrom} onChange={set('openedFrom')} />
      <Day label={QUEUE.openedTo} value={typed.openedTo} onChange={set('openedTo')} />
      {box('parked')}
      {box('overdue')}
    </div>
  );
}

function Progress({ histories }: { histories: Histories }): ReactElement {
  const say = useSay();
  const { state, taken, error, goOn } = histories;
  const { count = 0, total, missing = [] } = taken ?? {};
  return (
    <>
      <div role="status" aria-live="polite" className="stack">
        {state === 'running' ? (
          <>
            <progress
              className="bulk"
              {...(total === undefined ? {} : { value: total === 0 ? 1 : count / total })}
              aria-label={say(HISTORIES.progress)}
            />
            <p>
              {total === undefined
                ? say(HISTORIES.taken, { count })
                : say(HISTORIES.takenOf, { count, total })}
            </p>
          </>
        ) : null}
        {state === 'saved' ? (
          <p className="notice good">{say(HISTORIES.saved, { count, file: FILE_NAME })}</p>
        ) : null}
        {state === 'saved' && missing.length > 0 ? (
          <div className="notice warning">
            <p>{say(HISTORIES.missing, { count: missing.length })}</p>
            <p className="mono">{missing.join(' ')}</p>
          </div>
        ) : null}
      </div>
      {error ? (
        <ProblemNotice
          error={error}
          about={say(HISTORIES.taken, { count })}
          onRetry={taken ? goOn : undefined}
        />
      ) : null}
    </>
  );
}
