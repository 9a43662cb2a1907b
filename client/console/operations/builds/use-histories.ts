/** Takes histories page by page, keeps them as lines of one file, and goes on where a page was not answered. */
import { useEffect, useRef, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { FORMS } from '../../../../wire/forms';
import { get } from '../../api/http';
import type { Query } from '../../../../wire/http';
import { saveFile } from '../../parts/save-file';
import { pathOf } from '../../../../wire/routes';

/** The name under which the page saves them. */
export const FILE_NAME = 'histories.jsonl';

/** What has been taken so far. */
interface Taken {
  readonly query: Query;
  readonly parts: readonly Blob[];
  readonly count: number;
  /** Cases whose history Temporal has no longer. */
  readonly missing: readonly string[];
  readonly total?: number;
  readonly cursor?: string;
}

async function nextPage({ query, ...before }: Taken, signal: AbortSignal): Promise<Taken> {
  const page = await get(pathOf('listHistories'), FORMS.histories, {
    query: { ...query, cursor: before.cursor },
    signal,
  });
  const lines = page.items.map((item) => `${JSON.stringify(item)}\n`);
  const total = before.total ?? page.total;
  return {
    query,
    // A blob of each page, so that the browser may put it aside.
    parts: [...before.parts, new Blob(lines)],
    count: before.count + page.items.length,
    missing: [...before.missing, ...page.missing],
    ...(total === undefined ? {} : { total }),
    ...(page.nextCursor === undefined ? {} : { cursor: page.nextCursor }),
  };
}

export interface Histories {
  readonly taken: Taken | undefined;
  readonly state: 'idle' | 'running' | 'saved' | 'failed';
  readonly error: Error | null;
  readonly start: (query: Query) => void;
  /** After a failure: from the page that was not answered. */
  readonly goOn: () => void;
  /** Nothing is saved then. */
  readonly stop: () => void;
}

export function useHistories(): Histories {
  const [taken, setTaken] = useState<Taken>();
  const current = useRef<AbortController>(undefined);
  useEffect(() => () => current.current?.abort(), []);
  const { mutate, reset, status, error } = useMutation({
    mutationFn: async (from: Taken) => {
      const control = new AbortController();
      current.current = control;
      let now = from;
      do {
        now = await nextPage(now, control.signal);
        setTaken(now);
      } while (now.cursor !== undefined);
      saveFile(new Blob([...now.parts], { type: 'application/jsonl' }), FILE_NAME);
    },
  });
  const states = { idle: 'idle', pending: 'running', success: 'saved', error: 'failed' } as const;
  return {
    taken,
    state: states[status],
    error,
    start(query) {
      setTaken(undefined);
      mutate({ query, parts: [], count: 0, missing: [] });
    },
    goOn() {
      if (taken) mutate(taken);
    },
    stop() {
      current.current?.abort();
      reset();
      setTaken(undefined);
    },
  };
}
