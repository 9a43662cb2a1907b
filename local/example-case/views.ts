/** The parts of the API's answers that the example reads. */
import { z } from 'zod';
import { diagnosisAnswer } from '../../wire/diagnosis-answers';

export const receipt = z.object({ caseId: z.string(), status: z.string(), revision: z.int() });

export const caseAnswer = z.object({
  latestRevision: z.int(),
  view: z.object({
    status: z.string(),
    waitsFor: z.string(),
    revision: z.int(),
    refundReopened: z.boolean(),
    claim: z.object({ by: z.string() }).optional(),
    parked: z.object({ step: z.string(), code: z.string() }).optional(),
    terminals: z.array(z.object({ terminalId: z.string(), state: z.string() })),
    deposits: z.array(
      z.object({
        depositId: z.string(),
        refund: z.string(),
        generation: z.int(),
        amountMinor: z.int(),
        currency: z.string(),
      }),
    ),
    closure: z.object({ state: z.string() }),
  }),
});
export type CaseAnswer = z.infer<typeof caseAnswer>;

export const timeline = z.object({
  items: z.array(
    z.object({
      position: z.int(),
      event: z.string(),
      by: z.object({ principalId: z.string(), role: z.string() }),
      facts: z.record(
        z.string(),
        z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
      ),
    }),
  ),
  people: z.record(z.string(), z.string()),
});
export type Timeline = z.infer<typeof timeline>;

export const notices = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      channel: z.string(),
      state: z.string(),
      notBefore: z.iso.datetime().optional(),
    }),
  ),
});

export type Notice = z.infer<typeof notices>['items'][number];

export const terms = z.object({ version: z.string(), hash: z.string() });
export const itemisation = z.object({ hash: z.string() });

const finding = z.object({ path: z.string(), code: z.string(), message: z.string() });
export const draft = z.object({
  revision: z.int(),
  problems: z.array(finding),
  differences: z.array(z.object({ path: z.string(), entered: z.string(), acquirer: z.string() })),
});

export const diagnosis = diagnosisAnswer.pick({ sentences: true });
export const anything = z.unknown();
/** A repair that was done, or proposed to a second operator. */
export const proposed = z.looseObject({ proposal: z.looseObject({ number: z.int() }).optional() });
