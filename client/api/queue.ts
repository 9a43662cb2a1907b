/** Numbers beside the tabs of the queue. */
import { z } from 'zod';
import { staffOf, staffOnly, teamScope } from './access';
import { answers } from './answer-schemas';
import type { ApiDeps, ApiInstance } from './deps';

const countsAnswer = z
  .object({
    mine: z.int(),
    team: z.int(),
    waitingForMerchant: z.int(),
    parked: z.int(),
    overdue: z.int(),
    unclaimedReviews: z.int(),
    manualTasks: z.int(),
  })
  .meta({ id: 'QueueCounts', description: 'Open cases that the caller may see.' });

export function queueRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    '/cases/counts',
    {
      config: { ...staffOnly(), isUse: false },
      schema: {
        tags: ['queue'],
        summary: 'How many cases stand in each tab of the queue',
        response: answers(200, countsAnswer),
      },
    },
    async (request) => {
      const staff = staffOf(request);
      return deps.record.countQueue(staff.principalId, teamScope(staff));
    },
  );
}
