/** Repairs of an operator. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { RESOLUTION_OUTCOMES } from '../../../../workflows/contract/case-view';
import type { ResolutionOutcome, Step } from '../../../../workflows/contract/case-view';
import { FORMS } from '../../api/answer-forms';
import type { CaseAnswer } from '../../api/answers';
import { post } from '../../api/http';
import { SelectField } from '../../parts/field';
import { DECIDE, DECISION } from '../../texts/decisions';
import { DEPOSIT, OUTCOME, STEP } from '../../texts/domain';
import { useSay } from '../../texts/say';
import type { Say } from '../../texts/sentence';
import type { DecisionName } from '../offers';
import { DecisionDialog } from './decision-dialog';
import type { DialogProps } from './decision-dialogs';
import { FileChoice } from './proof-dialogs';
import { TextField } from './review-dialogs';

/** The step that waits for a person: the parked one, else the one with a manual task. */
function stepOf({ view }: CaseAnswer): Step {
  if (view.parked) return view.parked.step;
  if (view.terminals.some(({ state }) => state === 'manual')) return 'unbind-terminals';
  return view.deposits.some(({ refund }) => refund === 'manual')
    ? 'refund-deposit'
    : 'close-account';
}

export function RetryDialog({ reading, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const { caseId } = reading.answer;
  const step = stepOf(reading.answer);
  const [reason, setReason] = useState('');
  const words = reason.trim() === '' ? {} : { reason };
  return (
    <DecisionDialog
      words={DECISION.retry}
      reading={reading}
      onClose={onClose}
      wish={reason}
      send={({ key }) => post(`/ops/cases/${caseId}/retry`, FORMS.receipt, { step, ...words }, key)}
    >
      <p>
        {say(DECIDE.step)}: <span className="strong">{say(STEP[step])}</span>
      </p>
      <TextField label={say(DECIDE.why)} value={reason} onChange={setReason} />
    </DecisionDialog>
  );
}

const WAITING: ReadonlySet<string> = new Set(['stuck', 'manual', 'returned']);

/** What of a step waits for a person, by id and in words. */
function subjectsOf(
  answer: CaseAnswer,
  step: Step,
  say: Say,
): readonly (readonly [id: string, text: string])[] {
  const serials = new Map(answer.data.terminals.map((t) => [t.terminalId, t.serialNumber]));
  if (step === 'unbind-terminals') {
    return answer.view.terminals
      .filter(({ state }) => WAITING.has(state))
      .map(({ terminalId }) => [terminalId, serials.get(terminalId) ?? terminalId] as const);
  }
  if (step !== 'refund-deposit') return [];
  return answer.view.deposits
    .filter(({ refund }) => WAITING.has(refund))
    .map(({ depositId, terminalId, kind }) => {
      return [depositId, `${say(DEPOSIT[kind])} ${serials.get(terminalId) ?? ''}`] as const;
    });
}

export function ResolveDialog({ reading, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const { answer } = reading;
  const step = stepOf(answer);
  const subjects = subjectsOf(answer, step, say);
  const outcomes: readonly ResolutionOutcome[] = RESOLUTION_OUTCOMES[step];
  const [subject, setSubject] = useState<string>();
  const [outcome, setOutcome] = useState<ResolutionOutcome>();
  const [evidence, setEvidence] = useState('');
  const [files, setFiles] = useState<readonly string[]>([]);
  const body = {
    step,
    outcome,
    evidence,
    ...(subject === undefined ? {} : { subject }),
    ...(files.length === 0 ? {} : { attachmentIds: files }),
  };
  const isReady = outcome !== undefined && evidence.trim() !== '';
  return (
    <DecisionDialog
      words={DECISION.resolve}
      reading={reading}
      onClose={onClose}
      wish={JSON.stringify(body)}
      send={
        isReady
          ? ({ key }) => post(`/ops/cases/${answer.caseId}/resolve`, FORMS.receipt, body, key)
          : undefined
      }
    >
      <p>
        {say(DECIDE.step)}: <span className="strong">{say(STEP[step])}</span>
      </p>
      {subjects.length > 1 ? (
        <SelectField
          label={say(DECIDE.subject)}
          empty={say(DECIDE.subjectAll)}
          options={subjects}
          value={subject}
          onChange={setSubject}
        />
      ) : null}
      <SelectField
        label={say(DECIDE.outcome)}
        empty={say(DECIDE.choose)}
        options={outcomes.map((known) => [known, say(OUTCOME[known])] as const)}
        value={outcome}
        onChange={setOutcome}
      />
      <TextField
        label={say(DECIDE.evidence)}
        hint={say(DECIDE.evidenceHint)}
        value={evidence}
        onChange={setEvidence}
      />
      <FileChoice caseId={answer.caseId} value={files} onChange={setFiles} />
    </DecisionDialog>
  );
}

/** Repairs that need nothing but the reason for them, by the last part of their address. */
const REASONED = {
  sendBack: 'send-back',
  hold: 'hold',
  releaseHold: 'release-hold',
  end: 'end',
} as const satisfies Partial<Record<DecisionName, string>>;

export function ReasonedDialog(
  props: DialogProps & { readonly decision: keyof typeof REASONED },
): ReactElement {
  const { reading, onClose, decision } = props;
  const say = useSay();
  const { caseId } = reading.answer;
  const path = `/ops/cases/${caseId}/${REASONED[decision]}`;
  const [reason, setReason] = useState('');
  return (
    <DecisionDialog
      words={DECISION[decision]}
      reading={reading}
      onClose={onClose}
      wish={reason}
      send={
        reason.trim() === '' ? undefined : ({ key }) => post(path, FORMS.receipt, { reason }, key)
      }
    >
      <TextField label={say(DECIDE.whyNeeded)} value={reason} onChange={setReason} />
    </DecisionDialog>
  );
}
