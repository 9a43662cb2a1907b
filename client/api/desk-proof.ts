/** Answers who listens: programs of the machine ask before they show a key (see client/desk-proof.ts). */
import { proofKeyOf, proofOf } from '../desk-proof';
import type { ApiDeps, ApiInstance } from './deps';
import { addressOf } from './http/route-table';
import { proofQuery } from '../../wire/params';
import { proofAnswer } from '../../wire/operations/upkeep-answers';

export function deskProofRoutes(api: ApiInstance, { settings }: ApiDeps): void {
  const proofKey = proofKeyOf(settings.secret);
  api.get(
    addressOf('proveDesk'),
    {
      schema: {
        tags: ['health'],
        summary: 'Prove that this desk listens, before a program shows its key',
        description:
          'An HMAC over `challenge` and the port that the request came in on; `npm start` leaves the key of it in ' +
          'its data folder.',
        querystring: proofQuery,
        response: { 200: proofAnswer },
      },
    },
    async ({ query, socket }) => ({
      proof: proofOf(proofKey, query.challenge, socket.localPort ?? 0),
    }),
  );
}
