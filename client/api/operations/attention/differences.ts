/**
 * Where record and Temporal disagree about open cases. Both give a list without a look into any history;
 * only what differs is read itself, since lists lag behind by moments.
 */
import type { Standing } from '../../../../record/port/desk-record';
import type { CaseId } from '../../../../workflows/contract/identifiers';
import type { ApiDeps } from '../../deps';
import { inTurns } from '../../../../temporal/attention';

export interface Differences {
  /** Open in the record, and nothing runs for it. */
  readonly 'workflow-missing': readonly CaseId[];
  /** Runs, and the record does not know it. */
  readonly 'record-missing': readonly CaseId[];
  /** Record and workflow name different statuses. */
  readonly 'status-differs': readonly CaseId[];
}

/** A case that has just moved may look different for a moment, ms. */
const SETTLING_MS = 20_000;
/** Most cases that are read themselves for one kind of difference; beyond, the lists are believed. */
const MOST_READ = 300;

/** Reads both lists and compares them. Fails like the record and the desk do. */
export async function findDifferences(deps: ApiDeps): Promise<Differences> {
  // What runs is listed first: a case that opens or ends in between has just changed.
  const running = await deps.desk.runningCases();
  const open = await deps.record.attention.openStandings();
  const known = new Set(open.map(({ caseId }) => caseId));
  const settledBefore = deps.now().getTime() - SETTLING_MS;
  const settled = open.filter(({ changedAt }) => changedAt.getTime() < settledBefore);
  const others = await deps.record.attention.standingsOf(
    [...running.keys()].filter((caseId) => !known.has(caseId)),
  );
  const inRecord = new Set([...known, ...others.map(({ caseId }) => caseId)]);

  const missing = settled.filter(({ caseId }) => !running.has(caseId));
  const differs = settled.filter(({ caseId, status }) => {
    const shown = running.get(caseId);
    return shown !== undefined && shown !== status;
  });
  return {
    'workflow-missing': await confirmed(missing, ({ caseId }) => isMissing(deps, caseId)),
    'record-missing': [...running.keys()].filter((caseId) => !inRecord.has(caseId)),
    'status-differs': await confirmed(differs, (standing) => stillDiffers(deps, standing)),
  };
}

async function confirmed(
  suspects: readonly Standing[],
  holds: (standing: Standing) => Promise<boolean>,
): Promise<readonly CaseId[]> {
  const read = await inTurns(suspects.slice(0, MOST_READ), holds);
  return suspects.filter((_, index) => read[index] ?? true).map(({ caseId }) => caseId);
}

async function isMissing(deps: ApiDeps, caseId: CaseId): Promise<boolean> {
  const { isRunning } = await deps.desk.workflowStanding(caseId);
  if (isRunning) return false;
  const row = await deps.record.cases.read(caseId);
  return row !== undefined && row.view.endedAt === undefined;
}

async function stillDiffers(deps: ApiDeps, { caseId }: Standing): Promise<boolean> {
  const [workflow, row] = await Promise.all([
    deps.desk.workflowStanding(caseId),
    deps.record.cases.read(caseId),
  ]);
  return workflow.isRunning && row !== undefined && workflow.status !== row.view.status;
}
