/** The API as a whole: record, desk, adapters, listening, and an end in order. */
import { join } from 'node:path';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { SEARCH_FORMS } from '../../checks/references/search-forms';
import { standardLogOutput } from '../../base/log-output';
import { openRecord } from '../../record/postgres/open-record';
import { CALENDAR_VERSION } from '../../workflows/contract/identifiers';
import { connectLazily } from '../../temporal/connection';
import { createDesk } from '../../temporal/desk';
import { buildApi } from './app';
import type { ApiConfig } from './config';
import { createAcquirer, createSmsCallbacks } from './wiring';

/** Where a build puts everything, this file included (at `client/api`). */
const BUILT = join(__dirname, '..', '..');

const EVENT_HEARTBEAT_MS = 15_000;
const FAILED_SIGN_INS_PER_MINUTE = 30;
const CODES_PER_ADDRESS = 60;

export interface RunningApi {
  /** Address that it listens on. */
  readonly url: string;
  /** Answers what is under way (see `Drain`), then closes everything. Called twice: the same end. */
  stop(): Promise<void>;
}

/**
 * Starts the API and answers once it listens. Temporal may be out of reach: cases are then answered
 * with 503 until it is back. Fails with `EADDRINUSE`, `RECORD_UNAVAILABLE`, `KEY_MISSING`, `KEY_WRONG`.
 */
export async function runApi(config: ApiConfig, given?: Logger): Promise<RunningApi> {
  const logger = given ?? pino({ level: config.logLevel, name: 'api' }, standardLogOutput());
  const record = await openRecord({ searchForms: SEARCH_FORMS, ...config.record, log: logger });
  const { connectionOptions, namespace = 'default' } = config.temporal;
  const temporal = connectLazily(connectionOptions, namespace);
  const api = await buildApi({
    record,
    desk: createDesk({ client: temporal.client, record, ...config.decisions }),
    acquirer: createAcquirer(config.acquirer),
    sms: createSmsCallbacks(config.record.masterKey, config.twilioAuthToken),
    settings: {
      publicUrl: config.publicUrl,
      allowedHosts: config.allowedHosts,
      trustedProxies: config.trustedProxies,
      secret: config.secret,
      calendarVersion: CALENDAR_VERSION,
      requestsPerMinute: config.requestsPerMinute,
      failedSignInsPerMinute: FAILED_SIGN_INS_PER_MINUTE,
      sessions: config.sessions,
      ...(config.oidc ? { oidc: config.oidc } : {}),
      notices: config.notices,
      eventHeartbeatMs: EVENT_HEARTBEAT_MS,
      pages: {
        console: join(BUILT, 'console'),
        merchant: join(BUILT, 'merchant'),
        docs: join(BUILT, 'docs'),
      },
      codesPerAddress: CODES_PER_ADDRESS,
      intakeTeamId: config.intakeTeamId,
      refundLateMs: config.refundLateMs,
      provesLedger: config.provesLedger,
      checkAnswers: false,
      ...(config.record.storesIn === undefined ? {} : { storesIn: config.record.storesIn }),
      ...(config.temporalUiUrl === undefined
        ? {}
        : { temporalUi: { url: config.temporalUiUrl, namespace } }),
      ...(config.policy ? { policy: config.policy } : {}),
    },
    logger,
    now: () => new Date(),
  });
  let stopping: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    const left = await api.drain.begin(config.drain);
    if (left > 0)
      logger.warn({ left }, 'requests were cut off, as the grace was too short for them');
    await api.close();
    await temporal.close();
    await record.close();
  };
  const stop = (): Promise<void> => (stopping ??= end());
  try {
    const url = await api.listen({ host: config.host, port: config.port });
    logger.info({ url }, 'api ready');
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
