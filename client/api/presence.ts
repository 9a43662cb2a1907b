/** Who else looks at a case: a page says that somebody is there, and hears who is. */
import { z } from 'zod';
import type { Staff } from '../../record/desk-record';
import { staffOf, visibleCase } from './access';
import { caseParams } from '../../wire/values';
import type { ApiDeps, ApiInstance } from './deps';
import type { EventHub } from './event-hub';
import { GONE_AFTER_S, HEARTBEAT_S } from './presence-list';
import { presenceAnswer } from '../../wire/people-answers';
import { addressOf } from './route-table';

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

export function presenceRoutes(api: ApiInstance, deps: ApiDeps, hub: EventHub): void {
  const config = { isUse: false };
  const schema = { tags: ['queue'], params: caseParams, response: { 200: presenceAnswer } };

  api.get(
    addressOf('readPresence'),
    { config, schema: { ...schema, summary: 'Who else looks at the case' } },
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
        description: 'Kept in memory for seconds; it stands in no ledger.',
      },
    },
    async (request) => {
      const staff = staffOf(request);
      const { caseId, teamId } = await visibleCase(deps, staff, request.params.caseId);
      const { principalId } = staff;
      await deps.record.changes.announce({
        kind: 'presence',
        caseId,
        teamId,
        principalId,
        here: true,
      });
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
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const staff = staffOf(request);
      const { caseId, teamId } = await visibleCase(deps, staff, request.params.caseId);
      const { principalId } = staff;
      await deps.record.changes.announce({
        kind: 'presence',
        caseId,
        teamId,
        principalId,
        here: false,
      });
      return reply.code(204).send(null);
    },
  );
}
