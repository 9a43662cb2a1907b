// client/api/queue/: what is asked for around the list of cases: numbers beside its tabs, filters saved under a name.
/** Numbers beside the tabs of the queue. */
import { staffOf, teamScope } from '../http/access';
import type { ApiDeps, ApiInstance } from '../deps';
import { countsAnswer } from '../../../wire/people/people-answers';
import { addressOf } from '../http/route-table';

export function queueRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('countCases'),
    {
      config: { isUse: false },
      schema: {
        tags: ['queue'],
        summary: 'How many cases stand in each tab of the queue',
        description:
          'Of the teams that the caller sees. Asking does not count as use of a session.',
        response: { 200: countsAnswer },
      },
    },
    async (request) => {
      const staff = staffOf(request);
      return deps.record.cases.countQueue(staff.principalId, teamScope(staff));
    },
  );
}
