/** The repairs of one case: those that the diagnosis names with what each would do, then all others. */
import { Suspense, lazy, useState } from 'react';
import type { ReactElement } from 'react';
import type { RepairKind } from '../../../../wire/operations/repair-requests';
import type { Diagnosis } from '../../../../wire/operations/diagnosis-answers';
import { may, useSession } from '../../app/session';
import { Offers } from '../../case/decisions/offers-row';
import { REPAIR_OF, shownOffers } from '../../case/offers';
import type { ShownDecision } from '../../case/offers';
import type { CaseReading } from '../../case/use-case';
import { OPS } from '../../texts/operations';
import { CORRECT, RESET } from '../../texts/repairs';
import { useSay } from '../../texts/say';
import { Button } from '../../parts/controls/button';

const RepairDialogOf = lazy(async () => ({
  default: (await import('../../repairs/repair-dialogs')).RepairDialogOf,
}));

/** The repair that a decision is; undefined for decisions of other people. */
function repairOf(decision: ShownDecision): RepairKind | undefined {
  const repairs: Partial<Record<ShownDecision, RepairKind>> = REPAIR_OF;
  return repairs[decision];
}

function CorrectButton(props: { isLeading?: boolean; onPress: () => void }): ReactElement {
  const say = useSay();
  return (
    <Button look={props.isLeading === true ? 'primary' : 'plain'} onClick={props.onPress}>
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
  const [open, setOpen] = useState<RepairKind>();
  const close = (): void => setOpen(undefined);
  const offers = shownOffers(reading.answer).filter(
    ({ decision }) => repairOf(decision) !== undefined,
  );
  const { repairs: named } = diagnosis;
  const isNamed = (kind: RepairKind | undefined): boolean =>
    named.some(({ action }) => action === kind);
  const onOpen = (decision: ShownDecision): void => setOpen(repairOf(decision));
  const mayAct = may(session, 'correctReference');
  const isCorrectable =
    mayAct &&
    diagnosis.lost === undefined &&
    reading.answer.offers.some(({ decision }) => decision === 'correctReference') &&
    !isNamed('correct-reference');
  // A case that nothing carries takes no decision.
  const isLost = diagnosis.lost !== undefined;
  const others = (isLost ? [] : offers).filter(({ decision }) => !isNamed(repairOf(decision)));
  return (
    <section className="card" aria-labelledby="repairs">
      <h3 id="repairs">{say(OPS.repairs)}</h3>
      {named.map(({ action, what, recommended }) => {
        const offer = offers.find(({ decision }) => repairOf(decision) === action);
        return (
          <div key={action} className="repair">
            <p>
              {what} {recommended ? <span className="tag good">{say(OPS.recommended)}</span> : null}
            </p>
            {offer ? <Offers offers={[offer]} leads={() => recommended} onOpen={onOpen} /> : null}
            {action === 'correct-reference' && mayAct ? (
              <CorrectButton isLeading={recommended} onPress={() => setOpen('correct-reference')} />
            ) : null}
          </div>
        );
      })}
      {others.length === 0 && !isCorrectable ? null : (
        <div className="repair">
          <p>{say(OPS.otherRepairs)}</p>
          <Offers offers={others} leads={() => false} onOpen={onOpen} />
          {isCorrectable ? <CorrectButton onPress={() => setOpen('correct-reference')} /> : null}
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
          <RepairDialogOf kind={open} reading={reading} onClose={close} />
        </Suspense>
      )}
    </section>
  );
}
