// client/console/operations/approvals/: proposed repairs, and the second operator's decision.
/** Proposed repairs that wait for a second operator: the list, and the one that was chosen. */
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { NavLink, useParams } from 'react-router';
import { proposalsQuery } from '../../api/queries';
import type { Proposal } from '../../../../wire/operations/repair-answers';
import { useSession } from '../../app/session';
import { Loading } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { usePageTitle } from '../../parts/page-title';
import { ProblemNotice } from '../../parts/problem-notice';
import { APPROVAL } from '../../texts/repairs';
import { useSay } from '../../texts/say';
import { proposalAddress } from '../../repairs/proposed-notice';
import { ProposalView } from './proposal-view';
import { repairName } from '../../repairs/repair-words';
import { named } from '../../../../words/phrase';
import { PROPOSAL_STATE } from '../../../../words/operations';

export function ApprovalsPage(): ReactElement {
  const say = useSay();
  const { caseId, number } = useParams();
  usePageTitle(say(APPROVAL.title));
  const { data, error, refetch } = useQuery(proposalsQuery);
  return (
    <>
      <p className="quiet">{say(APPROVAL.lead)}</p>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <div className="ops-grid">
          <nav aria-label={say(APPROVAL.title)} className="stack">
            {data.items.length === 0 ? <p className="card quiet">{say(APPROVAL.nothing)}</p> : null}
            {data.items.map((proposal) => (
              <Waiting
                key={proposalAddress(proposal)}
                proposal={proposal}
                name={data.people[proposal.by.principalId] ?? proposal.by.principalId}
              />
            ))}
          </nav>
          {caseId === undefined || number === undefined ? (
            <p className="card quiet">{say(APPROVAL.choose)}</p>
          ) : (
            <ProposalView key={`${caseId} ${number}`} caseId={caseId} number={number} />
          )}
        </div>
      ) : null}
    </>
  );
}

function Waiting({ proposal, name }: { proposal: Proposal; name: string }): ReactElement {
  const say = useSay();
  const session = useSession();
  const { caseId, repair, by, at, lapsesAt, state } = proposal;
  const isOwn = by.principalId === session.principalId;
  return (
    <div className="card waiting">
      <NavLink to={proposalAddress(proposal)}>
        {repairName(repair, say)} · <span className="mono">{caseId}</span>
      </NavLink>
      <p className="small quiet">
        <bdi>{name}</bdi> · <Moment at={at} relative /> · {say(APPROVAL.lapses)}{' '}
        <Moment at={lapsesAt} relative />
      </p>
      {isOwn || state !== 'open' ? (
        <p className="row">
          {state === 'open' ? null : (
            <span className="tag warn">{say(named(PROPOSAL_STATE, state))}</span>
          )}
          {isOwn ? <span className="tag">{say(APPROVAL.yours)}</span> : null}
        </p>
      ) : null}
    </div>
  );
}
