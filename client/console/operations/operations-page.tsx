/** Operators: what is stuck and why, repairs and their approvals, comparisons, and builds of the worker. */
import { Suspense, lazy, useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, NavLink, Navigate, Route, Routes, useLocation, useNavigate } from 'react-router';
import { readCaseId } from '../../../checks/references/case-id';
import { isBlank } from '../../../checks/entered-text';
import { proposalsQuery } from '../api/queries';
import { Loading } from '../parts/loading';
import { Input } from '../parts/controls/input';
import { Refusal } from '../parts/refusal';
import { OPS } from '../texts/operations';
import { APPROVAL } from '../texts/repairs';
import { useSay } from '../texts/say';
import { UPKEEP } from '../texts/upkeep';
import '../styles/queue.css';
import '../styles/case.css';
import '../styles/operations.css';
import { AttentionPage } from './attention/attention-page';

const ApprovalsPage = lazy(async () => ({
  default: (await import('./approvals/approvals-page')).ApprovalsPage,
}));
const BulkRunsPage = lazy(async () => ({
  default: (await import('./bulk/bulk-runs-page')).BulkRunsPage,
}));
const ReconcilePage = lazy(async () => ({
  default: (await import('./recovery/reconcile-page')).ReconcilePage,
}));
const VerifyPage = lazy(async () => ({
  default: (await import('./recovery/verify-page')).VerifyPage,
}));
const RebuildPage = lazy(async () => ({
  default: (await import('./recovery/rebuild-page')).RebuildPage,
}));
const DeploymentsPage = lazy(async () => ({
  default: (await import('./builds/deployments-page')).DeploymentsPage,
}));

/** How often it is looked whether a proposal waits, ms. */
const LOOK_MS = 20_000;

export function OperationsPage(): ReactElement {
  const say = useSay();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{say(OPS.title)}</h1>
        <FindCase />
      </div>
      <Tabs />
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route index element={<AttentionPage />} />
          <Route path="approvals" element={<ApprovalsPage />} />
          <Route path="approvals/:caseId/:number" element={<ApprovalsPage />} />
          <Route path="runs" element={<BulkRunsPage />} />
          <Route path="reconcile" element={<ReconcilePage />} />
          <Route path="reconcile/:runId" element={<ReconcilePage />} />
          <Route path="verify" element={<VerifyPage />} />
          <Route path="verify/:runId" element={<VerifyPage />} />
          <Route path="rebuild" element={<RebuildPage />} />
          <Route path="rebuild/:caseId" element={<RebuildPage />} />
          <Route path="deployments" element={<DeploymentsPage />} />
          <Route path=":caseId" element={<AttentionPage />} />
          <Route path="*" element={<Navigate to="/operations" replace />} />
        </Routes>
      </Suspense>
    </div>
  );
}

function Tabs(): ReactElement {
  const say = useSay();
  const { pathname } = useLocation();
  // A diagnosis stands beside the list.
  const isList = /^\/operations\/?(?:UC-|$)/.test(pathname);
  const { data } = useQuery({ ...proposalsQuery, refetchInterval: LOOK_MS });
  const waiting = data?.items.length ?? 0;
  return (
    <nav className="tabs wrapped" aria-label={say(UPKEEP.pages)}>
      <Link to="/operations" aria-current={isList ? 'page' : undefined}>
        {say(UPKEEP.attention)}
      </Link>
      <NavLink to="/operations/approvals">
        {say(APPROVAL.title)}
        {waiting === 0 ? null : <span className="count number">{waiting}</span>}
      </NavLink>
      <NavLink to="/operations/runs">{say(UPKEEP.runs)}</NavLink>
      <NavLink to="/operations/reconcile">{say(UPKEEP.reconcile)}</NavLink>
      <NavLink to="/operations/verify">{say(UPKEEP.verify)}</NavLink>
      <NavLink to="/operations/rebuild">{say(UPKEEP.rebuild)}</NavLink>
      <NavLink to="/operations/deployments">{say(UPKEEP.deployments)}</NavLink>
    </nav>
  );
}

function FindCase(): ReactElement {
  const say = useSay();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      role="search"
      className="actions"
      onSubmit={(event) => {
        event.preventDefault();
        const caseId = readCaseId(text).value;
        setWrong(caseId === undefined && !isBlank(text));
        if (caseId !== undefined) void navigate(`/operations/${caseId}`);
      }}
    >
      <Input
        type="search"
        className="auto mono"
        aria-label={say(OPS.search)}
        placeholder={say(OPS.search)}
        size={26}
        maxLength={40}
        aria-invalid={isWrong}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setWrong(false);
        }}
      />
      <Refusal code={isWrong ? 'CASE_ID_INVALID' : undefined} />
    </form>
  );
}
