// client/console/operations/: what operators do, a folder each; here the page that leads to them.
/** Leads to the diagnosis of a case; a workflow that carries a case leads to the case. */
import type { ReactElement } from 'react';
import { NavLink } from 'react-router';

/** Characters of a case id; workflows beside a case go on with a colon. */
const ID_LENGTH = 13;

interface Props {
  readonly caseId: string;
  /** Filters of the list that stays beside the diagnosis. */
  readonly search?: string;
}

export function CaseLink({ caseId, search = '' }: Props): ReactElement {
  if (!caseId.startsWith('UC-')) return <span className="mono">{caseId}</span>;
  return (
    <NavLink
      to={{ pathname: `/operations/${caseId.slice(0, ID_LENGTH)}`, search }}
      className="mono"
    >
      {caseId}
    </NavLink>
  );
}
