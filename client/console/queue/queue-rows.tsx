/** Rows of a list. On a narrow screen each becomes a card; the markup stays a table. */
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { CaseSummary } from '../../../wire/cases/case-answers';
import { useSession } from '../app/session';
import { Moment } from '../parts/moment';
import { Marks, StatusTag } from '../parts/status-tag';
import { PARTY, REASON } from '../../../words/domain';
import { QUEUE } from '../texts/queue';
import { useSay } from '../texts/say';
import type { ShownRow } from './merge-rows';
import { named } from '../../../words/phrase';

export function QueueRows({ rows }: { rows: readonly ShownRow<CaseSummary>[] }): ReactElement {
  const say = useSay();
  return (
    <table className="queue">
      <thead>
        <tr>
          <th scope="col">{say(QUEUE.caseId)}</th>
          <th scope="col">{say(QUEUE.status)}</th>
          <th scope="col">{say(QUEUE.waits)}</th>
          <th scope="col">{say(QUEUE.due)}</th>
          <th scope="col">{say(QUEUE.reason)}</th>
          <th scope="col">{say(QUEUE.opened)}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((shown) => (
          <QueueRow key={shown.row.caseId} {...shown} />
        ))}
      </tbody>
    </table>
  );
}

function QueueRow({ row, changed, gone }: ShownRow<CaseSummary>): ReactElement {
  const say = useSay();
  return (
    <tr className={gone ? 'gone' : changed ? 'changed' : undefined}>
      <th scope="row">
        <Link to={`/cases/${row.caseId}`} data-row-link={row.caseId} className="row-link mono">
          {row.caseId}
        </Link>
        <span className="small quiet">{say(QUEUE.terminalCount, { count: row.terminals })}</span>
      </th>
      <td>
        <span className="row">
          <StatusTag status={row.status} />
          {/* One or the other: together they would need a line more and push the rows below away. */}
          {gone ? <span className="small quiet">{say(QUEUE.gone)}</span> : <Marks of={row} />}
        </span>
      </td>
      <td data-label={say(QUEUE.waits)}>
        {say(named(PARTY, row.waitsFor))}
        <Claim row={row} />
      </td>
      <td data-label={say(QUEUE.due)}>
        {row.nextDueAt === undefined ? '—' : <Moment at={row.nextDueAt} relative />}
      </td>
      <td data-label={say(QUEUE.reason)}>{say(named(REASON, row.reason))}</td>
      <td data-label={say(QUEUE.opened)}>
        <Moment at={row.openedAt} relative />
      </td>
    </tr>
  );
}

function Claim({ row }: { row: CaseSummary }): ReactElement | null {
  const say = useSay();
  const { principalId } = useSession();
  if (!row.claim) return null;
  const mine = row.claim.by === principalId;
  return (
    <>
      {' '}
      <span className={mine ? 'tag accent' : 'tag'}>
        {say(mine ? QUEUE.claimedByMe : QUEUE.claimed)}
      </span>
    </>
  );
}
