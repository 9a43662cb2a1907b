/** Repairs of one case, each under its own address: done, or proposed to a second operator. */
import { z } from 'zod';
import {
  repairForm,
  type Repair,
  type RepairKind,
} from '../../../../wire/operations/repair-requests';
import { receiptAnswer } from '../../../../wire/cases/case-answers';
import { caseParams } from '../../../../wire/values';
import { askRepair, repairAtOnce } from './ask-repair';
import { receiptOf } from '../../cases/answers';
import type { DecisionText } from '../../cases/decision';
import type { ApiDeps, ApiInstance } from '../../deps';
import { REPAIRED_OR_PROPOSED, answerAsked } from './answers';
import { isDoneAlone, repairRoutesByKind } from './kinds/kinds';
import { REPAIR_OPERATIONS } from '../../../../wire/routes';
import { addressOf } from '../../http/route-table';
import { DECISION_CODES } from '../../docs/route-codes';

/** What stands in a body beside the repair itself. */
const wordsForm = z.looseObject({
  reason: z.string().optional(),
  evidence: z.string().optional(),
  attachmentIds: z.array(z.string()).optional(),
});

export function repairRoutes(api: ApiInstance, deps: ApiDeps): void {
  for (const [kind, { summary, description, body, codes }] of repairRoutesByKind()) {
    const path = addressOf(REPAIR_OPERATIONS[kind]);
    const config = { codes: [...DECISION_CODES, ...codes] };
    const schema = { tags: ['operations'], params: caseParams, summary, description, body };
    if (isDoneAlone(kind)) {
      const response = { 200: receiptAnswer };
      api.post(path, { config, schema: { ...schema, response } }, async (request) => {
        const { repair, text } = askedIn(kind, request.body);
        const { caseId } = request.params;
        return receiptOf((await repairAtOnce(deps, request, caseId, repair, text)).receipt);
      });
    } else {
      const response = REPAIRED_OR_PROPOSED;
      api.post(path, { config, schema: { ...schema, response } }, async (request, reply) => {
        const { repair, text } = askedIn(kind, request.body);
        const { caseId } = request.params;
        return answerAsked(reply, await askRepair(deps, request, caseId, repair, text));
      });
    }
  }
}

/** The repair of a body, and the words that go with it. */
function askedIn(
  kind: RepairKind,
  body: unknown,
): { readonly repair: Repair; readonly text: DecisionText } {
  const { reason, evidence, attachmentIds = [], ...parts } = wordsForm.parse(body);
  const repair = repairForm.parse({ ...parts, repair: kind });
  return evidence === undefined
    ? { repair, text: { kind: 'reason', text: reason } }
    : { repair, text: { kind: 'evidence', text: evidence, attachmentIds } };
}
