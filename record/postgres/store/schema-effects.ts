/** Tables of what leaves the house: intents of side effects, and notices. */
import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Channel, NoticeKind, NoticeState } from '../../../workflows/contract/notices';
import type { IntentState } from '../../port/desk-record';
import { bytea, moment } from './schema-columns';

export const intents = pgTable(
  'intents',
  {
    key: text().primaryKey(),
    caseId: text('case_id').notNull(),
    effect: text().notNull(),
    sealedParams: bytea('sealed_params').notNull(),
    paramsHash: bytea('params_hash').notNull(),
    state: text().$type<IntentState>().notNull().default('planned'),
    attempt: integer().notNull().default(0),
    providerRef: text('provider_ref'),
    providerCode: text('provider_code'),
    firstAttemptAt: moment('first_attempt_at'),
    missingSince: moment('missing_since'),
    settledAt: moment('settled_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('intents_case').on(t.caseId, t.createdAt),
    index('intents_provider_ref').on(t.effect, t.providerRef),
  ],
);

/** Notices as the workflow planned them; rows of `notices` follow once the channels are known. */
export const noticePlans = pgTable(
  'notice_plans',
  {
    caseId: text('case_id').notNull(),
    kind: text().$type<NoticeKind>().notNull(),
    occurrence: integer().notNull(),
    plannedAt: moment('planned_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.kind, t.occurrence] })],
);

export const notices = pgTable(
  'notices',
  {
    noticeId: text('notice_id').primaryKey(),
    caseId: text('case_id').notNull(),
    kind: text().$type<NoticeKind>().notNull(),
    occurrence: integer().notNull(),
    channel: text().$type<Channel>().notNull(),
    generation: integer().notNull(),
    state: text().$type<NoticeState>().notNull().default('planned'),
    notBefore: moment('not_before'),
    providerRef: text('provider_ref'),
    providerCode: text('provider_code'),
    sealedSent: bytea('sealed_sent'),
    toHash: bytea('to_hash'),
    /** When the provider first took the message; counts for the daily budget of a number. */
    acceptedAt: moment('accepted_at'),
    plannedBy: text('planned_by'),
    plannedAt: moment('planned_at').notNull().defaultNow(),
    changedAt: moment('changed_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('notices_identity').on(t.caseId, t.kind, t.occurrence, t.channel, t.generation),
    index('notices_planned').on(t.plannedAt, t.caseId),
    index('notices_accepted')
      .on(t.toHash, t.acceptedAt)
      .where(sql`${t.acceptedAt} is not null`),
  ],
);
