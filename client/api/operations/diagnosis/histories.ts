/** Histories to download, and whether the workers' build replays a case. */
import type { z } from 'zod';
import { historiesQuery } from '../../../../wire/cases/list-queries';
import { staffOf, visibleCase } from '../../http/access';
import { caseParams } from '../../../../wire/values';
import { filterOf } from '../../cases/cases';
import type { ApiDeps, ApiInstance } from '../../deps';
import { historiesAnswer, replayAnswer } from '../../../../wire/operations/diagnosis-answers';
import { addressOf } from '../../http/route-table';
import { FILTER_CODES } from '../../docs/route-codes';

const tags = ['operations'];
/** Histories are tens of kilobytes each. */
const MAX_PAGE = 50;

export function historyRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('listHistories'),
    {
      config: { codes: FILTER_CODES },
      schema: {
        tags,
        summary: 'Histories of many cases, to download and replay',
        description: 'Without a filter: every open workflow that carries a case.',
        querystring: historiesQuery,
        response: { 200: historiesAnswer },
      },
    },
    async (request) => {
      const { cursor, limit, ...filter } = request.query;
      const size = Math.min(Number(limit ?? MAX_PAGE), MAX_PAGE);
      if (Object.keys(filter).length === 0) {
        const page = await deps.desk.openHistories({
          limit: size,
          ...(cursor === undefined ? {} : { cursor }),
        });
        return mutable(page);
      }
      const cases = await deps.record.cases.list({
        ...filterOf(request.query, staffOf(request)),
        limit: size,
      });
      const read = await deps.desk.historiesOf(cases.items.map(({ caseId }) => caseId));
      const { nextCursor } = cases;
      return mutable({ ...read, ...(nextCursor === undefined ? {} : { nextCursor }) });
    },
  );

  api.post(
    addressOf('replayCase'),
    {
      config: {
        storeAnswer: false,
        codes: ['WORKFLOW_MISSING', 'CASE_ENDED', 'REPLAY_UNFINISHED', 'WORKFLOW_DIFFERS'],
      },
      schema: {
        tags,
        summary: "Whether the workers' build replays the case",
        description: 'Reads only. A build that is not deployed is tried with `unbind ops replay`.',
        params: caseParams,
        response: { 200: replayAnswer },
      },
    },
    async (request) => {
      const { caseId } = await visibleCase(deps, staffOf(request), request.params.caseId);
      return deps.desk.replay(caseId);
    },
  );
}

type Page = Awaited<ReturnType<ApiDeps['desk']['openHistories']>>;

function mutable(page: Page): z.output<typeof historiesAnswer> {
  return { ...page, items: page.items.map((item) => ({ ...item })), missing: [...page.missing] };
}
