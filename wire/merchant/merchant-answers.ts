// wire/merchant/: what is asked of a merchant and answered to one.
/** What a merchant is told: the progress of a case, the session for it, what was handed in. */
import { z } from 'zod';
import { PARTIES, REJECTION_REASONS } from '../../workflows/contract/case-view';
import { offers, receiptAnswer } from '../cases/case-answers';
import { extensionAnswer, itemisationAnswer, termsAnswer } from '../cases/consent-answers';
import {
  type Sent,
  errorCode,
  moment,
  status,
  closureState,
  depositKind,
  refundState,
  terminalState,
} from '../values';

const value = z.union([z.string(), z.number(), z.boolean()]);

/** A file that the merchant has handed in. */
export const merchantAttachment = z.object({
  fileName: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  at: moment,
});

/** Reasons of a rejection as merchants hear them; a finding of fraud is not explained to who asked. */
export const TOLD_REJECTIONS = [
  ...REJECTION_REASONS.filter((reason) => reason !== 'suspected-fraud'),
  'not-verified',
] as const;

const deposit = z.object({
  serialNumber: z.string(),
  kind: depositKind,
  amountMinor: z.int(),
  currency: z.string(),
  refundable: z.boolean(),
  state: refundState,
  since: z.string(),
});

export const progressAnswer = z
  .object({
    caseId: z.string(),
    status,
    stage: z.string().describe('The status in words of the language asked for.'),
    statusSince: z.string(),
    openedAt: z.string(),
    revision: z.int().describe('Latest revision; a correction names it.'),
    waitsFor: z.enum(PARTIES),
    expectedBy: z.string().optional(),
    overdue: z.boolean(),
    paused: z
      .boolean()
      .describe('Held or being looked at by operators: nothing is lost, it takes longer.'),
    history: z
      .array(
        z.object({
          status,
          stage: z.string().describe('The status in words.'),
          at: z.string().describe('When the case came to it.'),
        }),
      )
      .describe('Every status so far, oldest first.'),
    merchant: z.object({
      merchantNumber: z.string(),
      contactName: z.string(),
      phone: z.string().optional(),
      email: z.string().optional(),
    }),
    timeZone: z
      .string()
      .describe(
        "The merchant's zone (IANA name), e.g. `Asia/Shanghai`; messages name moments by its clock.",
      ),
    closeAccount: z.boolean(),
    terminals: z.array(
      z.object({ serialNumber: z.string(), state: terminalState, since: z.string() }),
    ),
    deposits: z.array(deposit).describe('Known once the application is submitted.'),
    hindrances: z
      .array(
        z.object({
          code: errorCode,
          meaning: z.string().describe('What it means, in words.'),
          remedy: z.string().describe('What the merchant can do about it.'),
        }),
      )
      .describe('What holds the unbinding up and what the merchant can do about it.'),
    requestedFields: z.array(z.string()).describe('Paths of the fields to correct.'),
    requested: z
      .object({
        fields: z
          .array(
            z.object({
              path: z.string().describe('Names the field; the correction names it too.'),
              now: value.describe('What stands there, masked.'),
            }),
          )
          .describe('One for each value that may be corrected.'),
        mayAddTerminals: z.boolean().describe('Whether further terminals may be named.'),
        message: z.string().optional().describe('What the reviewer wrote.'),
      })
      .optional()
      .describe('The fields to correct with what stands in them, masked.'),
    itemisation: itemisationAnswer.optional(),
    terms: termsAnswer.optional(),
    extension: extensionAnswer
      .extend({ limitAt: z.string().describe('Until when it is waited for.') })
      .meta({ id: 'AskedExtension' })
      .optional()
      .describe('What the merchant is asked to agree to beyond the consent.'),
    attachments: z.array(merchantAttachment).describe('What the merchant has handed in.'),
    can: z
      .object({
        consent: z.boolean().describe('Accept or refuse the terms.'),
        extend: z.boolean().describe('Agree to what the application needs beyond the consent.'),
        correct: z.boolean().describe('Correct the fields that were asked for.'),
        attach: z.boolean().describe('Hand in a file.'),
        withdraw: z.boolean().describe('Withdraw the request.'),
      })
      .describe('What the merchant may do now.'),
    offers,
    rejection: z.enum(TOLD_REJECTIONS).optional(),
    statement: z
      .object({
        endedAt: z.string().optional(),
        merchantName: z.string().optional().describe('As the application names it.'),
        terminals: z.array(
          z.object({ serialNumber: z.string(), state: terminalState, at: z.string() }),
        ),
        refunds: z.array(
          z.object({
            serialNumber: z.string(),
            kind: depositKind,
            amountMinor: z.int(),
            currency: z.string(),
            state: refundState,
            at: z.string(),
          }),
        ),
        payee: z
          .string()
          .optional()
          .describe('Where refunds went: `original-payment`, or the end of an account number.'),
        account: closureState,
        accountAt: z.string().optional().describe('When the account came to this.'),
        partial: z.boolean().describe('Whether a part was settled without being done.'),
      })
      .optional()
      .describe('What came of it, once it has ended.'),
  })
  .meta({ id: 'MerchantProgress', description: 'Progress of one case; personal data is masked.' });
export type MerchantProgress = Sent<z.output<typeof progressAnswer>>;

const expiresAt = moment.describe('When the session ends.');

export const merchantSessionAnswer = z.object({ expiresAt }).meta({ id: 'MerchantSession' });

export const requestedAnswer = receiptAnswer
  .extend({ expiresAt })
  .meta({ id: 'Requested', description: 'The case that was opened, and the session for it.' });

export const askedCodeAnswer = z
  .object({
    codeId: z.string().describe('To be sent back with the code.'),
    expiresAt: moment.describe('When the code is good no longer.'),
  })
  .meta({ id: 'AskedCode', description: 'Says nothing about whether there is such a case.' });

export const handedInAnswer = merchantAttachment
  .extend({ attachmentId: z.string() })
  .meta({ id: 'HandedIn' });

export const linkAnswer = z
  .object({
    noticeId: z.string().optional().describe('The mail with the link; none where it was revoked.'),
  })
  .meta({ id: 'MerchantLink' });

export type RequestedField = NonNullable<MerchantProgress['requested']>['fields'][number];
export type Statement = NonNullable<MerchantProgress['statement']>;
export type MerchantSession = Sent<z.output<typeof merchantSessionAnswer>>;
export type Requested = Sent<z.output<typeof requestedAnswer>>;
export type AskedCode = Sent<z.output<typeof askedCodeAnswer>>;
export type HandedIn = Sent<z.output<typeof handedInAnswer>>;
export type LinkAnswer = Sent<z.output<typeof linkAnswer>>;
