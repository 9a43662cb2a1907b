/** Server-sent events: what changes while a page is open, limited to what its person may see. */
import { PassThrough } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Staff } from '../../../record/port/desk-record';
import { staffByKey, staffOf, teamScope } from '../http/access';
import { ApiError } from '../http/api-error';
import type { ApiDeps, ApiInstance } from '../deps';
import type { EventHub, HubEvent } from './event-hub';
import { addressOf } from '../http/route-table';
import { eventHeaders } from '../../../wire/params';

/** How soon a browser comes back after a break, ms. */
const RETRY_MS = 3_000;
/** A listener that takes nothing for so long is let go, bytes. */
const BACKLOG_BYTES = 256 * 1024;
/** Windows and programs of one person that may listen at the same time, on one process. */
const STREAMS_OF_ONE = 20;
const WAIT_FOR_STREAM_S = 30;

function written({ name, data, id }: HubEvent): string {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return `${idLine}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Whether who began to listen may still, by the same session or key and with the same role and team. */
async function mayListen(deps: ApiDeps, request: FastifyRequest, staff: Staff): Promise<boolean> {
  const { staffSession } = request;
  try {
    const now = staffSession
      ? (await deps.record.sessions.find(staffSession.token, deps.settings.sessions, false))?.staff
      : await staffByKey(deps, request.headers.authorization ?? '');
    return now?.disabled === false && now.role === staff.role && now.teamId === staff.teamId;
  } catch (error) {
    // While the record is away nothing is told either; it is asked again with the next heartbeat.
    request.log.warn({ err: error }, 'a listener could not be checked');
    return true;
  }
}

export function eventRoutes(api: ApiInstance, deps: ApiDeps, hub: EventHub): void {
  const open = new Map<string, number>();
  const count = (principalId: string, by: 1 | -1): number => {
    const streams = (open.get(principalId) ?? 0) + by;
    if (streams > 0) open.set(principalId, streams);
    else open.delete(principalId);
    return streams;
  };

  api.addHook('onReady', () => hub.start());
  api.drain.onStreams(() => hub.endListeners());
  api.addHook('preClose', () => hub.stop());

  api.get(
    addressOf('watchEvents'),
    {
      config: { isUse: false, isStream: true },
      exposeHeadRoute: false,
      schema: {
        tags: ['queue'],
        summary: 'Changes as they happen (text/event-stream)',
        description:
          'Events `case-changed {caseId, status, at}`, `notice-changed {caseId}`, `presence {caseId, ' +
          'principalIds}`, and `reset {}` where some may have been missed. `Last-Event-ID` resumes.',
        headers: eventHeaders,
        response: {
          200: { description: 'Events.', content: { 'text/event-stream': { schema: z.any() } } },
        },
      },
    },
    (request, reply) => {
      const staff = staffOf(request);
      const { principalId } = staff;
      if (count(principalId, 1) > STREAMS_OF_ONE) {
        count(principalId, -1);
        throw new ApiError('TOO_MANY_REQUESTS', { retryAfterS: WAIT_FOR_STREAM_S });
      }
      const stream = new PassThrough();
      const write = (text: string): void => {
        if (stream.readableLength + stream.writableLength > BACKLOG_BYTES) stream.destroy();
        else stream.write(text);
      };
      write(`retry: ${RETRY_MS}\n\n`);
      const stopListening = hub.listen(
        {
          teamId: teamScope(staff),
          send: (event) => write(written(event)),
          end: () => stream.end(),
        },
        request.headers['last-event-id'],
      );
      const heartbeat = setInterval(() => {
        void mayListen(deps, request, staff).then((may) => {
          if (may) write(': ping\n\n');
          else stream.end();
        });
      }, deps.settings.eventHeartbeatMs);
      stream.once('close', () => {
        clearInterval(heartbeat);
        stopListening();
        count(principalId, -1);
      });
      return reply
        .type('text/event-stream; charset=utf-8')
        .header('x-accel-buffering', 'no')
        .send(stream);
    },
  );
}
