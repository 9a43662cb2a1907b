/** What needs a person: groups by cause, and the cases of each. */
import { z } from 'zod';
import { attentionQuery } from '../../../checks/schemas-operations';
import type { AttentionQuery } from '../../../checks/schemas-operations';
import type { AttentionFilter, AttentionItem } from '../../../record/desk-record';
import { PARTIES } from '../../../workflows/contract/case-view';
import { publicCode } from '../../../workflows/contract/errors';
import { CASE_STATUSES } from '../../../workflows/contract/lifecycle';
import { CAUSES } from '../../../workflows/contract/operations';
import { staffOnly } from '../access';
import { answers, caseSummary } from '../answer-schemas';
import { summaryOf } from '../case-answers';
import type { ApiDeps, ApiInstance } from '../deps';
import { errorCode } from '../error-codes';
import { spanIn } from '../typed-days';
import { causeOf, causeText, isRecordCause } from './cause';
import type { AttentionScan, Scan } from './scan';

/** Longest list of each kind; what is beyond shows once the first are done. */
const LIST_LIMIT = 200;
const tags = ['operations'];

const money = z.array(z.object({ amountMinor: z.int(), currency: z.string() }));

const groupAnswer = z.object({
  /** How the group is named in addresses and commands. */
  name: z.string(),
  cause: z.enum(CAUSES),
  code: errorCode.optional(),
  cases: z.int(),
  since: z.iso.datetime().optional(),
  /** Deposits that are owed and not paid back. */
  money,
  /** What the other side answers most often, e.g. `503`. */
  answer: z.string().optional(),
});

export const attentionAnswer = z
  .object({
    takenAt: z.iso.datetime(),
    tookMs: z.int(),
    /** By cause, the longest waiting first. */
    groups: z.array(groupAnswer),
    /** Who did not answer; what only they know is missing. */
    silent: z.array(z.enum(['record', 'temporal'])),
    /** Who asks for work. */
    queues: z.array(
      z.object({
        work: z.enum(['workflow', 'activity']),
        pollers: z.int(),
        lastPollAt: z.iso.datetime().optional(),
        backlog: z.int(),
        backlogAgeMs: z.number(),
        handedOutPerSecond: z.number(),
      }),
    ),
    parked: z.array(caseSummary),
    overdue: z.array(caseSummary),
    other: z.array(
      z.object({
        caseId: z.string(),
        code: errorCode,
        subject: z.string(),
        since: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'Attention', description: 'What a person should look at.' });

export const attentionCasesAnswer = z
  .object({
    items: z.array(
      z.object({
        cause: z.enum(CAUSES),
        code: errorCode.optional(),
        /** A case; of causes that only Temporal knows, the workflow. */
        caseId: z.string(),
        /** A step, a notice, an activity; empty: the case itself. */
        subject: z.string(),
        since: z.iso.datetime().optional(),
        status: z.enum(CASE_STATUSES).optional(),
        waitsFor: z.enum(PARTIES).optional(),
        money,
        attempt: z.int().optional(),
        nextAt: z.iso.datetime().optional(),
        answer: z.string().optional(),
      }),
    ),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'AttentionCases', description: 'Cases that need a person, longest waiting first.' });

export function attentionRoutes(api: ApiInstance, deps: ApiDeps, scan: AttentionScan): void {
  const config = staffOnly('operator', 'auditor');

  api.get(
    '/ops/attention',
    {
      config,
      schema: {
        tags,
        summary: 'What needs a person, by cause: how many, since when, how much money',
        description: 'Also the first 200 each of parked cases, overdue cases and reports.',
        response: answers(200, attentionAnswer),
      },
    },
    async () => {
      const [taken, parked, overdue, other] = await Promise.all([
        scan.read(),
        deps.record.listParked(LIST_LIMIT),
        deps.record.listCases({ overdue: true, status: ['open'], limit: LIST_LIMIT }),
        deps.record.listAttention(LIST_LIMIT),
      ]);
      return {
        ...scanAnswer(taken),
        parked: parked.map(summaryOf),
        overdue: overdue.items.map(summaryOf),
        other: other.map(({ caseId, code, subject, since }) => ({
          caseId,
          code: publicCode(code),
          subject,
          since: since.toISOString(),
        })),
      };
    },
  );

  api.get(
    '/ops/attention/cases',
    {
      config,
      schema: {
        tags,
        summary: 'Cases that need a person, of one cause or of all',
        description: '`cause` is the name of a group, e.g. `parked:UNBIND_REFUND_BLOCKED`.',
        querystring: attentionQuery,
        response: answers(200, attentionCasesAnswer),
      },
    },
    async (request) => {
      const { query } = request;
      const named = query.cause === undefined ? undefined : causeOf(query.cause, 'cause');
      if (named && !isRecordCause(named.cause))
        return temporalItems(await scan.read(), named.cause);
      const page = await deps.record.attention.items(filterOf(query), deps.settings.refundLateMs);
      const { nextCursor } = page;
      return {
        items: page.items.map(itemOf),
        ...(nextCursor === undefined ? {} : { nextCursor }),
      };
    },
  );
}

function scanAnswer({ takenAt, tookMs, groups, silent, queues }: Scan) {
  return {
    takenAt: takenAt.toISOString(),
    tookMs,
    silent: [...silent],
    groups: groups.map(({ cause, code, cases, since, money: owed, answer }) => ({
      name: causeText({ cause, ...(code === undefined ? {} : { code }) }),
      cause,
      ...(code === undefined ? {} : { code: publicCode(code) }),
      cases,
      ...(since ? { since: since.toISOString() } : {}),
      money: [...owed],
      ...(answer === undefined ? {} : { answer }),
    })),
    queues: queues.map(({ lastPollAt, ...queue }) => ({
      ...queue,
      ...(lastPollAt ? { lastPollAt: lastPollAt.toISOString() } : {}),
    })),
  };
}

function filterOf({
  cause,
  status,
  reason,
  sinceBefore,
  moneyFrom,
  cursor,
  limit,
}: AttentionQuery) {
  const named = cause === undefined ? undefined : causeOf(cause, 'cause');
  const filter: AttentionFilter = {
    ...(named && isRecordCause(named.cause) ? { ...named, cause: named.cause } : {}),
    ...(status === undefined ? {} : { status: [status] }),
    ...(reason === undefined ? {} : { reason }),
    ...(sinceBefore === undefined ? {} : { sinceBefore: spanIn('sinceBefore', sinceBefore).from }),
    ...(moneyFrom === undefined ? {} : { moneyFromMinor: Number(moneyFrom) }),
    ...(cursor === undefined ? {} : { cursor }),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
  };
  return filter;
}

function itemOf(item: AttentionItem) {
  const { cause, code, caseId, subject, since, view, attempt, nextAt, answer } = item;
  return {
    cause,
    ...(code === undefined ? {} : { code: publicCode(code) }),
    caseId,
    subject,
    since: since.toISOString(),
    status: view.status,
    waitsFor: view.waitsFor,
    money: [...item.money],
    ...(attempt === undefined ? {} : { attempt }),
    ...(nextAt === undefined ? {} : { nextAt: nextAt.toISOString() }),
    ...(answer === undefined ? {} : { answer }),
  };
}

/** Of these the scan has the ids; the rest of each is in its diagnosis. */
function temporalItems({ groups }: Scan, cause: Scan['groups'][number]['cause']) {
  const ids = groups.filter((group) => group.cause === cause).flatMap((g) => g.workflowIds ?? []);
  return { items: ids.map((caseId) => ({ cause, caseId, subject: '', money: [] })) };
}
