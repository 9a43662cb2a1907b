/** Whether the ledger is what was written: of one case now, of all cases by a run. Repairs nothing. */
import type { z } from 'zod';
import type { Verification } from '../../../../temporal/sweep-runs';
import { urlOf } from '../../../../wire/http';
import { runParams } from '../../../../wire/params';
import { pathOf } from '../../../../wire/routes';
import { sweepStartedAnswer, sweepsAnswer } from '../../../../wire/operations/upkeep-answers';
import { caseParams } from '../../../../wire/values';
import {
  caseLedgerAnswer,
  ledgerProofAnswer,
  ledgerRowsAnswer,
  verificationAnswer,
} from '../../../../wire/operations/verification-answers';
import { SWEEPS } from '../../../../workflows/contract/identifiers';
import { staffOf, visibleCase } from '../../http/access';
import { ApiError } from '../../http/api-error';
import type { ApiDeps, ApiInstance } from '../../deps';
import { addressOf } from '../../http/route-table';
import { ledgerRowsBody } from '../../../../wire/operations/upkeep-requests';
import { proofFor } from '../../../../record/heads/head-format';
import { latestAnswer, readRun, runAnswer, RUNS_LISTED } from './sweep-answers';

export function verificationRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('verifyCase'),
    {
      schema: {
        tags: ['cases'],
        summary: 'Whether the ledger of a case is what was written',
        description:
          'Its hash chain is computed anew at this moment. `broken` names the first row that does not fit ' +
          'and the check that found it; what stands before it is as it was written.',
        params: caseParams,
        response: { 200: caseLedgerAnswer },
      },
    },
    async (request) => {
      const { caseId } = await visibleCase(deps, staffOf(request), request.params.caseId);
      const { covered, ...checked } = await deps.record.ledger.verify(caseId);
      return {
        caseId,
        checkedAt: deps.now().toISOString(),
        ...checked,
        ...(covered ? { covered: { ...covered, at: covered.at.toISOString() } } : {}),
      };
    },
  );

  api.get(
    addressOf('proveLedger'),
    {
      schema: {
        tags: ['cases'],
        summary: 'The proof that a signed head has the ledger of a case',
        description:
          'The last signed head, and the way from the end of the chain of the case to its root. Whoever has ' +
          'the public key checks it without the desk. `UNBIND_NOT_FOUND` while no head has the case.',
        params: caseParams,
        response: { 200: ledgerProofAnswer },
      },
    },
    async (request) => {
      const { caseId } = await visibleCase(deps, staffOf(request), request.params.caseId);
      const cover = await deps.record.heads.cover();
      const proof = cover && proofFor(caseId, cover.leaves);
      if (!cover || !proof) throw new ApiError('NOT_FOUND');
      const { head, keyId, signature } = cover.signed;
      const [, position, hash] = proof.leaf;
      const { index, path } = proof;
      return { head, keyId, signature, leaf: { caseId, position, hash }, index, path: [...path] };
    },
  );

  runRoutes(api, deps);
  rowRoutes(api, deps);
}

function rowRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('readLedgerRows'),
    {
      schema: {
        tags: ['operations'],
        summary:
          'Hashes of rows of the ledger and of its heads, to hold heads that lie elsewhere against them',
        description:
          'What `unbind audit verify --heads` asks for. A second call answers the same as long as nobody ' +
          'has changed the ledger.',
        body: ledgerRowsBody,
        response: { 200: ledgerRowsAnswer },
      },
    },
    async (request) => {
      const { rows, heads } = request.body;
      const found = await deps.record.heads.rowHashes(rows);
      const held = await deps.record.heads.hashes(heads);
      return {
        items: found.map(([caseId, position, hash]) => ({ caseId, position, hash })),
        heads: [...held].map(([number, hash]) => ({ number, hash })),
      };
    },
  );
}

function runRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('startVerification'),
    {
      schema: {
        tags: ['operations'],
        summary: 'Verify the ledger of every case now',
        description: 'Where a run is under way already, that one. Each night one runs by itself.',
        response: { 202: sweepStartedAnswer },
      },
    },
    async (_request, reply) => {
      const id = await deps.desk.verifications.start();
      const location = urlOf({ path: pathOf('readVerification', { id }) });
      return reply.code(202).header('location', location).send({ id });
    },
  );

  api.get(
    addressOf('listVerifications'),
    {
      schema: {
        tags: ['operations'],
        summary: 'The latest verifications of the ledger, newest first',
        description: `The latest ${RUNS_LISTED}, those by night and those that were asked for, each with its state.`,
        response: { 200: sweepsAnswer },
      },
    },
    () => latestAnswer(deps.desk.verifications),
  );

  api.get(
    addressOf('readVerification'),
    {
      schema: {
        tags: ['operations'],
        summary: 'One verification of the ledger and what it found',
        description:
          'How many chains were computed anew, and each that is not what was written, once it is done; ' +
          '`code` where it failed.',
        params: runParams,
        response: { 200: verificationAnswer },
      },
    },
    async ({ params: { id } }) =>
      answerOf(await readRun(deps.desk.verifications, SWEEPS.verify, id)),
  );
}

function answerOf(run: Verification): z.output<typeof verificationAnswer> {
  const { report } = run;
  return {
    ...runAnswer(run),
    ...(report === undefined ? {} : { report: { ...report, broken: [...report.broken] } }),
  };
}
