/** Repairs of one case: try again, settle by hand, send back, hold, end. The workflow decides. */
import type { UpdateDefinition } from '@temporalio/common';
import { correctReferenceBody } from '../../wire/repair-requests';
import { reasonBody, resolveBody, retryBody } from '../../wire/requests';
import {
  type Decision,
  type Receipt,
  hold,
  releaseHold,
  sendBack,
} from '../../workflows/contract/messages';
import { staffOnly } from './access';
import { receiptAnswer } from '../../wire/case-answers';
import { answers } from './documented';
import { caseParams } from '../../wire/values';
import { askRepair } from './ask-repair';
import { decideAsStaff } from './decision';
import type { ApiDeps, ApiInstance } from './deps';
import { REPAIRED_OR_PROPOSED, WAITS, answerAsked } from './repair-answers';

const tags = ['operations'];
const config = staffOnly('operator');
const schema = { tags, params: caseParams, response: answers(200, receiptAnswer) };

/** A repair that needs nothing but the reason for it. */
interface ReasonedRepair {
  readonly verb: string;
  readonly update: UpdateDefinition<Receipt, [Decision]>;
  readonly summary: string;
  readonly description: string;
}

const REASONED: readonly ReasonedRepair[] = [
  {
    verb: 'send-back',
    update: sendBack,
    summary: 'Send the case back for a correction, before the first unbind request',
    description: 'Afterwards: `409 UNBIND_POINT_OF_NO_RETURN`.',
  },
  {
    verb: 'hold',
    update: hold,
    summary: 'Hold the case: no new request leaves, its clocks stand still',
    description: 'What is on its way is still read back. `409 UNBIND_ALREADY_HELD`.',
  },
  {
    verb: 'release-hold',
    update: releaseHold,
    summary: 'Let a held case go on; its clocks go on where they stood',
    description: '`409 UNBIND_NOT_HELD`.',
  },
];

export function repairRoutes(api: ApiInstance, deps: ApiDeps): void {
  for (const { verb, update, summary, description } of REASONED) {
    api.post(
      `/ops/cases/:caseId/${verb}`,
      { config, schema: { ...schema, summary, description, body: reasonBody } },
      async (request) => {
        const text = { kind: 'reason', text: request.body.reason } as const;
        return decideAsStaff(deps, request, request.params.caseId, update, {}, text);
      },
    );
  }
  stepRoutes(api, deps);
  caseRoutes(api, deps);
}

/** A second operator approves these where they move money or cannot be undone. */
const approved = { tags, params: caseParams, response: REPAIRED_OR_PROPOSED };

function stepRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    '/ops/cases/:caseId/retry',
    {
      config,
      schema: {
        ...approved,
        summary: 'Try a parked step again',
        description: `Reads back first. ${WAITS}: where a refund was refused or came back, so that a new payment is made under another number.`,
        body: retryBody,
      },
    },
    async (request, reply) => {
      const { step, reason } = request.body;
      const repair = { repair: 'retry', step } as const;
      const text = { kind: 'reason', text: reason } as const;
      const asked = await askRepair(deps, request, request.params.caseId, repair, text);
      return answerAsked(reply, asked);
    },
  );

  api.post(
    '/ops/cases/:caseId/resolve',
    {
      config,
      schema: {
        ...approved,
        summary: 'Settle a step by hand, with evidence',
        description: `${WAITS}, which is always.`,
        body: resolveBody,
      },
    },
    async (request, reply) => {
      const { evidence, attachmentIds = [], ...parts } = request.body;
      const text = { kind: 'evidence', text: evidence, attachmentIds } as const;
      const { caseId } = request.params;
      const asked = await askRepair(deps, request, caseId, { repair: 'resolve', ...parts }, text);
      return answerAsked(reply, asked);
    },
  );
}

function caseRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    '/ops/cases/:caseId/correct-reference',
    {
      config,
      schema: {
        ...approved,
        summary: 'Correct a reference by which the acquirer knows what the case is about',
        description: `The merchant number, the serial number of a terminal, or that under which the acquirer keeps a deposit item. Asked live before it is taken: \`422 UNBIND_REFERENCE_NOT_FOUND\`, \`422 UNBIND_REFERENCE_NOT_OURS\`. The case holds another than \`old\`: \`409 UNBIND_REFERENCE_CHANGED\`. A request under the old one may be under way: \`409 UNBIND_REFERENCE_IN_USE\`. ${WAITS}, which is always.`,
        body: correctReferenceBody,
      },
    },
    async (request, reply) => {
      const { reason, ...correction } = request.body;
      const text = { kind: 'reason', text: reason } as const;
      const repair = { repair: 'correct-reference', ...correction } as const;
      const asked = await askRepair(deps, request, request.params.caseId, repair, text);
      return answerAsked(reply, asked);
    },
  );

  api.post(
    '/ops/cases/:caseId/end',
    {
      config,
      schema: {
        ...approved,
        summary: 'End the case as rejected, before the first unbind request',
        description: `Its rejection is \`UNBIND_OPERATOR_ENDED\`. Afterwards: \`409 UNBIND_POINT_OF_NO_RETURN\`. ${WAITS}: while a deposit is owed.`,
        body: reasonBody,
      },
    },
    async (request, reply) => {
      const text = { kind: 'reason', text: request.body.reason } as const;
      const asked = await askRepair(deps, request, request.params.caseId, { repair: 'end' }, text);
      return answerAsked(reply, asked);
    },
  );
}
