/** The pages of a comparison as activities. What they find is put on the operators' list here. */
import { setTimeout as pause } from 'node:timers/promises';
import type { CaseId } from '../../workflows/contract/identifiers';
import { isEnd } from '../../workflows/contract/lifecycle';
import type { ReconcilePort } from '../../workflows/contract/ports';
import type { Difference, ReconcilePage } from '../../workflows/contract/reconciliation';
import { attemptSignal } from '../attempt-signal';
import { asFailure } from '../failures';
import { type Compared, compareCase, type ReconcileDeps } from './case-differences';

export type { ReconcileDeps } from './case-differences';

const PAGE = 50;
/** Cases that are read side by side, so that a comparison does not crowd people out at the acquirer. */
const AT_A_TIME = 4;
/** Banks return money within half a year; after that nobody looks any more. */
const RETURN_WATCH_MS = 183 * 24 * 3_600_000;
/** A workflow that has just begun or ended is given this long to stand in the record, ms. */
const SETTLE_MS = 2_000;

/** See `ReconcilePort`. */
export function createReconcileActivities(deps: ReconcileDeps): ReconcilePort {
  return {
    reconcileCases: async ({ after }) => withCodes(() => comparePage(deps, after)),
    reconcileWorkflows: async ({ after }) => withCodes(() => compareWorkflows(deps, after)),
  };
}

async function withCodes(run: () => Promise<ReconcilePage>): Promise<ReconcilePage> {
  try {
    return await run();
  } catch (error) {
    throw asFailure(error);
  }
}

async function comparePage(deps: ReconcileDeps, after: string | undefined): Promise<ReconcilePage> {
  const signal = attemptSignal();
  const endedSince = new Date((deps.nowMs ?? Date.now)() - RETURN_WATCH_MS);
  const rows = await deps.record.reconciliation.page({
    endedSince,
    limit: PAGE,
    ...(after === undefined ? {} : { after }),
  });
  const first = await compareAll(deps, rows, signal);
  const suspects = first.filter(({ differences }) => differences.length > 0);
  // Only what is still there a moment later is a difference and not a step on its way.
  if (suspects.length > 0) await pause(deps.settleMs ?? SETTLE_MS, undefined, { signal });
  const again = await compareAll(deps, suspects, signal);
  const judged = [...first.filter((one) => !suspects.includes(one)), ...again];
  for (const { caseId, differences } of judged) {
    await deps.record.reconciliation.report(caseId, differences);
  }
  const last = rows.at(-1);
  const hasMore = last !== undefined && rows.length === PAGE;
  return {
    compared: rows.length,
    differences: judged.flatMap(({ differences }) => differences),
    returned: judged.flatMap(({ returned }) => returned),
    ...(hasMore && { next: last.caseId }),
  };
}

interface ComparedCase extends Compared {
  readonly caseId: CaseId;
}

/** Compares cases as they stand now, a few at a time; the answer has their order. */
async function compareAll(
  deps: ReconcileDeps,
  cases: readonly { readonly caseId: CaseId }[],
  signal: AbortSignal,
): Promise<readonly ComparedCase[]> {
  const compared: ComparedCase[] = [];
  for (let start = 0; start < cases.length; start += AT_A_TIME) {
    const some = cases.slice(start, start + AT_A_TIME).map(async ({ caseId }) => {
      const row = await deps.record.cases.read(caseId);
      const found = row && (await compareCase(deps, row, signal));
      return { caseId, differences: found?.differences ?? [], returned: found?.returned ?? [] };
    });
    compared.push(...(await Promise.all(some)));
  }
  return compared;
}

/** Workflows that the record does not know, or calls ended. */
async function compareWorkflows(
  deps: ReconcileDeps,
  after: string | undefined,
): Promise<ReconcilePage> {
  const { record, workflows } = deps;
  const page = await workflows.openCases({
    limit: PAGE,
    ...(after === undefined ? {} : { after }),
  });
  const suspects: CaseId[] = [];
  for (const caseId of page.caseIds) {
    if ((await differenceOf(deps, caseId)) !== undefined) suspects.push(caseId);
  }
  if (suspects.length > 0)
    await pause(deps.settleMs ?? SETTLE_MS, undefined, { signal: attemptSignal() });
  const differences: Difference[] = [];
  for (const caseId of suspects) {
    const difference = await differenceOf(deps, caseId);
    if (difference === undefined) continue;
    differences.push(difference);
    await record.attention.raise({ caseId, code: difference.code, subject: difference.subject });
  }
  return {
    compared: page.caseIds.length,
    differences,
    returned: [],
    ...(page.next !== undefined && { next: page.next }),
  };
}

/** An open case of the record was compared with its workflow before. */
async function differenceOf(
  { record, workflows }: ReconcileDeps,
  caseId: CaseId,
): Promise<Difference | undefined> {
  const row = await record.cases.read(caseId);
  if (row !== undefined && !isEnd(row.view.status)) return undefined;
  const standing = await workflows.standing(caseId);
  if (!standing?.isRunning) return undefined;
  if (row === undefined) return { caseId, code: 'CASE_UNRECORDED', subject: 'case' };
  const differs = standing.status !== undefined && standing.status !== row.view.status;
  return differs ? { caseId, code: 'WORKFLOW_DIFFERS', subject: 'case' } : undefined;
}
