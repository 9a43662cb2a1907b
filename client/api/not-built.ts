/** Addresses that are decided and documented but come later: a clear 501 instead of a 404. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { staffOnly } from './access';
import { answers } from './answer-schemas';
import { ApiError } from './api-error';
import type { ApiInstance } from './deps';

/** Named in docs/api.md too. */
export const NOT_BUILT = {
  ops: ['/ops/bulk'],
} as const;

export function notBuiltRoutes(api: ApiInstance): void {
  const refuse = (request: FastifyRequest): never => {
    const { method, url } = request.routeOptions;
    throw new ApiError('NOT_BUILT', { members: { notBuilt: `${String(method)} ${url ?? ''}` } });
  };
  const schema = {
    tags: ['not built yet'],
    summary: 'Not built yet: answers 501',
    response: { '4xx': answers(200, z.any())['4xx'], '5xx': answers(200, z.any())['5xx'] },
  };
  for (const url of NOT_BUILT.ops) {
    api.post(url, { config: { ...staffOnly('operator'), storeAnswer: false }, schema }, refuse);
  }
}
