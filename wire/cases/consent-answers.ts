/** What a merchant is shown before a consent, and what a case has of it afterwards. */
import { z } from 'zod';
import { LOCALES, PAYEE_KINDS } from '../../workflows/contract/case-data';
import { CONSENT_KINDS, CONSENT_METHODS, DATA_CONSENTS } from '../../workflows/contract/case-view';
import { type Sent, depositKind, errorCode, moment, people } from '../values';

const lines = z.array(
  z.object({
    serialNumber: z.string(),
    kind: depositKind,
    amountMinor: z.int(),
    currency: z.string(),
    refundable: z.boolean(),
  }),
);

export const itemisationAnswer = z
  .object({
    lines,
    terminals: z
      .array(z.string())
      .describe('Serial numbers of all that a consent covers, with deposit items or without.'),
    payeeKind: z.enum(PAYEE_KINDS).describe('How refunds go.'),
    closeAccount: z.boolean(),
    hash: z.string().describe('Hex SHA-256 of all of it; consent names it.'),
  })
  .meta({ id: 'Itemisation', description: 'What the merchant is shown, and a consent covers.' });

const termsText = {
  version: z.string().describe('Consent names it.'),
  locale: z.enum(LOCALES),
  text: z.string().describe('The terms, whole.'),
  hash: z.string().describe('Hex SHA-256 of the text; consent names it.'),
  inForceFrom: moment.describe('When they came into force.'),
};

export const termsAnswer = z
  .object({
    ...termsText,
    separate: z
      .array(z.object({ kind: z.enum(DATA_CONSENTS).describe('What is agreed to.'), ...termsText }))
      .describe(
        'Texts on the handling of identity and of financial data, each agreed to apart; empty where the ' +
          'desk has published none.',
      ),
  })
  .meta({ id: 'Terms' });

export const extensionAnswer = z
  .object({
    revision: z
      .int()
      .describe('The revision that goes beyond the consent; the extension names it.'),
    lines: lines.describe('Deposit items that were not agreed to, with their amounts now.'),
    terminals: z.array(z.string()).describe('Serial numbers that were not agreed to.'),
    payeeKind: z
      .enum(PAYEE_KINDS)
      .optional()
      .describe('How refunds shall go; absent: as was agreed.'),
    closeAccount: z
      .boolean()
      .describe('Whether the account shall be closed, which was not agreed.'),
    hash: z.string().describe('Hex SHA-256 of all of it; the extension names it.'),
    terms: z
      .object(termsText)
      .describe('Those that were agreed to: newer ones do not undo a consent.'),
  })
  .meta({
    id: 'ConsentExtension',
    description: 'What the application needs beyond the consent, and nothing else.',
  });

export const consentAnswer = z
  .object({
    consentId: z.string().describe('A withdrawal names it.'),
    kind: z.enum(CONSENT_KINDS).describe('What was agreed to.'),
    terms: z
      .object(termsText)
      .optional()
      .describe('The terms as they were read; absent where the record has lost them.'),
    termsVersion: z.string(),
    termsHash: z.string(),
    locale: z.enum(LOCALES).describe('Language in which it was given.'),
    method: z.enum(CONSENT_METHODS).describe('How it was given.'),
    by: z.string().describe('Who recorded it; `merchant`: the merchant, on the page of their own.'),
    at: moment,
    evidence: z.string().optional().describe('Where the proof is, in words.'),
    covers: z
      .object({
        terminals: z.array(z.string()).describe('Serial numbers, masked.'),
        items: z.array(
          z.object({
            serialNumber: z.string().describe('Masked.'),
            kind: depositKind,
            amountMinor: z.int(),
            currency: z.string(),
          }),
        ),
        payeeKind: z
          .enum(PAYEE_KINDS)
          .optional()
          .describe('How refunds go; absent: as was agreed before, or to the original payment.'),
        closeAccount: z
          .boolean()
          .optional()
          .describe('Whether the account is closed; absent: as was agreed before.'),
      })
      .optional()
      .describe(
        'What was shown and agreed to, or what it adds to an earlier one; absent in a consent to the handling ' +
          'of data.',
      ),
    isInForce: z.boolean().describe('The case goes by it.'),
    withdrawn: z
      .object({ by: z.string(), at: z.string() })
      .optional()
      .describe('Who took it back, and when.'),
    mayWithdraw: z
      .boolean()
      .describe('Whether the asker may take it back now; the case ends as withdrawn by it.'),
    refusedBy: errorCode
      .optional()
      .describe('Why they may not, where the consent is in force and theirs to take back.'),
  })
  .meta({ id: 'Consent' });

export const consentsAnswer = z
  .object({ items: z.array(consentAnswer).describe('Oldest first.'), people })
  .meta({ id: 'Consents' });

export type Itemisation = Sent<z.output<typeof itemisationAnswer>>;
export type ConsentExtension = Sent<z.output<typeof extensionAnswer>>;
export type Consent = Sent<z.output<typeof consentAnswer>>;
export type Consents = Sent<z.output<typeof consentsAnswer>>;
export type Terms = Sent<z.output<typeof termsAnswer>>;
