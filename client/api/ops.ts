/** Operators: find what is stuck, understand it, repair it. */
import { z } from 'zod';
import { resolveBody, retryBody, sendBackBody } from '../../checks/schemas';
import { publicCode } from '../../workflows/contract/errors';
import { resolve, retry, sendBack } from '../../workflows/contract/messages';
import { staffOf, staffOnly, visibleCase } from './access';
import { answers, caseParams, caseSummary, receiptAnswer, timelineAnswer } from './answer-schemas';
import { namesOf, summaryOf, timelineItems } from './case-answers';
import { decideAsStaff } from './decision';
import type { ApiDeps, ApiInstance } from './deps';
import { diagnose, diagnosisAnswer } from './diagnosis';
import { localeOfRequest } from './problem-answers';

/** Longest list of each kind; what is beyond shows once the first are done. */
const LIST_LIMIT = 200;
const tags = ['operations'];

const attentionAnswer = z
  .object({
    parked: z.array(caseSummary),
    overdue: z.array(caseSummary),
    other: z.array(
      z.object({
        caseId: z.string(),
        code: z.string(),
        subject: z.string(),
        since: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'Attention', description: 'What a person should look at.' });

export function opsRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    '/ops/attention',
    {
      config: staffOnly('operator', 'auditor'),
      schema: {
        tags,
        summary: 'Parked cases, overdue cases, and notices that reached nobody',
        response: answers(200, attentionAnswer),
      },
    },
    async () => {
      const [parked, overdue, other] = await Promise.all([
        deps.record.listParked(LIST_LIMIT),
        deps.record.listCases({ overdue: true, status: ['open'], limit: LIST_LIMIT }),
        deps.record.listAttention(LIST_LIMIT),
      ]);
      return {
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
  insightRoutes(api, deps);
  repairRoutes(api, deps);
}

function insightRoutes(api: ApiInstance, deps: ApiDeps): void {
  const config = staffOnly('operator', 'auditor');

  api.get(
    '/ops/cases/:caseId/diagnosis',
    {
      config,
      schema: {
        tags,
        summary: 'Where the case stands and why, what the provider says now, what to do',
        params: caseParams,
        response: answers(200, diagnosisAnswer),
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      return diagnose(deps, row, localeOfRequest(request));
    },
  );

  api.get(
    '/ops/cases/:caseId/history',
    {
      config,
      schema: {
        tags,
        summary: 'The history in Temporal, to download and replay, and the ledger beside it',
        params: caseParams,
        response: answers(200, z.object({ history: z.unknown(), ledger: timelineAnswer })),
      },
    },
    async (request, reply) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      const [history, rows] = await Promise.all([
        deps.desk.history(row.caseId),
        deps.record.readLedger(row.caseId),
      ]);
      const people = await namesOf(deps, rows.map(({ by }) => by.principalId));
      reply.header('content-disposition', `attachment; filename="${row.caseId}-history.json"`);
      return { history, ledger: { items: timelineItems(rows), people } };
    },
  );
}

function repairRoutes(api: ApiInstance, deps: ApiDeps): void {
  const config = staffOnly('operator');
  const schema = { tags, params: caseParams, response: answers(200, receiptAnswer) };

  api.post(
    '/ops/cases/:caseId/retry',
    {
      config,
      schema: {
        ...schema,
        summary: 'Try a parked step again',
        description: 'Reads back first; nothing is done twice.',
        body: retryBody,
      },
    },
    async (request) =>
      decideAsStaff(
        deps,
        request,
        request.params.caseId,
        retry,
        { step: request.body.step },
        { kind: 'reason', text: request.body.reason },
      ),
  );

  api.post(
    '/ops/cases/:caseId/resolve',
    {
      config,
      schema: { ...schema, summary: 'Settle a step by hand, with evidence', body: resolveBody },
    },
    async (request) => {
      const { step, subject, outcome, evidence, attachmentIds = [] } = request.body;
      return decideAsStaff(
        deps,
        request,
        request.params.caseId,
        resolve,
        { step, outcome, ...(subject === undefined ? {} : { subject }) },
        { kind: 'evidence', text: evidence, attachmentIds },
      );
    },
  );

  api.post(
    '/ops/cases/:caseId/send-back',
    {
      config,
      schema: {
        ...schema,
        summary: 'Send the case back for a correction, before the first unbind request',
        body: sendBackBody,
      },
    },
    async (request) =>
      decideAsStaff(
        deps,
        request,
        request.params.caseId,
        sendBack,
        {},
        { kind: 'reason', text: request.body.reason },
      ),
  );
}
