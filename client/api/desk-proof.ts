/** Answers who listens: programs of the machine ask before they show a key (see client/desk-proof.ts). */
import { z } from 'zod';
import { CHALLENGE_PATTERN, proofKeyOf, proofOf } from '../desk-proof';
import { PUBLIC } from './access';
import { answers } from './documented';
import type { ApiDeps, ApiInstance } from './deps';
import { addressOf } from './route-table';

const proofAnswer = z
  .object({ proof: z.string().meta({ description: 'HMAC-SHA256, base64url.' }) })
  .meta({ id: 'DeskProof' });

export function deskProofRoutes(api: ApiInstance, { settings }: ApiDeps): void {
  const proofKey = proofKeyOf(settings.secret);
  api.get(
    addressOf('proveDesk'),
    {
      config: PUBLIC,
      schema: {
        tags: ['health'],
        summary: 'Prove that this desk listens, before a program shows its key',
        description:
          'An HMAC over `challenge` and the port that the request came in on; `npm start` leaves the key of it in ' +
          'its data folder.',
        querystring: z.strictObject({ challenge: z.string().regex(CHALLENGE_PATTERN) }),
        response: answers(200, proofAnswer),
      },
    },
    async ({ query, socket }) => ({
      proof: proofOf(proofKey, query.challenge, socket.localPort ?? 0),
    }),
  );
}
