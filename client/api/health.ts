/** Whether the process lives, and whether it can work. */
import { z } from 'zod';
import { PROBE } from './access';
import type { ApiDeps, ApiInstance } from './deps';

const READY_WAIT_MS = 3_000;
const part = z.enum(['ok', 'down']);
const readyAnswer = z.object({ status: part, record: part, temporal: part });

async function within(check: Promise<void>): Promise<'ok' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<'down'>((resolve) => {
    timer = setTimeout(() => resolve('down'), READY_WAIT_MS);
  });
  try {
    return await Promise.race([
      check.then(
        () => 'ok' as const,
        () => 'down' as const,
      ),
      limit,
    ]);
  } finally {
    clearTimeout(timer);
  }
}

export function healthRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    '/healthz',
    {
      config: PROBE,
      schema: {
        tags: ['health'],
        summary: 'The process lives',
        response: { 200: z.object({ status: z.literal('ok') }) },
      },
    },
    async () => ({ status: 'ok' as const }),
  );

  api.get(
    '/readyz',
    {
      config: PROBE,
      schema: {
        tags: ['health'],
        summary: 'Record and Temporal are in reach; else 503',
        response: { 200: readyAnswer, 503: readyAnswer },
      },
    },
    async (_request, reply) => {
      const [record, temporal] = await Promise.all([
        within(deps.record.ping()),
        within(deps.desk.ping()),
      ]);
      const ready = record === 'ok' && temporal === 'ok';
      return reply
        .code(ready ? 200 : 503)
        .send({ status: ready ? 'ok' : 'down', record, temporal });
    },
  );
}
