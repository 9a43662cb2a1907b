/** What a merchant is shown before a consent: the terms, and the items that it covers. */
import { z } from 'zod';
import { LOCALES } from '../../workflows/contract/case-data';
import { type Sent, depositKind, moment } from '../values';

export const itemisationAnswer = z
  .object({
    lines: z.array(
      z.object({
        serialNumber: z.string(),
        kind: depositKind,
        amountMinor: z.int(),
        currency: z.string(),
        refundable: z.boolean(),
      }),
    ),
    terminals: z
      .array(z.string())
      .describe('Serial numbers of all that a consent covers, with deposit items or without.'),
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

export type Itemisation = Sent<z.output<typeof itemisationAnswer>>;
export type Terms = Sent<z.output<typeof termsAnswer>>;
