/** Decisions as buttons: those that can be taken, then the others with the reason why not, said once. */
import { useId } from 'react';
import type { ReactElement } from 'react';
import Button from 'antd/es/button';
import { messagePartsFor } from '../../../../checks/messages';
import { DECISION } from '../../texts/decisions';
import { useLocale, useSay } from '../../texts/say';
import type { DecisionName, Offer } from '../offers';

const ENDING: readonly DecisionName[] = ['reject', 'withdraw', 'end'];

interface Props {
  readonly offers: readonly Offer[];
  /** Whether a decision is what the case waits for. */
  readonly leads: (decision: DecisionName) => boolean;
  readonly onOpen: (decision: DecisionName) => void;
}

export function Offers({ offers, leads, onOpen }: Props): ReactElement {
  const locale = useLocale();
  const id = useId();
  const free = offers.filter(({ refusedBy }) => refusedBy === undefined);
  // What ends a case stands last, away from what goes on with it.
  const open = [
    ...free.filter(({ decision }) => !ENDING.includes(decision)),
    ...free.filter(({ decision }) => ENDING.includes(decision)),
  ];
  const reasons = [...new Set(offers.flatMap(({ refusedBy }) => refusedBy ?? []))];
  return (
    <>
      {open.map(({ decision }) => (
        <OfferButton
          key={decision}
          decision={decision}
          isLeading={leads(decision)}
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
                  refusal={`${id}-${reason}`}
                  onOpen={onOpen}
                />
              ))}
          </div>
          <span className="small quiet" id={`${id}-${reason}`}>
            {messagePartsFor(reason, locale).meaning}
          </span>
        </div>
      ))}
    </>
  );
}

interface ButtonProps {
  readonly decision: DecisionName;
  readonly isLeading?: boolean;
  /** Id of the sentence that says why it may not be taken. */
  readonly refusal?: string;
  readonly onOpen: (decision: DecisionName) => void;
}

function OfferButton({ decision, isLeading, refusal, onOpen }: ButtonProps): ReactElement {
  const say = useSay();
  return (
    <Button
      type={isLeading === true ? 'primary' : 'default'}
      danger={ENDING.includes(decision)}
      disabled={refusal !== undefined}
      aria-describedby={refusal}
      onClick={() => onOpen(decision)}
    >
      {say(DECISION[decision].name)}
    </Button>
  );
}
