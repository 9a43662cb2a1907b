/** The repairs of one case: those that the diagnosis names with what each would do, then all others. */
import { Suspense, lazy, useState } from 'react';
import type { ReactElement } from 'react';
import Button from 'antd/es/button';
import { STAYING_DECISIONS } from '../../../workflows/contract/lifecycle';
import type { Diagnosis, ViewAnswer } from '../api/answers';
import { hasRole, useSession } from '../app/session';
import { Offers } from '../case/decisions/offers-row';
import { offersOf } from '../case/offers';
import type { DecisionName } from '../case/offers';
import type { CaseReading } from '../case/use-case';
import { OPS } from '../texts/operations';
import { CORRECT, RESET } from '../texts/repairs';
import { useSay } from '../texts/say';

const DialogOf = lazy(async () => ({
  default: (await import('../case/decisions/decision-dialogs')).DialogOf,
}));
const CorrectDialog = lazy(async () => ({
  default: (await import('./correct-dialog')).CorrectDialog,
}));
const ResetDialog = lazy(async () => ({
  default: (await import('./reset-dialog')).ResetDialog,
}));

type Action = Diagnosis['repairs'][number]['action'];
/** Decisions by the action of the diagnosis. */
const ACTION: Readonly<Record<Action, DecisionName | 'correct' | 'reset'>> = {
  retry: 'retry',
  resolve: 'resolve',
  'send-back': 'sendBack',
  'correct-reference': 'correct',
  reset: 'reset',
};
/** Repairs in the order in which they are offered; others than operators have none of them. */
const REPAIRS: readonly DecisionName[] = [
  'retry',
  'resolve',
  'sendBack',
  'releaseHold',
  'hold',
  'end',
];

/** From the first unbind request on, and for a refund that came back. */
function mayCorrect({ status, refundReopened }: ViewAnswer): boolean {
  const inStatus = STAYING_DECISIONS.some(
    (one) => one.trigger === 'correctReference' && one.in.includes(status),
  );
  return inStatus || refundReopened;
}

function CorrectButton(props: { isLeading?: boolean; onPress: () => void }): ReactElement {
  const say = useSay();
  return (
    <Button type={props.isLeading === true ? 'primary' : 'default'} onClick={props.onPress}>
      {say(CORRECT.open)}
    </Button>
  );
}

interface Props {
  readonly diagnosis: Diagnosis;
  readonly reading: CaseReading;
}

export function RepairsCard({ diagnosis, reading }: Props): ReactElement {
  const say = useSay();
  const session = useSession();
  const [open, setOpen] = useState<DecisionName | 'correct' | 'reset'>();
  const close = (): void => setOpen(undefined);
  const offers = offersOf(reading.answer.view, session, reading.timeline.items).filter(
    ({ decision }) => REPAIRS.includes(decision),
  );
  const named = diagnosis.repairs.map((repair) => ({ ...repair, decision: ACTION[repair.action] }));
  const mayAct = hasRole(session, 'operator');
  const isCorrectable =
    mayAct &&
    diagnosis.lost === undefined &&
    mayCorrect(reading.answer.view) &&
    named.every((n) => n.decision !== 'correct');
  // A case that nothing carries takes no decision.
  const isLost = diagnosis.lost !== undefined;
  const others = (isLost ? [] : offers).filter(({ decision }) =>
    named.every((n) => n.decision !== decision),
  );
  return (
    <section className="card" aria-labelledby="repairs">
      <h3 id="repairs">{say(OPS.repairs)}</h3>
      {named.map(({ action, decision, what, recommended }) => {
        const offer = offers.find((one) => one.decision === decision);
        return (
          <div key={action} className="repair">
            <p>
              {what} {recommended ? <span className="tag good">{say(OPS.recommended)}</span> : null}
            </p>
            {offer ? <Offers offers={[offer]} leads={() => recommended} onOpen={setOpen} /> : null}
            {decision === 'correct' && mayAct ? (
              <CorrectButton isLeading={recommended} onPress={() => setOpen('correct')} />
            ) : null}
          </div>
        );
      })}
      {others.length === 0 && !isCorrectable ? null : (
        <div className="repair">
          <p>{say(OPS.otherRepairs)}</p>
          <Offers offers={others} leads={() => false} onOpen={setOpen} />
          {isCorrectable ? <CorrectButton onPress={() => setOpen('correct')} /> : null}
        </div>
      )}
      <div className="repair">
        <p>{say(RESET.when)}</p>
        <Button onClick={() => setOpen('reset')}>
          {say(mayAct ? RESET.open : RESET.openLook)}
        </Button>
      </div>
      {open === undefined ? null : (
        <Suspense fallback={null}>
          {open === 'reset' ? (
            <ResetDialog reading={reading} onClose={close} />
          ) : open === 'correct' ? (
            <CorrectDialog reading={reading} onClose={close} />
          ) : (
            <DialogOf decision={open} reading={reading} onClose={close} />
          )}
        </Suspense>
      )}
    </section>
  );
}
