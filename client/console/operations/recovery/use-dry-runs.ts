/** Dry runs of many cases, one after the other, each left with its result. Stops when the page is left. */
import { useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { isLacking } from '../../../../workflows/contract/rebuilding';
import { ApiRefusal } from '../../api/http';
import { rebuildingQuery } from '../../api/queries';

export type Found = 'whole' | 'lacks' | 'unread';

export interface DryRuns {
  readonly found: ReadonlyMap<string, Found>;
  /** How many there are in this run; 0 before the first. */
  readonly total: number;
  readonly isRunning: boolean;
  /** Why the run ended before its last case. */
  readonly error: Error | undefined;
  readonly start: (caseIds: readonly string[]) => void;
  readonly stop: () => void;
  /** After a case was rebuilt, where it was looked at before. */
  readonly lookAgain: (caseId: string) => void;
}

export function useDryRuns(): DryRuns {
  const client = useQueryClient();
  const [found, setFound] = useState<ReadonlyMap<string, Found>>(new Map());
  const [total, setTotal] = useState(0);
  const [isRunning, setIsRunning] = useState(false);
  const [error, setError] = useState<Error>();
  const current = useRef<AbortController>(undefined);
  useEffect(() => () => current.current?.abort(), []);

  const look = async (caseId: string): Promise<Found> => {
    try {
      const one = await client.query({ ...rebuildingQuery(caseId), staleTime: 0 });
      return isLacking(one) ? 'lacks' : 'whole';
    } catch (error) {
      // One that is refused, such as a history that is gone, does not keep the others from being looked at.
      if (error instanceof ApiRefusal) return 'unread';
      throw error;
    }
  };
  const put = (caseId: string, one: Found): void =>
    setFound((before) => new Map([...before, [caseId, one]]));
  const run = async (caseIds: readonly string[], { signal }: AbortController): Promise<void> => {
    for (const caseId of caseIds) {
      const one = await look(caseId);
      if (signal.aborted) return;
      put(caseId, one);
    }
  };
  const failed = (thrown: unknown): void =>
    setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
  return {
    found,
    total,
    isRunning,
    error,
    start(caseIds) {
      const control = new AbortController();
      current.current = control;
      setFound(new Map());
      setError(undefined);
      setTotal(caseIds.length);
      setIsRunning(true);
      run(caseIds, control)
        .catch(failed)
        .finally(() => setIsRunning(false));
    },
    stop: () => current.current?.abort(),
    lookAgain(caseId) {
      if (!found.has(caseId)) return;
      look(caseId).then((one) => put(caseId, one), failed);
    },
  };
}
