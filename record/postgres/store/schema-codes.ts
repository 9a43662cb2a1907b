/** The table of one-time codes, by which merchants prove a phone. */
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { Locale } from '../../../workflows/contract/case-data';
import type { CodePurpose, CodeState } from '../../port/people/codes';
import { bytea, moment } from './schema-columns';

/** One-time codes: of the code itself only a keyed hash, and none before it is sent. */
export const oneTimeCodes = pgTable(
  'one_time_codes',
  {
    codeId: text('code_id').primaryKey(),
    purpose: text().$type<CodePurpose>().notNull(),
    /** As it was typed; whether there is such a case is asked only when the code is sent. */
    caseId: text('case_id'),
    sealedPhone: bytea('sealed_phone'),
    locale: text().$type<Locale>().notNull(),
    /** What was asked for, and the number that it went to: both are limited. */
    targetHash: bytea('target_hash').notNull(),
    phoneHash: bytea('phone_hash'),
    codeHash: bytea('code_hash'),
    state: text().$type<CodeState>().notNull().default('asked'),
    tries: integer().notNull().default(0),
    askedAt: moment('asked_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    /** Keyed hash of the request that used it, which may come again. */
    usedFor: bytea('used_for'),
  },
  (t) => [
    index('one_time_codes_target').on(t.targetHash, t.askedAt),
    index('one_time_codes_phone').on(t.phoneHash, t.askedAt),
    index('one_time_codes_age').on(t.askedAt),
  ],
);
