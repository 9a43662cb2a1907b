/** Operators: find what is stuck and understand it; ops-repairs.ts repairs it. */
import { z } from 'zod';
import { publicCode } from '../../workflows/contract/errors';
import { staffOf, staffOnly, visibleCase } from './access';
import { answers, caseParams, caseSummary, timelineAnswer } from './answer-schemas';
import { namesOf, summaryOf, timelineItems } from './case-answers';
import type { ApiDeps, ApiInstance } from './deps';
import { diagnose, diagnosisAnswer } from './diagnosis';
import { historyRoutes } from './ops-histories';
import { proposalRoutes } from './ops-proposals';
import { repairRoutes } from './ops-repairs';
import { resetRoutes } from './ops-reset';
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
  historyRoutes(api, deps);
  repairRoutes(api, deps);
  resetRoutes(api, deps);
  proposalRoutes(api, deps);
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
      const people = await namesOf(
        deps,
        rows.map(({ by }) => by.principalId),
      );
      reply.header('content-disposition', `attachment; filename="${row.caseId}-history.json"`);
      return { history, ledger: { items: timelineItems(rows), people } };
    },
  );
}
