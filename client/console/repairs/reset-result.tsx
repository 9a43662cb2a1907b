/** What a reset came to: whether the case goes on, and what became of each decision that was to be taken again. */
import type { ReactElement } from 'react';
import type { CaseStatus } from '../../../workflows/contract/lifecycle';
import type { ResetOutcome } from '../../../wire/operations/repair-answers';
import { StatusTag } from '../parts/status-tag';
import { DECISION } from '../texts/decisions';
import { RESET } from '../texts/repairs';
import { useLocale, useSay } from '../texts/say';
import type { Phrase } from '../../../words/phrase';
import { repeatedText } from './repair-words';

interface Props {
  readonly status: CaseStatus;
  readonly reset: ResetOutcome;
}

const NAMES: Readonly<Record<string, { readonly name: Phrase }>> = DECISION;

export function ResetResult({ status, reset }: Props): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { recorded, repeated } = reset;
  return (
    <div className={recorded ? 'notice good' : 'notice warning'} role="status">
      <p>
        {say(recorded ? RESET.recorded : RESET.notRecorded)} <StatusTag status={status} />
      </p>
      {repeated.length === 0 ? null : (
        <>
          <p className="strong">{say(RESET.outcomes)}</p>
          <ul>
            {repeated.map(({ eventId, name, outcome }) => {
              const words = NAMES[name];
              return (
                <li key={eventId}>
                  {words ? say(words.name) : say(RESET.event, { event: eventId })}:{' '}
                  {repeatedText(outcome, say, locale)}
                </li>
              );
            })}
          </ul>
        </>
      )}
    </div>
  );
}
