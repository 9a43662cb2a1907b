/** Rows of a comparison with what somebody has asked to see in full. Pure. */
import { leavesOf } from '../case/changes';
import type { ComparisonRow } from '../../../wire/cases/case-answers';
import type { RevealedAnswer } from '../../../wire/cases/case-data-answers';

/** Stands in a masked value for what is hidden. */
const STARS = '****';

/**
 * What was entered, in full where it is what the row shows masked: the row may be of an older revision. Of
 * the acquirer's record no more shows than before: what is the same is what was entered, and what is not
 * would help to guess it.
 */
export function rowsInFull(
  rows: readonly ComparisonRow[],
  { application }: RevealedAnswer,
): readonly ComparisonRow[] {
  // Amounts, which have words of a language, are read from no row.
  const plain = leavesOf(application, 'en');
  return rows.map((row) => {
    const serial = plain.get(`${row.path}.serialNumber`);
    // The row of a deposit item begins with its serial number.
    const [first = '', ...rest] = row.entered.split(' ');
    const entered =
      serial === undefined
        ? inFull(row.entered, plain.get(row.path))
        : [inFull(first, serial), ...rest].join(' ');
    const isShared = row.state === 'same' && row.acquirer === row.entered;
    return { ...row, entered, ...(isShared ? { acquirer: entered } : {}) };
  });
}

/** The value itself where its mask may be this one. */
function inFull(mask: string, value: string | undefined): string {
  const [head = '', tail] = mask.split(STARS);
  const fits = tail !== undefined && value?.startsWith(head) === true && value.endsWith(tail);
  return fits ? value : mask;
}
