/** Status and marks of a case as tags: the words carry the meaning, the color only helps. */
import type { ReactElement } from 'react';
import type { CaseStatus } from '../../../workflows/contract/lifecycle';
import { STATUS } from '../../../words/domain';
import { QUEUE } from '../texts/queue';
import { useSay } from '../texts/say';
import { named } from '../../../words/phrase';

const TONE: Readonly<Record<CaseStatus, string>> = {
  'awaiting-identity': 'accent',
  'awaiting-consent': '',
  'awaiting-application': 'accent',
  'awaiting-review': 'accent',
  'awaiting-information': 'warn',
  unbinding: 'accent',
  'refunding-deposit': 'accent',
  'closing-account': 'accent',
  completed: 'good',
  rejected: 'bad',
  withdrawn: '',
  expired: '',
};

export function StatusTag({ status }: { status: CaseStatus }): ReactElement {
  const say = useSay();
  return <span className={`tag ${TONE[status]}`}>{say(named(STATUS, status))}</span>;
}

interface Marked {
  readonly parked?: unknown;
  readonly overdue: boolean;
  readonly held: boolean;
}

export function Marks({ of }: { of: Marked }): ReactElement {
  const say = useSay();
  return (
    <>
      {of.parked === undefined ? null : <span className="tag bad">{say(QUEUE.parked)}</span>}
      {of.overdue ? <span className="tag warn">{say(QUEUE.overdue)}</span> : null}
      {of.held ? <span className="tag warn">{say(QUEUE.held)}</span> : null}
    </>
  );
}
