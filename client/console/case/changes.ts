/** What changed between two readings of a case, in paths and masked values. Pure. */
import { z } from 'zod';
import type { Locale } from '../../../workflows/contract/case-data';
import { moneyText } from '../../../workflows/contract/money';
import type { CaseAnswer, TimelineItem } from '../../../wire/cases/case-answers';

export interface Change {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

interface Leaves {
  readonly leaves: Map<string, string>;
  readonly locale: Locale;
}

const money = z.looseObject({ amountMinor: z.number(), currency: z.string() });

/** Every leaf of a JSON value by its path; arrays as `name[0]`, an amount with its currency as one. */
export function leavesOf(value: unknown, locale: Locale): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  addLeaves(value, '', { leaves, locale });
  return leaves;
}

function addLeaves(value: unknown, path: string, into: Leaves): void {
  const amount = money.safeParse(value);
  if (amount.success) {
    const { amountMinor, currency, ...others } = amount.data;
    into.leaves.set(`${path}.amountMinor`, moneyText({ amountMinor, currency }, into.locale));
    addLeaves(others, path, into);
  } else if (Array.isArray(value)) {
    value.forEach((item: unknown, index) => addLeaves(item, `${path}[${index}]`, into));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      addLeaves(item, path === '' ? name : `${path}.${name}`, into);
    }
  } else if (['string', 'number', 'boolean'].includes(typeof value)) {
    into.leaves.set(path, String(value));
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
  locale: Locale,
): readonly Change[] {
  const old = leavesOf(before.data, locale);
  const now = leavesOf(after.data, locale);
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
