/** Sessions of staff in a browser: signing in, who is signed in, signing out. */
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { signInBody } from '../../../wire/cases/case-requests';
import { isVouchedUser } from '../../../wire/people/staff-names';
import { ownPasswordBody } from '../../../wire/people/people-requests';
import type { Staff } from '../../../record/port/desk-record';
import { staffOf } from '../http/access';
import { ApiError } from '../http/api-error';
import { csrfTokenOf, refuseCrossSite, refuseInsecurePage } from '../http/csrf';
import type { ApiDeps, ApiInstance } from '../deps';
import { rememberBrowser } from './known-browser';
import { passwordHashOf } from './password';
import { signIn } from './sign-in';
import { clearStaffCookie, setStaffCookie, staffTokenOf } from './staff-cookie';
import { sessionAnswer, sessionOptionsAnswer } from '../../../wire/people/people-answers';
import { addressOf } from '../http/route-table';

const tags = ['session'];

function sessionOf(
  deps: ApiDeps,
  staff: Staff,
  token: string,
  ends: { readonly expiresAt: Date; readonly idleExpiresAt: Date },
): z.output<typeof sessionAnswer> {
  return {
    principalId: staff.principalId,
    user: staff.user,
    name: staff.displayName,
    role: staff.role,
    teamId: staff.teamId,
    csrfToken: csrfTokenOf(deps, token),
    expiresAt: ends.expiresAt.toISOString(),
    idleExpiresAt: ends.idleExpiresAt.toISOString(),
  };
}

/** Begins a session for somebody who has proven who they are, and hands its cookie over. */
export async function beginSession(
  deps: ApiDeps,
  reply: FastifyReply,
  staff: Staff,
): Promise<string> {
  const token = await deps.record.sessions.begin(staff.principalId, deps.settings.sessions);
  setStaffCookie(reply, token);
  return token;
}

/** Begins a session, as the person reads it. `SIGN_IN_FAILED` where they were disabled in this moment. */
async function beganSession(
  deps: ApiDeps,
  reply: FastifyReply,
  staff: Staff,
): Promise<z.output<typeof sessionAnswer>> {
  const token = await beginSession(deps, reply, staff);
  rememberBrowser(deps, reply, staff.user);
  const session = await deps.record.sessions.find(token, deps.settings.sessions, false);
  if (!session) throw new ApiError('SIGN_IN_FAILED');
  return sessionOf(deps, session.staff, token, session);
}

export function sessionRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('readSignInOptions'),
    {
      schema: {
        tags,
        summary: 'Ways to sign in',
        description:
          'By password always, and by an identity provider where one is set up; what a page offers before ' +
          'anybody has signed in.',
        response: { 200: sessionOptionsAnswer },
      },
    },
    async () => {
      const { oidc } = deps.settings;
      return { password: true as const, oidc: oidc ? { label: oidc.label } : (false as const) };
    },
  );

  api.post(
    addressOf('beginSession'),
    {
      config: { storeAnswer: false, codes: ['SIGN_IN_FAILED', 'INSECURE_PAGE'] },
      schema: {
        tags,
        summary: 'Sign in with a local account',
        description:
          'Sets the cookie of the session. Failures cost a growing wait.' +
          ' Called twice: two sessions.',
        body: signInBody,
        response: { 200: sessionAnswer },
      },
    },
    async (request, reply) => {
      refuseCrossSite(request);
      refuseInsecurePage(request);
      const { user, password } = request.body;
      return beganSession(deps, reply, await signIn(deps, request, user, password));
    },
  );
  ownSessionRoutes(api, deps);
  ownPasswordRoute(api, deps);
}

function ownSessionRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('readSession'),
    {
      config: { isUse: false },
      schema: {
        tags,
        summary: 'Who is signed in by the cookie',
        description:
          'With the token that everything but GET needs as `X-CSRF-Token`, and when the session ends. ' +
          'Asking does not count as use. A key is no session: `401`.',
        response: { 200: sessionAnswer },
      },
    },
    async (request) => {
      const { staffSession } = request;
      // A key is no session: it has neither an end nor a token.
      if (!staffSession) throw new ApiError('UNAUTHENTICATED');
      return sessionOf(deps, staffOf(request), staffSession.token, staffSession);
    },
  );

  api.delete(
    addressOf('endSession'),
    {
      schema: {
        tags,
        summary: 'Sign out',
        description:
          'Ends the session of the cookie and takes the cookie back; a key stays good. Called twice: the ' +
          'second has no session any more and is `401`.',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const token = staffTokenOf(request);
      if (token !== undefined) await deps.record.sessions.end(token);
      clearStaffCookie(reply);
      return reply.code(204).send(null);
    },
  );
}

function ownPasswordRoute(api: ApiInstance, deps: ApiDeps): void {
  api.put(
    addressOf('changeOwnPassword'),
    {
      config: { codes: ['SIGN_IN_FAILED', 'SESSION_NEEDED', 'VOUCHED_PERSON'] },
      schema: {
        tags,
        summary: 'Change the own password; ends every other session of the person',
        description:
          'The present one is asked for, and counted like a sign-in. Answers with a session in place ' +
          'of this one. Refused for API keys and for people of an identity provider.' +
          ' Called twice: the second is refused, as the present password is another by then.',
        body: ownPasswordBody,
        response: { 200: sessionAnswer },
      },
    },
    async (request, reply) => {
      const { user, principalId } = staffOf(request);
      if (!request.staffSession) throw new ApiError('SESSION_NEEDED');
      if (isVouchedUser(user)) throw new ApiError('VOUCHED_PERSON');
      const { password, newPassword } = request.body;
      const staff = await signIn(deps, request, user, password);
      await deps.record.staff.setPassword(principalId, await passwordHashOf(newPassword));
      return beganSession(deps, reply, staff);
    },
  );
}
