/** Leads to the diagnosis of a case; a workflow that carries a case leads to the case. */
import type { ReactElement } from 'react';
import { NavLink } from 'react-router';

/** Characters of a case id; workflows beside a case go on with a colon. */
const ID_LENGTH = 13;

export function CaseLink({ caseId }: { caseId: string }): ReactElement {
  if (!caseId.startsWith('UC-')) return <span className="mono">{caseId}</span>;
  return (
    <NavLink to={`/operations/${caseId.slice(0, ID_LENGTH)}`} className="mono">
      {caseId}
    </NavLink>
  );
}
