/** What needs a person: groups by cause, and the cases of each. */
import { attentionQuery } from '../../../../wire/operations/operations-requests';
import type { AttentionQuery } from '../../../../wire/operations/operations-requests';
import type { AttentionFilter, AttentionItem } from '../../../../record/port/desk-record';
import { publicCode } from '../../../../workflows/contract/errors';
import { actorOf, staffOf } from '../../http/access';
import { summaryOf } from '../../cases/answers';
import type { ApiDeps, ApiInstance } from '../../deps';
import { spanIn } from '../../http/typed-days';
import { causeOf, causeText, isRecordCause } from './cause';
import type { AttentionScan, Scan } from './scan';
import {
  attentionAnswer,
  attentionCasesAnswer,
} from '../../../../wire/operations/operations-answers';
import { addressOf } from '../../http/route-table';
import { DAY_CODES } from '../../docs/route-codes';

/** Longest list of each kind; what is beyond shows once the first are done. */
const LIST_LIMIT = 200;
const tags = ['operations'];

export function attentionRoutes(api: ApiInstance, deps: ApiDeps, scan: AttentionScan): void {
  api.get(
    addressOf('readAttention'),
    {
      schema: {
        tags,
        summary: 'What needs a person, by cause: how many, since when, how much money',
        description: 'Also the first 200 each of parked cases, overdue cases and reports.',
        response: { 200: attentionAnswer },
      },
    },
    async (request) => {
      const by = actorOf(staffOf(request));
      const [taken, parked, overdue, other] = await Promise.all([
        scan.read(),
        deps.record.cases.listParked(LIST_LIMIT),
        deps.record.cases.list({ overdue: true, status: ['open'], limit: LIST_LIMIT }),
        deps.record.attention.list(LIST_LIMIT),
      ]);
      return {
        ...scanAnswer(taken),
        parked: parked.map((row) => summaryOf(row, by)),
        overdue: overdue.items.map((row) => summaryOf(row, by)),
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
    addressOf('listAttentionCases'),
    {
      config: { codes: ['FIELD_INVALID', ...DAY_CODES] },
      schema: {
        tags,
        summary: 'Cases that need a person, of one cause or of all',
        description: '`cause` is the name of a group, e.g. `parked:UNBIND_REFUND_BLOCKED`.',
        querystring: attentionQuery,
        response: { 200: attentionCasesAnswer },
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
