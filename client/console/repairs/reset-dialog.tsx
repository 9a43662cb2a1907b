/**
 * Taking a case back: the point, what would happen to each request after it, which later decisions are taken
 * again, and the reason. Who may only look sees the same without the last step.
 */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { FORMS } from '../../../wire/forms';
import { post } from '../api/http';
import { resetPointsQuery } from '../api/queries';
import type { LaterDecision, Repair, ResetPoints } from '../../../wire/operations/repair-answers';
import { may, useSession } from '../app/session';
import { DecisionDialog } from '../case/decisions/decision-dialog';
import type { DialogProps } from '../case/decisions/decision-dialogs';
import { TextField } from '../case/decisions/review-dialogs';
import { CheckField, RadioField } from '../parts/controls/field';
import { Loading } from '../parts/loading';
import { Moment } from '../parts/moment';
import { ProblemNotice } from '../parts/problem-notice';
import { StatusTag } from '../parts/status-tag';
import { DECIDE } from '../texts/decisions';
import { RESET, REPAIR } from '../texts/repairs';
import { useSay } from '../texts/say';
import { partNames } from './diagnosis-words';
import type { PartNames } from './diagnosis-words';
import { DryRunCard, LaterList, LaterWords, useDryRun } from './dry-run';
import { pointText } from './repair-words';
import { pathOf } from '../../../wire/routes';

export function ResetDialog({ reading, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const mayAct = may(useSession(), 'resetCase');
  const { answer, timeline } = reading;
  const { caseId } = answer;
  const { data, error, refetch } = useQuery({ ...resetPointsQuery(caseId), staleTime: 0 });
  const [point, setPoint] = useState<number>();
  const [ticked, setTicked] = useState<readonly number[]>([]);
  const [reason, setReason] = useState('');
  const parts = partNames(answer, say);
  // What was decided before the point stays decided; ticks for later points come back with them.
  const repeat = ticked.filter((eventId) => point !== undefined && eventId > point);
  const wish = data && point !== undefined ? { point, runId: data.runId, repeat } : undefined;
  const repair: Repair | undefined = wish && { repair: 'reset', ...wish };
  const run = useDryRun(caseId, repair);
  const { plan } = run;
  const isSafe = plan?.blockers.length === 0 && !run.isPending;
  const body = { ...wish, reason };
  return (
    <DecisionDialog
      words={REPAIR.reset}
      reading={reading}
      onClose={onClose}
      wish={JSON.stringify(body)}
      wide
      onlyLooks={!mayAct}
      missing={[
        [say(RESET.points), mayAct && point === undefined],
        [say(DECIDE.whyNeeded), mayAct && point !== undefined && reason.trim() === ''],
      ]}
      proposes={plan?.needsApproval === true}
      send={
        wish && isSafe && reason.trim() !== ''
          ? ({ key }) => post(pathOf('resetCase', { caseId }), FORMS.repairedOrProposed, body, key)
          : undefined
      }
    >
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <PointField {...data} parts={parts} value={point} onChange={setPoint} /> : null}
      {point === undefined ? null : <DryRunCard run={run} parts={parts} />}
      {plan && point !== undefined ? (
        <RepeatField
          later={plan.later}
          people={timeline.people}
          value={repeat}
          onChange={(next) =>
            setTicked([...ticked.filter((eventId) => !repeat.includes(eventId)), ...next])
          }
        />
      ) : null}
      {point === undefined || !mayAct ? null : (
        <TextField label={say(DECIDE.whyNeeded)} value={reason} onChange={setReason} />
      )}
    </DecisionDialog>
  );
}

interface PointProps extends Pick<ResetPoints, 'points' | 'forged'> {
  readonly parts: PartNames;
  readonly value: number | undefined;
  readonly onChange: (eventId: number) => void;
}

function PointField({ points, forged, parts, value, onChange }: PointProps): ReactElement {
  const say = useSay();
  if (points.length === 0) return <p className="quiet">{say(RESET.noPoints)}</p>;
  return (
    <RadioField
      legend={say(RESET.points)}
      hint={say(RESET.pointsHint)}
      name="reset-point"
      isLong
      options={points.toReversed().map((point) => [
        String(point.eventId),
        <span key={point.eventId}>
          <StatusTag status={point.status} /> {pointText(point, parts, say)}{' '}
          <span className="small quiet">
            <Moment at={point.at} /> · {say(RESET.event, { event: point.eventId })}
          </span>
          {forged?.before === point.eventId ? (
            <span className="tag accent">{say(RESET.heals, { what: forged.what })}</span>
          ) : null}
        </span>,
      ])}
      value={value === undefined ? undefined : String(value)}
      onChange={(chosen) => onChange(Number(chosen))}
    />
  );
}

interface RepeatProps {
  readonly later: readonly LaterDecision[];
  readonly people: Readonly<Record<string, string>>;
  readonly value: readonly number[];
  readonly onChange: (events: readonly number[]) => void;
}

function RepeatField({ later, people, value, onChange }: RepeatProps): ReactElement {
  const say = useSay();
  if (later.length === 0) return <p>{say(RESET.noLater)}</p>;
  const proven = later.filter(({ isProven }) => isProven);
  return (
    <>
      <LaterList later={later.filter(({ isProven }) => !isProven)} people={people} />
      <CheckField
        legend={say(RESET.repeat)}
        options={proven.map(
          (one) => [String(one.eventId), <LaterWords one={one} people={people} />] as const,
        )}
        value={value.map(String)}
        onChange={(events) => onChange(events.map(Number).toSorted((a, b) => a - b))}
      />
      <p className="small quiet">{say(RESET.repeatHint)}</p>
    </>
  );
}
