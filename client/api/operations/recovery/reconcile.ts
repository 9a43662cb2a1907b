/** The comparison of ledger, workflows, providers and notices: ask for a run, read what it found. */
import type { z } from 'zod';
import { publicCode } from '../../../../workflows/contract/errors';
import { RECONCILE_PREFIX } from '../../../../workflows/contract/identifiers';
import { ApiError } from '../../http/api-error';
import type { ApiDeps, ApiInstance } from '../../deps';
import type { Reconciliation } from '../../../../temporal/reconciliations';
import {
  reconciliationAnswer,
  reconciliationStartedAnswer,
  reconciliationsAnswer,
} from '../../../../wire/operations/upkeep-answers';
import { addressOf } from '../../http/route-table';
import { urlOf } from '../../../../wire/http';
import { pathOf } from '../../../../wire/routes';
import { reconciliationParams } from '../../../../wire/params';

const tags = ['operations'];
/** Longest list of runs. */
const LIST_LIMIT = 20;
const RUN_ID = new RegExp(`^${RECONCILE_PREFIX}[\\w:.-]{1,80}$`);

export function reconcileRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('startReconciliation'),
    {
      schema: {
        tags,
        summary: 'Compare ledger, workflows, providers and notices now',
        description: 'Where a run is under way already, that one. Each night one runs by itself.',
        response: { 202: reconciliationStartedAnswer },
      },
    },
    async (_request, reply) => {
      const id = await deps.desk.startReconciliation();
      return reply
        .code(202)
        .header('location', urlOf({ path: pathOf('readReconciliation', { id }) }))
        .send({ id });
    },
  );

  api.get(
    addressOf('listReconciliations'),
    {
      schema: {
        tags,
        summary: 'The latest runs, newest first',
        description: `The latest ${LIST_LIMIT}, those by night and those that were asked for, each with its state.`,
        response: { 200: reconciliationsAnswer },
      },
    },
    async () => {
      const items = await deps.desk.reconciliations(LIST_LIMIT);
      return { items: items.map(standingAnswer) };
    },
  );

  api.get(
    addressOf('readReconciliation'),
    {
      schema: {
        tags,
        summary: 'One run and what it found',
        description: 'Its differences with their codes, once it is done; `code` where it failed.',
        params: reconciliationParams,
        response: { 200: reconciliationAnswer },
      },
    },
    async (request) => {
      const { id } = request.params;
      const run = RUN_ID.test(id) ? await deps.desk.reconciliation(id) : undefined;
      if (!run) throw new ApiError('NOT_FOUND');
      return answerOf(run);
    },
  );
}

type Standing = Omit<Reconciliation, 'report' | 'code'>;

function standingAnswer({ id, state, startedAt, endedAt }: Standing): {
  id: string;
  state: Standing['state'];
  startedAt: string;
  endedAt?: string;
} {
  return {
    id,
    state,
    startedAt: startedAt.toISOString(),
    ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
  };
}

function answerOf(run: Reconciliation): z.output<typeof reconciliationAnswer> {
  const { report, code } = run;
  return {
    ...standingAnswer(run),
    ...(code === undefined ? {} : { code: publicCode(code) }),
    ...(report === undefined
      ? {}
      : {
          report: {
            cases: report.cases,
            workflows: report.workflows,
            reopened: report.reopened,
            byCode: countsOf(report.byCode),
            differences: report.differences.map((one) => ({ ...one, code: publicCode(one.code) })),
          },
        }),
  };
}

type ByCode = NonNullable<Reconciliation['report']>['byCode'];

function countsOf(byCode: ByCode): Record<string, number> {
  const codes = Object.keys(byCode) as (keyof ByCode)[];
  return Object.fromEntries(codes.map((code) => [publicCode(code), byCode[code] ?? 0]));
}
