/** What a filter finds of what needs a person, by cause. */
import type { ReactElement } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { BulkVerb } from '../../../../workflows/contract/operations';
import { attentionPagesQuery } from '../../api/queries';
import { Button } from '../../parts/controls/button';
import { Loading } from '../../parts/loading';
import { ProblemNotice } from '../../parts/problem-notice';
import { OPS } from '../../texts/operations';
import { useSay } from '../../texts/say';
import { filterQuery, filterSelection, groupsOf } from './address';
import type { AttentionFilter } from './address';
import { GroupCard } from './group';
import type { BulkSelection } from '../bulk/bulk-verbs';

/** The list is made anew as often, ms. */
const LOOK_MS = 20_000;

interface Props {
  readonly filter: AttentionFilter;
  /** Asks for a repair of all cases of a cause that the filter names. */
  readonly onBulk: (verb: BulkVerb, select: BulkSelection) => void;
}

export function FoundGroups({ filter, onBulk }: Props): ReactElement {
  const say = useSay();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    { ...attentionPagesQuery(filterQuery(filter)), refetchInterval: LOOK_MS },
  );
  const groups = groupsOf(data?.pages.flatMap(({ items }) => items) ?? []);
  return (
    <>
      <p className="small quiet">{say(OPS.filtered)}</p>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {groups.map((group) => {
        const select = filterSelection(filter, group.name);
        // How many there are is known once all of them are here.
        const isWhole = select !== undefined && !hasNextPage;
        return (
          <GroupCard
            key={group.name}
            group={group}
            items={group.items}
            onBulk={isWhole ? (verb) => onBulk(verb, select) : undefined}
          />
        );
      })}
      {data && groups.length === 0 ? <p className="card quiet">{say(OPS.nothingFound)}</p> : null}
      {hasNextPage ? (
        <div>
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {say(OPS.nextPage)}
          </Button>
        </div>
      ) : null}
    </>
  );
}
