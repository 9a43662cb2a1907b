/** The query of the address bar, as pages keep their filters in it. */
import { startTransition, useOptimistic } from 'react';
import { useSearchParams } from 'react-router';
import type { NavigateOptions } from 'react-router';

/**
 * What is written shows at once, though the router lets the page follow in its own time: a filter that is set
 * right after another is set beside it, and does not bring back what was there before.
 */
export function useAddressQuery(): readonly [
  query: URLSearchParams,
  write: (next: URLSearchParams, options?: NavigateOptions) => void,
] {
  const [query, setQuery] = useSearchParams();
  const [shown, show] = useOptimistic(query);
  const write = (next: URLSearchParams, options?: NavigateOptions): void => {
    startTransition(() => {
      show(next);
      setQuery(next, options);
    });
  };
  return [shown, write];
}
