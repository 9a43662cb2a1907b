/** Whether the process lives, and whether it can work. */
import { faultIn } from '../../record/postgres/store/fault-in';
import { type ErrorCode, publicCode } from '../../workflows/contract/errors';
import { PROBE } from './http/access';
import type { ApiDeps, ApiInstance } from './deps';
import { liveAnswer, readyAnswer } from '../../wire/operations/upkeep-answers';
import { addressOf } from './http/route-table';

/** What keeps record and Temporal from being of use now; a part that is well has none. */
export type Faults = Readonly<Partial<Record<'record' | 'temporal', ErrorCode>>>;

/** Asks both, for three seconds at most. */
export async function findFaults({
  record,
  desk,
  settings: { storesIn },
}: Pick<ApiDeps, 'record' | 'desk' | 'settings'>): Promise<Faults> {
  const [ofRecord, ofTemporal] = await Promise.all([
    faultIn(record.ping(), 'RECORD_UNAVAILABLE', storesIn),
    faultIn(desk.ping(), 'TEMPORAL_UNAVAILABLE', storesIn),
  ]);
  return { ...(ofRecord && { record: ofRecord }), ...(ofTemporal && { temporal: ofTemporal }) };
}

export function healthRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('readHealth'),
    {
      config: PROBE,
      schema: {
        tags: ['health'],
        summary: 'The process lives',
        description:
          'Asks nothing of record or Temporal: where it answers, the process need not be started anew.',
        response: { 200: liveAnswer },
      },
    },
    async () => ({ status: 'ok' as const }),
  );

  api.get(
    addressOf('readReadiness'),
    {
      config: PROBE,
      schema: {
        tags: ['health'],
        summary:
          'Temporal is in reach and the record can be written, and the process stays; else 503',
        description:
          'Asks record and Temporal, for three seconds at most; `faults` names the codes of what is down. ' +
          'While the process ends it is `stopping`, so that nothing new is sent to it.',
        response: { 200: readyAnswer, 503: readyAnswer },
      },
    },
    async (_request, reply) => {
      const faults = await findFaults(deps);
      const codes = [...new Set(Object.values(faults))];
      const standing = (code: ErrorCode | undefined) => (code === undefined ? 'ok' : 'down');
      const status = codes.length === 0 ? 'ok' : 'down';
      const isReady = status === 'ok' && !api.drain.hasBegun;
      return reply.code(isReady ? 200 : 503).send({
        status: api.drain.hasBegun ? 'stopping' : status,
        record: standing(faults.record),
        temporal: standing(faults.temporal),
        ...(codes.length > 0 && { faults: codes.map((code) => publicCode(code)) }),
      });
    },
  );
}
