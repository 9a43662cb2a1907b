/** The two addresses of a sign-in by a provider: to it, and back. Failures lead to the console's own page. */
import { createHmac } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { vouchedUser } from '../../../../wire/people/staff-names';
import { ID_ALPHABET } from '../../../../workflows/contract/identifiers';
import type { Staff } from '../../../../record/port/desk-record';
import { type ErrorCode, publicCode } from '../../../../workflows/contract/errors';
import { ApiError } from '../../http/api-error';
import type { ApiDeps, ApiInstance } from '../../deps';
import { beginSession } from '../session';
import type { OidcSettings, VouchedPerson } from './claims';
import { NotVouched, createOidcClient } from './client';
import type { OidcClient } from './client';
import { keepPending, takePending } from './pending-cookie';
import { addressOf } from '../../http/route-table';
import { urlOf } from '../../../../wire/http';
import { pathOf } from '../../../../wire/routes';
import { providerAnswerQuery, providerSignInQuery } from '../../../../wire/params';

const CONSOLE = '/console/';
/** A path of the console and nothing that a browser would read as another host. */
const RETURN_PATH = /^\/console\/[\w\-./?=&%,]*$/;
const PRINCIPAL_LENGTH = 10;

/** The same id for the same person of the same provider, whatever changes about them. */
function principalIdOf(deps: ApiDeps, issuer: string, subject: string): string {
  const mac = createHmac('sha256', deps.settings.secret)
    .update(`oidc:${JSON.stringify([issuer, subject])}`)
    .digest();
  // 32 divides 256, so each byte picks a character evenly.
  const characters = [...mac.subarray(0, PRINCIPAL_LENGTH)].map((byte) =>
    ID_ALPHABET.charAt(byte % ID_ALPHABET.length),
  );
  return `s_${characters.join('')}`;
}

function refuseTo(reply: FastifyReply, code: ErrorCode): FastifyReply {
  return reply.redirect(`${CONSOLE}sign-in?error=${publicCode(code)}`, 303);
}

/** Keeps the person as the provider describes them today and begins a session. */
async function letIn(
  deps: ApiDeps,
  reply: FastifyReply,
  { issuer }: OidcSettings,
  { subject, name, role, teamId }: VouchedPerson,
): Promise<ErrorCode | undefined> {
  if (subject === '') return 'FORBIDDEN';
  const principalId = principalIdOf(deps, issuer, subject);
  const known = await deps.record.staff.find(principalId);
  if (role === undefined) {
    if (known) await shutOut(deps, known);
    return 'FORBIDDEN';
  }
  if (known?.disabled) return 'SIGN_IN_FAILED';
  const user = vouchedUser(subject);
  await deps.record.staff.upsert({ principalId, user, displayName: name, role, teamId });
  const staff = await deps.record.staff.find(principalId);
  if (!staff) return 'SIGN_IN_FAILED';
  await beginSession(deps, reply, staff);
  return undefined;
}

/** Who has lost their role at the provider has lost what they began with it too: sessions and key. */
async function shutOut({ record }: ApiDeps, { principalId }: Staff): Promise<void> {
  await record.sessions.endAll(principalId);
  await record.staff.setApiKey(principalId, null);
}

export function oidcRoutes(api: ApiInstance, deps: ApiDeps): void {
  const { oidc, publicUrl } = deps.settings;
  const client = oidc && createOidcClient(oidc);
  const redirectUri = urlOf({ path: pathOf('finishProviderSignIn') }, { origin: publicUrl });
  const schema = { tags: ['session'] };

  api.get(
    addressOf('beginProviderSignIn'),
    {
      config: { codes: ['NOT_FOUND'] },
      schema: {
        ...schema,
        summary: 'Sign in at the identity provider: leads there',
        description:
          'A browser is sent to the provider, which sends it back to `finishProviderSignIn`. `returnTo` ' +
          'is a path of the console; another leads to its first page. Where the provider is out of reach, ' +
          'back to the page for signing in, with the code.',
        querystring: providerSignInQuery,
        response: { 302: z.null().describe('To the provider.') },
      },
    },
    async (request, reply) => {
      if (!client) throw new ApiError('NOT_FOUND');
      const { returnTo = CONSOLE } = request.query;
      try {
        const { address, pending } = await client.begin(redirectUri);
        keepPending(deps, reply, {
          ...pending,
          returnTo: RETURN_PATH.test(returnTo) ? returnTo : CONSOLE,
        });
        return await reply.redirect(address.href, 302);
      } catch (error) {
        request.log.warn({ err: error }, 'the identity provider is out of reach');
        return refuseTo(reply, 'UNAVAILABLE');
      }
    },
  );

  api.get(
    addressOf('finishProviderSignIn'),
    {
      config: { codes: ['NOT_FOUND'] },
      schema: {
        ...schema,
        summary: 'Where the provider sends the browser back to: begins a session',
        description:
          'Keeps the person as the provider describes them, sets the cookie of the session and leads on ' +
          'to the console; a refusal leads to the page for signing in, with its code. Who has lost every ' +
          'role at the provider loses sessions and key. Called twice: the second answer of the provider ' +
          'is refused.',
        querystring: providerAnswerQuery,
        response: { 303: z.null().describe('To the console.') },
      },
    },
    async (request, reply) => {
      if (!client) throw new ApiError('NOT_FOUND');
      const begun = takePending(deps, request, reply);
      if (!begun) return refuseTo(reply, 'SIGN_IN_FAILED');
      const person = await finished(client, request, new URL(request.url, publicUrl), begun);
      if (typeof person === 'string') return refuseTo(reply, person);
      const refused = await letIn(deps, reply, oidc, person);
      return refused ? refuseTo(reply, refused) : reply.redirect(begun.returnTo, 303);
    },
  );
}

async function finished(
  client: OidcClient,
  request: FastifyRequest,
  answer: URL,
  begun: Parameters<OidcClient['finish']>[1],
): Promise<VouchedPerson | ErrorCode> {
  try {
    return await client.finish(answer, begun);
  } catch (error) {
    // What failed may hold the code of the answer, so only its kind is logged.
    const cause = error instanceof NotVouched ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    request.log.warn({ code }, 'a sign-in by the identity provider failed');
    return error instanceof NotVouched ? 'SIGN_IN_FAILED' : 'UNAVAILABLE';
  }
}
