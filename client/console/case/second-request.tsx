/** Tells whoever reviews that somebody else has asked for a terminal of this case, too. */
import type { ReactElement } from 'react';
import { isEnd } from '../../../workflows/contract/lifecycle';
import { eventSentence } from '../../../words/timeline';
import { useSay } from '../texts/say';
import type { CaseReading } from './use-case';

const EVENT = 'second-request-refused';

export function SecondRequest({ reading }: { reading: CaseReading }): ReactElement | null {
  const say = useSay();
  const { answer, timeline } = reading;
  const asking = timeline.items.flatMap(({ event, facts }) =>
    event === EVENT ? [String(facts['caseId'])] : [],
  );
  if (asking.length === 0 || isEnd(answer.view.status)) return null;
  return (
    <p className="notice warning strong">
      {eventSentence(EVENT, '', say)}: <span className="mono">{asking.join(' ')}</span>
    </p>
  );
}
