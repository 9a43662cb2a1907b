/**
 * Shapes of the bodies and queries that enter the API: types, sizes and closed lists only, no
 * transformation, so that they document themselves. What the fields mean is checked elsewhere in
 * this folder, where every problem is found at once. Unknown keys are refused, never dropped.
 */
import { z } from 'zod';
import { DOCUMENT_KINDS, LOCALES, PAYEE_KINDS } from '../workflows/contract/case-data';
import {
  CASE_CHANNELS,
  DEPOSIT_KINDS,
  IDENTITY_METHODS,
  PARTIES,
  REJECTION_REASONS,
  STEPS,
  UNBIND_REASONS,
} from '../workflows/contract/case-view';
import {
  CASE_ID_PATTERN,
  DEPOSIT_ID_PATTERN,
  TERMINAL_ID_PATTERN,
} from '../workflows/contract/identifiers';
import { CASE_STATUSES } from '../workflows/contract/lifecycle';
import {
  MAX_DEPOSITS,
  MAX_FIELD_LENGTH,
  MAX_REVEAL_REASON_LENGTH,
  MAX_TERMINALS,
  MAX_TEXT_LENGTH,
} from './limits';
import { NO_OUTER_SPACE, VIEW_NAME } from './view-name';

/** Longest day or moment, characters. */
const MAX_TYPED_TIME_LENGTH = 40;
/** Most attachments that one decision may name. */
export const MAX_ATTACHMENTS = 20;

/** One field of a draft as it was typed. */
export const field = z.string().max(MAX_FIELD_LENGTH);
/** Free text. */
export const text = z.string().max(MAX_TEXT_LENGTH);
/** Free text that must say something. */
export const requiredText = text.min(1).regex(/\S/u);
const opaqueId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const attachmentIds = z.array(opaqueId).max(MAX_ATTACHMENTS);
const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
const termsVersion = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);
/** Number of the revision that the caller has seen. */
export const revision = z.int().min(1);

/** The id of a case in its written form; the API reads it before, whatever way it was typed. */
export const caseIdSchema = z.string().max(100).regex(CASE_ID_PATTERN);

export const openCaseBody = z.strictObject({
  channel: z.enum(CASE_CHANNELS),
  reason: z.enum(UNBIND_REASONS),
  merchant: z.strictObject({
    merchantNumber: field,
    contactName: field,
    phone: field.optional(),
    email: field.optional(),
    locale: z.enum(LOCALES),
    timeZone: field.optional(),
  }),
  terminals: z.array(z.strictObject({ serialNumber: field })).max(MAX_TERMINALS),
  closeAccount: z.boolean(),
});
export type OpenCaseBody = z.infer<typeof openCaseBody>;

/** Contact data as it may be changed until the end of a case; the whole of it, not a patch. */
export const contactBody = z.strictObject({
  revision,
  contactName: field,
  phone: field.optional(),
  email: field.optional(),
  locale: z.enum(LOCALES),
  timeZone: field.optional(),
});
export type ContactBody = z.infer<typeof contactBody>;

/** A part of the contact data: what is left out stays as it is, and `null` takes a phone or an address away. */
export const contactChangeBody = z.strictObject({
  revision,
  contactName: field.optional(),
  phone: field.nullable().optional(),
  email: field.nullable().optional(),
  locale: z.enum(LOCALES).optional(),
  timeZone: field.optional(),
});
export type ContactChangeBody = z.infer<typeof contactChangeBody>;

/**
 * A draft of the application. Everything may be missing or wrong: it is kept as entered, and
 * `checkForm` names what is missing or wrong.
 */
export const applicationBody = z.strictObject({
  /** Latest revision that the author saw; omitted: whatever is the latest. */
  revision: revision.optional(),
  merchantName: field.optional(),
  document: z.strictObject({ kind: field.optional(), number: field.optional() }).optional(),
  phone: field.optional(),
  email: field.optional(),
  terminals: z
    .array(z.strictObject({ serialNumber: field.optional() }))
    .max(MAX_TERMINALS)
    .optional(),
  deposits: z
    .array(
      z.strictObject({
        serialNumber: field.optional(),
        kind: z.enum(DEPOSIT_KINDS),
        amountMinor: z.number(),
        currency: field,
      }),
    )
    .max(MAX_DEPOSITS)
    .optional(),
  payee: z
    .strictObject({
      kind: z.enum(PAYEE_KINDS).optional(),
      accountName: field.optional(),
      accountNumber: field.optional(),
      bankCode: field.optional(),
    })
    .optional(),
  closeAccount: z.boolean().optional(),
});
export type ApplicationBody = z.infer<typeof applicationBody>;

export const verifyIdentityBody = z.strictObject({
  method: z.enum(IDENTITY_METHODS),
  documents: z
    .array(z.strictObject({ kind: z.enum(DOCUMENT_KINDS), attachmentId: opaqueId.optional() }))
    .max(MAX_ATTACHMENTS),
  evidence: text.optional(),
  /** Somebody else than the merchant asks; needs a callback or a video check before approval. */
  thirdPartyCaller: z.boolean().optional(),
});
export type VerifyIdentityBody = z.infer<typeof verifyIdentityBody>;

/** What was shown before a consent. */
export const consentShown = { termsVersion, termsHash: sha256Hex, itemisationHash: sha256Hex };

export const consentBody = z.strictObject({
  ...consentShown,
  method: z.enum(['recorded-call', 'in-person']),
  evidence: requiredText,
  /** Language of the terms that were shown; omitted: the merchant's. */
  locale: z.enum(LOCALES).optional(),
});

/** Parts of a case's personal data that may be shown in full. */
export const REVEALABLE_PARTS = ['contact', 'application', 'terminals'] as const;

export const revealBody = z.strictObject({
  fields: z.array(z.enum(REVEALABLE_PARTS)).min(1),
  /** Why it has to be seen; kept as a note of the case. */
  reason: z.string().max(MAX_REVEAL_REASON_LENGTH).regex(/\S/u),
});

export const signInBody = z.strictObject({
  user: z.string().min(1).max(200),
  password: z.string().min(1).max(1_000),
});

/** Body of `submit` and `claim`. */
export const seenBody = z.strictObject({ revision });

/** Body of `release`. */
export const releaseBody = z.strictObject({ revision: revision.optional() });

export const approveBody = z.strictObject({ revision, comment: text.optional() });

export const rejectBody = z.strictObject({
  revision,
  reasonCode: z.enum(REJECTION_REASONS),
  text: text.optional(),
});

/** Paths of the fields of an application; a closed form, as they travel with the workflow. */
export const APPLICATION_FIELD_PATTERN =
  /^(?:merchantName|phone|email|closeAccount|document(?:\.(?:kind|number))?|payee(?:\.(?:kind|accountName|accountNumber|bankCode))?|terminals(?:\[\d{1,2}\](?:\.serialNumber)?)?|deposits(?:\[\d{1,3}\](?:\.(?:serialNumber|kind|amountMinor|currency))?)?)$/;

export const requestInformationBody = z.strictObject({
  revision,
  fields: z.array(z.string().regex(APPLICATION_FIELD_PATTERN)).min(1).max(MAX_TERMINALS),
  message: requiredText,
});

export const withdrawBody = z.strictObject({
  revision: revision.optional(),
  reason: text.optional(),
});

export const noteBody = z.strictObject({
  text: requiredText,
  attachmentIds: attachmentIds.optional(),
});

/** Search by personal data: exactly one of these; it never enters a URL. */
export const caseSearchBody = z.union([
  z.strictObject({ phone: field.min(1) }),
  z.strictObject({ documentNumber: field.min(1) }),
  z.strictObject({ email: field.min(1) }),
]);
export type CaseSearchBody = z.infer<typeof caseSearchBody>;

export const retryBody = z.strictObject({
  step: z.enum(STEPS),
  reason: text,
});

export const resolveBody = z.strictObject({
  step: z.enum(STEPS),
  /** Terminal or deposit; omitted: every one of the step that is stuck or manual. */
  subject: z
    .union([z.string().regex(TERMINAL_ID_PATTERN), z.string().regex(DEPOSIT_ID_PATTERN)])
    .optional(),
  outcome: z.enum(['effective', 'left-bound', 'paid', 'not-due', 'closed', 'not-closed']),
  evidence: requiredText,
  attachmentIds: attachmentIds.optional(),
});

/** Body of the repairs that need nothing but the reason: send back, hold, release, end. */
export const reasonBody = z.strictObject({ reason: requiredText });

const LISTED_STATUS = `(?:${['open', ...CASE_STATUSES].join('|')})`;
const flag = z.enum(['true', 'false']);
/** A day of the desk or a moment as it was typed; `readSpan` reads it. */
export const typedTime = z.string().min(1).max(MAX_TYPED_TIME_LENGTH);
/** A day of the desk as it was typed; `readDay` reads it. */
const typedDay = typedTime;

/** Query of the case list. `status` is one status, `open`, or several separated by commas. */
export const caseListQuery = z.strictObject({
  status: z
    .string()
    .max(500)
    .regex(new RegExp(`^${LISTED_STATUS}(?:,${LISTED_STATUS})*$`))
    .optional(),
  /** Principal id, or `none`. */
  assignee: opaqueId.optional(),
  /** Open cases that wait for the caller. */
  mine: z.literal('true').optional(),
  /** Open cases that wait for a party. */
  waitsFor: z.enum(PARTIES).optional(),
  /** With a step that a person does at the acquirer. */
  manual: flag.optional(),
  parked: flag.optional(),
  overdue: flag.optional(),
  reason: z.enum(UNBIND_REASONS).optional(),
  openedFrom: typedTime.optional(),
  openedTo: typedTime.optional(),
  /** Case id, merchant number or serial number, exact. */
  q: z.string().min(1).max(100).optional(),
  sort: z.enum(['openedAt', '-openedAt', 'nextDueAt', '-changedAt', 'queue']).optional(),
  cursor: z.string().min(1).max(1_000).optional(),
  /** 1 to 200. */
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|1\d\d|200)$/)
    .optional(),
});
export type CaseListQuery = z.infer<typeof caseListQuery>;

/** Filters that may be saved under a name: what finds a person or a device may not. */
export const viewFilters = caseListQuery.omit({ q: true, cursor: true, limit: true });

/** Name of a saved view; see `isViewName`. */
export const viewName = z.string().regex(VIEW_NAME).regex(NO_OUTER_SPACE);

export const savedViewBody = z.strictObject({ filters: viewFilters });

/** Query of a report; days of the desk, both included. */
export const reportQuery = z.strictObject({
  from: typedDay.optional(),
  to: typedDay.optional(),
  time: z.enum(['calendar', 'working']).optional(),
  format: z.enum(['json', 'csv']).optional(),
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
