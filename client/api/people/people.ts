/**
 * People of the desk, for admins: who there is, who may enter and as what, and passwords that are told once.
 * No key is made here: who makes one could decide by it as somebody else.
 */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isVouchedUser } from '../../../wire/people/staff-names';
import { addStaffBody, staffPlaceBody } from '../../../wire/people/people-requests';
import type { Staff } from '../../../record/port/desk-record';
import { staffOf } from '../http/access';
import { ApiError } from '../http/api-error';
import { newPrincipalId } from '../client-ids';
import type { ApiDeps, ApiInstance } from '../deps';
import { newPassword } from './password';
import {
  addedPersonAnswer,
  newPasswordAnswer,
  peopleAnswer,
  personAnswer,
} from '../../../wire/people/people-answers';
import { SIGN_INS } from '../../../wire/states';
import { addressOf } from '../http/route-table';
import { personParams } from '../../../wire/params';

const MAX_PEOPLE = 1_000;
const tags = ['people'];
const config = { storeAnswer: false };

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

/** As `changed`, for others only: nobody locks themselves out. `NOT_FOUND`, `OWN_ACCOUNT`. */
async function changedOther(
  request: FastifyRequest,
  principalId: string,
  change: Change,
): Promise<Staff> {
  if (staffOf(request).principalId === principalId) throw new ApiError('OWN_ACCOUNT');
  return changed(request, principalId, change);
}

/** Whom the desk keeps itself, people of an identity provider not. `NOT_FOUND`, `VOUCHED_PERSON`. */
async function localPerson(deps: ApiDeps, principalId: string): Promise<Staff> {
  const staff = await deps.record.staff.find(principalId);
  if (!staff) throw new ApiError('NOT_FOUND');
  if (isVouchedUser(staff.user)) throw new ApiError('VOUCHED_PERSON');
  return staff;
}

export function peopleRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('listPeople'),
    {
      config,
      schema: {
        tags,
        summary: 'People of the desk, and how they can sign in',
        description:
          'With role, team, whether they may enter, and by which ways they can sign in; no password and ' +
          'no key is ever told here.',
        response: { 200: peopleAnswer },
      },
    },
    async () => {
      const people = await deps.record.staff.list(MAX_PEOPLE);
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
  keyRoute(api, deps);
}

function addingRoute(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('addPerson'),
    {
      config: { ...config, codes: ['USER_NAME_TAKEN'] },
      schema: {
        tags,
        summary: 'Add a person; the password is told once',
        description:
          'A key for a program is made by `npm run setup`. Called twice: the second is refused, as the user name ' +
          'is taken by then.',
        body: addStaffBody,
        response: { 201: addedPersonAnswer },
      },
    },
    async (request, reply) => {
      const { user, name: displayName, role, teamId } = request.body;
      const staff = { principalId: newPrincipalId(), user, displayName, role, teamId };
      const { password, passwordHash } = await newPassword();
      const added = await deps.record.staff.add({ ...staff, passwordHash });
      if (!added) throw new ApiError('USER_NAME_TAKEN');
      request.log.info({ subject: staff.principalId, role }, 'a person was added');
      return reply.code(201).send({ person: personOf({ ...staff, disabled: false }), password });
    },
  );
}

function placeRoute(api: ApiInstance, deps: ApiDeps): void {
  api.put(
    addressOf('changePerson'),
    {
      config: { ...config, codes: ['OWN_ACCOUNT', 'VOUCHED_PERSON'] },
      schema: {
        tags,
        summary: 'Change name, role and team; the person signs in again',
        description:
          'Refused for people of an identity provider, which says who they are.' +
          ' Called twice: the same.',
        params: personParams,
        body: staffPlaceBody,
        response: { 200: personAnswer },
      },
    },
    async (request) => {
      const { name: displayName, role, teamId } = request.body;
      const staff = await changedOther(request, request.params.principalId, async (principalId) => {
        await localPerson(deps, principalId);
        return deps.record.staff.setPlace(principalId, { displayName, role, teamId });
      });
      return personOf(staff);
    },
  );
}

function entryRoutes(api: ApiInstance, deps: ApiDeps): void {
  for (const [operation, disabled] of [
    ['disablePerson', true],
    ['enablePerson', false],
  ] as const) {
    api.post(
      addressOf(operation),
      {
        config: { ...config, codes: ['OWN_ACCOUNT'] },
        schema: {
          tags,
          summary: disabled
            ? 'Let a person in no more, sessions included'
            : 'Let a person in again',
          description: disabled
            ? 'Sessions end and the key is refused; what they did stands. Nobody shuts themselves out. ' +
              'Called twice: the same.'
            : 'With the password and the key of before; sessions begin anew. Called twice: the same.',
          params: personParams,
          response: { 200: personAnswer },
        },
      },
      async (request) =>
        personOf(
          await changedOther(request, request.params.principalId, (principalId) =>
            deps.record.staff.setDisabled(principalId, disabled),
          ),
        ),
    );
  }
}

function passwordRoute(api: ApiInstance, deps: ApiDeps): void {
  api.post(
    addressOf('resetPassword'),
    {
      config: { ...config, codes: ['OWN_ACCOUNT', 'VOUCHED_PERSON'] },
      schema: {
        tags,
        summary: 'Set a new password, told once; ends every session of the person',
        description:
          'Refused for people of an identity provider. The own account gets its first one so; after that ' +
          'the present password is asked for (`PUT /session/password`).' +
          ' Called twice: the later password counts.',
        params: personParams,
        response: { 200: newPasswordAnswer },
      },
    },
    async (request) => {
      const { principalId } = request.params;
      const { user } = await localPerson(deps, principalId);
      const hasPassword = (await deps.record.sessions.findSignIn(user))?.passwordHash !== undefined;
      const { password, passwordHash } = await newPassword();
      const change = hasPassword ? changedOther : changed;
      await change(request, principalId, () =>
        deps.record.staff.setPassword(principalId, passwordHash),
      );
      // Whoever guessed the old one is not to keep the person from the new one.
      await deps.record.sessions.forgiveAttempt({ kind: 'account', name: user, free: 0 });
      return { password };
    },
  );
}

function keyRoute(api: ApiInstance, deps: ApiDeps): void {
  api.delete(
    addressOf('removeKey'),
    {
      config: { ...config, codes: ['OWN_ACCOUNT'] },
      schema: {
        tags,
        summary: 'Take the API key of somebody away; sessions go on',
        description:
          'What was to be asked by that key is `401` from then on; only the person makes a new one. ' +
          'Nobody takes their own away here. Called twice: it is gone either time.',
        params: personParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await changedOther(request, request.params.principalId, (principalId) =>
        deps.record.staff.setApiKey(principalId, null),
      );
      return reply.code(204).send(null);
    },
  );
}
