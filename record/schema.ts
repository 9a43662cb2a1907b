/**
 * Tables of the record. Columns named `sealed…` hold AES-256-GCM ciphertext under the case's data key,
 * `…Hash` keyed hashes; nothing else here may hold personal data. The functions that write changes and
 * reserve terminals are SQL, in migrations/0001_functions.sql.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { CaseView, ConsentMethod } from '../workflows/contract/case-view';
import type { Locale } from '../workflows/contract/case-data';
import type { ErrorCode } from '../workflows/contract/errors';
import type { Role } from '../workflows/contract/lifecycle';
import type { Channel, NoticeKind, NoticeState } from '../workflows/contract/notices';
import type { LedgerFact } from '../workflows/contract/ports';
import type { BlindKind } from './crypto';
import type { IntentState, NoteRow, Staff } from './desk-record';

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

function moment(name: string): ReturnType<typeof timestamp<string, 'date'>> {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}

/** Facts about the store itself, such as the sealed value that proves the master key. */
export const settings = pgTable('settings', {
  name: text().primaryKey(),
  keyId: text('key_id').notNull(),
  value: bytea().notNull(),
});

/**
 * One row a case. Columns beside `view` repeat what lists filter and sort by; the function
 * `record_change` keeps them equal to it.
 */
export const cases = pgTable(
  'cases',
  {
    caseId: text('case_id').primaryKey(),
    teamId: text('team_id').notNull(),
    /** `draft` until the first change, `listed`, or `refused` because a terminal has an open case. */
    stage: text().$type<'draft' | 'listed' | 'refused'>().notNull().default('draft'),
    refusedFor: text('refused_for'),
    view: jsonb().$type<CaseView>().notNull(),
    status: text().notNull(),
    ended: boolean()
      .notNull()
      .generatedAlwaysAs(sql`status in ('completed', 'rejected', 'withdrawn', 'expired')`),
    parked: boolean().notNull().default(false),
    parkedSince: text('parked_since'),
    overdue: boolean().notNull().default(false),
    reason: text().notNull(),
    assignee: text(),
    /** `infinity` where nothing is due, so that the order is total. */
    nextDueAt: moment('next_due_at')
      .notNull()
      .default(sql`'infinity'`),
    openedAt: moment('opened_at').notNull(),
    changedAt: moment('changed_at').notNull().defaultNow(),
    latestRevision: integer('latest_revision').notNull(),
    /** Last position and hash of the chain. */
    ledgerPosition: integer('ledger_position').notNull().default(0),
    ledgerHash: text('ledger_hash').notNull(),
    /** By run id: highest sequence written, and whether a reset has superseded the run. */
    runs: jsonb()
      .$type<Record<string, { seq: number; superseded?: boolean }>>()
      .notNull()
      .default({}),
    currentRun: text('current_run'),
  },
  (t) => {
    const listed = sql`${t.stage} = 'listed'`;
    return [
      index('cases_opened').on(t.openedAt, t.caseId).where(listed),
      index('cases_status').on(t.status, t.openedAt, t.caseId).where(listed),
      index('cases_team').on(t.teamId, t.openedAt, t.caseId).where(listed),
      index('cases_team_status').on(t.teamId, t.status, t.openedAt, t.caseId).where(listed),
      index('cases_reason').on(t.reason, t.openedAt, t.caseId).where(listed),
      index('cases_assignee')
        .on(t.assignee, t.openedAt, t.caseId)
        .where(sql`${listed} and ${t.assignee} is not null`),
      index('cases_parked')
        .on(t.openedAt, t.caseId)
        .where(sql`${listed} and ${t.parked}`),
      index('cases_parked_since')
        .on(t.parkedSince, t.caseId)
        .where(sql`${listed} and ${t.parked}`),
      index('cases_overdue')
        .on(t.openedAt, t.caseId)
        .where(sql`${listed} and ${t.overdue}`),
      index('cases_changed').on(t.changedAt, t.caseId).where(listed),
      index('cases_team_changed').on(t.teamId, t.changedAt, t.caseId).where(listed),
      index('cases_due').on(t.nextDueAt, t.caseId).where(listed),
      index('cases_team_due').on(t.teamId, t.nextDueAt, t.caseId).where(listed),
      index('cases_status_due').on(t.status, t.nextDueAt, t.caseId).where(listed),
    ];
  },
);

/** The data key of each case, wrapped; deleting a row makes the personal data of its case unreadable. */
export const caseKeys = pgTable('case_keys', {
  caseId: text('case_id')
    .primaryKey()
    .references(() => cases.caseId),
  keyId: text('key_id').notNull(),
  wrapped: bytea().notNull(),
});

export const revisions = pgTable(
  'revisions',
  {
    caseId: text('case_id').notNull(),
    revision: integer().notNull(),
    author: text().notNull(),
    at: moment('at').notNull().defaultNow(),
    sealedData: bytea('sealed_data').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.revision] })],
);

/** Blind index of the latest revision, for exact search. */
export const caseTerms = pgTable(
  'case_terms',
  {
    kind: text().$type<BlindKind>().notNull(),
    termHash: bytea('term_hash').notNull(),
    caseId: text('case_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.termHash, t.caseId] }),
    index('case_terms_case').on(t.caseId),
  ],
);

/** Terminals of a case; at most one case reserves a serial number. */
export const caseTerminals = pgTable(
  'case_terminals',
  {
    caseId: text('case_id').notNull(),
    terminalId: text('terminal_id').notNull(),
    serialHash: bytea('serial_hash').notNull(),
    reserved: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.terminalId] }),
    uniqueIndex('one_open_case_a_terminal')
      .on(t.serialHash)
      .where(sql`${t.reserved}`),
  ],
);

export const ledger = pgTable(
  'ledger',
  {
    caseId: text('case_id').notNull(),
    position: integer().notNull(),
    runId: text('run_id').notNull(),
    sequence: integer().notNull(),
    /** RFC 3339 as the workflow wrote it: the text is part of the hash. */
    at: text().notNull(),
    event: text().notNull(),
    byPrincipal: text('by_principal').notNull(),
    byRole: text('by_role').$type<Role>().notNull(),
    facts: jsonb().$type<Record<string, LedgerFact>>().notNull(),
    contentHash: text('content_hash').notNull(),
    hash: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.position] }),
    uniqueIndex('ledger_run_sequence').on(t.caseId, t.runId, t.sequence),
  ],
);

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
    index('notices_accepted')
      .on(t.toHash, t.acceptedAt)
      .where(sql`${t.acceptedAt} is not null`),
  ],
);

export const terms = pgTable(
  'terms',
  {
    version: text().notNull(),
    locale: text().$type<Locale>().notNull(),
    text: text().notNull(),
    hash: text().notNull(),
    inForceFrom: moment('in_force_from').notNull(),
  },
  (t) => [primaryKey({ columns: [t.version, t.locale] })],
);

export const consents = pgTable(
  'consents',
  {
    consentId: text('consent_id').primaryKey(),
    caseId: text('case_id').notNull(),
    termsVersion: text('terms_version').notNull(),
    termsHash: text('terms_hash').notNull(),
    itemisationHash: text('itemisation_hash').notNull(),
    method: text().$type<ConsentMethod>().notNull(),
    locale: text().$type<Locale>().notNull(),
    by: text().notNull(),
    at: moment('at').notNull().defaultNow(),
    sealedEvidence: bytea('sealed_evidence'),
  },
  (t) => [index('consents_case').on(t.caseId)],
);

export const notes = pgTable(
  'notes',
  {
    noteId: text('note_id').primaryKey(),
    caseId: text('case_id').notNull(),
    kind: text().$type<NoteRow['kind']>().notNull(),
    sealedText: bytea('sealed_text').notNull(),
    attachmentIds: jsonb('attachment_ids').$type<string[]>().notNull(),
    by: text().notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  (t) => [index('notes_case').on(t.caseId, t.at)],
);

export const attachments = pgTable(
  'attachments',
  {
    attachmentId: text('attachment_id').primaryKey(),
    caseId: text('case_id').notNull(),
    /** File name and SHA-256 of the content. */
    sealedMeta: bytea('sealed_meta').notNull(),
    mediaType: text('media_type').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    sealedContent: bytea('sealed_content').notNull(),
    by: text().notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  (t) => [index('attachments_case').on(t.caseId, t.at)],
);

export const attention = pgTable(
  'attention',
  {
    caseId: text('case_id').notNull(),
    code: text().$type<ErrorCode>().notNull(),
    subject: text().notNull(),
    since: moment('since').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.code, t.subject] }),
    index('attention_since').on(t.since),
  ],
);

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

export const merchantTokens = pgTable(
  'merchant_tokens',
  {
    tokenHash: text('token_hash').primaryKey(),
    caseId: text('case_id').notNull(),
    purpose: text().$type<'link' | 'session'>().notNull(),
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
