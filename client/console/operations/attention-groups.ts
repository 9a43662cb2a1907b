/** What needs a person, grouped by its cause. Pure. */
import type { Attention } from '../api/answers';

export interface AttentionEntry {
  readonly caseId: string;
  readonly since: string;
  /** What within the case, e.g. a kind of notice; empty: the case itself. */
  readonly subject: string;
}
export interface AttentionGroup {
  /** Public code of the cause; `overdue` for what is only late. */
  readonly cause: string;
  readonly entries: readonly AttentionEntry[];
}

/** Groups by cause: the one that waits longest first, and within it the entry that waits longest. */
export function groupsOf(attention: Attention): readonly AttentionGroup[] {
  const groups = new Map<string, AttentionEntry[]>();
  const add = (cause: string, entry: AttentionEntry): void => {
    groups.set(cause, [...(groups.get(cause) ?? []), entry]);
  };
  for (const { caseId, parked } of attention.parked) {
    if (parked) add(parked.code, { caseId, since: parked.since, subject: '' });
  }
  for (const { caseId, code, since, subject } of attention.other) {
    add(code, { caseId, since, subject });
  }
  for (const { caseId, statusSince } of attention.overdue) {
    add('overdue', { caseId, since: statusSince, subject: '' });
  }
  const bySince = (a: { since: string }, b: { since: string }): number =>
    a.since.localeCompare(b.since);
  return [...groups]
    .map(([cause, entries]) => ({ cause, entries: entries.toSorted(bySince) }))
    .sort((a, b) => (a.entries[0]?.since ?? '').localeCompare(b.entries[0]?.since ?? ''));
}
