/** Filters of the case list that a person saved under a name, for that person alone. */
import { z } from 'zod';
import { savedViewBody } from '../../../wire/cases/list-queries';
import type { viewFilters } from '../../../wire/cases/list-queries';
import type { SavedView, ViewFilters } from '../../../record/port/desk-record';
import { staffOf } from '../http/access';
import { ApiError } from '../http/api-error';
import { filterOf } from '../cases/cases';
import type { ApiDeps, ApiInstance } from '../deps';
import { savedViewAnswer, savedViewsAnswer } from '../../../wire/people/people-answers';
import { addressOf } from '../http/route-table';
import { viewParams } from '../../../wire/params';
import { FILTER_CODES } from '../docs/route-codes';

const MAX_VIEWS = 50;

function viewOf({ name, filters, changedAt }: SavedView): z.output<typeof savedViewAnswer> {
  // Checked before it was stored, and again where answers are.
  return { name, filters, changedAt: changedAt.toISOString() };
}

/** Filters that were named; what is left out does not filter. */
function given(filters: z.output<typeof viewFilters>): ViewFilters {
  return Object.fromEntries(
    Object.entries(filters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

const schema = { tags: ['queue'], params: viewParams };

export function savedViewRoutes(api: ApiInstance, deps: ApiDeps): void {
  readingRoutes(api, deps);
  changingRoutes(api, deps);
}

function readingRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('listViews'),
    {
      schema: {
        tags: schema.tags,
        summary: 'Own saved views by name',
        description: 'The filters that the caller saved, for the caller alone.',
        response: { 200: savedViewsAnswer },
      },
    },
    async (request) => {
      const views = await deps.record.views.list(staffOf(request).principalId);
      return { items: views.map(viewOf) };
    },
  );

  api.get(
    addressOf('readView'),
    {
      schema: {
        ...schema,
        summary: 'One saved view',
        description: "One of the caller's own; its filters go into the list of cases as they are.",
        response: { 200: savedViewAnswer },
      },
    },
    async (request) => {
      const { principalId } = staffOf(request);
      const view = await deps.record.views.get(principalId, request.params.name);
      if (!view) throw new ApiError('NOT_FOUND');
      return viewOf(view);
    },
  );
}

function changingRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.put(
    addressOf('saveView'),
    {
      config: {
        codes: [...FILTER_CODES, 'TOO_MANY_VIEWS'],
      },
      schema: {
        ...schema,
        summary: 'Save filters of the list under a name',
        description:
          'What finds a person or a device is no filter of a view.' +
          ' One of the same name is replaced. Called twice: the same.',
        body: savedViewBody,
        response: { 200: savedViewAnswer },
      },
    },
    async (request) => {
      const staff = staffOf(request);
      const { filters } = request.body;
      // What the list would refuse is refused here, before anybody relies on it.
      filterOf(filters, staff, 'filters.');
      const view = { name: request.params.name, filters: given(filters) };
      return viewOf(await deps.record.views.put(staff.principalId, view, MAX_VIEWS));
    },
  );

  api.delete(
    addressOf('deleteView'),
    {
      schema: {
        ...schema,
        summary: 'Forget a saved view',
        description: "One of the caller's own. Called twice: it is gone either time.",
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deps.record.views.remove(staffOf(request).principalId, request.params.name);
      return reply.code(204).send(null);
    },
  );
}
