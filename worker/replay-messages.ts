/** What a worker and the process that replays for it say to each other; each side reads by these forms. */
import { z } from 'zod';
import type { ReplayVerdict } from '../workflows/contract/ports';
import { changeForm } from './rebuild/changes-of';

export const replayRequestForm = z.object({
  /** The verdict on the history, or what its code writes to the record. */
  wanted: z.enum(['verdict', 'changes']),
  workflowId: z.string(),
  /** The history in Temporal's binary form. */
  history: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  bundle: z.union([z.object({ code: z.string() }), z.object({ codePath: z.string() })]),
});
export type ReplayRequest = z.output<typeof replayRequestForm>;

const verdictForm: z.ZodType<ReplayVerdict> = z.object({
  workflowId: z.string(),
  replays: z.boolean(),
  failure: z.exactOptional(
    z.object({
      message: z.string(),
      eventId: z.exactOptional(z.int()),
      eventType: z.exactOptional(z.string()),
      recorded: z.exactOptional(z.string()),
      wanted: z.exactOptional(z.string()),
    }),
  ),
});

export const replayAnswerForm = z.union([
  z.object({ verdict: verdictForm }),
  z.object({ changes: z.array(changeForm).readonly() }),
  /** Changes were wanted of a history that does not replay; the words are the SDK's. */
  z.object({ doesNotReplay: z.string() }),
]);
export type ReplayAnswer = z.output<typeof replayAnswerForm>;
