/** Compares what the histories of a case say was written with the rows that the ledger has. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { LedgerRow } from '../../record/port/desk-record';
import type { CaseChange, LedgerEntry } from '../../workflows/contract/ports';
import type { ToldRun } from './case-stories';

export interface MissingRows {
  /** What is left to write, with those rows only that the ledger lacks. */
  readonly changes: readonly CaseChange[];
  /** Rows of runs before the one that the ledger is at; a run that was left behind takes no rows any more. */
  readonly unplaced: number;
  /** Rows of the latest run that its history does not know. */
  readonly ahead: number;
}

/** A run goes on under the names `run~2`, `run~3` where a lost task was decided otherwise. */
function baseOf(runId: string): string {
  return runId.split('~', 1)[0] ?? runId;
}

export function missingRows(runs: readonly ToldRun[], ledger: readonly LedgerRow[]): MissingRows {
  const known = new Map<string, LedgerRow[]>();
  for (const row of ledger) {
    const run = baseOf(row.runId);
    known.set(run, [...(known.get(run) ?? []), row]);
  }
  const changes: CaseChange[] = [];
  let unplaced = 0;
  let ahead = 0;
  for (const [index, run] of runs.entries()) {
    const rows = known.get(run.runId) ?? [];
    const later = runs.slice(index + 1).filter(({ workflowId }) => workflowId === run.workflowId);
    const isLeftBehind = later.some(({ runId }) => known.has(runId));
    for (const change of run.changes) {
      const entries = change.entries.filter((entry) => !rows.some(saysSame(entry)));
      if (isLeftBehind) unplaced += entries.length;
      else if (entries.length > 0) changes.push({ ...change, entries });
    }
    if (later.length === 0) ahead += aheadOf(run, rows);
  }
  return { changes, unplaced, ahead };
}

/** The same decision of a repeated task differs in its moment only. */
function saysSame({ sequence, event, by, facts }: LedgerEntry): (row: LedgerRow) => boolean {
  return (row) =>
    row.sequence === sequence &&
    row.event === event &&
    row.by.principalId === by.principalId &&
    isDeepStrictEqual(row.facts, facts);
}

function aheadOf({ changes }: ToldRun, rows: readonly LedgerRow[]): number {
  const last = Math.max(0, ...changes.flatMap((c) => c.entries.map(({ sequence }) => sequence)));
  return new Set(rows.map(({ sequence }) => sequence).filter((sequence) => sequence > last)).size;
}
