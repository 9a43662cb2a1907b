/** Operators: find what is stuck and understand it; repairs/ repairs it. */
import { staffOf, visibleCase } from '../http/access';
import { caseParams } from '../../../wire/values';
import { attentionRoutes } from './attention/routes';
import type { AttentionScan } from './attention/scan';
import { bulkRoutes } from './bulk/routes';
import { namesOf, timelineItems } from '../cases/answers';
import type { ApiDeps, ApiInstance } from '../deps';
import { diagnose } from './diagnosis/diagnosis';
import { diagnosisAnswer, historyAnswer } from '../../../wire/operations/diagnosis-answers';
import { historyRoutes } from './diagnosis/histories';
import { deploymentRoutes } from './deployments';
import { rebuildRoutes } from './recovery/rebuild';
import { reconcileRoutes } from './recovery/reconcile';
import { proposalRoutes } from './repairs/proposals';
import { repairRoutes } from './repairs/routes';
import { resetRoutes } from './reset/routes';
import { localeOfRequest } from '../http/problem-answers';
import { addressOf } from '../http/route-table';

const tags = ['operations'];

export function opsRoutes(api: ApiInstance, deps: ApiDeps, scan: AttentionScan): void {
  attentionRoutes(api, deps, scan);
  insightRoutes(api, deps);
  historyRoutes(api, deps);
  repairRoutes(api, deps);
  bulkRoutes(api, deps);
  reconcileRoutes(api, deps);
  deploymentRoutes(api, deps);
  resetRoutes(api, deps);
  proposalRoutes(api, deps);
  rebuildRoutes(api, deps);
}

function insightRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('diagnoseCase'),
    {
      schema: {
        tags,
        summary: 'Where the case stands and why, what the provider says now, what to do',
        description:
          'Reads Temporal, the ledger and the providers; says what stands in the way, and which repairs fit.',
        params: caseParams,
        response: { 200: diagnosisAnswer },
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      return diagnose(deps, row, localeOfRequest(request));
    },
  );

  api.get(
    addressOf('readHistory'),
    {
      config: { codes: ['WORKFLOW_MISSING', 'CASE_ENDED'] },
      schema: {
        tags,
        summary: 'The history in Temporal, to download and replay, and the ledger beside it',
        description:
          'As Temporal has it, to be replayed with `unbind ops replay`; the payloads hold no personal ' +
          'data.',
        params: caseParams,
        response: { 200: historyAnswer },
      },
    },
    async (request, reply) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      const [history, rows] = await Promise.all([
        deps.desk.history(row.caseId),
        deps.record.ledger.read(row.caseId),
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
