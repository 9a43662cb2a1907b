/** The evidence pack of their case, for its merchant. */
import { packAnswer } from '../../../wire/cases/evidence-packs';
import { ownPackParams } from '../../../wire/params';
import { PACK_CONTENT, askPack, packHeaders, takePack } from '../cases/evidence-packs';
import type { ApiDeps, ApiInstance } from '../deps';
import { addressOf } from '../http/route-table';
import { MERCHANT } from './decisions';
import { caseOf } from './session';

export function ownPackRoutes(api: ApiInstance, deps: ApiDeps): void {
  const tags = ['merchant'];

  api.post(
    addressOf('makeOwnPack'),
    {
      config: { codes: ['HEADS_NOT_SIGNED'] },
      schema: {
        tags,
        summary: 'Make an evidence pack of the own case',
        description:
          'One signed file that names company, terminals and amounts, with terms, consents, effects and the ' +
          'rows of the ledger that are for the merchant; of the others the hash. Each making stands in the ' +
          'ledger.',
        response: { 201: packAnswer },
      },
    },
    async (request, reply) => {
      const caseId = caseOf(request);
      const packId = await askPack(deps, request, { caseId, by: MERCHANT, disclosure: 'merchant' });
      return reply.code(201).send({ packId });
    },
  );

  api.get(
    addressOf('readOwnPack'),
    {
      schema: {
        tags,
        summary: 'The file of an own evidence pack',
        description: 'Within an hour of its making.',
        params: ownPackParams,
        response: { 200: PACK_CONTENT },
      },
    },
    async (request, reply) => {
      const caseId = caseOf(request);
      const { packId } = request.params;
      const content = await takePack(deps, { caseId, packId, by: MERCHANT });
      return reply
        .headers(packHeaders(caseId))
        .serializer((file: unknown) => file as string)
        .send(content);
    },
  );
}
