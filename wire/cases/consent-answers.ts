/** What a merchant is shown before a consent: the terms, and the items that it covers. */
import { z } from 'zod';
import { LOCALES, PAYEE_KINDS } from '../../workflows/contract/case-data';
import { type Sent, depositKind, moment } from '../values';

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

export const termsAnswer = z
  .object({
    version: z.string().describe('Consent names it.'),
    locale: z.enum(LOCALES),
    text: z.string().describe('The terms, whole.'),
    hash: z.string().describe('Hex SHA-256 of the text; consent names it.'),
    inForceFrom: moment.describe('When they came into force.'),
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
    terms: termsAnswer.describe('Those that were agreed to: newer ones do not undo a consent.'),
  })
  .meta({
    id: 'ConsentExtension',
    description: 'What the application needs beyond the consent, and nothing else.',
  });

export type Itemisation = Sent<z.output<typeof itemisationAnswer>>;
export type ConsentExtension = Sent<z.output<typeof extensionAnswer>>;
export type Terms = Sent<z.output<typeof termsAnswer>>;
