/**
 * What a history of Temporal says about a case, as plain facts: points that the case can be taken back
 * to, decisions and reports, requests to providers. Ids, codes and names only, as in the history itself.
 */
import type { temporal } from '@temporalio/proto';
import { z } from 'zod';
import {
  SEARCH_ATTRIBUTES,
  closureKey,
  refundKey,
  unbindKey,
} from '../workflows/contract/identifiers';
import { CASE_STATUSES, type CaseStatus, ROLES } from '../workflows/contract/lifecycle';
import { type Decision, open } from '../workflows/contract/messages';
import { type IsProven, saidIn } from '../workflows/contract/signing/statements';
import type { History } from './history-json';

type Event = temporal.api.history.v1.IHistoryEvent;
type Payload = temporal.api.common.v1.IPayload;

/** The last thing that had happened before a point. */
export interface Happening {
  readonly kind: 'opened' | 'decision' | 'report' | 'answer' | 'moment';
  /** Name of the update, signal or activity; empty for the opening and for moments. */
  readonly name: string;
  /** Terminal or deposit that an answer is about. */
  readonly subject?: string;
}

/** A completed workflow task: what it decided, and everything after it, can be decided anew. */
export interface ResetPoint {
  readonly eventId: number;
  /** RFC 3339; when the task completed. */
  readonly at: string;
  /** Status of the case before the task. */
  readonly status: CaseStatus;
  readonly last: Happening;
}

/** A decision of a person that the case took. */
export interface PastDecision {
  readonly eventId: number;
  readonly at: string;
  readonly name: string;
  readonly updateId: string;
  readonly input: Decision & Readonly<Record<string, unknown>>;
  /** False where the case wants a signature and this has none of a key that is or was in force. */
  readonly isProven: boolean;
}

/** What a system reported. */
export interface PastReport {
  readonly eventId: number;
  readonly at: string;
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** One request to a provider, or one look at what became of it. */
export interface PastEffect {
  readonly key: string;
  readonly askedAt: number;
  /** Event of the answer, where there is one. */
  readonly answeredAt?: number;
}

/** The present run of a case. */
export interface CaseHistory {
  readonly runId: string;
  readonly points: readonly ResetPoint[];
  readonly decisions: readonly PastDecision[];
  readonly reports: readonly PastReport[];
  readonly effects: readonly PastEffect[];
}

const signature = z.object({ keyId: z.string(), signature: z.string() });
const decisionForm = z.looseObject({
  by: z.object({ principalId: z.string(), role: z.enum(ROLES) }),
  noteId: z.string().optional(),
  signed: signature.optional(),
});
const signedForm = z.object({ signed: signature });
/** Whoever says it once more signs it anew. */
const reportForm = z
  .record(z.string(), z.unknown())
  .transform(({ signed: _, ...input }): Readonly<Record<string, unknown>> => input);
const subjectForm = z.object({
  caseId: z.string(),
  generation: z.int(),
  terminalId: z.string().optional(),
  depositId: z.string().optional(),
});
/** From this patch on a case that began before wants signatures (workflows/wants-proof.ts). */
const DECISIONS_ARE_SIGNED = 'decisions-are-signed';
const patchForm = z.object({ id: z.string() });
const statusForm = z.enum(CASE_STATUSES);

/** Whose history it is, and what its signatures are held to. */
export interface HistoryOf {
  readonly workflowId: string;
  readonly runId: string;
  readonly wasProven: IsProven;
}

/** Reads one history. Called twice: the same. */
export function readCaseHistory(of: HistoryOf, { events }: History): CaseHistory {
  const { runId } = of;
  const reader = new Reader(of);
  for (const event of events ?? []) reader.read(event);
  const { points, decisions, reports } = reader;
  // The first task opens the case; a reset to it would begin another case under the same id.
  return {
    runId,
    points: points.slice(1),
    decisions: decisions.filter(reader.took).map(reader.held),
    reports,
    effects: reader.effects(),
  };
}

class Reader {
  readonly points: ResetPoint[] = [];
  readonly decisions: PastDecision[] = [];
  readonly reports: PastReport[] = [];
  private readonly asked = new Map<number, { key: string; name: string; subject?: string }>();
  private readonly others = new Map<number, string>();
  private readonly answered = new Map<number, number>();
  private readonly refused = new Set<number>();
  private status: CaseStatus = 'awaiting-identity';
  private last: Happening = { kind: 'opened', name: '' };
  /** From this event on decisions have to be signed. */
  private wantsProofFrom = Infinity;

  constructor(private readonly of: HistoryOf) {}

  /** False for what the case refused after it had begun to look at it. */
  readonly took = ({ eventId }: PastDecision): boolean => !this.refused.has(eventId);

  /** What an older build took before signatures were wanted counts as it stands. */
  readonly held = (decision: PastDecision): PastDecision =>
    decision.eventId < this.wantsProofFrom ? { ...decision, isProven: true } : decision;

  effects(): PastEffect[] {
    return [...this.asked].map(([askedAt, { key }]) => {
      const answeredAt = this.answered.get(askedAt);
      return { key, askedAt, ...(answeredAt === undefined ? {} : { answeredAt }) };
    });
  }

  read(event: Event): void {
    const eventId = Number(event.eventId ?? 0);
    const at = momentOf(event);
    const start = event.workflowExecutionStartedEventAttributes;
    if (signedForm.safeParse(jsonOf(start?.input?.payloads?.[0])).success) this.wantsProofFrom = 0;
    if (patchIn(event) === DECISIONS_ARE_SIGNED) {
      // The marker follows the decision of the same task that asked for it.
      const task = this.points.at(-1)?.eventId ?? 0;
      this.wantsProofFrom = Math.min(this.wantsProofFrom, task);
    }
    if (event.workflowTaskCompletedEventAttributes) {
      this.points.push({ eventId, at, status: this.status, last: this.last });
    }
    const changed = event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes;
    const status = statusForm.safeParse(
      jsonOf(changed?.indexedFields?.[SEARCH_ATTRIBUTES.status.name]),
    );
    if (status.success) this.status = status.data;
    if (event.timerFiredEventAttributes) this.last = { kind: 'moment', name: '' };
    this.readDecision(event, eventId, at);
    this.readReport(event, eventId, at);
    this.readActivity(event, eventId);
  }

  private readDecision(event: Event, eventId: number, at: string): void {
    const accepted = event.workflowExecutionUpdateAcceptedEventAttributes;
    const request = accepted?.acceptedRequest;
    const name = request?.input?.name ?? '';
    const input = decisionForm.safeParse(jsonOf(request?.input?.args?.payloads?.[0]));
    if (accepted && name !== open.name && input.success) {
      const updateId = request?.meta?.updateId ?? accepted.protocolInstanceId ?? '';
      const about = { kind: 'update', to: this.of.workflowId, name, id: updateId } as const;
      const isProven = this.of.wasProven(saidIn(about, input.data));
      this.decisions.push({ eventId, at, name, updateId, input: decisionOf(input.data), isProven });
      this.last = { kind: 'decision', name };
    }
    const completed = event.workflowExecutionUpdateCompletedEventAttributes;
    if (completed?.outcome?.failure) this.refused.add(Number(completed.acceptedEventId ?? 0));
  }

  private readReport(event: Event, eventId: number, at: string): void {
    const signaled = event.workflowExecutionSignaledEventAttributes;
    if (!signaled) return;
    const name = signaled.signalName ?? '';
    this.last = { kind: 'report', name };
    const input = reportForm.safeParse(jsonOf(signaled.input?.payloads?.[0]));
    if (input.success) this.reports.push({ eventId, at, name, input: input.data });
  }

  private readActivity(event: Event, eventId: number): void {
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled) {
      const name = scheduled.activityType?.name ?? '';
      this.others.set(eventId, name);
      const subject = subjectForm.safeParse(jsonOf(scheduled.input?.payloads?.[0]));
      const known = subject.success ? effectOf(name, subject.data) : undefined;
      if (known) this.asked.set(eventId, { name, ...known });
    }
    const answered = Number(
      event.activityTaskCompletedEventAttributes?.scheduledEventId ??
        event.activityTaskFailedEventAttributes?.scheduledEventId ??
        event.activityTaskTimedOutEventAttributes?.scheduledEventId ??
        0,
    );
    if (answered === 0) return;
    this.answered.set(answered, eventId);
    const { name, subject } = this.asked.get(answered) ?? { name: this.others.get(answered) ?? '' };
    this.last = { kind: 'answer', name, ...(subject === undefined ? {} : { subject }) };
  }
}

/** Whoever says it once more signs it anew. */
function decisionOf({
  noteId,
  signed: _,
  ...input
}: z.output<typeof decisionForm>): PastDecision['input'] {
  return noteId === undefined ? input : { ...input, noteId };
}

/** The key and the subject of an activity that deals with an effect; undefined for every other. */
function effectOf(
  activity: string,
  { caseId, generation, terminalId, depositId }: z.output<typeof subjectForm>,
): { readonly key: string; readonly subject?: string } | undefined {
  switch (activity) {
    case 'requestUnbind':
    case 'confirmUnbind':
      return terminalId === undefined
        ? undefined
        : { key: unbindKey(caseId, terminalId, generation), subject: terminalId };
    case 'requestRefund':
    case 'confirmRefund':
      return depositId === undefined
        ? undefined
        : { key: refundKey(caseId, depositId, generation), subject: depositId };
    case 'requestClosure':
    case 'confirmClosure':
      return { key: closureKey(caseId, generation) };
    default:
      return undefined;
  }
}

/** Name of the patch that an event marks; undefined for any other event. */
function patchIn(event: Event): string | undefined {
  const marker = event.markerRecordedEventAttributes;
  if (marker?.markerName !== 'core_patch') return undefined;
  const data = patchForm.safeParse(jsonOf(marker.details?.['patch-data']?.payloads?.[0]));
  return data.success ? data.data.id : undefined;
}

function momentOf({ eventTime }: Event): string {
  const ms = Number(eventTime?.seconds ?? 0) * 1_000 + Math.floor((eventTime?.nanos ?? 0) / 1e6);
  return new Date(ms).toISOString();
}

/** The value of a payload in JSON; undefined for any other. */
function jsonOf(payload: Payload | undefined): unknown {
  if (!payload?.data || payload.data.length === 0) return undefined;
  try {
    return JSON.parse(Buffer.from(payload.data).toString('utf8'));
  } catch {
    // Not JSON, so not one of ours.
    return undefined;
  }
}
