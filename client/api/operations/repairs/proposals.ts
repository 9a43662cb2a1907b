/** Proposed repairs: the list, one with its dry run as of now, and the second operator's decision. */
import type { z } from 'zod';
import { reasonBody } from '../../../../wire/operations/repair-requests';
import { actorOf, staffOf, visibleCase } from '../../http/access';
import { ApiError } from '../../http/api-error';
import { namesOf } from '../../cases/answers';
import { approveProposal, declineProposal } from './decide-proposal';
import type { ApiDeps, ApiInstance } from '../../deps';
import { localeOfRequest } from '../../http/problem-answers';
import { planOf, proposalOf, repairedOf } from './answers';
import {
  proposedAnswer,
  decidedAnswer,
  oneProposalAnswer,
  proposalsAnswer,
} from '../../../../wire/operations/repair-answers';
import type { proposalAnswer } from '../../../../wire/operations/repair-answers';
import { proposedPayments } from './proposed-payments';
import { REPAIR_CODES, planRepair, repairOf, wholeRepair } from './kinds/kinds';
import { addressOf } from '../../http/route-table';
import { proposalParams } from '../../../../wire/params';
import { DECISION_CODES } from '../../docs/route-codes';

const LIST_LIMIT = 200;
const tags = ['operations'];

export function proposalRoutes(api: ApiInstance, deps: ApiDeps): void {
  readingRoutes(api, deps);
  decidingRoutes(api, deps);
}

function readingRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('listProposals'),
    {
      schema: {
        tags,
        summary: 'Proposed repairs of all cases that wait for a second operator, oldest first',
        description: `The first ${LIST_LIMIT}. Whoever proposed one cannot approve it.`,
        response: { 200: proposalsAnswer },
      },
    },
    async () => {
      const waiting = await deps.record.proposals.waiting(LIST_LIMIT);
      const items = waiting.map((proposal) => proposalOf(proposal));
      return { items, people: await decidersOf(deps, items) };
    },
  );

  api.get(
    addressOf('readProposal'),
    {
      config: {
        codes: ['RESET_POINT_UNKNOWN', 'DECISION_UNPROVEN', 'WORKFLOW_MISSING', 'CASE_ENDED'],
      },
      schema: {
        tags,
        summary: 'One proposal, and its dry run as of now while it waits',
        description: 'With what would be paid anew, and whoever decided it.',
        params: proposalParams,
        response: { 200: oneProposalAnswer },
      },
    },
    async (request) => {
      const row = await visibleCase(deps, staffOf(request), request.params.caseId);
      const found = await deps.record.proposals.get(row.caseId, Number(request.params.number));
      if (!found) throw new ApiError('NOT_FOUND');
      const proposal = proposalOf(found, await proposedPayments(deps.record, found));
      const answer = { proposal, people: await decidersOf(deps, [proposal]) };
      if (proposal.state !== 'open') return answer;
      const locale = localeOfRequest(request);
      const repair = await wholeRepair(deps, row.caseId, repairOf(found.repair));
      const plan = await planRepair(deps, row, repair, locale);
      return { ...answer, dryRun: planOf(plan, locale) };
    },
  );
}

function decidersOf(
  deps: ApiDeps,
  proposals: readonly z.output<typeof proposalAnswer>[],
): Promise<Record<string, string>> {
  const who = proposals.flatMap(({ by, decidedBy }) => [by, ...(decidedBy ? [decidedBy] : [])]);
  return namesOf(
    deps,
    who.map(({ principalId }) => principalId),
  );
}

function decidingRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('approveProposal'),
    {
      config: {
        codes: ['FOUR_EYES', 'PROPOSAL_CLOSED', ...DECISION_CODES, ...REPAIR_CODES],
      },
      schema: {
        tags,
        summary: 'Approve a proposal of somebody else and carry it out',
        description:
          'The proposer: `409 UNBIND_FOUR_EYES`. Decided or lapsed: `409 UNBIND_PROPOSAL_CLOSED`. Approving again goes on where an earlier approval was cut off.',
        params: proposalParams,
        response: { 200: decidedAnswer },
      },
    },
    async (request) => {
      const staff = staffOf(request);
      const { caseId, number } = request.params;
      await visibleCase(deps, staff, caseId);
      const { proposal, result } = await approveProposal(deps, staff, caseId, Number(number));
      return {
        proposal: proposalOf(proposal, await proposedPayments(deps.record, proposal)),
        ...(result ? { result: repairedOf(result) } : {}),
      };
    },
  );

  api.post(
    addressOf('declineProposal'),
    {
      config: { codes: ['PROPOSAL_CLOSED'] },
      schema: {
        tags,
        summary: 'Decline a proposal with a reason; the proposer may take it back',
        description:
          'It is closed, its reason stands as a note, and nothing has happened to the case. Decided or ' +
          'lapsed: `409 UNBIND_PROPOSAL_CLOSED`.',
        params: proposalParams,
        body: reasonBody,
        response: { 200: proposedAnswer },
      },
    },
    async (request) => {
      const staff = staffOf(request);
      const { caseId, number } = request.params;
      await visibleCase(deps, staff, caseId);
      const which = { caseId, number: Number(number) };
      const by = actorOf(staff);
      return { proposal: proposalOf(await declineProposal(deps, by, which, request.body.reason)) };
    },
  );
}
