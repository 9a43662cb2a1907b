/** What needs a person, by cause, and the diagnosis of the case that was chosen. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import type { BulkVerb } from '../../../../workflows/contract/operations';
import { attentionQuery } from '../../api/queries';
import { Loading } from '../../parts/loading';
import { usePageTitle } from '../../parts/page-title';
import { ProblemNotice } from '../../parts/problem-notice';
import { OPS } from '../../texts/operations';
import { useSay } from '../../texts/say';
import { UPKEEP } from '../../texts/upkeep';
import { isFiltered, readFilter, writeFilter } from './address';
import { AttentionFilters } from './filters';
import { AttentionGroupCard } from './group';
import { BulkDialog } from '../bulk/bulk-dialog';
import type { BulkSelection } from '../bulk/bulk-verbs';
import { DiagnosisView } from '../diagnosis/diagnosis-view';
import { FoundGroups } from './found-groups';
import { named } from '../../../../words/phrase';

/** The list is made anew as often, ms. */
const LOOK_MS = 20_000;

export function AttentionPage(): ReactElement {
  const say = useSay();
  const { caseId } = useParams();
  // Beside the groups: the last repaired case takes its group off the list, and the report stays.
  const [bulk, setBulk] = useState<{ readonly verb: BulkVerb; readonly select: BulkSelection }>();
  const [params, setParams] = useSearchParams();
  const filter = readFilter(params);
  usePageTitle(caseId === undefined ? say(OPS.title) : `${say(OPS.title)} ${caseId}`);
  const { data, error, refetch } = useQuery({ ...attentionQuery, refetchInterval: LOOK_MS });
  return (
    <>
      <p className="quiet">{say(OPS.lead)}</p>
      <AttentionFilters
        filter={filter}
        onChange={(next) => setParams(writeFilter(next), { replace: true })}
      />
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <div className="ops-grid">
          <nav aria-label={say(UPKEEP.attention)} className="stack">
            {data.silent.map((who) => (
              <p key={who} className="notice warning">
                {say(named(OPS.silent, who))}
              </p>
            ))}
            {isFiltered(filter) ? (
              <FoundGroups filter={filter} onBulk={(verb, select) => setBulk({ verb, select })} />
            ) : (
              data.groups.map((group) => (
                <AttentionGroupCard
                  key={group.name}
                  group={group}
                  onBulk={(verb, cause) => setBulk({ verb, select: { cause } })}
                />
              ))
            )}
            {data.groups.length === 0 && !isFiltered(filter) ? (
              <p className="card quiet">{say(OPS.nothing)}</p>
            ) : null}
          </nav>
          {caseId === undefined ? (
            <p className="card quiet">{say(OPS.choose)}</p>
          ) : (
            <DiagnosisView key={caseId} caseId={caseId} />
          )}
        </div>
      ) : null}
      {bulk === undefined ? null : (
        <BulkDialog verb={bulk.verb} select={bulk.select} onClose={() => setBulk(undefined)} />
      )}
    </>
  );
}
