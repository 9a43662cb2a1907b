/** What changed between two readings of a case, in paths and masked values. Pure. */
import type { CaseAnswer, TimelineItem } from '../../../wire/case-answers';

export interface Change {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Every leaf of a JSON value by its path; arrays as `name[0]`. */
function leavesOf(value: unknown, path: string, into: Map<string, string>): void {
  if (Array.isArray(value)) {
    value.forEach((item: unknown, index) => leavesOf(item, `${path}[${index}]`, into));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      leavesOf(item, path === '' ? name : `${path}.${name}`, into);
    }
  } else if (['string', 'number', 'boolean'].includes(typeof value)) {
    into.set(path, String(value));
  }
}

/** Random ids say nothing to a person. */
const SILENT = /(?:^|\.)(?:terminalId|depositId)$/;

/**
 * Fields of the personal data that differ, with their masked values. Two values may be masked alike
 * though they differ: then the timeline alone tells of it.
 */
export function changesBetween(
  before: Pick<CaseAnswer, 'data'>,
  after: Pick<CaseAnswer, 'data'>,
): readonly Change[] {
  const old = new Map<string, string>();
  const now = new Map<string, string>();
  leavesOf(before.data, '', old);
  leavesOf(after.data, '', now);
  const paths = [...new Set([...old.keys(), ...now.keys()])].filter((path) => !SILENT.test(path));
  return paths
    .map((path) => ({ path, before: old.get(path) ?? '', after: now.get(path) ?? '' }))
    .filter((change) => change.before !== change.after);
}

/** What happened after a position of the ledger. */
export function happenedSince(
  timeline: readonly TimelineItem[],
  position: number,
): readonly TimelineItem[] {
  return timeline.filter((item) => item.position > position);
}
