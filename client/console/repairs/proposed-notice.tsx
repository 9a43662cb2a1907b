/** What is said once a repair is proposed: nothing has happened, who decides, until when, and where. */
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Proposal } from '../../../wire/operations/repair-answers';
import { shortMoment } from '../parts/moments';
import { APPROVAL } from '../texts/repairs';
import { useLocale, useSay } from '../texts/say';
import { repairName } from './repair-words';

/** Where a proposal is looked at and decided. */
export function proposalAddress({ caseId, number }: Pick<Proposal, 'caseId' | 'number'>): string {
  return `/operations/approvals/${caseId}/${number}`;
}

export function ProposedNotice({ proposal }: { proposal: Proposal }): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { repair, lapsesAt } = proposal;
  return (
    <div className="notice warning" role="status">
      <p className="strong">{say(APPROVAL.proposed)}</p>
      <p>
        {say(APPROVAL.proposedWhat, {
          name: repairName(repair, say),
          when: shortMoment(lapsesAt, locale),
        })}
      </p>
      <Link to={proposalAddress(proposal)}>{say(APPROVAL.toProposal)}</Link>
    </div>
  );
}
