// client/api/reports/: reports for those who lead and check the desk.
/** The reports by name: what each counts, its columns, and the range that a query names. */
import type { ReportQuery } from '../../../wire/cases/list-queries';
import type { ReportRange, ReportRow, ReportStore } from '../../../record/port/desk-record';
import { DAY_MS, dayPlus, deskDayOf, startOfDeskDay } from '../../../workflows/contract/desk-days';
import { END_STATUSES } from '../../../workflows/contract/lifecycle';
import { NOTICE_STATES } from '../../../workflows/contract/notices';
import { fieldError } from '../http/api-error';
import type { ApiDeps } from '../deps';
import { spelled } from '../http/error-codes';
import { dayIn } from '../http/typed-days';
import { WORKING_DAY_MS, workingDays } from '../working-days';
import type { ReportName } from '../../../wire/states';

const DEFAULT_DAYS = 30;
const MAX_DAYS = 366;
const DAYS_FORM = {
  'zh-CN': `不晚于 to，首尾两天在内最多 ${MAX_DAYS} 天`,
  en: `no later than \`to\`, at most ${MAX_DAYS} days with both ends`,
};
/** No stay in a status is longer, so working time is counted from so long before the range. */
const LONGEST_STAY_DAYS = 800;

export const REPORT_COLUMNS: Readonly<Record<ReportName, readonly string[]>> = {
  'open-by-status-and-age': [
    'status',
    'total',
    'underOneDay',
    'oneToThreeDays',
    'threeToSevenDays',
    'sevenToThirtyDays',
    'overThirtyDays',
  ],
  'stage-times': ['status', 'count', 'medianMs', 'p90Ms'],
  'overdue-rate': ['status', 'entered', 'overdue', 'rate'],
  reasons: ['reason', 'opened', ...END_STATUSES, 'open'],
  refusals: ['kind', 'code', 'count', 'cases'],
  notices: ['kind', 'channel', 'total', ...NOTICE_STATES],
  refunds: ['state', 'currency', 'count', 'amountMinor'],
};

/** Days of the desk, both part of the report. */
export interface ReportDays {
  readonly from: string;
  readonly to: string;
}

/**
 * The days that a query names; the last thirty where it names none. `FIELD_INVALID` for a wrong range, else as
 * `dayIn`.
 */
export function daysOf(deps: ApiDeps, { from, to }: ReportQuery): ReportDays {
  const last = to === undefined ? deskDayOf(deps.now()) : dayIn('to', to);
  const first = from === undefined ? dayPlus(last, 1 - DEFAULT_DAYS) : dayIn('from', from);
  const days = (startOfDeskDay(last) - startOfDeskDay(first)) / DAY_MS + 1;
  if (days < 1 || days > MAX_DAYS) throw fieldError('from', 'FIELD_INVALID', DAYS_FORM);
  return { from: first, to: last };
}

function rangeOf({ from, to }: ReportDays, teamId: string | undefined): ReportRange {
  return {
    from: new Date(startOfDeskDay(from)),
    to: new Date(startOfDeskDay(to) + DAY_MS),
    ...(teamId === undefined ? {} : { teamId }),
  };
}

/** Codes with their public prefix; reasons of rejections are none. */
function withPublicCode(row: ReportRow): ReportRow {
  const { code } = row;
  return typeof code === 'string' ? { ...row, code: spelled(code) } : row;
}

/** The rows of a report. */
export async function reportRows(
  deps: ApiDeps,
  name: ReportName,
  query: ReportQuery,
  teamId: string | undefined,
): Promise<readonly ReportRow[]> {
  const reports: ReportStore = deps.record.reports;
  const days = daysOf(deps, query);
  const range = rangeOf(days, teamId);
  const isWorking = query.time === 'working';
  const now = deps.now();
  const clock = isWorking
    ? workingDays(
        deps.settings.calendarVersion,
        startOfDeskDay(dayPlus(days.from, -LONGEST_STAY_DAYS)),
        Math.max(range.to.getTime(), now.getTime()),
      )
    : undefined;
  switch (name) {
    case 'open-by-status-and-age': {
      const isLimited = query.from !== undefined || query.to !== undefined;
      const dayMs = isWorking ? WORKING_DAY_MS : DAY_MS;
      const input = { now, dayMs, ...(teamId === undefined ? {} : { teamId }) };
      return reports.openByStatusAndAge(input, isLimited ? range : undefined, clock);
    }
    case 'stage-times':
      return reports.stageTimes(range, clock);
    case 'overdue-rate':
      return reports.overdueRate(range);
    case 'reasons':
      return reports.reasons(range);
    case 'refusals':
      return (await reports.refusals(range)).map(withPublicCode);
    case 'notices':
      return reports.notices(range);
    case 'refunds':
      return reports.refunds(range);
  }
}
