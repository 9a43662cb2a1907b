/** Repairs of an operator. Each is run dry first, and what would happen is read before it is confirmed. */
import { Suspense, lazy, useState } from 'react';
import type { ComponentType, ReactElement, ReactNode } from 'react';
import type { RepairKind, RepairOf } from '../../../wire/operations/repair-requests';
import { RESOLUTION_OUTCOMES } from '../../../workflows/contract/case-view';
import type { ResolutionOutcome, Step } from '../../../workflows/contract/case-view';
import { FORMS } from '../../../wire/forms';
import type { CaseAnswer } from '../../../wire/cases/case-answers';
import { post } from '../api/http';
import type { Repair } from '../../../wire/operations/repair-answers';
import { partNames } from './diagnosis-words';
import { DryRunCard, useDryRun } from './dry-run';
import { DECIDE } from '../texts/decisions';
import { DEPOSIT, OUTCOME, STEP } from '../../../words/domain';
import { REPAIR } from '../texts/repairs';
import { useSay } from '../texts/say';
import { named } from '../../../words/phrase';
import type { Say } from '../../../words/phrase';
import { DecisionDialog } from '../case/decisions/decision-dialog';
import type { Missing } from '../case/decisions/decision-dialog';
import type { DialogProps } from '../case/decisions/decision-dialogs';
import { FileChoice } from '../case/decisions/proof-dialogs';
import { TextField } from '../case/decisions/review-dialogs';
import { REPAIR_OPERATIONS, pathOf } from '../../../wire/routes';
import { SelectField } from '../parts/controls/select';

interface RepairProps extends DialogProps {
  /** Its name, and the last part of its address. */
  readonly kind: RepairKind;
  /** What is to be run dry; undefined while something is missing. */
  readonly repair: Repair | undefined;
  readonly body: object;
  readonly missing: Missing;
  readonly children: ReactNode;
}

/** A repair with its dry run; it can be confirmed once that is read, or could not be made. */
function RepairDialog(props: RepairProps): ReactElement {
  const { kind, repair, body, missing, children, reading, onClose } = props;
  const say = useSay();
  const { caseId } = reading.answer;
  const run = useDryRun(caseId, repair);
  const isBlocked = (run.plan?.blockers.length ?? 0) > 0;
  const isReady = !missing.some(([, isMissing]) => isMissing);
  const maySend = isReady && repair !== undefined && !run.isPending && !isBlocked;
  return (
    <DecisionDialog
      words={REPAIR[kind]}
      reading={reading}
      onClose={onClose}
      wish={JSON.stringify(body)}
      wide
      missing={missing}
      proposes={run.plan?.needsApproval === true}
      send={
        maySend
          ? ({ key }) =>
              post(pathOf(REPAIR_OPERATIONS[kind], { caseId }), FORMS.repairedOrProposed, body, key)
          : undefined
      }
    >
      {children}
      {repair === undefined ? null : (
        <DryRunCard run={run} parts={partNames(reading.answer, say)} brief />
      )}
    </DecisionDialog>
  );
}

type ReasonedKind = {
  [K in RepairKind]: { readonly repair: K } extends RepairOf<K> ? K : never;
}[RepairKind];

/** The step that waits for a person: the parked one, else the one with a manual task. */
function stepOf({ view }: CaseAnswer): Step {
  if (view.parked) return view.parked.step;
  if (view.terminals.some(({ state }) => state === 'manual')) return 'unbind-terminals';
  return view.deposits.some(({ refund }) => refund === 'manual')
    ? 'refund-deposit'
    : 'close-account';
}

function StepLine({ step }: { step: Step }): ReactElement {
  const say = useSay();
  return (
    <p>
      {say(DECIDE.step)}: <span className="strong">{say(named(STEP, step))}</span>
    </p>
  );
}

function RetryDialog({ reading, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const step = stepOf(reading.answer);
  const [reason, setReason] = useState('');
  return (
    <RepairDialog
      kind="retry"
      repair={{ repair: 'retry', step }}
      body={{ step, reason }}
      missing={[[say(DECIDE.whyNeeded), reason.trim() === '']]}
      reading={reading}
      onClose={onClose}
    >
      <StepLine step={step} />
      <TextField label={say(DECIDE.whyNeeded)} value={reason} onChange={setReason} />
    </RepairDialog>
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
      return [depositId, `${say(named(DEPOSIT, kind))} ${serials.get(terminalId) ?? ''}`] as const;
    });
}

/** Stands for everything of the step; no id looks like it. */
const ALL = '*';

function ResolveDialog({ reading, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const { answer } = reading;
  const step = stepOf(answer);
  const subjects = subjectsOf(answer, step, say);
  const outcomes: readonly ResolutionOutcome[] = RESOLUTION_OUTCOMES[step];
  const [subject, setSubject] = useState<string>();
  const [outcome, setOutcome] = useState<ResolutionOutcome>();
  const [evidence, setEvidence] = useState('');
  const [files, setFiles] = useState<readonly string[]>([]);
  // Where several wait, one outcome for all of them is as much a choice as any other.
  const needsSubject = subjects.length > 1;
  const isWhole = subject === undefined || subject === ALL;
  const about = { step, ...(isWhole ? {} : { subject }) };
  const isChosen = outcome !== undefined && !(needsSubject && subject === undefined);
  const attached = files.length === 0 ? {} : { attachmentIds: files };
  return (
    <RepairDialog
      kind="resolve"
      repair={isChosen ? { repair: 'resolve', outcome, ...about } : undefined}
      body={{ ...about, outcome, evidence, ...attached }}
      missing={[
        [say(DECIDE.subject), needsSubject && subject === undefined],
        [say(DECIDE.outcome), outcome === undefined],
        [say(DECIDE.evidence), evidence.trim() === ''],
      ]}
      reading={reading}
      onClose={onClose}
    >
      <StepLine step={step} />
      {needsSubject ? (
        <SelectField
          label={say(DECIDE.subject)}
          empty={say(DECIDE.choose)}
          options={[...subjects, [ALL, say(DECIDE.subjectAll)]]}
          value={subject}
          onChange={setSubject}
        />
      ) : null}
      <SelectField
        label={say(DECIDE.outcome)}
        empty={say(DECIDE.choose)}
        options={outcomes.map((known) => [known, say(named(OUTCOME, known))] as const)}
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
    </RepairDialog>
  );
}

/** The dialog of a repair that needs nothing but the reason for it. */
function reasoned(kind: ReasonedKind): ComponentType<DialogProps> {
  return function ReasonedDialog(props: DialogProps): ReactElement {
    const say = useSay();
    const [reason, setReason] = useState('');
    return (
      <RepairDialog
        {...props}
        kind={kind}
        repair={{ repair: kind }}
        body={{ reason }}
        missing={[[say(DECIDE.whyNeeded), reason.trim() === '']]}
      >
        <TextField label={say(DECIDE.whyNeeded)} value={reason} onChange={setReason} />
      </RepairDialog>
    );
  };
}

const CorrectDialog = lazy(async () => ({
  default: (await import('./correct-dialog')).CorrectDialog,
}));
const ResetDialog = lazy(async () => ({
  default: (await import('./reset-dialog')).ResetDialog,
}));

const DIALOGS: Readonly<Record<RepairKind, ComponentType<DialogProps>>> = {
  retry: RetryDialog,
  resolve: ResolveDialog,
  'correct-reference': CorrectDialog,
  'send-back': reasoned('send-back'),
  hold: reasoned('hold'),
  'release-hold': reasoned('release-hold'),
  end: reasoned('end'),
  reset: ResetDialog,
};

/** The dialog of each repair. */
export function RepairDialogOf({
  kind,
  ...props
}: DialogProps & { readonly kind: RepairKind }): ReactElement {
  const Dialog = DIALOGS[kind];
  return (
    <Suspense fallback={null}>
      <Dialog {...props} />
    </Suspense>
  );
}
