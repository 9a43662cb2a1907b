/** The second operator's decision: approving says once more what will happen, declining asks for the reason. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { FORMS } from '../../../../wire/forms';
import { post } from '../../api/http';
import { newKey } from '../../../../wire/http';
import { KEYS } from '../../api/queries';
import type { Decided, Proposal, ProposalAnswer } from '../../../../wire/operations/repair-answers';
import { TextField } from '../../case/decisions/review-dialogs';
import { Button } from '../../parts/controls/button';
import { Dialog } from '../../parts/dialog';
import { ProblemNotice } from '../../parts/problem-notice';
import { DECIDE } from '../../texts/decisions';
import { APPROVAL } from '../../texts/repairs';
import { SHELL } from '../../texts/shell';
import { useSay } from '../../texts/say';
import type { PartNames } from '../../repairs/diagnosis-words';
import { LaterList, PlanView } from '../../repairs/dry-run';
import { FactRows } from '../../repairs/repair-facts';
import { repairName } from '../../repairs/repair-words';
import { pathOf } from '../../../../wire/routes';
import { GatedButton } from '../../parts/controls/gated-button';

function whichOf({ caseId, number }: Proposal): { caseId: string; number: string } {
  return { caseId, number: String(number) };
}

/** Everything that a decided proposal shows in. */
function readAgain(client: QueryClient, caseId: string): void {
  for (const queryKey of [KEYS.proposals, KEYS.case(caseId), KEYS.attention, KEYS.lists]) {
    void client.invalidateQueries({ queryKey });
  }
}

interface ApproveProps {
  readonly answer: ProposalAnswer;
  /** Names by id. */
  readonly people: Readonly<Record<string, string>>;
  readonly parts: PartNames;
  readonly onDecided: (decided: Decided) => void;
  readonly onClose: () => void;
}

export function ApproveProposal(props: ApproveProps): ReactElement {
  const { answer, people, parts, onDecided, onClose } = props;
  const say = useSay();
  const client = useQueryClient();
  const [key] = useState(newKey);
  const { proposal, dryRun } = answer;
  const { caseId, repair, by } = proposal;
  const proposer = people[by.principalId] ?? by.principalId;
  const approve = useMutation({
    mutationFn: () => post(pathOf('approveProposal', whichOf(proposal)), FORMS.decided, null, key),
    onSuccess: (decided) => {
      readAgain(client, caseId);
      onDecided(decided);
      onClose();
    },
  });
  return (
    <Dialog
      title={say(APPROVAL.approveTitle, { name: repairName(repair, say), caseId })}
      onClose={onClose}
      wide
      foot={
        <>
          <Button onClick={onClose}>{say(SHELL.cancel)}</Button>
          <Button
            look="primary"
            danger
            loading={approve.isPending}
            onClick={() => approve.mutate()}
          >
            {say(APPROVAL.approveConfirm)}
          </Button>
        </>
      }
    >
      <p>{say(APPROVAL.approveWhat, { proposer })}</p>
      <dl className="facts">
        <FactRows repair={repair} parts={parts} />
      </dl>
      {dryRun ? (
        <>
          <PlanView plan={dryRun} parts={parts} toApprover />
          <LaterList later={dryRun.later} people={people} />
        </>
      ) : (
        <p>{say(APPROVAL.cutOff)}</p>
      )}
      <div className="notice warning">
        <p className="strong">{say(DECIDE.cannotUndo)}</p>
        <p>{say(APPROVAL.approveFinal)}</p>
      </div>
      {approve.error ? <ProblemNotice error={approve.error} /> : null}
    </Dialog>
  );
}

interface DeclineProps {
  readonly proposal: Proposal;
  /** Whether the proposer takes it back. */
  readonly isOwn: boolean;
  readonly onClose: () => void;
}

export function DeclineProposal({ proposal, isOwn, onClose }: DeclineProps): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const { caseId, repair } = proposal;
  const decline = useMutation({
    mutationFn: () =>
      post(pathOf('declineProposal', whichOf(proposal)), FORMS.proposed, { reason }),
    onSuccess: () => {
      readAgain(client, caseId);
      onClose();
    },
  });
  const title = isOwn ? APPROVAL.takeBackTitle : APPROVAL.declineTitle;
  return (
    <Dialog
      title={say(title, { name: repairName(repair, say), caseId })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say(SHELL.cancel)}</Button>
          <GatedButton
            look="primary"
            why={
              reason.trim() === '' ? say(SHELL.missing, { names: say(APPROVAL.reason) }) : undefined
            }
            loading={decline.isPending}
            onClick={() => decline.mutate()}
          >
            {say(isOwn ? APPROVAL.takeBack : APPROVAL.decline)}
          </GatedButton>
        </>
      }
    >
      <p>{say(APPROVAL.declineWhat)}</p>
      <TextField label={say(APPROVAL.reason)} value={reason} onChange={setReason} />
      {decline.error ? <ProblemNotice error={decline.error} /> : null}
    </Dialog>
  );
}
