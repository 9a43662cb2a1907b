// activities/reconcile/: comparing ledger, workflows and providers with each other.
/** Everything that a comparison finds about one case: ledger, workflow, provider and notices. */
import { isDeepStrictEqual } from 'node:util';
import type { CaseRow, DeskRecord, NoticeRow } from '../../record/port/desk-record';
import { RecordError } from '../../record/port/desk-record';
import { SETTLED_REFUNDS } from '../../workflows/contract/case-view';
import type { CaseView } from '../../workflows/contract/case-view';
import { mayPassLater } from '../../workflows/contract/errors';
import { refundReopeningId } from '../../workflows/contract/identifiers';
import { isEnd } from '../../workflows/contract/lifecycle';
import type { ReopenRefundInput } from '../../workflows/contract/messages';
import { isAccepted, isMandatory } from '../../workflows/contract/notices';
import type { Difference, ReopeningSettings } from '../../workflows/contract/reconciliation';
import { AcquirerFailure, isMisfit } from '../acquirer/acquirer-port';
import { cameBack, isForTheAcquirer, providerDifferences } from './provider-differences';
import { readProvider, type ComparedAcquirer, type ProviderSays } from './provider-reads';
import type { WorkflowReads } from './workflow-reads';

export interface ReconcileDeps {
  readonly record: DeskRecord;
  readonly acquirer: ComparedAcquirer;
  readonly workflows: WorkflowReads;
  readonly reopening: ReopeningSettings;
  /** How long a step on its way is given to stand everywhere; default 2 s. */
  readonly settleMs?: number;
  /** Default: the clock of the machine. */
  readonly nowMs?: () => number;
}

export interface Compared {
  readonly differences: readonly Difference[];
  readonly returned: readonly ReopenRefundInput[];
}

/** A notice that is not settled after this has been left alone by everybody, ms. */
const NOTICE_LIMIT_MS = 26 * 3_600_000;

/**
 * Compares one case. What moves while it is looked at is not judged: the next run finds it at rest.
 * Fails only where everybody's readings would: `AcquirerFailure`, faults of the record that pass, Temporal away.
 */
export async function compareCase(
  deps: ReconcileDeps,
  row: CaseRow,
  signal: AbortSignal,
): Promise<Compared> {
  const { caseId, view } = row;
  const nowMs = (deps.nowMs ?? Date.now)();
  const effects = await deps.record.intents.standings([caseId]);
  const says = isForTheAcquirer(view, effects) ? await saysOf(deps, view, signal) : undefined;
  if (says === 'unreadable') return found(caseId, [{ code: 'NOT_COMPARED', subject: 'case' }]);
  const differences = [
    ...(await workflowDifferences(deps, view)),
    ...(await ledgerDifferences(deps.record, row)),
    ...(says === undefined ? [] : providerDifferences(view, says, { effects, nowMs })),
    ...noticeDifferences(await deps.record.notices.list(caseId), nowMs),
  ];
  const returned = view.deposits
    .filter((deposit) => says !== undefined && cameBack(view, deposit, says))
    .map(({ depositId, generation }) => ({
      view,
      depositId,
      returnedGeneration: generation,
      ...deps.reopening,
    }));
  if (differences.length === 0 && returned.length === 0) return { differences: [], returned: [] };
  const again = await deps.record.cases.read(caseId);
  const isAtRest = again !== undefined && isDeepStrictEqual(again.view, view);
  return isAtRest ? { ...found(caseId, differences), returned } : { differences: [], returned: [] };
}

function found(caseId: string, differences: readonly Omit<Difference, 'caseId'>[]): Compared {
  return { differences: differences.map((one) => ({ caseId, ...one })), returned: [] };
}

/** A case of its own fault is told apart from an outage, which stops the run. */
async function saysOf(
  { record, acquirer }: ReconcileDeps,
  view: CaseView,
  signal: AbortSignal,
): Promise<ProviderSays | 'unreadable'> {
  try {
    return await readProvider(record, acquirer, view, signal);
  } catch (error) {
    const isOutage =
      (error instanceof AcquirerFailure && !isMisfit(error)) ||
      (error instanceof RecordError && mayPassLater(error.code));
    if (isOutage || signal.aborted) throw error;
    return 'unreadable';
  }
}

type Found = Omit<Difference, 'caseId'>;

async function workflowDifferences(
  { workflows }: ReconcileDeps,
  view: CaseView,
): Promise<readonly Found[]> {
  const { caseId, status } = view;
  const standing = await workflows.standing(caseId);
  if (standing?.isRunning) {
    const differs = standing.status !== undefined && standing.status !== status;
    return differs ? [{ code: 'WORKFLOW_DIFFERS', subject: 'case' }] : [];
  }
  if (!isEnd(status)) return [{ code: 'WORKFLOW_MISSING', subject: 'case' }];
  const missing: Found[] = [];
  for (const { depositId, refund, generation } of view.deposits) {
    if (SETTLED_REFUNDS.includes(refund) || !view.refundReopened) continue;
    const ids = Array.from({ length: generation }, (_, earlier) =>
      refundReopeningId(caseId, depositId, generation - earlier),
    );
    const standings = await Promise.all(ids.map((id) => workflows.standing(id)));
    const isCarried = standings.some((one) => one?.isRunning);
    if (!isCarried) missing.push({ code: 'WORKFLOW_MISSING', subject: depositId });
  }
  return missing;
}

async function ledgerDifferences(record: DeskRecord, row: CaseRow): Promise<readonly Found[]> {
  const gap = await record.reconciliation.gapIn(row.caseId);
  if (gap !== undefined) return [{ code: 'LEDGER_GAP', subject: gap }];
  const lacksRevision = row.view.revision > row.latestRevision;
  return lacksRevision ? [{ code: 'LEDGER_GAP', subject: `revision ${row.view.revision}` }] : [];
}

/** Mandatory notices that no channel has taken and that nobody works on any more. */
function noticeDifferences(rows: readonly NoticeRow[], nowMs: number): readonly Found[] {
  const groups = new Map<string, NoticeRow[]>();
  for (const row of rows.filter(({ kind }) => isMandatory(kind))) {
    const subject = `${row.kind}#${row.occurrence}`;
    groups.set(subject, [...(groups.get(subject) ?? []), row]);
  }
  return [...groups].flatMap(([subject, group]): Found[] => {
    const isRecent = group.some(({ changedAt }) => nowMs - changedAt.getTime() < NOTICE_LIMIT_MS);
    const waits = group.some(({ state }) => state === 'deferred');
    if (isRecent || waits || group.some(({ state }) => isAccepted(state))) return [];
    const isUnknown = group.some(({ state }) => state === 'unknown' || state === 'attempting');
    return [{ code: isUnknown ? 'NOTICE_UNKNOWN' : 'NOTICE_UNDELIVERED', subject }];
  });
}
