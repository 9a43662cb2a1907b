/** Why this person may, or may not, decide on the review of this case. */
import type { ReactElement } from 'react';
import { may, useSession } from '../app/session';
import { REVIEW } from '../texts/review';
import { useSay } from '../texts/say';
import { involvementsOf, isKeptFromReview } from './offers';
import { sentenceOf } from '../../../words/timeline';
import type { CaseReading } from './use-case';
import { SHELL } from '../texts/shell';

/** Names what the person did on this case; who did nothing is told only where they might review it. */
export function FourEyes({ reading }: { reading: CaseReading }): ReactElement | null {
  const say = useSay();
  const session = useSession();
  const { answer, timeline } = reading;
  const involvements = involvementsOf(session.principalId, answer.view, timeline.items);
  if (involvements.length === 0 && isKeptFromReview(answer)) {
    return (
      <p className="notice warning strong">
        {say(REVIEW.fourEyes)} {say(REVIEW.fourEyesAuthor)}
      </p>
    );
  }
  if (involvements.length === 0) {
    if (!may(session, 'claimCase')) return null;
    return <p className="notice">{say(REVIEW.fourEyesFree)}</p>;
  }
  const by = { principalId: session.principalId, role: session.role };
  // The person is named once, before the first of what they did.
  const did = involvements.map((event, index) => {
    const name = index === 0 ? say(REVIEW.you) : '';
    return sentenceOf({ position: 0, at: '', event, by, facts: {}, hash: '' }, name, say).trim();
  });
  return (
    <div className="notice warning">
      <p className="strong">{say(REVIEW.fourEyes)}</p>
      <p>{say(REVIEW.fourEyesWhy, { event: did.join(say(SHELL.and)) })}</p>
    </div>
  );
}
