/** Which reports there are, and how each becomes bars. Pure. */
import { dayPlus, deskDayOf } from '../../../workflows/contract/desk-days';
import type { Report } from '../../../wire/operations/report-answers';
import type { ReportName } from '../../../wire/states';

export type Unit = 'count' | 'ms' | 'rate' | 'money';

export interface ReportShape {
  /** Columns that name a row. */
  readonly labels: readonly string[];
  /** Columns that are drawn; several are parts of one bar. */
  readonly parts: readonly string[];
  readonly unit: Unit;
  /** Bars beside each other rather than parts of one. */
  readonly beside: boolean;
  /** Whether working or calendar time makes a difference. */
  readonly timed: boolean;
}

const STACKED = { unit: 'count', beside: false, timed: false } as const;

export const SHAPES: Readonly<Record<ReportName, ReportShape>> = {
  'open-by-status-and-age': {
    ...STACKED,
    labels: ['status'],
    parts: [
      'underOneDay',
      'oneToThreeDays',
      'threeToSevenDays',
      'sevenToThirtyDays',
      'overThirtyDays',
    ],
    timed: true,
  },
  'stage-times': {
    labels: ['status'],
    parts: ['medianMs', 'p90Ms'],
    unit: 'ms',
    beside: true,
    timed: true,
  },
  'overdue-rate': { labels: ['status'], parts: ['rate'], unit: 'rate', beside: true, timed: false },
  reasons: {
    ...STACKED,
    labels: ['reason'],
    parts: ['completed', 'open', 'rejected', 'withdrawn', 'expired'],
  },
  refusals: { ...STACKED, labels: ['kind', 'code'], parts: ['count'] },
  notices: {
    ...STACKED,
    labels: ['kind', 'channel'],
    parts: [
      'delivered',
      'sent',
      'accepted',
      'planned',
      'deferred',
      'suppressed',
      'unknown',
      'undelivered',
      'failed',
      'attempting',
    ],
  },
  refunds: { ...STACKED, labels: ['state', 'currency'], parts: ['count'] },
};

/** The unit of one column. */
export function unitOf(column: string): Unit {
  if (column.endsWith('Ms')) return 'ms';
  if (column === 'rate') return 'rate';
  return column === 'amountMinor' ? 'money' : 'count';
}

export interface Bar {
  /** Values of the columns that name the row. */
  readonly names: readonly string[];
  readonly values: readonly number[];
}

/** Rows as bars, those without anything left out. */
export function barsOf(report: Pick<Report, 'rows'>, shape: ReportShape): readonly Bar[] {
  return report.rows
    .map((row) => ({
      names: shape.labels.map((name) => String(row[name] ?? '')),
      values: shape.parts.map((name) => Number(row[name] ?? 0)),
    }))
    .filter(({ values }) => values.some((value) => value > 0));
}

/** The longest bar; 1 where all are empty, so that nothing is divided by zero. */
export function longest(bars: readonly Bar[], beside: boolean): number {
  const lengths = bars.map(({ values }) =>
    beside ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0),
  );
  return Math.max(0, ...lengths) || 1;
}

/** The last so many days of the desk, both ends included. */
export function lastDays(days: number, nowMs: number): { from: string; to: string } {
  const to = deskDayOf(new Date(nowMs));
  return { from: dayPlus(to, 1 - days), to };
}
