/** One proposed repair: who, why, what it would do as of now, and the decision of a second operator. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { moneyText } from '../../../../workflows/contract/money';
import { notesQuery, proposalQuery } from '../../api/queries';
import type {
  Decided,
  Proposal,
  ProposalAnswer,
  ProposedPayment,
} from '../../../../wire/operations/repair-answers';
import { may, useSession } from '../../app/session';
import { meaningOf } from '../../../../words/timeline';
import { useCase } from '../../case/use-case';
import { Button } from '../../parts/controls/button';
import { Loading } from '../../parts/loading';
import { LongText } from '../../parts/long-text';
import { Moment } from '../../parts/moment';
import { ProblemNotice } from '../../parts/problem-notice';
import { StatusTag } from '../../parts/status-tag';
import { STATUS } from '../../../../words/domain';
import { APPROVAL } from '../../texts/repairs';
import { useLocale, useSay } from '../../texts/say';
import { CaseLink } from '../case-link';
import { partNames } from '../../repairs/diagnosis-words';
import type { PartNames } from '../../repairs/diagnosis-words';
import { DryRunCard, LaterList } from '../../repairs/dry-run';
import { ApproveProposal, DeclineProposal } from './proposal-dialogs';
import { FactRows } from '../../repairs/repair-facts';
import { repairName } from '../../repairs/repair-words';
import { ResetResult } from '../../repairs/reset-result';
import { named } from '../../../../words/phrase';
import { PAYMENT_STATE, PROPOSAL_STATE } from '../../../../words/operations';

const NO_PARTS: PartNames = new Map();

export function ProposalView(props: { caseId: string; number: string }): ReactElement {
  const say = useSay();
  const { caseId, number } = props;
  const { data, error, isFetching, refetch } = useQuery({
    ...proposalQuery(caseId, number),
    staleTime: 0,
  });
  const { reading } = useCase(caseId);
  const [decided, setDecided] = useState<Decided>();
  const parts = reading ? partNames(reading.answer, say) : NO_PARTS;
  if (!data) {
    return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading />;
  }
  const { dryRun } = data;
  const people = { ...reading?.timeline.people, ...data.people };
  const run = { plan: dryRun, isPending: isFetching, error, readAgain: () => void refetch() };
  return (
    <div className="stack">
      <div className="row">
        <h2>{repairName(data.proposal.repair, say)}</h2>
        <CaseLink caseId={caseId} />
        {reading ? <StatusTag status={reading.answer.status} /> : null}
      </div>
      <Facts answer={data} people={people} parts={parts} />
      {decided?.result ? <Outcome decided={decided} /> : null}
      {dryRun ? (
        <div className="card">
          <DryRunCard run={run} parts={parts} toApprover />
          <LaterList later={dryRun.later} people={people} />
        </div>
      ) : null}
      <Decision answer={data} people={people} parts={parts} onDecided={setDecided} />
    </div>
  );
}

interface PartProps {
  readonly answer: ProposalAnswer;
  /** Names by id. */
  readonly people: Readonly<Record<string, string>>;
  readonly parts: PartNames;
}

function Facts({ answer, people, parts }: PartProps): ReactElement {
  const say = useSay();
  const { by, at, lapsesAt, repair, decidedBy, decidedAt, state } = answer.proposal;
  return (
    <section className="card">
      <ProposalStateNotice proposal={answer.proposal} />
      <dl className="facts">
        <FactRows repair={repair} parts={parts} />
        <dt>{say(APPROVAL.proposedBy)}</dt>
        <dd>
          <bdi>{people[by.principalId] ?? by.principalId}</bdi> · <Moment at={at} />
        </dd>
        {state === 'open' ? (
          <>
            <dt>{say(APPROVAL.lapsesAt)}</dt>
            <dd>
              <Moment at={lapsesAt} />
            </dd>
          </>
        ) : null}
        {decidedBy && decidedAt !== undefined ? (
          <>
            <dt>{say(APPROVAL.decidedBy)}</dt>
            <dd>
              <bdi>{people[decidedBy.principalId] ?? decidedBy.principalId}</bdi> ·{' '}
              <Moment at={decidedAt} />
            </dd>
          </>
        ) : null}
      </dl>
      <Why proposal={answer.proposal} />
    </section>
  );
}

function ProposalStateNotice({ proposal }: { proposal: Proposal }): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { state, code, payments = [] } = proposal;
  const hasFailed = payments.some(({ code: why }) => why !== undefined);
  const tone =
    state === 'carried-out' && !hasFailed ? 'good' : state === 'failed' ? 'error' : 'warning';
  return (
    <div className={`notice ${tone}`} role="status">
      <p className="strong">{say(named(PROPOSAL_STATE, state))}</p>
      {payments.length === 0 || state === 'open' ? null : <Payments payments={payments} />}
      {state === 'approved' ? <p>{say(APPROVAL.cutOff)}</p> : null}
      {code === undefined ? null : (
        <p>{say(APPROVAL.failed, { meaning: meaningOf(code, locale) })}</p>
      )}
    </div>
  );
}

/** What came of the money: how far each payment is, and why it did not arrive. */
function Payments({ payments }: { payments: readonly ProposedPayment[] }): ReactElement {
  const say = useSay();
  const locale = useLocale();
  return (
    <ul aria-label={say(APPROVAL.came)}>
      {payments.map(({ key, state, code, ...money }) => (
        <li key={key}>
          {moneyText(money, locale)}: {say(named(PAYMENT_STATE, state))}
          {code === undefined ? null : ` – ${meaningOf(code, locale)}`}
          <span className="block mono small quiet request-number">{key}</span>
        </li>
      ))}
    </ul>
  );
}

/** The words of the proposer, which are a note of the case. */
function Why({ proposal }: { proposal: Proposal }): ReactElement | null {
  const say = useSay();
  const { data, error, refetch } = useQuery(notesQuery(proposal.caseId));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  const note = data?.items.find(({ noteId }) => noteId === proposal.noteId);
  if (!note) return null;
  return (
    <section>
      <h3>{say(APPROVAL.why)}</h3>
      <LongText text={note.text} />
      {note.attachmentIds.length > 0 ? <p className="small">{say(APPROVAL.files)}</p> : null}
    </section>
  );
}

function Outcome({ decided }: { decided: Decided }): ReactElement | null {
  const say = useSay();
  const { result } = decided;
  if (!result) return null;
  if (result.reset) return <ResetResult status={result.status} reset={result.reset} />;
  const words = decided.proposal.state === 'taken' ? APPROVAL.takenNow : APPROVAL.doneNow;
  return (
    <p className="notice good" role="status">
      {say(words, { status: say(named(STATUS, result.status)) })}
    </p>
  );
}

/** What this person may decide, and why not where they may not. Auditors only look. */
function Decision(
  props: PartProps & { readonly onDecided: (decided: Decided) => void },
): ReactElement | null {
  const say = useSay();
  const session = useSession();
  const [open, setOpen] = useState<'approve' | 'decline'>();
  const { answer, people, parts, onDecided } = props;
  const { proposal, dryRun } = answer;
  const { state, by } = proposal;
  if (!may(session, 'approveProposal') || (state !== 'open' && state !== 'approved')) return null;
  const isOwn = by.principalId === session.principalId;
  const isBlocked = (dryRun?.blockers.length ?? 0) > 0;
  const why = isOwn ? APPROVAL.ownWhy : isBlocked ? APPROVAL.blockedWhy : undefined;
  const close = (): void => setOpen(undefined);
  return (
    <section className="card" aria-label={say(APPROVAL.title)}>
      {why ? <p id="why-not">{say(why)}</p> : null}
      <div className="row">
        <Button
          look="primary"
          disabled={why !== undefined}
          aria-describedby={why ? 'why-not' : undefined}
          onClick={() => setOpen('approve')}
        >
          {say(state === 'approved' ? APPROVAL.approveAgain : APPROVAL.approve)}
        </Button>
        {state === 'open' ? (
          <Button onClick={() => setOpen('decline')}>
            {say(isOwn ? APPROVAL.takeBack : APPROVAL.decline)}
          </Button>
        ) : null}
      </div>
      {open === 'approve' ? (
        <ApproveProposal
          answer={answer}
          people={people}
          parts={parts}
          onDecided={onDecided}
          onClose={close}
        />
      ) : null}
      {open === 'decline' ? (
        <DeclineProposal proposal={proposal} isOwn={isOwn} onClose={close} />
      ) : null}
    </section>
  );
}
