/** The OpenAPI document as the API makes it of its routes, with no desk behind them. */
import { pino } from 'pino';
import { buildApi } from '../../client/api/app';
import type { ApiDeps } from '../../client/api/deps';
import { CALENDAR_VERSION } from '../../workflows/contract/identifiers';

/** Stands for what only an answer to a request needs; `known` is what the API asks before it is ready. */
function unasked<T extends object>(what: string, known: Partial<T> = {}): T {
  return new Proxy<T>(known as T, {
    get(target, member) {
      if (Reflect.has(target, member)) return Reflect.get(target, member) as unknown;
      throw new Error(
        `Describing the API asks nothing of ${what}, and asked for ${String(member)}.`,
      );
    },
  });
}

const SETTINGS: ApiDeps['settings'] = {
  publicUrl: 'http://127.0.0.1',
  allowedHosts: [],
  trustedProxies: [],
  secret: Buffer.alloc(32),
  calendarVersion: CALENDAR_VERSION,
  requestsPerMinute: 1,
  failedSignInsPerMinute: 1,
  sessions: { idleMs: 1, totalMs: 1 },
  eventHeartbeatMs: 1,
  notices: { signature: '' },
  pages: { console: '', merchant: '', docs: '' },
  codesPerAddress: 1,
  intakeTeamId: '',
  refundLateMs: 1,
  checkAnswers: false,
};

/** The same text for the same routes and schemas, in order of registration. */
export async function openApiDocument(): Promise<string> {
  const api = await buildApi({
    record: unasked<ApiDeps['record']>('the record', {
      changes: {
        watch: async () => ({ stop: async () => undefined }),
        announce: async () => undefined,
      },
    }),
    desk: unasked('Temporal'),
    acquirer: unasked('the acquirer'),
    sms: unasked('the SMS provider'),
    settings: SETTINGS,
    logger: pino({ enabled: false }),
    now: () => new Date(0),
  });
  await api.ready();
  const text = `${JSON.stringify(api.swagger(), null, 2)}\n`;
  await api.close();
  return text;
}
