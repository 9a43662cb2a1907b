/** Histories to download, and whether the workers' build replays a case. */
import { z } from 'zod';
import { historiesQuery } from '../../checks/schemas';
import { staffOf, staffOnly, visibleCase } from './access';
import { answers, caseParams } from './answer-schemas';
import { filterOf } from './cases';
import type { ApiDeps, ApiInstance } from './deps';

const tags = ['operations'];
/** Histories are tens of kilobytes each. */
const MAX_PAGE = 50;

export const historiesAnswer = z
  .object({
    items: z.array(z.object({ workflowId: z.string(), history: z.unknown() })),
    /** Cases whose history Temporal has no longer. */
    missing: z.array(z.string()),
    nextCursor: z.string().optional(),
    /** How many there are in all, on the first page of everything that is open. */
    total: z.int().optional(),
  })
  .meta({ id: 'Histories' });

export const replayAnswer = z
  .object({
    workflowId: z.string(),
    replays: z.boolean(),
    failure: z
      .object({
        message: z.string(),
        eventId: z.int().optional(),
        eventType: z.string().optional(),
        recorded: z.string().optional(),
        wanted: z.string().optional(),
      })
      .optional(),
  })
  .meta({ id: 'ReplayVerdict', description: 'Where the code and the history part, if they do.' });

export function historyRoutes(api: ApiInstance, deps: ApiDeps): void {
  const config = staffOnly('operator', 'auditor');

  api.get(
    '/ops/histories',
    {
      config,
      schema: {
        tags,
        summary: 'Histories of many cases, to download and replay',
        description: 'Without a filter: every open workflow that carries a case.',
        querystring: historiesQuery,
        response: answers(200, historiesAnswer),
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
      const cases = await deps.record.listCases({
        ...filterOf(request.query, staffOf(request)),
        limit: size,
      });
      const read = await deps.desk.historiesOf(cases.items.map(({ caseId }) => caseId));
      const { nextCursor } = cases;
      return mutable({ ...read, ...(nextCursor === undefined ? {} : { nextCursor }) });
    },
  );

  api.post(
    '/ops/cases/:caseId/replay',
    {
      config: { ...config, storeAnswer: false },
      schema: {
        tags,
        summary: "Whether the workers' build replays the case",
        description: 'Reads only. A build that is not deployed is tried with `unbind ops replay`.',
        params: caseParams,
        response: answers(200, replayAnswer),
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
