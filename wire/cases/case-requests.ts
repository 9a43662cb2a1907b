/**
 * Shapes of the bodies and queries that enter the API: types, sizes and closed lists only, no
 * transformation, so that they document themselves. What the fields mean is checked elsewhere in
 * this folder, where every problem is found at once. Unknown keys are refused, never dropped.
 */
import { z } from 'zod';
import { DOCUMENT_KINDS, LOCALES, PAYEE_KINDS } from '../../workflows/contract/case-data';
import {
  CASE_CHANNELS,
  DATA_CONSENTS,
  IDENTITY_METHODS,
  REJECTION_REASONS,
} from '../../workflows/contract/case-view';
import { CASE_ID_PATTERN } from '../../workflows/contract/identifiers';
import { MAX_DEPOSITS, MAX_FIELD_LENGTH, MAX_TERMINALS, MAX_TEXT_LENGTH } from '../limits';
import { shown } from '../shown';
import { depositKind, unbindReason } from '../values';

/** Most attachments that one decision may name. */
export const MAX_ATTACHMENTS = 20;

/** One field of a draft as it was typed. */
export const field = z.string().max(MAX_FIELD_LENGTH);
/** Free text. */
export const text = z.string().max(MAX_TEXT_LENGTH);
/** Free text that must say something. */
export const requiredText = text.min(1).regex(/\S/u);
export const opaqueId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
export const attachmentIds = z.array(opaqueId).max(MAX_ATTACHMENTS);
const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
const termsVersion = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);
export const revision = z
  .int()
  .min(1)
  .describe('The revision that was seen; `UNBIND_STALE_REVISION` where there is a newer one.');
/** Why a decision or repair is wanted. */
export const reasonText = requiredText.describe('Why, in words; kept as a note of the case.');

/** The id of a case in its written form; the API reads it before, whatever way it was typed. */
export const caseIdSchema = z.string().max(100).regex(CASE_ID_PATTERN);

export const openCaseBody = shown(
  z.strictObject({
    channel: z.enum(CASE_CHANNELS),
    reason: unbindReason,
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
  }),
  {
    channel: 'hotline',
    reason: 'business-ended',
    merchant: {
      merchantNumber: 'M100234',
      contactName: '王芳',
      phone: '+8613800138000',
      email: 'wang@shop.example.com',
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
    },
    terminals: [{ serialNumber: 'SN20260001' }],
    closeAccount: true,
  },
);
export type OpenCaseBody = z.infer<typeof openCaseBody>;

/** Contact data as it may be changed until the end of a case; the whole of it, not a patch. */
export const contactBody = shown(
  z.strictObject({
    revision,
    contactName: field,
    phone: field.optional(),
    email: field.optional(),
    locale: z.enum(LOCALES),
    timeZone: field.optional(),
  }),
  {
    revision: 3,
    contactName: '王芳',
    phone: '+8613800138000',
    email: 'wang@shop.example.com',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
  },
);
export type ContactBody = z.infer<typeof contactBody>;

/** A part of the contact data: what is left out stays as it is, and `null` takes a phone or an address away. */
export const contactChangeBody = shown(
  z.strictObject({
    revision,
    contactName: field.optional(),
    phone: field.nullable().optional(),
    email: field.nullable().optional(),
    locale: z.enum(LOCALES).optional(),
    timeZone: field.optional(),
  }),
  { revision: 3, phone: '+8613900139000', email: null },
);
export type ContactChangeBody = z.infer<typeof contactChangeBody>;

/**
 * A draft of the application. Everything may be missing or wrong: it is kept as entered, and
 * `checkForm` names what is missing or wrong.
 */
export const applicationBody = shown(
  z.strictObject({
    revision: revision.optional(),
    merchantName: field.optional(),
    document: z
      .strictObject({
        kind: field.optional().describe('Which document: `resident-id`, `business-license` …'),
        number: field.optional().describe('As it stands on the document.'),
      })
      .optional(),
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
          kind: depositKind,
          amountMinor: z.number(),
          currency: field,
        }),
      )
      .max(MAX_DEPOSITS)
      .optional(),
    payee: z
      .strictObject({
        kind: z.enum(PAYEE_KINDS).optional().describe('Whose account refunds go to.'),
        accountName: field.optional(),
        accountNumber: field.optional(),
        bankCode: field.optional(),
      })
      .optional(),
    closeAccount: z.boolean().optional(),
  }),
  {
    revision: 3,
    merchantName: '南风小店',
    document: { kind: 'resident-id', number: '11010519491231002X' },
    phone: '+8613800138000',
    terminals: [{ serialNumber: 'SN20260001' }],
    deposits: [
      {
        serialNumber: 'SN20260001',
        kind: 'refundable-deposit',
        amountMinor: 20_000,
        currency: 'CNY',
      },
    ],
    payee: { kind: 'original-payment' },
    closeAccount: true,
  },
);
export type ApplicationBody = z.infer<typeof applicationBody>;

export const verifyIdentityBody = shown(
  z.strictObject({
    method: z.enum(IDENTITY_METHODS).describe('How it was proven who asks.'),
    documents: z
      .array(
        z.strictObject({
          kind: z.enum(DOCUMENT_KINDS).describe('Which document.'),
          attachmentId: opaqueId.optional(),
        }),
      )
      .max(MAX_ATTACHMENTS),
    evidence: text.optional(),
    calledNumber: z
      .string()
      .max(40)
      .optional()
      .describe(
        'Which number a callback went to. Wanted where a mark is to be cleared; has to be the one that the ' +
          'acquirer has bound, where it tells of one. The evidence names it masked.',
      ),
    thirdPartyCaller: z
      .boolean()
      .optional()
      .describe(
        'Somebody else than the merchant asks; the approval waits for a callback or a video check.',
      ),
  }),
  {
    method: 'callback',
    documents: [{ kind: 'resident-id' }],
    evidence: 'Called the bound number.',
    calledNumber: '+8613800138000',
  },
);
export type VerifyIdentityBody = z.infer<typeof verifyIdentityBody>;

/** What was shown before a consent. */
export const consentShown = {
  termsVersion,
  termsHash: sha256Hex,
  itemisationHash: sha256Hex,
};

/** The same, with what was agreed to apart. */
export const agreedTo = {
  ...consentShown,
  separate: z
    .array(
      z.strictObject({
        kind: z.enum(DATA_CONSENTS).describe('What was agreed to.'),
        termsVersion,
        termsHash: sha256Hex,
      }),
    )
    .max(DATA_CONSENTS.length)
    .optional()
    .describe('Separate consents to the handling of data that were given, each to its own text.'),
};

/** As an answer of terms and itemisation names them. */
export const EXAMPLE_SHOWN = {
  termsVersion: '1',
  termsHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  itemisationHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};

const heardByStaff = {
  method: z.enum(['recorded-call', 'in-person']).describe('How the consent was given.'),
  evidence: requiredText,
  locale: z
    .enum(LOCALES)
    .optional()
    .describe("Language of the terms that were shown; absent: the merchant's."),
};

export const consentBody = shown(z.strictObject({ ...agreedTo, ...heardByStaff }), {
  method: 'recorded-call',
  evidence: 'Recording 17',
  ...EXAMPLE_SHOWN,
});

/** The merchant agreed to what the application needs beyond the consent, by telephone or in person. */
export const extensionBody = shown(z.strictObject({ ...consentShown, ...heardByStaff, revision }), {
  revision: 3,
  method: 'recorded-call',
  evidence: 'Recording 18',
  ...EXAMPLE_SHOWN,
});

export const signInBody = shown(
  z.strictObject({
    user: z.string().min(1).max(200),
    password: z.string().min(1).max(1_000),
  }),
  { user: 'li.na', password: 'correct horse battery staple' },
);

/** Body of `submit` and `claim`. */
export const seenBody = shown(z.strictObject({ revision }), { revision: 3 });

/** Body of `release`. */
export const releaseBody = shown(z.strictObject({ revision: revision.optional() }), {
  revision: 3,
});

export const approveBody = shown(
  z.strictObject({ revision, comment: text.optional().describe('Kept as a note of the case.') }),
  { revision: 3, comment: 'All of it fits the record of the acquirer.' },
);

export const rejectBody = shown(
  z.strictObject({
    revision,
    reasonCode: z.enum(REJECTION_REASONS).describe('Why it is rejected.'),
    text: text.optional().describe('What there is to say about it; kept as a note of the case.'),
  }),
  { revision: 3, reasonCode: 'identity-not-proven', text: 'Nobody answers at the bound number.' },
);

/** Paths of the fields of an application; a closed form, as they travel with the workflow. */
export const APPLICATION_FIELD_PATTERN =
  /^(?:merchantName|phone|email|closeAccount|document(?:\.(?:kind|number))?|payee(?:\.(?:kind|accountName|accountNumber|bankCode))?|terminals(?:\[\d{1,2}\](?:\.serialNumber)?)?|deposits(?:\[\d{1,3}\](?:\.(?:serialNumber|kind|amountMinor|currency))?)?)$/;

export const requestInformationBody = shown(
  z.strictObject({
    revision,
    fields: z
      .array(z.string().regex(APPLICATION_FIELD_PATTERN))
      .min(1)
      .max(MAX_TERMINALS)
      .describe('Paths of the fields to correct, e.g. `payee.accountNumber`.'),
    message: requiredText.describe('What the merchant is told about them.'),
  }),
  {
    revision: 3,
    fields: ['payee.accountNumber'],
    message: 'Two digits of the account number are missing.',
  },
);

/** One consent of the case that is taken back. */
export const withdrawnConsent = opaqueId
  .optional()
  .describe('The consent that is taken back, and the case with it; also while the case is held.');

export const withdrawBody = shown(
  z.strictObject({
    revision: revision.optional(),
    consentId: withdrawnConsent,
    reason: text.optional().describe('Why, in words; kept as a note of the case.'),
  }),
  { reason: 'The merchant goes on after all.' },
);

export const noteBody = shown(
  z.strictObject({
    text: requiredText.describe('What is to be known about the case.'),
    attachmentIds: attachmentIds.optional(),
  }),
  { text: 'The merchant can be reached after five.' },
);

/** Search by personal data: exactly one of these; it never enters a URL. */
export const caseSearchBody = shown(
  z.union([
    z.strictObject({ phone: field.min(1) }),
    z.strictObject({ documentNumber: field.min(1) }),
    z.strictObject({ email: field.min(1) }),
  ]),
  { phone: '+8613800138000' },
);
export type CaseSearchBody = z.infer<typeof caseSearchBody>;
