/**
 * Which codes each operation can answer with: those of every request of its kind (how one signs in for it,
 * whether it takes a body, a case or an Idempotency-Key), and its own, which stand beside its route.
 */
import type { ErrorCode } from '../../../workflows/contract/errors';
import type { Access } from '../http/access';
import type { z } from 'zod';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Form of a body that the route reads by itself, so that it is told in the document. */
    ownBody?: z.ZodType;
    /** Codes that it can answer with, beside those of every request of its kind. */
    codes?: readonly ErrorCode[];
  }
}

/** Any decision on a case is refused by: its end, its status, its hold, or who asks. */
export const DECISION_CODES = [
  'CASE_ENDED',
  'NOT_ALLOWED_NOW',
  'ROLE_NOT_ALLOWED',
  'CASE_HELD',
  'WORKFLOW_MISSING',
] as const satisfies readonly ErrorCode[];

/** Consent to what was shown is refused by. */
export const CONSENT_CODES = [
  'TERMS_OUTDATED',
  'ITEMISATION_OUTDATED',
  'STEP_UP_REQUIRED',
  'ACQUIRER_UNAVAILABLE',
  ...DECISION_CODES,
] as const satisfies readonly ErrorCode[];

/** What adding to a consent is refused by. */
export const EXTENSION_CODES = [
  'NOTHING_TO_AGREE',
  'STALE_REVISION',
  ...CONSENT_CODES,
] as const satisfies readonly ErrorCode[];

/** What the holder of a review decides is refused by. */
export const REVIEW_CODES = [
  'STALE_REVISION',
  'FOUR_EYES',
  'CLAIM_REQUIRED',
  'CLAIMED_BY_OTHER',
  ...DECISION_CODES,
] as const satisfies readonly ErrorCode[];

/** Who the merchant is and how they are reached, as it is typed. */
export const CONTACT_CODES = [
  'PHONE_INVALID',
  'EMAIL_INVALID',
  'FIELD_REQUIRED',
  'FIELD_INVALID',
  'NO_NOTICE_CHANNEL',
  'APPLICATION_INVALID',
] as const satisfies readonly ErrorCode[];

/** What reads a file refuses it by; its key is taken with its content. */
export const UPLOAD_CODES = [
  'UPLOAD_NO_BOUNDARY',
  'UPLOAD_NOT_WHOLE',
  'UPLOAD_NO_NAME',
  'FIELD_REQUIRED',
  'FIELD_INVALID',
  'ATTACHMENT_TOO_LARGE',
  'ATTACHMENT_TYPE',
  'TOO_MANY_ATTACHMENTS',
  'IDEMPOTENCY_KEY_REUSED',
  'IN_PROGRESS',
] as const satisfies readonly ErrorCode[];

/** Of a route that is asked for days or moments, at any of its fields. */
export const DAY_CODES = ['DAY_OUT_OF_RANGE'] as const satisfies readonly ErrorCode[];

/** Filters of the list of cases are refused by. */
export const FILTER_CODES = [
  ...DAY_CODES,
  'FIELD_REQUIRED',
  'CASE_ID_INVALID',
  'SEARCH_PERSONAL',
  'SEARCH_UNREADABLE',
] as const satisfies readonly ErrorCode[];

/** Whatever asks the record or Temporal fails by. */
const FAULTS: readonly ErrorCode[] = [
  'INTERNAL',
  'UNAVAILABLE',
  'DISK_FULL',
  'RECORD_READ_ONLY',
  'RECORD_BUSY',
  'RECORD_REFUSED',
  'RECORD_FAULT',
  'RECORD_BEHIND',
  'KEY_MISSING',
  'KEY_WRONG',
];

/** As much of a route as says which requests it takes. */
export interface CodedRoute {
  readonly method: string | readonly string[];
  readonly url: string;
  readonly schema?: object | undefined;
  readonly config?:
    | {
        readonly access?: Access;
        readonly storeAnswer?: boolean;
        readonly anyHost?: boolean;
        readonly codes?: readonly ErrorCode[];
      }
    | undefined;
}

const ACCESS_CODES: Readonly<Record<Access['kind'], readonly ErrorCode[]>> = {
  staff: ['UNAUTHENTICATED', 'FORBIDDEN'],
  merchant: ['UNAUTHENTICATED', 'CASE_NOT_FOUND', 'REVISION_LOST'],
  public: [],
};

/** What a request that changes something is refused by before its route sees it. */
const CHANGING: readonly ErrorCode[] = [
  'CSRF_REFUSED',
  'BAD_REQUEST',
  'NOT_UTF8',
  'UNSUPPORTED_MEDIA_TYPE',
  'PAYLOAD_TOO_LARGE',
];

/** Every code that a route can answer with, in no order, each once. */
export function codesOf({
  method,
  url,
  schema = {},
  config = {},
}: CodedRoute): readonly ErrorCode[] {
  const { access = { kind: 'public' }, storeAnswer = true, anyHost = false, codes = [] } = config;
  if (anyHost) return [...new Set<ErrorCode>(['TOO_MANY_REQUESTS', ...FAULTS, ...codes])];
  const isRead = method === 'GET';
  const takesValues = ['params', 'querystring', 'headers'].some((part) => part in schema);
  const keepsKey = method === 'POST' && access.kind !== 'public' && storeAnswer;
  const all: readonly ErrorCode[] = [
    'TOO_MANY_REQUESTS',
    'HOST_REFUSED',
    ...FAULTS,
    ...ACCESS_CODES[access.kind],
    ...(isRead ? [] : CHANGING),
    ...(takesValues ? (['BAD_REQUEST'] as const) : []),
    // What the address names may not be there, or be longer than any name.
    ...(url.includes(':') ? (['NOT_FOUND'] as const) : []),
    ...(url.includes(':caseId') ? (['CASE_NOT_FOUND', 'REVISION_LOST'] as const) : []),
    ...(keepsKey ? (['IDEMPOTENCY_KEY_REUSED', 'IN_PROGRESS', 'FIELD_INVALID'] as const) : []),
    ...codes,
  ];
  return [...new Set(all)];
}
