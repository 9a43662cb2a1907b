/** The frame around every page of somebody who is signed in: navigation by role, warnings, the page. */
import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import type { ReactElement, ReactNode, RefObject } from 'react';
import { NavLink, useLocation } from 'react-router';
import type { Operation } from '../../../wire/routes';
import { useEvents } from '../api/events';
import { ROLE } from '../../../words/domain';
import { ACCOUNT, SHELL } from '../texts/shell';
import { useSay } from '../texts/say';
import { named } from '../../../words/phrase';
import type { Phrase } from '../../../words/phrase';
import { Button } from '../parts/controls/button';
import { Loading } from '../parts/loading';
import { Toasts } from '../parts/toasts';
import { ErrorBoundary } from './error-boundary';
import { useKeptFocus } from './keep-focus';
import { LanguageAndTheme } from './language-and-theme';
import { may, useSession, useSignOut } from './session';

const Account = lazy(async () => ({ default: (await import('./account')).Account }));

interface Place {
  readonly to: string;
  readonly text: Phrase;
  /** It is for whoever may call this. */
  readonly asks: Operation;
}

const PLACES: readonly Place[] = [
  { to: '/cases', text: SHELL.queue, asks: 'listCases' },
  { to: '/review', text: SHELL.review, asks: 'claimCase' },
  { to: '/operations', text: SHELL.operations, asks: 'readAttention' },
  { to: '/reports', text: SHELL.reports, asks: 'readReport' },
  { to: '/people', text: SHELL.people, asks: 'listPeople' },
];

export function Shell({ children }: { children: ReactNode }): ReactElement {
  const say = useSay();
  const { pathname } = useLocation();
  const content = useFocusOnArrival(pathname);
  useKeptFocus(content);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {say(SHELL.skip)}
      </a>
      <Bar />
      <Warnings />
      <main id="content" ref={content} tabIndex={-1}>
        <ErrorBoundary resetKey={pathname}>
          <Suspense fallback={<Loading />}>{children}</Suspense>
        </ErrorBoundary>
      </main>
      <Toasts />
    </div>
  );
}

/** Another page begins at its top, for the eye and for the keyboard; the first one is left as it opens. */
function useFocusOnArrival(pathname: string): RefObject<HTMLElement | null> {
  const content = useRef<HTMLElement>(null);
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    content.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [pathname]);
  return content;
}

function Bar(): ReactElement {
  const say = useSay();
  const session = useSession();
  const signOut = useSignOut();
  const [account, setAccount] = useState(false);
  const places = PLACES.filter(({ asks }) => may(session, asks));
  return (
    <header className="bar">
      <span className="brand">{say(SHELL.product)}</span>
      <nav aria-label={say(SHELL.navigation)}>
        {places.map(({ to, text }) => (
          <NavLink key={to} to={to}>
            {say(text)}
          </NavLink>
        ))}
      </nav>
      <div className="bar-end">
        <Button
          look="text"
          className="who"
          aria-label={say(ACCOUNT.open, {
            name: session.name,
            role: say(named(ROLE, session.role)),
          })}
          onClick={() => setAccount(true)}
        >
          {session.name} <span className="quiet">· {say(named(ROLE, session.role))}</span>
        </Button>
        <LanguageAndTheme />
        <Button look="text" onClick={() => void signOut()}>
          {say(SHELL.signOut)}
        </Button>
      </div>
      {account ? (
        <Suspense fallback={null}>
          <Account onClose={() => setAccount(false)} />
        </Suspense>
      ) : null}
    </header>
  );
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = (): void => setOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return online;
}

function Warnings(): ReactElement {
  const say = useSay();
  const online = useOnline();
  const connection = useEvents();
  const isStale = connection === 'broken' || connection === 'refused';
  const warning = online ? (isStale ? SHELL.stale : undefined) : SHELL.offline;
  return (
    <div role="status" aria-live="polite">
      {warning ? <p className="banner">{say(warning)}</p> : null}
    </div>
  );
}
