/** Who is signed in. The session lives in a cookie that scripts cannot read; here is what it may say. */
import { createContext, useContext, useEffect } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { FORMS } from '../../../wire/forms';
import type { Session } from '../../../wire/people/people-answers';
import { ApiRefusal, carryCsrfToken, get, onSignedOut, remove } from '../api/http';
import { KEYS } from '../api/queries';
import { forgetAllDrafts } from '../forms/draft-store';
import { mayCall } from '../../../wire/callers';
import { type Operation, pathOf } from '../../../wire/routes';

export type Standing =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unknown'; readonly error: Error; retry(): void }
  | { readonly kind: 'signed-out'; readonly ended: boolean }
  | { readonly kind: 'signed-in'; readonly session: Session };

async function readSession(signal: AbortSignal): Promise<Session | 'none'> {
  try {
    return await get(pathOf('readSession'), FORMS.session, { signal });
  } catch (error) {
    if (error instanceof ApiRefusal && error.problem.status === 401) return 'none';
    throw error;
  }
}

const Context = createContext<Session | undefined>(undefined);

export function SessionProvider(props: { session: Session; children: ReactNode }): ReactElement {
  return <Context value={props.session}>{props.children}</Context>;
}

/** The person who is signed in; only below the shell. */
export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error('nobody is signed in around this component');
  return session;
}

/** True where the person may call the operation: what nobody may do is not shown to them. */
export function may(session: Session, operation: Operation): boolean {
  return mayCall(session.role, operation);
}

/** Where the session stands; `ended` where this page had one before. */
export function useStanding(): Standing {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: KEYS.session,
    queryFn: ({ signal }) => readSession(signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
  });
  const { data } = query;
  const session = data === 'none' ? undefined : data;
  carryCsrfToken(session?.csrfToken);
  useEffect(() => {
    onSignedOut(() => {
      const was = client.getQueryData<Session | 'none'>(KEYS.session);
      if (was !== undefined && was !== 'none') client.setQueryData(ENDED, true);
      client.setQueryData(KEYS.session, 'none');
    });
  }, [client]);
  if (session) return { kind: 'signed-in', session };
  if (data === 'none') {
    return { kind: 'signed-out', ended: client.getQueryData<boolean>(ENDED) === true };
  }
  if (query.error) {
    return { kind: 'unknown', error: query.error, retry: () => void query.refetch() };
  }
  return { kind: 'loading' };
}

const ENDED = ['session-ended'];

/** Everything but the session itself, which the page goes on watching. */
function forgetReadings(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEYS.session[0] });
}

/** Takes over a fresh session; what others had read on this page is forgotten. */
export function useSignedIn(): (session: Session) => void {
  const client = useQueryClient();
  return (session) => {
    forgetReadings(client);
    carryCsrfToken(session.csrfToken);
    client.setQueryData(KEYS.session, session);
  };
}

/** Goes on with a session in place of the one before, of the same person; what was read stays. */
export function useRenewed(): (session: Session) => void {
  const client = useQueryClient();
  return (session) => {
    carryCsrfToken(session.csrfToken);
    client.setQueryData(KEYS.session, session);
  };
}

/** Ends the session and forgets everything that was read or entered. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await remove(pathOf('endSession'));
    await forgetAllDrafts();
    forgetReadings(client);
    carryCsrfToken(undefined);
    client.setQueryData(KEYS.session, 'none');
  };
}
