/** Repairs of many cases at once: what would happen, start, progress, report, stop. */
import {
  bulkBody,
  bulkDryRunBody,
  bulkItemsQuery,
  bulkParams,
} from '../../../../wire/operations/operations-requests';
import type { BulkRun } from '../../../../record/port/desk-record';
import { actorOf, staffOf } from '../../http/access';
import { ApiError } from '../../http/api-error';
import { namesOf } from '../../cases/answers';
import { bulkRunIdFor } from '../../client-ids';
import type { ApiDeps, ApiInstance } from '../../deps';
import { updateIdFor } from '../../http/idempotency';
import { itemAnswer, planAnswer, runAnswer } from './answers';
import {
  bulkItemsAnswer,
  bulkPlanAnswer,
  bulkRunAnswer,
  bulkRunsAnswer,
} from '../../../../wire/operations/operations-answers';
import { planBulk } from './plan';
import { addressOf } from '../../http/route-table';
import { DAY_CODES } from '../../docs/route-codes';

const DEFAULT_RATE = 10;
const DEFAULT_STOP_AFTER = 10;
const RUNS_SHOWN = 50;
const ITEMS_A_PAGE = 500;
const tags = ['operations'];

export function bulkRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('planBulk'),
    {
      config: { storeAnswer: false, codes: ['FIELD_INVALID', ...DAY_CODES] },
      schema: {
        tags,
        summary: 'What a repair in bulk would do, case by case; nothing is done',
        description:
          'Takes the cases that `select` names and says of each what the repair would do, or why it would ' +
          'be skipped. Called twice: the same question again.',
        body: bulkDryRunBody,
        response: { 200: bulkPlanAnswer },
      },
    },
    async (request) => planAnswer(request.body.verb, await planBulk(deps, request.body)),
  );

  api.post(
    addressOf('startBulk'),
    {
      config: { codes: ['NOTHING_SELECTED', 'FIELD_INVALID', ...DAY_CODES] },
      schema: {
        tags,
        summary: 'Repair many cases, by cause or filter',
        description:
          'One run for each Idempotency-Key. What a dry run would skip is left out. ' +
          '`409 UNBIND_NOTHING_SELECTED`.',
        body: bulkBody,
        response: { 202: bulkRunAnswer },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const runId = bulkRunIdFor(deps.settings.secret, updateIdFor(deps, request));
      // A repeated request finds its run, whatever has become of the cases since.
      if (!(await deps.record.bulk.read(runId))) {
        const { cases } = await planBulk(deps, body);
        const { verb } = body;
        const by = actorOf(staffOf(request));
        const subjects = cases
          .filter(({ repair }) => repair.kind !== 'skip')
          .map(({ item: { caseId }, subject }) => {
            const signed = deps.desk.signOrder(caseId, { runId, verb, by });
            return { caseId, subject, ...(signed && { signed }) };
          });
        if (subjects.length === 0) throw new ApiError('NOTHING_SELECTED');
        const order = {
          runId,
          verb,
          selection: { ...body.select, ...(body.limit === undefined ? {} : { limit: body.limit }) },
          by,
          reason: body.reason.trim(),
          ratePerSecond: body.ratePerSecond ?? DEFAULT_RATE,
          stopAfter: body.stopAfter ?? DEFAULT_STOP_AFTER,
        };
        await deps.record.bulk.create(order, subjects);
      }
      await deps.desk.startBulk({ runId });
      return reply.code(202).send(runAnswer(await knownRun(deps, runId)));
    },
  );
  runRoutes(api, deps);
}

function runRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('listBulkRuns'),
    {
      schema: {
        tags,
        summary: 'Repairs in bulk, the latest first',
        description: `The latest ${RUNS_SHOWN}, each with who started it, why, and how far it is.`,
        response: { 200: bulkRunsAnswer },
      },
    },
    async () => {
      const items = (await deps.record.bulk.list(RUNS_SHOWN)).map(runAnswer);
      const people = await namesOf(
        deps,
        items.map(({ by }) => by),
      );
      return { items, people };
    },
  );

  api.get(
    addressOf('readBulkRun'),
    {
      schema: {
        tags,
        summary: 'How far a repair in bulk is',
        description:
          'How many cases are done, failed or still to come, and whether it was stopped.',
        params: bulkParams,
        response: { 200: bulkRunAnswer },
      },
    },
    async (request) => runAnswer(await knownRun(deps, request.params.runId)),
  );

  api.get(
    addressOf('listBulkCases'),
    {
      schema: {
        tags,
        summary: 'What became of each case of a repair in bulk',
        description: `In the order of the run, ${ITEMS_A_PAGE} at a time: \`after\` goes on from the last of a page.`,
        params: bulkParams,
        querystring: bulkItemsQuery,
        response: { 200: bulkItemsAnswer },
      },
    },
    async (request) => {
      const { runId } = await knownRun(deps, request.params.runId);
      const { state, after } = request.query;
      const items = await deps.record.bulk.items(runId, {
        limit: ITEMS_A_PAGE,
        ...(state === undefined ? {} : { state }),
        ...(after === undefined ? {} : { after: Number(after) }),
      });
      const last = items.at(-1);
      return {
        items: items.map(itemAnswer),
        ...(last && items.length === ITEMS_A_PAGE ? { after: last.position } : {}),
      };
    },
  );
  stopRoute(api, deps);
}

function stopRoute(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('stopBulkRun'),
    {
      config: { storeAnswer: false },
      schema: {
        tags,
        summary: 'Stop a repair in bulk; what is done stays done',
        description: 'No further case is taken from here on. Called twice: the same.',
        params: bulkParams,
        response: { 200: bulkRunAnswer },
      },
    },
    async (request) => {
      const { runId } = await knownRun(deps, request.params.runId);
      await deps.record.bulk.requestStop(runId);
      return runAnswer(await knownRun(deps, runId));
    },
  );
}

async function knownRun(deps: ApiDeps, runId: string): Promise<BulkRun> {
  const run = await deps.record.bulk.read(runId);
  if (!run) throw new ApiError('NOT_FOUND');
  return run;
}
