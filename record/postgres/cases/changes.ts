/**
 * Events between processes through PostgreSQL's LISTEN and NOTIFY: changes of cases and notices are told by
 * triggers (migrations/0003_console.sql, 0011_tell_notices.sql), who looks at a case by `announce`. Nothing
 * is stored.
 */
import { Client, type Notification } from 'pg';
import { z } from 'zod';
import { CASE_STATUSES } from '../../../workflows/contract/lifecycle';
import type { ChangeListener, ChangeStore, ChangeWatch, DeskEvent } from '../../port/desk-record';
import { guarded, toRecordError } from '../store/errors';

import type { Store } from '../store/store';

const CHANNEL = 'unbind_desk';
const CONNECT_LIMIT_MS = 5_000;
/** How often the line is tried, so that one that is dead and does not say so is noticed, ms. */
const TRY_EVERY_MS = 30_000;
const ANSWER_LIMIT_MS = 5_000;
/** Waits before a broken connection is made anew, ms; the last one repeats. */
const WAITS_MS = [100, 500, 1_000, 2_000, 5_000] as const;

const eventForm = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('case-changed'),
    caseId: z.string(),
    teamId: z.string(),
    status: z.enum(CASE_STATUSES),
    at: z.string(),
  }),
  z.object({ kind: z.literal('notice-changed'), caseId: z.string(), teamId: z.string() }),
  z.object({
    kind: z.literal('presence'),
    caseId: z.string(),
    teamId: z.string(),
    principalId: z.string(),
    here: z.boolean(),
  }),
]);

export function changesPart(store: Store, databaseUrl: string): ChangeStore {
  return {
    watch: async (listener) => {
      const watch = new Watch(store, databaseUrl, listener);
      await watch.begin();
      return watch;
    },
    announce: (event) =>
      guarded(async () => {
        await store.pool.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(event)]);
      }),
  };
}

/** What a newer or foreign process says in another form is passed over. */
function readEvent(payload: string | undefined): DeskEvent | undefined {
  try {
    return eventForm.safeParse(JSON.parse(payload ?? '')).data;
  } catch {
    // Not JSON, so not one of ours.
    return undefined;
  }
}

class Watch implements ChangeWatch {
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private pulse: NodeJS.Timeout | undefined;
  private failures = 0;
  private stopped = false;

  constructor(
    private readonly store: Store,
    private readonly databaseUrl: string,
    private readonly listener: ChangeListener,
  ) {}

  /** Listens, or leaves it to a later try. */
  async begin(): Promise<void> {
    const client = new Client({
      connectionString: this.databaseUrl,
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
      query_timeout: ANSWER_LIMIT_MS,
      keepAlive: true,
      application_name: 'unbind-desk-events',
    });
    this.client = client;
    // `end` follows every loss, and `error` must be heard or it ends the process.
    client.on('error', (error) => this.note(error));
    client.on('end', () => this.tryLater(client));
    client.on('notification', ({ payload }: Notification) => {
      const event = readEvent(payload);
      if (event) this.listener.onEvent(event);
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      if (this.failures > 0) this.listener.onGap();
      this.failures = 0;
      this.pulse = setInterval(() => void this.tryLine(client), TRY_EVERY_MS).unref();
    } catch (error) {
      this.note(error);
      await this.hangUp(client);
      this.tryLater(client);
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    clearInterval(this.pulse);
    if (this.client) await this.hangUp(this.client);
  }

  private note(error: unknown): void {
    const { code } = toRecordError(error);
    this.store.log.warn({ code }, 'the connection for events to the record broke');
  }

  private async tryLine(client: Client): Promise<void> {
    try {
      await client.query('select 1');
    } catch (error) {
      this.note(error);
      await this.hangUp(client);
    }
  }

  /** Once for each lost connection. */
  private tryLater(lost: Client): void {
    if (this.stopped || this.client !== lost) return;
    this.client = undefined;
    clearInterval(this.pulse);
    const wait = WAITS_MS[Math.min(this.failures, WAITS_MS.length - 1)];
    this.failures += 1;
    this.timer = setTimeout(() => void this.begin(), wait);
    this.timer.unref();
  }

  private async hangUp(client: Client): Promise<void> {
    // A connection that never came up cannot be closed in order either.
    await client.end().catch(() => undefined);
  }
}
