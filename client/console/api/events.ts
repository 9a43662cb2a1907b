/** Server-sent events: what changed in the record becomes "read this again" here, and nothing moves by itself. */
import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { KEYS } from './queries';
import { urlOf } from '../../../wire/http';
import { pathOf } from '../../../wire/routes';

type Listener = (caseId: string) => void;
const listeners = new Set<Listener>();
const presenceListeners = new Set<Listener>();

/** Calls back with the id of every case that changes, while the component is mounted. */
export function useCaseChanged(listener: Listener): void {
  useEffect(() => subscribed(listeners, listener), [listener]);
}

/** Calls back with the id of a case whose readers changed. */
export function usePresenceChanged(listener: Listener): void {
  useEffect(() => subscribed(presenceListeners, listener), [listener]);
}

function subscribed(set: Set<Listener>, listener: Listener): () => void {
  set.add(listener);
  return () => {
    set.delete(listener);
  };
}

/** The case that an event names; undefined for what is not of the documented form. */
function caseIdIn(event: MessageEvent<unknown>): string | undefined {
  if (typeof event.data !== 'string') return undefined;
  const read: unknown = JSON.parse(event.data);
  if (typeof read !== 'object' || read === null || !('caseId' in read)) return undefined;
  return typeof read.caseId === 'string' ? read.caseId : undefined;
}

function readCaseAgain(client: QueryClient, caseId: string): void {
  void client.invalidateQueries({ queryKey: KEYS.case(caseId) });
  void client.invalidateQueries({ queryKey: KEYS.counts });
  void client.invalidateQueries({ queryKey: KEYS.attention });
  void client.invalidateQueries({ queryKey: KEYS.proposals });
}

export type Connection = 'connecting' | 'open' | 'broken';

/** Keeps one stream open while somebody is signed in; says how it stands. */
export function useEvents(): Connection {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>('connecting');
  useEffect(() => {
    const source = new EventSource(urlOf({ path: pathOf('watchEvents') }, { origin: '' }));
    source.onopen = () => setConnection('open');
    source.onerror = () => {
      setConnection('broken');
      // A stream that was refused does not come back by itself: ask whether the session still stands.
      if (source.readyState === EventSource.CLOSED) {
        void client.invalidateQueries({ queryKey: KEYS.session });
      }
    };
    source.addEventListener('case-changed', (event) => {
      const caseId = caseIdIn(event);
      if (caseId === undefined) return;
      readCaseAgain(client, caseId);
      for (const listener of listeners) listener(caseId);
    });
    source.addEventListener('presence', (event) => {
      const caseId = caseIdIn(event);
      if (caseId === undefined) return;
      for (const listener of presenceListeners) listener(caseId);
    });
    source.addEventListener('reset', () => {
      void client.invalidateQueries();
      for (const listener of listeners) listener('');
    });
    return () => source.close();
  }, [client]);
  return connection;
}
