/** What one history says of requests to providers, of notices and of the opening. Pure; ids and codes only. */
import type { temporal } from '@temporalio/proto';
import { z } from 'zod';
import { CASE_CHANNELS, UNBIND_REASONS } from '../../workflows/contract/case-view';
import { ROLES } from '../../workflows/contract/lifecycle';
import { CHANNELS, NOTICE_KINDS, NOTICE_STATES } from '../../workflows/contract/notices';
import type { GateRef, NoticeOutcome } from '../../workflows/contract/ports';
import type { KnownOpening } from '../../workflows/contract/rebuilding';
import type { History } from '../../temporal/history-json';
import { jsonOf } from './json-of';

type Event = temporal.api.history.v1.IHistoryEvent;

export interface HistoryFacts {
  /** See `ToldRun`. */
  readonly requests: readonly GateRef[];
  readonly notices: readonly NoticeOutcome[];
  /** Absent for a workflow that does not open a case. */
  readonly opening?: KnownOpening;
  /** True where the case was never opened, as another one had its terminal. */
  readonly isRefused: boolean;
  /** Event of the reset that the run began with; 0: it was never reset. */
  readonly resetAt: number;
  /** The run that it was reset from. */
  readonly resetFrom?: string;
  /** See `ToldRun`. */
  readonly hasOpenTask: boolean;
}

const common = { caseId: z.string(), generation: z.int() };
const EFFECTS: Readonly<Record<string, z.ZodType<GateRef>>> = {
  requestUnbind: z
    .object({ ...common, terminalId: z.string() })
    .transform((ref) => ({ effect: 'unbind' as const, ...ref })),
  requestRefund: z
    .object({ ...common, depositId: z.string() })
    .transform((ref) => ({ effect: 'refund' as const, ...ref })),
  requestClosure: z.object(common).transform((ref) => ({ effect: 'closure' as const, ...ref })),
};
const blockedForm = z.object({ kind: z.literal('blocked') });
const refusedForm = z.object({ opened: z.literal(false) });
const outcomesForm = z.array(
  z.object({
    kind: z.enum(NOTICE_KINDS),
    occurrence: z.int(),
    channel: z.enum(CHANNELS),
    state: z.enum(NOTICE_STATES),
  }),
);
const inputForm = z.object({
  openedBy: z.object({ principalId: z.string(), role: z.enum(ROLES) }),
  channel: z.enum(CASE_CHANNELS),
  reason: z.enum(UNBIND_REASONS),
  closeAccount: z.boolean(),
  terminalIds: z.array(z.string()),
});

export function factsOf({ events }: History): HistoryFacts {
  const all = events ?? [];
  const asked = new Map<number, { readonly ref: GateRef; sent: boolean }>();
  const sending = new Set<number>();
  const notices: NoticeOutcome[] = [];
  let isRefused = false;
  let hasOpenTask = false;
  let reset: { readonly at: number; readonly from?: string } = { at: 0 };
  for (const event of all) {
    const eventId = Number(event.eventId ?? 0);
    const scheduled = event.activityTaskScheduledEventAttributes;
    const name = scheduled?.activityType?.name ?? '';
    const ref = EFFECTS[name]?.safeParse(jsonOf(scheduled?.input?.payloads?.[0]));
    if (ref?.success) asked.set(eventId, { ref: ref.data, sent: true });
    if (name === 'sendNotices') sending.add(eventId);
    const done = event.activityTaskCompletedEventAttributes;
    if (done) {
      const about = Number(done.scheduledEventId ?? 0);
      const result = jsonOf(done.result?.payloads?.[0]);
      const request = asked.get(about);
      // A closed gate is answered before anything leaves.
      if (request && blockedForm.safeParse(result).success) request.sent = false;
      if (sending.has(about)) notices.push(...(outcomesForm.safeParse(result).data ?? []));
    }
    if (event.workflowTaskScheduledEventAttributes) hasOpenTask = true;
    if (event.workflowTaskCompletedEventAttributes) hasOpenTask = false;
    const end = event.workflowExecutionCompletedEventAttributes;
    if (end) isRefused = refusedForm.safeParse(jsonOf(end.result?.payloads?.[0])).success;
    const failed = event.workflowTaskFailedEventAttributes;
    if (failed?.newRunId && failed.baseRunId) reset = { at: eventId, from: failed.baseRunId };
  }
  const opening = openingOf(all[0]);
  return {
    requests: [...asked.values()].filter(({ sent }) => sent).map(({ ref: one }) => one),
    notices,
    isRefused,
    hasOpenTask,
    ...(opening && { opening }),
    resetAt: reset.at,
    ...(reset.from !== undefined && { resetFrom: reset.from }),
  };
}

function openingOf(first: Event | undefined): KnownOpening | undefined {
  const payload = first?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0];
  const input = inputForm.safeParse(jsonOf(payload));
  if (!input.success) return undefined;
  const seconds = Number(first?.eventTime?.seconds ?? 0);
  const ms = seconds * 1_000 + Math.floor((first?.eventTime?.nanos ?? 0) / 1e6);
  return { openedAt: new Date(ms).toISOString(), ...input.data };
}
