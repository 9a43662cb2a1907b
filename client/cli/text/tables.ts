/** Tables and lists of facts in plain text; every cell is made harmless on its way. */
import { displayWidth, oneLine, padded } from './text-width';

const GAP = '  ';

export interface Column {
  readonly head: string;
  /** Numbers and amounts stand at the right. */
  readonly right?: boolean;
}

/** Lines of a table with a head; empty where there are no rows. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string[] {
  if (rows.length === 0) return [];
  const cells = [columns.map(({ head }) => head), ...rows].map((row) => row.map(oneLine));
  const widths = columns.map((_, index) =>
    Math.max(...cells.map((row) => displayWidth(row[index] ?? ''))),
  );
  return cells.map((row) =>
    columns
      .map(({ right }, index) =>
        padded(row[index] ?? '', widths[index] ?? 0, right === true ? 'right' : 'left'),
      )
      .join(GAP)
      .trimEnd(),
  );
}

/** `label  value` with the values in one column; facts without a value are left out. */
export function factLines(
  facts: readonly (readonly [label: string, value: string | undefined])[],
): string[] {
  const known = facts.flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [[label, oneLine(value)] as const],
  );
  const width = Math.max(0, ...known.map(([label]) => displayWidth(label)));
  return known.map(([label, value]) => `${padded(label, width)}${GAP}${value}`);
}

/** The lines a little to the right. */
export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? line : `${GAP}${line}`));
}
