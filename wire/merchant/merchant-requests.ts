/** Shapes of what a merchant sends; as strict as those of staff. */
import { z } from 'zod';
import { LOCALES } from '../../workflows/contract/case-data';
import { MAX_TERMINALS } from '../limits';
import {
  APPLICATION_FIELD_PATTERN,
  caseIdSchema,
  EXAMPLE_SHOWN,
  agreedTo,
  consentShown,
  field,
  revision,
  text,
  withdrawnConsent,
} from '../cases/case-requests';
import { shown } from '../shown';
import { unbindReason } from '../values';

/** Most fields that one correction may change. */
export const MAX_CORRECTIONS = 200;

const codeId = z
  .string()
  .regex(/^otc_[A-Za-z0-9_-]{22}$/)
  .describe('As the answer to asking for the code named it.');
const code = z
  .string()
  .regex(/^\d{6}$/)
  .describe('The six digits that came by SMS.');

/** Asks for a one-time code: for the phone of a first contact, or for the phone of a case. */
export const merchantCodeBody = shown(
  z.discriminatedUnion('purpose', [
    z.strictObject({ purpose: z.literal('request').describe('A first contact.'), phone: field }),
    z.strictObject({
      purpose: z.literal('session').describe('A case that there is.'),
      caseId: caseIdSchema,
    }),
  ]),
  { purpose: 'request', phone: '13800138000' },
);
export type MerchantCodeBody = z.infer<typeof merchantCodeBody>;

/** A first contact; its phone is the one that the code went to. */
export const merchantRequestBody = shown(
  z.strictObject({
    codeId,
    code,
    channel: z.enum(['website', 'app']),
    reason: unbindReason,
    closeAccount: z.boolean(),
    merchant: z.strictObject({
      merchantNumber: field,
      contactName: field,
      email: field.optional(),
      locale: z.enum(LOCALES),
      timeZone: field.optional(),
    }),
    terminals: z.array(z.strictObject({ serialNumber: field })).max(MAX_TERMINALS),
  }),
  {
    codeId: 'otc_0123456789abcdefghijkl',
    code: '123456',
    channel: 'website',
    reason: 'business-ended',
    closeAccount: true,
    merchant: { merchantNumber: 'M100234', contactName: '王芳', locale: 'zh-CN' },
    terminals: [{ serialNumber: 'SN20260001' }],
  },
);
export type MerchantRequestBody = z.infer<typeof merchantRequestBody>;

/** The token of a link, or the number of a case with the code that went to its phone. */
export const merchantSessionBody = shown(
  z.union([
    z.strictObject({
      token: z
        .string()
        .regex(/^[A-Za-z0-9_-]{20,128}$/)
        .describe('The token of the link.'),
    }),
    z.strictObject({ caseId: caseIdSchema, codeId, code }),
  ]),
  { caseId: 'UC-7Q4M2K9T1B', codeId: 'otc_0123456789abcdefghijkl', code: '123456' },
);
export type MerchantSessionBody = z.infer<typeof merchantSessionBody>;

/** The merchant's own consent, given on the merchant's page. */
export const merchantConsentBody = shown(
  z.strictObject({
    ...agreedTo,
    locale: z.enum(LOCALES).optional(),
  }),
  { ...EXAMPLE_SHOWN, locale: 'zh-CN' },
);

/** The merchant's own agreement to what the application needs beyond the consent. */
export const merchantExtensionBody = shown(
  z.strictObject({ ...consentShown, locale: z.enum(LOCALES).optional(), revision }),
  { revision: 3, ...EXAMPLE_SHOWN, locale: 'zh-CN' },
);

/** The merchant does not agree to the terms that were shown. */
export const merchantRefusalBody = shown(
  z.strictObject({
    termsVersion: consentShown.termsVersion,
    termsHash: consentShown.termsHash,
    reason: text.optional().describe('Why, in words.'),
  }),
  {
    termsVersion: EXAMPLE_SHOWN.termsVersion,
    termsHash: EXAMPLE_SHOWN.termsHash,
    reason: '不同意费用',
  },
);

/** New values of fields that were asked for, by path; none where what stands there is right. */
export const merchantCorrectionsBody = shown(
  z.strictObject({
    revision,
    corrections: z
      .array(
        z.strictObject({
          path: z.string().regex(APPLICATION_FIELD_PATTERN).describe('A field that was asked for.'),
          value: z.union([field, z.boolean(), z.number()]).describe('What it shall be.'),
        }),
      )
      .max(MAX_CORRECTIONS)
      .describe('Empty where what stands there is right.'),
  }),
  { revision: 3, corrections: [{ path: 'payee.accountNumber', value: '6222020200112233446' }] },
);
export type MerchantCorrectionsBody = z.infer<typeof merchantCorrectionsBody>;

export const merchantWithdrawBody = shown(
  z.strictObject({
    consentId: withdrawnConsent,
    reason: text.optional().describe('Why, in words.'),
  }),
  { reason: '继续使用' },
);

export const merchantLinkBody = shown(
  z.strictObject({
    action: z.enum(['resend', 'revoke']).describe('Send a new link, or end every link.'),
  }),
  { action: 'resend' },
);
