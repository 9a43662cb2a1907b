/**
 * A list that somebody reads keeps its order: fresh content goes into the rows in place, and what came
 * or left only counts until the person asks for it. Pure.
 */

export interface Row {
  readonly caseId: string;
  readonly changedAt: string;
}

export interface ShownRow<T extends Row> {
  readonly row: T;
  /** Fresh content came since the person last asked. */
  readonly changed: boolean;
  /** It no longer belongs to this list. */
  readonly gone: boolean;
}

export interface MergedRows<T extends Row> {
  readonly rows: readonly ShownRow<T>[];
  /** Rows that came, left or changed: what the person would see after asking. */
  readonly news: number;
}

/** Puts a fresh reading behind the rows that are shown, without moving any. */
export function mergeRows<T extends Row>(shown: readonly T[], fresh: readonly T[]): MergedRows<T> {
  const byId = new Map(fresh.map((row) => [row.caseId, row]));
  const rows = shown.map((row): ShownRow<T> => {
    const now = byId.get(row.caseId);
    byId.delete(row.caseId);
    if (now === undefined) return { row, changed: false, gone: true };
    return { row: now, changed: now.changedAt !== row.changedAt, gone: false };
  });
  const touched = rows.filter(({ changed, gone }) => changed || gone).length;
  return { rows, news: touched + byId.size };
}
