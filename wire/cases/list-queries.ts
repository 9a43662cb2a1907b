/** Shapes of what lists, histories and reports are narrowed to, and of the filters that people save. */
import { z } from 'zod';
import { PARTIES } from '../../workflows/contract/case-view';
import { CASE_STATUSES } from '../../workflows/contract/lifecycle';
import { opaqueId } from './case-requests';
import { shown } from '../shown';
import { REPORT_TIMES } from '../states';
import { pageLimit, unbindReason } from '../values';
import { NO_OUTER_SPACE, VIEW_NAME } from './view-name';

/** Longest day or moment, characters. */
const MAX_TYPED_TIME_LENGTH = 40;
const LISTED_STATUS = `(?:${['open', ...CASE_STATUSES].join('|')})`;
const flag = z.enum(['true', 'false']);
/** A day of the desk or a moment as it was typed; `readSpan` reads it. */
export const typedTime = z.string().min(1).max(MAX_TYPED_TIME_LENGTH);
/** A day of the desk as it was typed; `readDay` reads it. */
const typedDay = typedTime;

/** Query of the case list. */
export const caseListQuery = z.strictObject({
  status: z
    .string()
    .max(500)
    .regex(new RegExp(`^${LISTED_STATUS}(?:,${LISTED_STATUS})*$`))
    .optional()
    .describe('One status, `open`, or several separated by commas.'),
  assignee: opaqueId.optional().describe('Id of who has claimed the review, or `none`.'),
  mine: z.literal('true').optional(),
  waitsFor: z.enum(PARTIES).optional().describe('Open cases that wait for a party.'),
  manual: flag.optional(),
  parked: flag.optional().describe('With a step that the machine cannot finish.'),
  overdue: flag.optional(),
  reason: unbindReason.optional(),
  openedFrom: typedTime.optional(),
  openedTo: typedTime.optional(),
  q: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Case id, merchant number or serial number, exact.'),
  sort: z.enum(['openedAt', '-openedAt', 'nextDueAt', '-changedAt', 'queue']).optional(),
  cursor: z.string().min(1).max(1_000).optional(),
  limit: pageLimit.describe('How many to a page, 1 to 200.'),
});
export type CaseListQuery = z.infer<typeof caseListQuery>;

/** Filters that may be saved under a name: what finds a person or a device may not. */
export const viewFilters = caseListQuery.omit({ q: true, cursor: true, limit: true });

/** Name of a saved view; see `isViewName`. */
export const viewName = z
  .string()
  .regex(VIEW_NAME)
  .regex(NO_OUTER_SPACE)
  .describe('Name of the saved view.');

export const savedViewBody = shown(z.strictObject({ filters: viewFilters }), {
  filters: { status: 'open', overdue: 'true' },
});

/** Query of a report; days of the desk, both included. */
export const reportQuery = z.strictObject({
  from: typedDay.optional().describe('First day of the desk (Asia/Shanghai), included.'),
  to: typedDay.optional().describe('Last day of the desk (Asia/Shanghai), included.'),
  time: z.enum(REPORT_TIMES).optional().describe('Which time durations count.'),
  format: z.enum(['json', 'csv']).optional().describe('`json` unless it says otherwise.'),
});
export type ReportQuery = z.infer<typeof reportQuery>;

/** Query of the histories: filters as in the case list; without any, everything that is open. */
export const historiesQuery = caseListQuery.pick({
  status: true,
  parked: true,
  overdue: true,
  reason: true,
  openedFrom: true,
  openedTo: true,
  cursor: true,
  limit: true,
});
