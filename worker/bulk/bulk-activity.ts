// worker/bulk/: repairs in bulk, case by case.
/**
 * A piece of a run over many cases: takes one case after another at the pace that was asked for, a few
 * side by side, and stops where it is told to or too many have failed.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { failure } from '../../activities/failures';
import type { BulkItem, BulkRun } from '../../record/port/desk-record';
import { DeskError } from '../../temporal/failures';
import type { BulkPort } from '../../workflows/contract/ports';
import type { BulkDeps } from './repair-acts';
import { type Outcome, repairCase } from './repair-case';

export interface BulkActivityDeps extends BulkDeps {
  /** Hears of cases that gave no answer. */
  readonly warn: (facts: { readonly caseId: string; readonly error: string }) => void;
}

/** Length of a piece, ms: a stop is heard before each case, progress is shown after each piece. */
const PIECE_MS = 10_000;
const AT_ONCE = 8;
/** How often one case is asked that gives no answer. */
const MOST_TRIES = 5;
/** How often it is counted which cases have parked again, ms. */
const COUNT_EVERY_MS = 1_000;

export function createBulkActivity(deps: BulkActivityDeps): BulkPort {
  return {
    async repairSome({ runId }) {
      const run = await deps.record.bulk.read(runId);
      if (!run) throw failure('NOT_FOUND');
      if (run.progress.state === 'running') {
        await deps.record.bulk.reclaim(runId);
        await onePiece(deps, run, Context.current().cancellationSignal);
      }
      return deps.record.bulk.conclude(runId);
    },
  };
}

/** Throws what kept it from going on, once nothing is at work any more. */
async function onePiece(
  deps: BulkActivityDeps,
  run: BulkRun,
  cancellation: AbortSignal,
): Promise<void> {
  const endMs = Date.now() + PIECE_MS;
  const atWork = new Set<Promise<void>>();
  const broken: unknown[] = [];
  let errors = errorsOf(run);
  let countedMs = Date.now();
  for (let startMs = Date.now(); startMs < endMs; startMs += 1_000 / run.ratePerSecond) {
    if (cancellation.aborted || errors >= run.stopAfter || broken.length > 0) break;
    if (atWork.size >= AT_ONCE) await Promise.race(atWork);
    await pause(Math.max(0, startMs - Date.now()));
    if (Date.now() - countedMs > COUNT_EVERY_MS) {
      errors = errorsOf((await deps.record.bulk.read(run.runId)) ?? run);
      countedMs = Date.now();
      if (errors >= run.stopAfter) break;
    }
    const item = await deps.record.bulk.take(run.runId);
    if (!item) break;
    const work = settleOne(deps, run, item)
      .then(
        (state) => {
          if (state === 'failed') errors += 1;
        },
        (error: unknown) => void broken.push(error),
      )
      .finally(() => atWork.delete(work));
    atWork.add(work);
  }
  await Promise.all(atWork);
  if (broken.length > 0) throw broken[0];
}

/** A case that parks again at once is an error too: its cause is not gone. */
function errorsOf({ progress }: BulkRun): number {
  return progress.failed + progress.parkedAgain;
}

/** A case that gives no answer is asked again after the others, as its worker may have died. */
async function settleOne(
  deps: BulkActivityDeps,
  run: BulkRun,
  item: BulkItem,
): Promise<Outcome['state'] | 'put-back'> {
  const { runId } = run;
  let outcome: Outcome;
  try {
    outcome = await repairCase(deps, run, item);
  } catch (error) {
    deps.warn({ caseId: item.caseId, error: error instanceof Error ? error.name : '?' });
    if (item.tries < MOST_TRIES) {
      await deps.record.bulk.putBack(runId, item.position);
      return 'put-back';
    }
    outcome = { state: 'failed', code: error instanceof DeskError ? error.code : 'UNAVAILABLE' };
  }
  await deps.record.bulk.settle(runId, item.position, outcome);
  return outcome.state;
}
