/** The durations of workflows/policy.ts with the reasons that stand beside them in the source. */
import { formFor } from '../../words/plural';
import ts from 'typescript';
import { POLICY } from '../../workflows/policy';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const WORKING_DAY_MS = 9 * HOUR_MS;

export interface PolicyRow {
  readonly name: string;
  /** For people, e.g. `3 working days`. */
  readonly duration: string;
  readonly reason: string;
}

function counted(amount: number, unit: string): string {
  return `${amount} ${formFor({ one: unit, other: `${unit}s` }, amount, 'en')}`;
}

/** A duration in the largest unit that divides it, e.g. `2 hours`; working time in working days. */
export function humanDuration(name: string, ms: number): string {
  const working = name.endsWith('WorkingMs');
  const units: readonly (readonly [number, string])[] = [
    [working ? WORKING_DAY_MS : 24 * HOUR_MS, working ? 'working day' : 'day'],
    [HOUR_MS, working ? 'working hour' : 'hour'],
    [MINUTE_MS, 'minute'],
    [SECOND_MS, 'second'],
  ];
  const unit = units.find(([size]) => ms >= size && ms % size === 0);
  return unit ? counted(ms / unit[0], unit[1]) : `${ms} ms`;
}

function commentOf(source: string, node: ts.Node): string | undefined {
  const range = ts.getLeadingCommentRanges(source, node.pos)?.at(-1);
  return range?.kind === ts.SyntaxKind.MultiLineCommentTrivia
    ? source
        .slice(range.pos, range.end)
        .replace(/^\/\*\*?|\*\/$/g, '')
        .replace(/\n\s*\* ?/g, ' ')
        .trim()
    : undefined;
}

/**
 * One row for each duration. A comment counts for the entries below it up to the next comment.
 * @param source text of workflows/policy.ts
 */
export function policyRows(source: string): PolicyRow[] {
  const tree = ts.createSourceFile('policy.ts', source, ts.ScriptTarget.Latest, true);
  const reasons = new Map<string, string>();
  let reason = '';
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) {
      reason = commentOf(source, node) ?? reason;
      reasons.set(node.name.getText(), reason);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return Object.entries(POLICY).map(([name, ms]) => ({
    name,
    duration: humanDuration(name, ms),
    reason: reasons.get(name) ?? '',
  }));
}
