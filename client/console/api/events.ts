// client/console/api/: how the console asks the API, and hears of what changes.
/** Server-sent events: what changed in the record becomes "read this again" here, and nothing moves by itself. */
import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { KEYS, noticesQuery } from './queries';
import type { EventName } from '../../../wire/states';
import { joinStream } from './shared-stream';
import type { Connection } from './shared-stream';

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

function readCaseAgain(client: QueryClient, caseId: string): void {
  void client.invalidateQueries({ queryKey: KEYS.case(caseId) });
  void client.invalidateQueries({ queryKey: KEYS.counts });
  void client.invalidateQueries({ queryKey: KEYS.attention });
  void client.invalidateQueries({ queryKey: KEYS.proposals });
}

/** Hears what changes while somebody is signed in; says how the stream stands. */
export function useEvents(): Connection {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>('connecting');
  useEffect(
    () =>
      joinStream((heard) => {
        if (heard.kind === 'event') return take(client, heard.name, heard.caseId);
        setConnection(heard.connection);
        // It may be that the session has ended: that is asked here.
        if (heard.connection === 'refused') {
          void client.invalidateQueries({ queryKey: KEYS.session });
        }
      }),
    [client],
  );
  return connection;
}

function take(client: QueryClient, name: EventName, caseId: string): void {
  switch (name) {
    case 'case-changed':
      readCaseAgain(client, caseId);
      break;
    case 'notice-changed':
      void client.invalidateQueries({ queryKey: noticesQuery(caseId).queryKey });
      return;
    case 'presence':
      for (const listener of presenceListeners) listener(caseId);
      return;
    case 'reset':
      void client.invalidateQueries();
  }
  for (const listener of listeners) listener(caseId);
}
