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

/** A shown row beside what it was when the person last asked, which decides its place. */
export interface HeldRow<T extends Row> extends ShownRow<T> {
  readonly was: T;
}

export interface MergedRows<T extends Row> {
  readonly rows: readonly HeldRow<T>[];
  /** Rows that came, left or changed: what the person would see after asking. */
  readonly news: number;
}

/** Puts a fresh reading behind the rows that are shown, without moving any. */
export function mergeRows<T extends Row>(shown: readonly T[], fresh: readonly T[]): MergedRows<T> {
  const byId = new Map(fresh.map((row) => [row.caseId, row]));
  const rows = shown.map((was): HeldRow<T> => {
    const now = byId.get(was.caseId);
    byId.delete(was.caseId);
    if (now === undefined) return { row: was, was, changed: false, gone: true };
    return { row: now, was, changed: now.changedAt !== was.changedAt, gone: false };
  });
  const touched = rows.filter(({ changed, gone }) => changed || gone).length;
  return { rows, news: touched + byId.size };
}
