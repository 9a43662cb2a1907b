/** Puts the console together: what everything needs, sign-in, and the pages by address. */
import { lazy, useEffect, useRef, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import type { Operation } from '../../../wire/routes';
import { ApiRefusal } from '../api/http';
import { Loading } from '../parts/loading';
import { MessagePage } from '../parts/message-page';
import { ProblemNotice } from '../parts/problem-notice';
import { SHELL } from '../texts/shell';
import { PreferencesProvider, usePreferences } from './preferences';
import { SessionProvider, may, useSession, useStanding } from './session';
import { Shell } from './shell';
import { SignInPage } from './sign-in-page';

const QueuePage = lazy(async () => ({ default: (await import('../queue/queue-page')).QueuePage }));
const CasePage = lazy(async () => ({ default: (await import('../case/case-page')).CasePage }));
const OpenCasePage = lazy(async () => ({
  default: (await import('../forms/open-case-page')).OpenCasePage,
}));
const ApplicationPage = lazy(async () => ({
  default: (await import('../forms/application-page')).ApplicationPage,
}));
const ReviewPage = lazy(async () => ({
  default: (await import('../review/review-page')).ReviewPage,
}));
const ReportsPage = lazy(async () => ({
  default: (await import('../reports/reports-page')).ReportsPage,
}));
const OperationsPage = lazy(async () => ({
  default: (await import('../operations/operations-page')).OperationsPage,
}));
const PeoplePage = lazy(async () => ({
  default: (await import('../people/people-page')).PeoplePage,
}));

/** How often a reading is tried again after an outage; a refusal is final. */
const MOST_RETRIES = 2;

function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) =>
          count < MOST_RETRIES && (!(error instanceof ApiRefusal) || error.problem.status >= 500),
      },
      // Without a connection a wish fails at once and in sight. Kept back, it would be carried out later,
      // when the person may long have thought better of it.
      mutations: { networkMode: 'always' },
    },
  });
}

export function App(): ReactElement {
  const [client] = useState(newClient);
  return (
    <QueryClientProvider client={client}>
      <PreferencesProvider>
        {/* Page and address change at once: a filter set right after a click on a tab is set in that tab. */}
        <BrowserRouter basename="/console" useTransitions={false}>
          <Door />
        </BrowserRouter>
      </PreferencesProvider>
    </QueryClientProvider>
  );
}

/** What the server says in sentences is read again in the language that the person has changed to. */
function useReadingsInLanguage(): void {
  const client = useQueryClient();
  const { locale } = usePreferences();
  const read = useRef(locale);
  useEffect(() => {
    if (read.current === locale) return;
    read.current = locale;
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  }, [client, locale]);
}

/** Nobody passes without a session. */
function Door(): ReactElement {
  const standing = useStanding();
  useReadingsInLanguage();
  switch (standing.kind) {
    case 'loading':
      return <Loading />;
    case 'unknown':
      return (
        <main className="page narrow">
          <ProblemNotice error={standing.error} onRetry={() => standing.retry()} />
        </main>
      );
    case 'signed-out':
      return <SignInPage ended={standing.ended} />;
    case 'signed-in':
      return (
        <SessionProvider session={standing.session}>
          <Shell>
            <Pages />
          </Shell>
        </SessionProvider>
      );
  }
}

function For(props: { asks: Operation; children: ReactNode }): ReactNode {
  const session = useSession();
  if (may(session, props.asks)) return props.children;
  return <MessagePage title={SHELL.notForRole} what={SHELL.notForRoleWhat} />;
}

function Pages(): ReactElement {
  return (
    <Routes>
      <Route path="/" element={<Navigate to="/cases" replace />} />
      <Route path="/sign-in" element={<Navigate to="/cases" replace />} />
      <Route path="/cases" element={<QueuePage />} />
      <Route path="/cases/new" element={<For asks="openCase" children={<OpenCasePage />} />} />
      <Route path="/cases/:caseId" element={<CasePage />} />
      <Route
        path="/cases/:caseId/application"
        element={<For asks="saveApplication" children={<ApplicationPage />} />}
      />
      <Route path="/review" element={<For asks="claimCase" children={<ReviewPage />} />} />
      <Route path="/review/:caseId" element={<For asks="claimCase" children={<ReviewPage />} />} />
      <Route path="/reports" element={<For asks="readReport" children={<ReportsPage />} />} />
      <Route
        path="/operations/*"
        element={<For asks="readAttention" children={<OperationsPage />} />}
      />
      <Route path="/people" element={<For asks="listPeople" children={<PeoplePage />} />} />
      <Route path="*" element={<MessagePage title={SHELL.notFound} what={SHELL.notFoundWhat} />} />
    </Routes>
  );
}
