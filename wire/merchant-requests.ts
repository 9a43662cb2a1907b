/** Shapes of what a merchant sends; as schemas.ts, and as strict. */
import { z } from 'zod';
import { LOCALES } from '../workflows/contract/case-data';
import { UNBIND_REASONS } from '../workflows/contract/case-view';
import { MAX_TERMINALS } from './limits';
import {
  APPLICATION_FIELD_PATTERN,
  caseIdSchema,
  consentShown,
  field,
  revision,
  text,
} from './requests';

/** Most fields that one correction may change. */
export const MAX_CORRECTIONS = 200;

const codeId = z.string().regex(/^otc_[A-Za-z0-9_-]{22}$/);
const code = z.string().regex(/^\d{6}$/);

/** Asks for a one-time code: for the phone of a first contact, or for the phone of a case. */
export const merchantCodeBody = z.discriminatedUnion('purpose', [
  z.strictObject({ purpose: z.literal('request'), phone: field }),
  z.strictObject({ purpose: z.literal('session'), caseId: caseIdSchema }),
]);
export type MerchantCodeBody = z.infer<typeof merchantCodeBody>;

/** A first contact; its phone is the one that the code went to. */
export const merchantRequestBody = z.strictObject({
  codeId,
  code,
  channel: z.enum(['website', 'app']),
  reason: z.enum(UNBIND_REASONS),
  closeAccount: z.boolean(),
  merchant: z.strictObject({
    merchantNumber: field,
    contactName: field,
    email: field.optional(),
    locale: z.enum(LOCALES),
    timeZone: field.optional(),
  }),
  terminals: z.array(z.strictObject({ serialNumber: field })).max(MAX_TERMINALS),
});
export type MerchantRequestBody = z.infer<typeof merchantRequestBody>;

/** The token of a link, or the number of a case with the code that went to its phone. */
export const merchantSessionBody = z.union([
  z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{20,128}$/) }),
  z.strictObject({ caseId: caseIdSchema, codeId, code }),
]);
export type MerchantSessionBody = z.infer<typeof merchantSessionBody>;

/** The merchant's own consent, given on the merchant's page. */
export const merchantConsentBody = z.strictObject({
  ...consentShown,
  locale: z.enum(LOCALES).optional(),
});

/** The merchant does not agree to the terms that were shown. */
export const merchantRefusalBody = z.strictObject({
  termsVersion: consentShown.termsVersion,
  termsHash: consentShown.termsHash,
  reason: text.optional(),
});

/** New values of fields that were asked for, by path; none where what stands there is right. */
export const merchantCorrectionsBody = z.strictObject({
  revision,
  corrections: z
    .array(
      z.strictObject({
        path: z.string().regex(APPLICATION_FIELD_PATTERN),
        value: z.union([field, z.boolean(), z.number()]),
      }),
    )
    .max(MAX_CORRECTIONS),
});
export type MerchantCorrectionsBody = z.infer<typeof merchantCorrectionsBody>;

export const merchantWithdrawBody = z.strictObject({ reason: text.optional() });

export const merchantLinkBody = z.strictObject({ action: z.enum(['resend', 'revoke']) });
