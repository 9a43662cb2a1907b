/** Decisions as buttons: those that can be taken, then the others with the reason why not, said once. */
import { useId } from 'react';
import type { ReactElement } from 'react';
import { DECIDE, DECISION } from '../../texts/decisions';
import { useLocale, useSay } from '../../texts/say';
import type { ViewAnswer } from '../../../../wire/cases/case-answers';
import { useSession } from '../../app/session';
import type { ShownDecision, ShownOffer } from '../offers';
import { Button } from '../../parts/controls/button';
import { meaningOf } from '../../../../words/timeline';

const ENDING: readonly ShownDecision[] = ['reject', 'withdraw', 'end'];

interface Props {
  readonly offers: readonly ShownOffer[];
  /** The claim in force: its holder takes it once more. */
  readonly claim?: ViewAnswer['claim'];
  /** Whether a decision is what the case waits for. */
  readonly leads: (decision: ShownDecision) => boolean;
  readonly onOpen: (decision: ShownDecision) => void;
}

export function Offers({ offers, claim, leads, onOpen }: Props): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const session = useSession();
  const id = useId();
  const free = offers.filter(({ refusedBy }) => refusedBy === undefined);
  // What ends a case stands last, away from what goes on with it.
  const open = [
    ...free.filter(({ decision }) => !ENDING.includes(decision)),
    ...free.filter(({ decision }) => ENDING.includes(decision)),
  ];
  const isRenewal = claim?.by === session.principalId;
  const nameOf = (decision: ShownDecision): string =>
    say(decision === 'claim' && isRenewal ? DECIDE.renewClaim : DECISION[decision].name);
  const reasons = [...new Set(offers.flatMap(({ refusedBy }) => refusedBy ?? []))];
  return (
    <>
      {open.map(({ decision }) => (
        <OfferButton
          key={decision}
          decision={decision}
          name={nameOf(decision)}
          isLeading={leads(decision) && !(decision === 'claim' && isRenewal)}
          onOpen={onOpen}
        />
      ))}
      {reasons.map((reason) => (
        <div key={reason} className="offer">
          <div className="row">
            {offers
              .filter(({ refusedBy }) => refusedBy === reason)
              .map(({ decision }) => (
                <OfferButton
                  key={decision}
                  decision={decision}
                  name={nameOf(decision)}
                  refusal={`${id}-${reason}`}
                  onOpen={onOpen}
                />
              ))}
          </div>
          <span className="small quiet" id={`${id}-${reason}`}>
            {meaningOf(reason, locale)}
          </span>
        </div>
      ))}
    </>
  );
}

interface ButtonProps {
  readonly decision: ShownDecision;
  readonly name: string;
  readonly isLeading?: boolean;
  /** Id of the sentence that says why it may not be taken. */
  readonly refusal?: string;
  readonly onOpen: (decision: ShownDecision) => void;
}

function OfferButton(props: ButtonProps): ReactElement {
  const { decision, name, isLeading, refusal, onOpen } = props;
  return (
    <Button
      look={isLeading === true ? 'primary' : 'plain'}
      danger={ENDING.includes(decision)}
      disabled={refusal !== undefined}
      aria-describedby={refusal}
      onClick={() => onOpen(decision)}
    >
      {name}
    </Button>
  );
}
