/** The rows that are shown: one page of a list, kept still while it is read, fresh content in place. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCaseChanged } from '../api/events';
import { listQuery } from '../api/queries';
import type { CaseSummary } from '../../../wire/cases/case-answers';
import type { Query } from '../../../wire/http';
import { mergeRows } from './merge-rows';
import type { MergedRows } from './merge-rows';

/** Events come in bursts; one reading answers them all. */
const GATHER_MS = 400;

export interface Queue extends MergedRows<CaseSummary> {
  /** The list as it is now, whatever is shown. */
  readonly fresh: readonly CaseSummary[];
  readonly nextCursor: string | undefined;
  readonly isLoading: boolean;
  readonly error: Error | null;
  /** Shows the list as it is now. */
  refresh(): void;
  readAgain(): void;
}

export function useQueue(query: Query): Queue {
  const client = useQueryClient();
  const { data, error, isPending, refetch } = useQuery(listQuery(query));
  const address = JSON.stringify(query);
  const [kept, setKept] = useState<{ address: string; rows: readonly CaseSummary[] }>();
  // An empty list has no row that could move under somebody's hand: what comes first shows at once.
  const isBlank = kept?.address !== address || (kept.rows.length === 0 && !!data?.items.length);
  if (data !== undefined && isBlank) setKept({ address, rows: data.items });
  const shown = kept?.address === address ? kept.rows : [];

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const readSoon = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void refetch(), GATHER_MS);
  }, [refetch]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useCaseChanged(readSoon);

  const fresh = data?.items ?? [];
  return {
    ...mergeRows(shown, fresh),
    fresh,
    nextCursor: data?.nextCursor,
    isLoading: isPending,
    error: data === undefined ? error : null,
    refresh: () => {
      setKept({ address, rows: fresh });
      void client.invalidateQueries({ queryKey: listQuery(query).queryKey });
    },
    readAgain: () => void refetch(),
  };
}
