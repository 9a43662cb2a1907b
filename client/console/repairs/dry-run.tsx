/** The dry run of a repair: what would happen to each request, what forbids it, and who has to approve it. */
import { useId } from 'react';
import type { ReactElement } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FORMS } from '../../../wire/forms';
import type {
  LaterDecision,
  PlannedEffect,
  Repair,
  RepairPlan,
} from '../../../wire/operations/repair-answers';
import { post } from '../api/http';
import { KEYS } from '../api/queries';
import { Button } from '../parts/controls/button';
import { Loading } from '../parts/loading';
import { Moment } from '../parts/moment';
import { ProblemNotice } from '../parts/problem-notice';
import { DRY_RUN } from '../texts/repairs';
import { useSay } from '../texts/say';
import { providerState, requestName } from './diagnosis-words';
import type { PartNames } from './diagnosis-words';
import { planSentences, spoken, toneOf } from './repair-words';
import { pathOf } from '../../../wire/routes';
import { EFFECT_DONE } from '../../../words/operations';
import { named, type Phrase } from '../../../words/phrase';

export interface DryRun {
  readonly plan: RepairPlan | undefined;
  /** True until the plan of just this repair is there, or failed. */
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

/** Runs a repair dry as the case stands now; undefined while there is nothing to run. */
export function useDryRun(caseId: string, repair: Repair | undefined): DryRun {
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: [...KEYS.case(caseId), 'dry-run', repair],
    queryFn: () => post(pathOf('planRepair', { caseId }), FORMS.repairPlan, repair ?? null),
    enabled: repair !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  const plan = repair === undefined ? undefined : data;
  return {
    plan,
    isPending: repair !== undefined && isFetching && (plan === undefined || isPlaceholderData),
    error: repair === undefined ? null : error,
    readAgain: () => void refetch(),
  };
}

interface RunProps {
  readonly run: DryRun;
  readonly parts: PartNames;
  /** Without what the repair does in general, which the dialog around it says. */
  readonly brief?: boolean;
  readonly toApprover?: boolean;
}

/** A dry run that is being made, has failed, or shows what would happen. */
export function DryRunCard({ run, parts, brief, toApprover }: RunProps): ReactElement {
  const { plan, error, readAgain, isPending } = run;
  const say = useSay();
  const id = useId();
  return (
    <section className="dry-run" aria-labelledby={id} aria-busy={isPending}>
      <div className="row">
        <h3 id={id}>{say(DRY_RUN.title)}</h3>
        <span className="small quiet">{say(DRY_RUN.nothingYet)}</span>
      </div>
      {error ? <ProblemNotice error={error} onRetry={readAgain} /> : null}
      {!plan && !error ? <Loading /> : null}
      {plan && !error ? (
        <PlanView plan={plan} parts={parts} brief={brief} toApprover={toApprover} />
      ) : null}
      {plan && !error ? (
        <div>
          <Button size="small" loading={isPending} onClick={readAgain}>
            {say(DRY_RUN.again)}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

interface PlanProps {
  readonly plan: RepairPlan;
  readonly parts: PartNames;
  readonly brief?: boolean | undefined;
  /** For the person who approves it, who need not be told that somebody has to. */
  readonly toApprover?: boolean | undefined;
}

export function PlanView({ plan, parts, brief, toApprover }: PlanProps): ReactElement {
  const say = useSay();
  const { blockers, needsApproval, effects, payments, repair } = plan;
  const hasPoint = repair.repair === 'reset';
  return (
    <>
      {blockers.length === 0 ? null : (
        <div className="notice error">
          <p className="strong">{say(DRY_RUN.blocked)}</p>
          {blockers.map(({ code, message }) => (
            <p key={code}>{message}</p>
          ))}
        </div>
      )}
      {brief === true && !hasPoint
        ? null
        : planSentences(plan, parts, say).map((text) => <p key={text}>{text}</p>)}
      {payments.length === 0 ? null : (
        <div className="notice warning">
          <p className="strong">{say(DRY_RUN.payments)}</p>
          {payments.map(({ key, what }) => (
            <p key={key}>{spoken(what, parts, say)}</p>
          ))}
        </div>
      )}
      {effects.length === 0 ? (
        hasPoint ? null : (
          <p>{say(DRY_RUN.noEffects)}</p>
        )
      ) : (
        <PlannedEffects effects={effects} parts={parts} />
      )}
      {needsApproval && toApprover !== true ? (
        <p className="notice warning">{say(DRY_RUN.approval)}</p>
      ) : null}
    </>
  );
}

interface EffectsProps {
  readonly effects: readonly PlannedEffect[];
  readonly parts: PartNames;
}

function PlannedEffects({ effects, parts }: EffectsProps): ReactElement {
  const say = useSay();
  return (
    <table className="data cards" aria-label={say(DRY_RUN.effects)}>
      <thead>
        <tr>
          <th scope="col">{say(DRY_RUN.request)}</th>
          <th scope="col">{say(DRY_RUN.now)}</th>
          <th scope="col">{say(DRY_RUN.then)}</th>
        </tr>
      </thead>
      <tbody>
        {effects.map(({ key, done, providerSays, what }) => (
          <tr key={key}>
            <th scope="row">
              {requestName(key, parts, say)}
              <span className="block mono small quiet request-number">{key}</span>
            </th>
            <td data-label={say(DRY_RUN.now)}>
              <span className={`tag ${toneOf(done)}`}>{say(named(EFFECT_DONE, done))}</span>
              {providerSays === undefined ? null : (
                <span className="block small quiet">
                  {say(DRY_RUN.says, { state: providerState(providerSays, say) })}
                </span>
              )}
            </td>
            <td data-label={say(DRY_RUN.then)}>{what}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface LaterProps {
  readonly later: readonly LaterDecision[];
  readonly people: Readonly<Record<string, string>>;
}

/** Decisions after the point of a proposed reset, with what becomes of each. */
export function LaterList({ later, people }: LaterProps): ReactElement | null {
  const say = useSay();
  if (later.length === 0) return null;
  return (
    <section>
      <p className="strong">{say(DRY_RUN.later)}</p>
      <ul>
        {later.map((one) => (
          <li key={one.eventId}>
            <LaterWords one={one} people={people} />{' '}
            <span className={one.repeat ? 'tag accent' : 'tag'}>{say(fateOf(one))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function fateOf({ isProven, repeat }: LaterDecision): Phrase {
  if (!isProven) return DRY_RUN.laterForged;
  return repeat ? DRY_RUN.laterAgain : DRY_RUN.laterLeftOut;
}

/** A later decision: what it was, whose, and when. */
export function LaterWords(props: {
  readonly one: LaterDecision;
  readonly people: Readonly<Record<string, string>>;
}): ReactElement {
  const say = useSay();
  const { what, by, at } = props.one;
  return (
    <>
      {what}{' '}
      <span className="small quiet">
        {by === undefined ? null : <>{say(DRY_RUN.laterBy, { name: props.people[by] ?? by })} · </>}
        <Moment at={at} />
      </span>
    </>
  );
}
