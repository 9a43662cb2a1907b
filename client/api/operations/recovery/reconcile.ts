/** The comparison of ledger, workflows, providers and notices: ask for a run, read what it found. */
import type { z } from 'zod';
import { publicCode } from '../../../../workflows/contract/errors';
import { SWEEPS } from '../../../../workflows/contract/identifiers';
import type { ApiDeps, ApiInstance } from '../../deps';
import type { Reconciliation } from '../../../../temporal/sweep-runs';
import {
  reconciliationAnswer,
  sweepStartedAnswer,
  sweepsAnswer,
} from '../../../../wire/operations/upkeep-answers';
import { addressOf } from '../../http/route-table';
import { urlOf } from '../../../../wire/http';
import { pathOf } from '../../../../wire/routes';
import { runParams } from '../../../../wire/params';
import { latestAnswer, readRun, runAnswer, RUNS_LISTED } from './sweep-answers';

const tags = ['operations'];

export function reconcileRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('startReconciliation'),
    {
      schema: {
        tags,
        summary: 'Compare ledger, workflows, providers and notices now',
        description: 'Where a run is under way already, that one. Each night one runs by itself.',
        response: { 202: sweepStartedAnswer },
      },
    },
    async (_request, reply) => {
      const id = await deps.desk.reconciliations.start();
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
        description: `The latest ${RUNS_LISTED}, those by night and those that were asked for, each with its state.`,
        response: { 200: sweepsAnswer },
      },
    },
    () => latestAnswer(deps.desk.reconciliations),
  );

  api.get(
    addressOf('readReconciliation'),
    {
      schema: {
        tags,
        summary: 'One run and what it found',
        description: 'Its differences with their codes, once it is done; `code` where it failed.',
        params: runParams,
        response: { 200: reconciliationAnswer },
      },
    },
    async ({ params: { id } }) =>
      answerOf(await readRun(deps.desk.reconciliations, SWEEPS.reconcile, id)),
  );
}

function answerOf(run: Reconciliation): z.output<typeof reconciliationAnswer> {
  const { report } = run;
  return {
    ...runAnswer(run),
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
