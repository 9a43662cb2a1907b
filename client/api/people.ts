/** People of the desk, for admins: who there is, who may enter and as what, and secrets that are told once. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isVouchedUser } from '../../checks/staff-names';
import { addStaffBody, staffPlaceBody } from '../../checks/staff-schemas';
import type { Staff } from '../../record/desk-record';
import { STAFF_ROLES } from '../../workflows/contract/lifecycle';
import { staffOf, staffOnly } from './access';
import { answers } from './answer-schemas';
import { ApiError } from './api-error';
import { newPrincipalId } from './client-ids';
import type { ApiDeps, ApiInstance } from './deps';
import { newApiKey, newPassword } from './password';

const MAX_PEOPLE = 1_000;
const tags = ['people'];
const config = { ...staffOnly('admin'), storeAnswer: false };

const person = {
  principalId: z.string(),
  user: z.string(),
  name: z.string(),
  role: z.enum(STAFF_ROLES),
  teamId: z.string(),
  disabled: z.boolean(),
};
const personAnswer = z.object(person).meta({ id: 'Person' });
const SIGN_INS = ['password', 'key', 'oidc'] as const;
const listedPerson = z.object({ ...person, signIn: z.array(z.enum(SIGN_INS)) });
const keyAnswer = z.object({ apiKey: z.string() });
const params = z.object({ principalId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });

function personOf(staff: Staff): z.output<typeof personAnswer> {
  const { principalId, user, displayName: name, role, teamId, disabled } = staff;
  return { principalId, user, name, role, teamId, disabled };
}

type Change = (principalId: string) => Promise<Staff | undefined>;

/** The person named, as changed. `NOT_FOUND`. */
async function changed(
  request: FastifyRequest,
  principalId: string,
  change: Change,
): Promise<Staff> {
  const staff = await change(principalId);
  if (!staff) throw new ApiError('NOT_FOUND');
  request.log.info({ subject: principalId, disabled: staff.disabled }, 'a person was changed');
  return staff;
}

/** As `changed`, for others only: nobody locks themselves out. `NOT_FOUND`, `NOT_ALLOWED_NOW`. */
async function changedOther(
  request: FastifyRequest,
  principalId: string,
  change: Change,
): Promise<Staff> {
  if (staffOf(request).principalId === principalId) throw new ApiError('NOT_ALLOWED_NOW');
  return changed(request, principalId, change);
}

export function peopleRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    '/staff',
    {
      config,
      schema: {
        tags,
        summary: 'People of the desk, and how they can sign in',
        response: answers(200, z.object({ items: z.array(listedPerson) })),
      },
    },
    async () => {
      const people = await deps.record.listStaff(MAX_PEOPLE);
      return {
        items: people.map(({ hasKey, hasPassword, ...staff }) => {
          const can = { password: hasPassword, key: hasKey, oidc: isVouchedUser(staff.user) };
          return { ...personOf(staff), signIn: SIGN_INS.filter((way) => can[way]) };
        }),
      };
    },
  );

  addingRoute(api, deps);
  placeRoute(api, deps);
  entryRoutes(api, deps);
  passwordRoute(api, deps);
  keyRoutes(api, deps);
}

function addingRoute(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    '/staff',
    {
      config,
      schema: {
        tags,
        summary: 'Add a person; the password or API key is told once',
        description: 'A repeated request is refused, as the user name is taken by then.',
        body: addStaffBody,
        response: answers(
          201,
          z.object({
            person: personAnswer,
            password: z.string().optional(),
            apiKey: z.string().optional(),
          }),
        ),
      },
    },
    async (request, reply) => {
      const { name: displayName, signIn, ...rest } = request.body;
      const staff = { ...rest, displayName, principalId: newPrincipalId() };
      const password = signIn === 'password' ? await newPassword() : undefined;
      const apiKey = signIn === 'key' ? newApiKey() : undefined;
      const added = await deps.record.addStaff({
        ...staff,
        ...(password ? { passwordHash: password.passwordHash } : {}),
        ...(apiKey === undefined ? {} : { apiKey }),
      });
      if (!added) throw new ApiError('USER_NAME_TAKEN');
      request.log.info({ subject: staff.principalId, role: staff.role }, 'a person was added');
      return reply.code(201).send({
        person: personOf({ ...staff, disabled: false }),
        ...(password ? { password: password.password } : {}),
        ...(apiKey === undefined ? {} : { apiKey }),
      });
    },
  );
}

function placeRoute(api: ApiInstance, deps: ApiDeps): void {
  api.put(
    '/staff/:principalId',
    {
      config,
      schema: {
        tags,
        summary: 'Change name, role and team; the person signs in again',
        description: 'Refused for people of an identity provider, which says who they are.',
        params,
        body: staffPlaceBody,
        response: answers(200, personAnswer),
      },
    },
    async (request) => {
      const { name: displayName, role, teamId } = request.body;
      const staff = await changedOther(request, request.params.principalId, async (principalId) => {
        const known = await deps.record.findStaff(principalId);
        if (known && isVouchedUser(known.user)) throw new ApiError('NOT_ALLOWED_NOW');
        return deps.record.setStaffPlace(principalId, { displayName, role, teamId });
      });
      return personOf(staff);
    },
  );
}

function entryRoutes(api: ApiInstance, deps: ApiDeps): void {
  for (const [action, disabled] of [
    ['disable', true],
    ['enable', false],
  ] as const) {
    api.post(
      `/staff/:principalId/${action}`,
      {
        config,
        schema: {
          tags,
          summary: disabled
            ? 'Let a person in no more, sessions included'
            : 'Let a person in again',
          params,
          response: answers(200, personAnswer),
        },
      },
      async (request) =>
        personOf(
          await changedOther(request, request.params.principalId, (principalId) =>
            deps.record.setStaffDisabled(principalId, disabled),
          ),
        ),
    );
  }
}

function passwordRoute(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    '/staff/:principalId/reset-password',
    {
      config,
      schema: {
        tags,
        summary: 'Set a new password, told once; ends every session of the person',
        params,
        response: answers(200, z.object({ password: z.string() })),
      },
    },
    async (request) => {
      const { password, passwordHash } = await newPassword();
      const { user } = await changedOther(request, request.params.principalId, (principalId) =>
        deps.record.setStaffPassword(principalId, passwordHash),
      );
      // Whoever guessed the old one is not to keep the person from the new one.
      await deps.record.sessions.forgiveAttempt({ kind: 'account', name: user, free: 0 });
      return { password };
    },
  );
}

function keyRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    '/staff/:principalId/api-key',
    {
      config,
      schema: {
        tags,
        summary: 'Make a new API key, told once; an older one ends',
        params,
        response: answers(200, keyAnswer),
      },
    },
    async (request) => {
      const apiKey = newApiKey();
      await changed(request, request.params.principalId, (principalId) =>
        deps.record.setStaffApiKey(principalId, apiKey),
      );
      return { apiKey };
    },
  );
  api.delete(
    '/staff/:principalId/api-key',
    {
      config,
      schema: {
        tags,
        summary: 'Take the API key away; sessions go on',
        params,
        response: answers(204, z.null()),
      },
    },
    async (request, reply) => {
      await changedOther(request, request.params.principalId, (principalId) =>
        deps.record.setStaffApiKey(principalId, null),
      );
      return reply.code(204).send(null);
    },
  );
}
