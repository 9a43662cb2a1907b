/**
 * Tables of who may enter: people of the desk with their sessions and saved views, failed sign-ins,
 * merchants' tokens, and keys of repeated requests.
 */
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Staff } from '../../port/desk-record';
import type { ViewFilters } from '../../port/people/saved-views';
import { bytea, moment } from './schema-columns';

export const staff = pgTable(
  'staff',
  {
    principalId: text('principal_id').primaryKey(),
    user: text('user_name').notNull(),
    displayName: text('display_name').notNull(),
    role: text().$type<Staff['role']>().notNull(),
    teamId: text('team_id').notNull(),
    disabled: boolean().notNull().default(false),
    apiKeyHash: bytea('api_key_hash'),
    passwordHash: text('password_hash'),
  },
  (t) => [uniqueIndex('staff_user').on(t.user), uniqueIndex('staff_api_key').on(t.apiKeyHash)],
);

/** Sessions of the console; the cookie itself is kept nowhere. */
export const staffSessions = pgTable(
  'staff_sessions',
  {
    tokenHash: bytea('token_hash').primaryKey(),
    principalId: text('principal_id')
      .notNull()
      .references(() => staff.principalId),
    createdAt: moment('created_at').notNull().defaultNow(),
    usedAt: moment('used_at').notNull().defaultNow(),
    /** The end, however much the session is used. */
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [
    index('staff_sessions_principal').on(t.principalId),
    index('staff_sessions_expiry').on(t.expiresAt),
  ],
);

/** Sign-ins that failed, by account and by address; both only as keyed hashes. */
export const signInFailures = pgTable(
  'sign_in_failures',
  {
    keyHash: bytea('key_hash').primaryKey(),
    failures: integer().notNull(),
    lastAt: moment('last_at').notNull().defaultNow(),
    blockedUntil: moment('blocked_until').notNull(),
  },
  (t) => [index('sign_in_failures_age').on(t.lastAt)],
);

/** Filters of the case list that a person named; never a search for somebody. */
export const savedViews = pgTable(
  'saved_views',
  {
    principalId: text('principal_id')
      .notNull()
      .references(() => staff.principalId),
    name: text().notNull(),
    filters: jsonb().$type<ViewFilters>().notNull(),
    changedAt: moment('changed_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.principalId, t.name] })],
);

export const merchantTokens = pgTable(
  'merchant_tokens',
  {
    tokenHash: text('token_hash').primaryKey(),
    caseId: text('case_id').notNull(),
    purpose: text().$type<'link' | 'session'>().notNull(),
    /** Of the case, with the contact that the token was made for. */
    revision: integer().notNull(),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
  },
  (t) => [index('merchant_tokens_case').on(t.caseId, t.purpose)],
);

export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    keyHash: bytea('key_hash').primaryKey(),
    bodyHash: bytea('body_hash').notNull(),
    /** When the request that holds the key began. */
    startedAt: moment('started_at').notNull().defaultNow(),
    sealedAnswer: bytea('sealed_answer'),
  },
  (t) => [index('idempotency_keys_age').on(t.startedAt)],
);
