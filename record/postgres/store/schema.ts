/**
 * Tables of the record: cases and what belongs to them; schema-effects.ts and schema-access.ts hold the
 * others. Columns named `sealed…` hold AES-256-GCM ciphertext under the case's data key,
 * `…Hash` keyed hashes; nothing else here may hold personal data. The functions that write changes and
 * reserve terminals are SQL, in migrations/0001_functions.sql.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { CaseView, ConsentKind, ConsentMethod } from '../../../workflows/contract/case-view';
import type { Locale } from '../../../workflows/contract/case-data';
import type { ErrorCode } from '../../../workflows/contract/errors';
import type { PrincipalId } from '../../../workflows/contract/identifiers';
import type { Role } from '../../../workflows/contract/lifecycle';
import type { LedgerFact } from '../../../workflows/contract/ports';
import type { SearchKind } from '../../../workflows/contract/search-forms';
import type { NoteRow } from '../../port/desk-record';
import { bytea, moment } from './schema-columns';

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
    /** Whom the case waits for; what the queue counts by. */
    waitsFor: text('waits_for').generatedAlwaysAs(sql`view ->> 'waitsFor'`),
    openedBy: text('opened_by').generatedAlwaysAs(sql`view ->> 'openedBy'`),
    /** Who may not decide the review; where an older worker wrote the view, at least who opened the case. */
    involved: jsonb()
      .$type<readonly PrincipalId[]>()
      .notNull()
      .generatedAlwaysAs(
        sql`coalesce(view -> 'involved', jsonb_path_query_array(view, '$.openedBy'))`,
      ),
    /** A step that a person does in the acquirer's console. */
    manual: boolean()
      .notNull()
      .generatedAlwaysAs(
        sql`jsonb_path_exists(view, '$.terminals[*].state ? (@ == "manual")') or jsonb_path_exists(view, '$.deposits[*].refund ? (@ == "manual")') or coalesce(view #>> '{closure,state}' = 'manual', false)`,
      ),
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
      index('cases_team_reason').on(t.teamId, t.reason, t.openedAt, t.caseId).where(listed),
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
      index('cases_manual')
        .on(t.openedAt, t.caseId)
        .where(sql`${listed} and ${t.manual}`),
      index('cases_own')
        .on(t.openedBy, t.openedAt, t.caseId)
        .where(sql`${listed} and not ${t.ended} and ${t.waitsFor} = 'agent'`),
      index('cases_waiting')
        .on(t.waitsFor, t.openedAt, t.caseId)
        .where(sql`${listed} and not ${t.ended}`),
      index('cases_team_waiting')
        .on(t.teamId, t.waitsFor, t.openedAt, t.caseId)
        .where(sql`${listed} and not ${t.ended}`),
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

/** Version of `SearchForms` under which a hash was made; rows that do not say so are of the first. */
const form = integer().notNull().default(1);

/** Blind index of the latest revision, for exact search. */
export const caseTerms = pgTable(
  'case_terms',
  {
    kind: text().$type<SearchKind>().notNull(),
    termHash: bytea('term_hash').notNull(),
    caseId: text('case_id').notNull(),
    form,
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.termHash, t.caseId] }),
    index('case_terms_case').on(t.caseId),
    index('case_terms_form').on(t.form, t.caseId),
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
    form,
    /** Of the same serial number in the form before; absent in a row that is of it. */
    formerHash: bytea('former_hash'),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.terminalId] }),
    uniqueIndex('one_open_case_a_terminal')
      .on(t.serialHash)
      .where(sql`${t.reserved}`),
    // Rows of both forms meet here, so that what is held under one is not taken under the other.
    uniqueIndex('one_open_case_a_former_terminal')
      .on(sql`coalesce(${t.formerHash}, ${t.serialHash})`)
      .where(sql`${t.reserved}`),
    index('case_terminals_form').on(t.form, t.caseId),
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
    /** How the row is hashed (`LEDGER_FORM`); rows that do not say so are of the first form. */
    form: integer().notNull().default(1),
    /** Hash of the case as pages show it once this row stands; only in rows that a change of the case wrote. */
    viewHash: text('view_hash'),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.position] }),
    uniqueIndex('ledger_run_sequence').on(t.caseId, t.runId, t.sequence),
    // What the reports read: openings, changes of status, escalations, refusals of steps.
    index('ledger_reported')
      .on(t.at, t.event)
      .where(
        sql`${t.facts} ? 'to' or ${t.facts} ? 'code' or ${t.facts} ? 'codes' or ${t.event} in ('case-opened', 'case-expired', 'wait-escalated')`,
      ),
  ],
);

export const terms = pgTable(
  'terms',
  {
    kind: text().$type<ConsentKind>().notNull().default('service'),
    version: text().notNull(),
    locale: text().$type<Locale>().notNull(),
    text: text().notNull(),
    hash: text().notNull(),
    inForceFrom: moment('in_force_from').notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.version, t.locale] })],
);

export const consents = pgTable(
  'consents',
  {
    consentId: text('consent_id').primaryKey(),
    caseId: text('case_id').notNull(),
    kind: text().$type<ConsentKind>().notNull().default('service'),
    termsVersion: text('terms_version').notNull(),
    termsHash: text('terms_hash').notNull(),
    itemisationHash: text('itemisation_hash').notNull(),
    method: text().$type<ConsentMethod>().notNull(),
    locale: text().$type<Locale>().notNull(),
    by: text().notNull(),
    at: moment('at').notNull().defaultNow(),
    sealedEvidence: bytea('sealed_evidence'),
    /** What it covers; absent where the consent was refused or is older than this column. */
    sealedScope: bytea('sealed_scope'),
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

/** Evidence packs that wait to be taken, for an hour. */
export const evidencePacks = pgTable(
  'evidence_packs',
  {
    packId: text('pack_id').primaryKey(),
    caseId: text('case_id').notNull(),
    sealedContent: bytea('sealed_content').notNull(),
    madeAt: moment('made_at').notNull().defaultNow(),
  },
  (t) => [index('evidence_packs_age').on(t.madeAt)],
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
