/** Who else looks at a case: a page says that somebody is there, and hears who is. */
import { z } from 'zod';
import type { Staff } from '../../../record/port/desk-record';
import { staffOf, visibleCase } from '../http/access';
import { caseParams } from '../../../wire/values';
import type { ApiDeps, ApiInstance } from '../deps';
import type { EventHub } from './event-hub';
import { GONE_AFTER_S, HEARTBEAT_S } from './presence-list';
import { presenceAnswer } from '../../../wire/people/people-answers';
import { addressOf } from '../http/route-table';

async function othersAt(
  deps: ApiDeps,
  hub: EventHub,
  caseId: string,
  staff: Staff,
): Promise<z.output<typeof presenceAnswer>> {
  const others = hub.presence
    .at(caseId)
    .filter(({ principalId }) => principalId !== staff.principalId);
  const people = await Promise.all(
    others.map(async ({ principalId, since }) => {
      const person = await deps.record.staff.find(principalId);
      if (!person) return [];
      const { displayName: name, role } = person;
      return [{ principalId, name, role, since: since.toISOString() }];
    }),
  );
  return { others: people.flat(), heartbeatS: HEARTBEAT_S, goneAfterS: GONE_AFTER_S };
}

/** Tells the others that somebody has come to a case, or has left it. */
async function announce(
  deps: ApiDeps,
  staff: Staff,
  asked: string,
  here: boolean,
): Promise<string> {
  const { caseId, teamId } = await visibleCase(deps, staff, asked);
  const { principalId } = staff;
  await deps.record.changes.announce({ kind: 'presence', caseId, teamId, principalId, here });
  return caseId;
}

export function presenceRoutes(api: ApiInstance, deps: ApiDeps, hub: EventHub): void {
  const config = { isUse: false };
  const schema = { tags: ['queue'], params: caseParams, response: { 200: presenceAnswer } };

  api.get(
    addressOf('readPresence'),
    {
      config,
      schema: {
        ...schema,
        summary: 'Who else looks at the case',
        description:
          'Those who have said so in the last seconds, without the caller. Asking does not count as use ' +
          'of a session.',
      },
    },
    async (request) => {
      const staff = staffOf(request);
      const { caseId } = await visibleCase(deps, staff, request.params.caseId);
      return othersAt(deps, hub, caseId, staff);
    },
  );

  api.put(
    addressOf('announcePresence'),
    {
      config,
      schema: {
        ...schema,
        summary: 'Say that one looks at the case, and hear who else does',
        description:
          'Kept in memory for seconds; it stands in no ledger.' +
          ' Called twice: once, and for longer.',
      },
    },
    async (request) => {
      const staff = staffOf(request);
      const caseId = await announce(deps, staff, request.params.caseId, true);
      return othersAt(deps, hub, caseId, staff);
    },
  );

  api.delete(
    addressOf('endPresence'),
    {
      config,
      schema: {
        tags: schema.tags,
        params: caseParams,
        summary: 'Say that one has left',
        description: 'The others hear of it at once. Called twice: the same.',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await announce(deps, staffOf(request), request.params.caseId, false);
      return reply.code(204).send(null);
    },
  );
}
