/** What needs a person, by cause, and the diagnosis of the case that was chosen. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { BulkVerb } from '../../../workflows/contract/operations';
import { attentionQuery } from '../api/queries';
import { Loading } from '../parts/loading';
import { usePageTitle } from '../parts/page-title';
import { ProblemNotice } from '../parts/problem-notice';
import { OPS } from '../texts/operations';
import { useSay } from '../texts/say';
import { UPKEEP } from '../texts/upkeep';
import { AttentionGroupCard } from './attention-group';
import { BulkDialog } from './bulk-dialog';
import { DiagnosisView } from './diagnosis-view';

/** The list is made anew as often, ms. */
const LOOK_MS = 20_000;

export function AttentionPage(): ReactElement {
  const say = useSay();
  const { caseId } = useParams();
  // Beside the groups: the last repaired case takes its group off the list, and the report stays.
  const [bulk, setBulk] = useState<{ readonly verb: BulkVerb; readonly cause: string }>();
  usePageTitle(caseId === undefined ? say(OPS.title) : `${say(OPS.title)} ${caseId}`);
  const { data, error, refetch } = useQuery({ ...attentionQuery, refetchInterval: LOOK_MS });
  return (
    <>
      <p className="quiet">{say(OPS.lead)}</p>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <div className="ops-grid">
          <nav aria-label={say(UPKEEP.attention)} className="stack">
            {data.silent.map((who) => (
              <p key={who} className="notice warning">
                {say(OPS.silent[who])}
              </p>
            ))}
            {data.groups.map((group) => (
              <AttentionGroupCard
                key={group.name}
                group={group}
                onBulk={(verb, cause) => setBulk({ verb, cause })}
              />
            ))}
            {data.groups.length === 0 ? <p className="card quiet">{say(OPS.nothing)}</p> : null}
          </nav>
          {caseId === undefined ? (
            <p className="card quiet">{say(OPS.choose)}</p>
          ) : (
            <DiagnosisView key={caseId} caseId={caseId} />
          )}
        </div>
      ) : null}
      {bulk === undefined ? null : (
        <BulkDialog
          verb={bulk.verb}
          select={{ cause: bulk.cause }}
          onClose={() => setBulk(undefined)}
        />
      )}
    </>
  );
}
