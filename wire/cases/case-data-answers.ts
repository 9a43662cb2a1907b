/** Personal data of a case as the API answers it. */
import { z } from 'zod';
import { LOCALES } from '../../workflows/contract/case-data';
import { type Sent, depositKind } from '../values';

const contactAnswer = z.object({
  merchantNumber: z.string(),
  contactName: z.string(),
  phone: z.string().optional(),
  email: z.string().optional(),
  locale: z.enum(LOCALES),
  timeZone: z.string(),
});

const payeeAnswer = z.object({
  kind: z.string().describe('Whose account it is; as it was entered.'),
  accountName: z.string().optional(),
  accountNumber: z.string().optional(),
  bankCode: z.string().optional(),
});

const depositLine = z.object({
  depositId: z.string(),
  serialNumber: z.string(),
  kind: depositKind,
  amountMinor: z.number(),
  currency: z.string(),
});

const applicationAnswer = z.object({
  merchantName: z.string(),
  document: z.object({
    kind: z.string().describe('Which document; as it was entered.'),
    number: z.string().describe('Masked, but in a reveal.'),
  }),
  phone: z.string(),
  email: z.string().optional(),
  terminals: z.array(z.object({ serialNumber: z.string() })),
  deposits: z.array(depositLine),
  payee: payeeAnswer,
  closeAccount: z.boolean(),
});

/** Personal data of a case: masked in the case itself, in full only in an audited reveal. */
export const caseDataAnswer = z
  .object({
    contact: contactAnswer,
    terminals: z.array(z.object({ terminalId: z.string(), serialNumber: z.string() })),
    application: applicationAnswer.optional(),
  })
  .meta({ id: 'CaseData', description: 'Personal data of the case; masked but in a reveal.' });

/** The parts that were asked for, in full. */
export const revealedAnswer = caseDataAnswer.partial().extend({
  boundPhone: z
    .string()
    .nullable()
    .optional()
    .describe(
      'Phone that the acquirer has bound to the merchant now; null where it tells of none.',
    ),
});

export type ContactAnswer = Sent<z.output<typeof contactAnswer>>;
export type DepositLine = Sent<z.output<typeof depositLine>>;
export type ApplicationAnswer = Sent<z.output<typeof applicationAnswer>>;
export type CaseDataAnswer = Sent<z.output<typeof caseDataAnswer>>;
export type RevealedAnswer = Sent<z.output<typeof revealedAnswer>>;
