// client/console/operations/bulk/: one repair for many cases.
/** One repair for all cases of a cause: first what would happen, then the pace, then how far it is. */
import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { moneyText } from '../../../../workflows/contract/money';
import { EFFECT_PLAN_WORDS, REPAIR_WORDS } from '../../../../words/causes';
import type { BulkVerb } from '../../../../workflows/contract/operations';
import { FORMS } from '../../../../wire/forms';
import { get, post } from '../../api/http';
import type { BulkPlan, BulkRun } from '../../../../wire/operations/operations-answers';
import { KEYS } from '../../api/queries';
import { meaningOf } from '../../../../words/timeline';
import { Button } from '../../parts/controls/button';
import { Dialog } from '../../parts/dialog';
import { Field } from '../../parts/controls/field';
import { MAX_TEXT_LENGTH } from '../../../../wire/limits';
import { Loading } from '../../parts/loading';
import { ProblemNotice } from '../../parts/problem-notice';
import { useKeyOf } from '../../parts/wish-key';
import { BULK_VERB, OPS } from '../../texts/operations';
import { SHELL } from '../../texts/shell';
import { useLocale, useSay } from '../../texts/say';
import { Input, TextArea } from '../../parts/controls/input';
import { shareOver, wholeNumber } from './bulk-verbs';
import type { BulkSelection } from './bulk-verbs';
import { named } from '../../../../words/phrase';
import { pathOf } from '../../../../wire/routes';
import { GatedButton } from '../../parts/controls/gated-button';
import { BULK_STATE } from '../../../../words/operations';

interface Props {
  readonly verb: BulkVerb;
  /** Which cases: of a cause, or of a filter. */
  readonly select: BulkSelection;
  readonly onClose: () => void;
}

const LOOK_MS = 1_000;

export function BulkDialog({ verb, select, onClose }: Props): ReactElement {
  const [runId, setRunId] = useState<string>();
  return runId === undefined ? (
    <PlanDialog verb={verb} select={select} onClose={onClose} onStarted={setRunId} />
  ) : (
    <RunDialog runId={runId} verb={verb} mayStop onClose={onClose} />
  );
}

interface Pace {
  readonly reason: string;
  readonly limit: string;
  readonly rate: string;
  readonly stopAfter: string;
}

/** The order, or undefined while something is missing or no number. */
function orderOf({ reason, limit, rate, stopAfter }: Pace) {
  const numbers = { limit, ratePerSecond: rate, stopAfter };
  const typed = Object.entries(numbers).filter(([, text]) => text.trim() !== '');
  const read = typed.map(([name, text]) => [name, wholeNumber(text)] as const);
  if (reason.trim() === '' || read.some(([, number]) => number === undefined)) return undefined;
  return { reason, ...Object.fromEntries(read) };
}

function PlanDialog(props: Props & { onStarted: (runId: string) => void }): ReactElement {
  const say = useSay();
  const { verb, select, onClose, onStarted } = props;
  const [pace, setPace] = useState<Pace>({ reason: '', limit: '', rate: '10', stopAfter: '10' });
  const key = useKeyOf(JSON.stringify(pace));
  const plan = useQuery({
    queryKey: ['bulk-plan', verb, select],
    queryFn: () => post(pathOf('planBulk'), FORMS.bulkPlan, { verb, select }),
    staleTime: 0,
    gcTime: 0,
  });
  const order = orderOf(pace);
  const start = useMutation({
    mutationFn: () => post(pathOf('startBulk'), FORMS.bulkRun, { verb, select, ...order }, key),
    onSuccess: (run) => onStarted(run.runId),
  });
  const nothing = plan.data?.wouldAct === 0;
  return (
    <Dialog
      title={say(OPS.bulkTitle, { verb: say(named(BULK_VERB, verb)) })}
      onClose={onClose}
      wide
      foot={
        <>
          <Button onClick={onClose}>{say(SHELL.cancel)}</Button>
          <GatedButton
            look="primary"
            why={
              !plan.data
                ? say(SHELL.loading)
                : nothing
                  ? say(OPS.bulkNothing)
                  : order === undefined
                    ? say(SHELL.missing, { names: say(OPS.bulkReason) })
                    : undefined
            }
            loading={start.isPending}
            onClick={() => start.mutate()}
          >
            {say(OPS.bulkStart, {
              verb: say(named(BULK_VERB, verb)),
              count: plan.data?.wouldAct ?? 0,
            })}
          </GatedButton>
        </>
      }
    >
      {plan.isPending ? <Loading /> : null}
      {plan.error ? <ProblemNotice error={plan.error} onRetry={() => void plan.refetch()} /> : null}
      {plan.data ? <Plan plan={plan.data} /> : null}
      {plan.data && !nothing ? <PaceFields pace={pace} onChange={setPace} /> : null}
      {start.error ? <ProblemNotice error={start.error} /> : null}
    </Dialog>
  );
}

function Plan({ plan }: { plan: BulkPlan }): ReactElement {
  const say = useSay();
  const locale = useLocale();
  return (
    <section aria-label={say(OPS.wouldHappen)}>
      <p className="strong">{say(OPS.wouldAct, { count: plan.wouldAct, matched: plan.matched })}</p>
      <ul>
        {plan.repairs.map(({ kind, code, cases }) => (
          <li key={`${kind} ${code ?? ''}`}>
            <span className="number">{cases}</span> {say(named(REPAIR_WORDS, kind))}
            {code === undefined ? null : ` · ${meaningOf(code, locale)}`}
          </li>
        ))}
        {plan.effects.map(({ plan: effect, count }) => (
          <li key={effect} className="quiet">
            <span className="number">{count}</span> {say(named(EFFECT_PLAN_WORDS, effect))}
          </li>
        ))}
      </ul>
      {plan.money.map((owed) => (
        <p key={owed.currency} className="quiet">
          {say(OPS.atStake, { amount: moneyText(owed, locale) })}
        </p>
      ))}
    </section>
  );
}

function PaceFields(props: { pace: Pace; onChange: (pace: Pace) => void }): ReactElement {
  const say = useSay();
  const { pace, onChange } = props;
  const number = (name: 'limit' | 'rate' | 'stopAfter', label: string): ReactNode => (
    <Field
      label={label}
      wrong={
        pace[name].trim() !== '' && wholeNumber(pace[name]) === undefined ? [say(OPS.noNumber)] : []
      }
    >
      {(control) => (
        <Input
          {...control}
          className="number"
          inputMode="numeric"
          maxLength={6}
          value={pace[name]}
          onChange={(event) => onChange({ ...pace, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      <Field label={say(OPS.bulkReason)} hint={say(OPS.bulkReasonHint)}>
        {(control) => (
          <TextArea
            {...control}
            rows={3}
            maxLength={MAX_TEXT_LENGTH}
            value={pace.reason}
            onChange={(event) => onChange({ ...pace, reason: event.target.value })}
          />
        )}
      </Field>
      <div className="row">
        {number('limit', say(OPS.bulkLimit))}
        {number('rate', say(OPS.bulkRate))}
        {number('stopAfter', say(OPS.bulkStopAfter))}
      </div>
    </>
  );
}

/** How far a run is, and what became of its cases. */
export function RunDialog(props: {
  readonly runId: string;
  readonly verb: BulkVerb;
  readonly mayStop: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const { runId, verb } = props;
  const run = useQuery({
    queryKey: ['bulk-run', runId],
    queryFn: ({ signal }) => get(pathOf('readBulkRun', { runId }), FORMS.bulkRun, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_MS : false),
    staleTime: 0,
  });
  const stop = useMutation({
    mutationFn: () => post(pathOf('stopBulkRun', { runId }), FORMS.bulkRun, null),
  });
  const onClose = (): void => {
    void client.invalidateQueries({ queryKey: KEYS.attention });
    void client.invalidateQueries({ queryKey: KEYS.bulkRuns });
    props.onClose();
  };
  const isRunning = run.data?.state === 'running';
  return (
    <Dialog
      title={`${say(named(BULK_VERB, verb))} · ${runId}`}
      onClose={onClose}
      foot={
        <>
          {isRunning && props.mayStop ? (
            <Button danger loading={stop.isPending} onClick={() => stop.mutate()}>
              {say(OPS.bulkStop)}
            </Button>
          ) : null}
          <Button look="primary" onClick={onClose}>
            {say(SHELL.close)}
          </Button>
        </>
      }
    >
      {run.error ? <ProblemNotice error={run.error} onRetry={() => void run.refetch()} /> : null}
      {stop.error ? <ProblemNotice error={stop.error} /> : null}
      {run.data ? <RunProgress run={run.data} /> : <Loading />}
      {run.data && run.data.failed > 0 ? <FailedCases runId={runId} /> : null}
    </Dialog>
  );
}

function RunProgress({ run }: { run: BulkRun }): ReactElement {
  const say = useSay();
  const { state, total, done, skipped, failed, parkedAgain, left } = run;
  const counts = { done, total, skipped, failed, again: parkedAgain, left };
  return (
    <div aria-live="polite">
      <progress className="bulk" value={shareOver(run)} aria-label={say(OPS.bulkProgress)} />
      <p className="strong">{say(named(BULK_STATE, state))}</p>
      <p>{say(OPS.bulkCounts, counts)}</p>
      {state === 'running' ? <p className="quiet">{say(OPS.bulkGoesOn)}</p> : null}
    </div>
  );
}

function FailedCases({ runId }: { runId: string }): ReactElement | null {
  const say = useSay();
  const locale = useLocale();
  const { data } = useQuery({
    queryKey: ['bulk-failed', runId],
    queryFn: ({ signal }) =>
      get(pathOf('listBulkCases', { runId }), FORMS.bulkItems, {
        query: { state: 'failed' },
        signal,
      }),
    refetchInterval: LOOK_MS * 3,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <section>
      <p className="strong">{say(OPS.bulkFailed)}</p>
      <ul>
        {data.items.map(({ position, caseId, code }) => (
          <li key={position}>
            <span className="mono">{caseId}</span>
            {code === undefined ? null : ` · ${meaningOf(code, locale)}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
