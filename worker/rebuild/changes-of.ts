/**
 * What the code of a case writes to the record, said again by replaying its history: replays repeat every
 * call with the same content, and nothing of it reaches the record. A history itself does not keep what its
 * local activities were given.
 */
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { PayloadCodec } from '@temporalio/common';
import { z } from 'zod';
import type { CaseView } from '../../workflows/contract/case-view';
import { CASE_STATUSES, ROLES } from '../../workflows/contract/lifecycle';
import { NOTICE_KINDS } from '../../workflows/contract/notices';
import type { CaseChange } from '../../workflows/contract/ports';
import { type Said, STATEMENT_KINDS } from '../../workflows/contract/signing/statements';
import type { History } from '../../temporal/history-json';
import { tasksOf } from '../replay-difference';
import { jsonOf } from './json-of';

const viewForm = z.looseObject({ caseId: z.string(), status: z.enum(CASE_STATUSES) });
const isView = (value: unknown): value is CaseView => viewForm.safeParse(value).success;

const saidForm: z.ZodType<Said> = z.strictObject({
  statement: z.strictObject({
    form: z.literal('unbind-statement/1'),
    kind: z.enum(STATEMENT_KINDS),
    to: z.string(),
    name: z.string(),
    id: z.string(),
    input: z.unknown(),
  }),
  signed: z.strictObject({ keyId: z.string(), signature: z.string() }).optional(),
});

export const changeForm: z.ZodType<CaseChange> = z.strictObject({
  caseId: z.string(),
  runId: z.string(),
  entries: z.array(
    z.strictObject({
      sequence: z.int(),
      at: z.string(),
      event: z.string(),
      by: z.strictObject({ principalId: z.string(), role: z.enum(ROLES) }),
      facts: z.record(
        z.string(),
        z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
      ),
    }),
  ),
  view: z.custom<CaseView>(isView),
  notices: z.array(z.strictObject({ kind: z.enum(NOTICE_KINDS), occurrence: z.int() })),
  freeTerminals: z.boolean(),
  task: z.strictObject({ historyLength: z.int(), atMs: z.number() }),
  said: z.array(saidForm).optional(),
});

/** The history does not replay on this build, so nothing that it says can be trusted. */
export class DoesNotReplay extends Error {
  constructor(options: { readonly cause: unknown }) {
    super('the history does not replay', options);
    this.name = 'DoesNotReplay';
  }
}

/**
 * The changes of one run in their order, up to its last completed task. Called twice: the same.
 * `DoesNotReplay`.
 */
export async function changesOf(
  history: History,
  bundle: WorkflowBundleOption,
): Promise<readonly CaseChange[]> {
  const changes: CaseChange[] = [];
  // What the worker hands to Temporal goes through here, a local activity's input too.
  const listener: PayloadCodec = {
    encode(payloads) {
      for (const payload of payloads) {
        const change = changeForm.safeParse(jsonOf(payload));
        if (change.success) changes.push(change.data);
      }
      return Promise.resolve(payloads);
    },
    decode: (payloads) => Promise.resolve(payloads),
  };
  const whole = { events: (history.events ?? []).slice(0, tasksOf(history).at(-1)?.end ?? 0) };
  for await (const { error } of Worker.runReplayHistories(
    { workflowBundle: bundle, dataConverter: { payloadCodecs: [listener] } },
    [{ workflowId: 'told', history: whole }],
  )) {
    if (error !== undefined) throw new DoesNotReplay({ cause: error });
  }
  return changes;
}
