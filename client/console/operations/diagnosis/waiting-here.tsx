/** Proposed repairs of one case that wait for a second operator. */
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { proposalsQuery } from '../../api/queries';
import { ButtonLink } from '../../parts/controls/button';
import { Moment } from '../../parts/moment';
import { APPROVAL } from '../../texts/repairs';
import { useSay } from '../../texts/say';
import { proposalAddress } from '../../repairs/proposed-notice';
import { repairName } from '../../repairs/repair-words';

export function WaitingHere({ caseId }: { caseId: string }): ReactElement | null {
  const say = useSay();
  const { data } = useQuery(proposalsQuery);
  const mine = data?.items.filter((proposal) => proposal.caseId === caseId) ?? [];
  if (mine.length === 0) return null;
  return (
    <div className="notice warning">
      <p className="strong">{say(APPROVAL.waitingHere)}</p>
      <ul>
        {mine.map((proposal) => (
          <li key={proposal.number}>
            {repairName(proposal.repair, say)} ·{' '}
            <bdi>{data?.people[proposal.by.principalId] ?? proposal.by.principalId}</bdi> ·{' '}
            <Moment at={proposal.at} relative />{' '}
            <ButtonLink to={proposalAddress(proposal)}>{say(APPROVAL.look)}</ButtonLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
