/** Tables of operations: attempts at the outside that failed and come again, and repairs of many cases. */
import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ErrorCode } from '../../../workflows/contract/errors';
import type { Role } from '../../../workflows/contract/lifecycle';
import type { BulkItemState, BulkState, BulkVerb } from '../../../workflows/contract/operations';
import type { StatementSignature } from '../../../workflows/contract/signing/statements';
import { bytea, moment } from './schema-columns';

/** One row for each activity that is failing; it goes away with the attempt that succeeds. */
export const retries = pgTable(
  'retries',
  {
    workflowId: text('workflow_id').notNull(),
    activityId: text('activity_id').notNull(),
    caseId: text('case_id').notNull(),
    activityType: text('activity_type').notNull(),
    attempt: integer().notNull(),
    code: text().$type<ErrorCode>().notNull(),
    /** What the other side answered, e.g. `503`; only where it said something. */
    answer: text(),
    since: moment('since').notNull().defaultNow(),
    nextAt: moment('next_at').notNull(),
    /** When no attempt comes any more, whatever it answers. */
    givesUpAt: moment('gives_up_at')
      .notNull()
      .default(sql`'infinity'`),
  },
  (t) => [
    primaryKey({ columns: [t.workflowId, t.activityId] }),
    index('retries_case').on(t.caseId),
    index('retries_next').on(t.nextAt),
  ],
);

export const bulkRuns = pgTable(
  'bulk_runs',
  {
    runId: text('run_id').primaryKey(),
    verb: text().$type<BulkVerb>().notNull(),
    /** How the cases were chosen: causes, statuses, ids. */
    selection: jsonb().$type<Record<string, unknown>>().notNull(),
    byPrincipal: text('by_principal').notNull(),
    byRole: text('by_role').$type<Role>().notNull(),
    sealedReason: bytea('sealed_reason').notNull(),
    ratePerSecond: integer('rate_per_second').notNull(),
    stopAfter: integer('stop_after').notNull(),
    state: text().$type<BulkState>().notNull().default('running'),
    stopRequested: boolean('stop_requested').notNull().default(false),
    startedAt: moment('started_at').notNull().defaultNow(),
    endedAt: moment('ended_at'),
  },
  (t) => [index('bulk_runs_started').on(t.startedAt, t.runId)],
);

export const bulkItems = pgTable(
  'bulk_items',
  {
    runId: text('run_id')
      .notNull()
      .references(() => bulkRuns.runId),
    position: integer().notNull(),
    caseId: text('case_id').notNull(),
    subject: text().notNull(),
    state: text().$type<BulkItemState>().notNull().default('planned'),
    code: text().$type<ErrorCode>(),
    /** Fixed beforehand, so that an interrupted repair goes on under the same. */
    noteId: text('note_id').notNull(),
    /** The notice that was planned for `resend-notice`. */
    noticeId: text('notice_id'),
    /** By which the API lets the run decide about this case. */
    signed: jsonb().$type<StatementSignature>(),
    tries: integer().notNull().default(0),
    takenAt: moment('taken_at'),
    settledAt: moment('settled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.position] }),
    index('bulk_items_state').on(t.runId, t.state, t.position),
  ],
);
