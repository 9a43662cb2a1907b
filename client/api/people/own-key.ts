/** The key by which a person's own programs and the CLI call the API: made and ended by nobody else but admins. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { staffOf } from '../http/access';
import { ApiError } from '../http/api-error';
import type { ApiDeps, ApiInstance } from '../deps';
import { newApiKey } from './password';
import { apiKeyAnswer } from '../../../wire/people/people-answers';
import { addressOf } from '../http/route-table';

const tags = ['session'];
const config = { storeAnswer: false };

/** Who is signed in; whoever found a key cannot renew it. `SESSION_NEEDED`. */
function signedIn(request: FastifyRequest): string {
  if (!request.staffSession) throw new ApiError('SESSION_NEEDED');
  return staffOf(request).principalId;
}

export function ownKeyRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('makeOwnKey'),
    {
      config: { ...config, codes: ['SESSION_NEEDED'] },
      schema: {
        tags,
        summary: 'Make a new API key for oneself, told once; an older one ends',
        description: 'By a session only. Called twice: the later key counts.',
        response: { 200: apiKeyAnswer },
      },
    },
    async (request) => {
      const principalId = signedIn(request);
      const apiKey = newApiKey();
      await deps.record.staff.setApiKey(principalId, apiKey);
      request.log.info({ subject: principalId }, 'a person made a key for themself');
      return { apiKey };
    },
  );
  api.delete(
    addressOf('removeOwnKey'),
    {
      config: { ...config, codes: ['SESSION_NEEDED'] },
      schema: {
        tags,
        summary: 'Take the own API key away; the session goes on',
        description: 'By a session only. Called twice: it is gone either time.',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deps.record.staff.setApiKey(signedIn(request), null);
      return reply.code(204).send(null);
    },
  );
}
