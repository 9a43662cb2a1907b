/** People of the desk, for admins: who there is, who may enter, and a new password for who lost theirs. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Staff } from '../../record/desk-record';
import { STAFF_ROLES } from '../../workflows/contract/lifecycle';
import { staffOf, staffOnly } from './access';
import { answers } from './answer-schemas';
import { ApiError } from './api-error';
import type { ApiDeps, ApiInstance } from './deps';
import { newPassword } from './password';

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
const listedPerson = z.object({ ...person, signIn: z.array(z.enum(['password', 'key', 'oidc'])) });
const params = z.object({ principalId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });

function personOf(staff: Staff): z.output<typeof personAnswer> {
  const { principalId, user, displayName: name, role, teamId, disabled } = staff;
  return { principalId, user, name, role, teamId, disabled };
}

/** The person named, as changed. Nobody locks themselves out. `NOT_FOUND`, `NOT_ALLOWED_NOW`. */
async function changed(
  request: FastifyRequest,
  principalId: string,
  change: (principalId: string) => Promise<Staff | undefined>,
): Promise<z.output<typeof personAnswer>> {
  if (staffOf(request).principalId === principalId) throw new ApiError('NOT_ALLOWED_NOW');
  const staff = await change(principalId);
  if (!staff) throw new ApiError('NOT_FOUND');
  request.log.info({ subject: principalId, disabled: staff.disabled }, 'a person was changed');
  return personOf(staff);
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
        items: people.map(({ hasKey, hasPassword, ...staff }) => ({
          ...personOf(staff),
          signIn: [
            ...(hasPassword ? (['password'] as const) : []),
            ...(hasKey ? (['key'] as const) : []),
            ...(hasPassword || hasKey ? [] : (['oidc'] as const)),
          ],
        })),
      };
    },
  );

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
        changed(request, request.params.principalId, (principalId) =>
          deps.record.setStaffDisabled(principalId, disabled),
        ),
    );
  }

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
      const { user } = await changed(request, request.params.principalId, (principalId) =>
        deps.record.setStaffPassword(principalId, passwordHash),
      );
      // Whoever guessed the old one is not to keep the person from the new one.
      await deps.record.sessions.forgiveAttempt({ kind: 'account', name: user, free: 0 });
      return { password };
    },
  );
}
