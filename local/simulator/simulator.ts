/**
 * The provider simulator: acquirer, SMS provider and card payments in one process with one ledger. It
 * shares no code with the product, so that both can only agree by the documents.
 */
import Fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { acquirerRoutes } from './acquirer/acquirer-routes';
import { finishClosure, finishUnbind } from './acquirer/acquirer';
import { Agenda, type JobResult } from './agenda';
import { deliverCallback } from './callbacks';
import { controlRoutes, type Clock } from './control-routes';
import { refuseForeignPages } from './foreign-pages';
import { returnRefund, settleRefund } from './money/money';
import { DEFAULT_CREDENTIALS, DEFAULT_SETTINGS, type SimulatorOptions } from './options';
import { smsReport } from './store/ledger-report';
import { PAGE_POLICY, renderPage } from './page';
import type { JobRow } from './store/rows';
import { addSeededMerchants } from './acquirer/seed';
import { stepSms } from './sms/sms';
import { openStore } from './store/store';
import { stripeRoutes } from './money/stripe-routes';
import { twilioRoutes } from './sms/twilio-routes';
import type { World } from './world';

const HOST = '127.0.0.1';
const LARGEST_BODY_BYTES = 1024 * 1024;
const DONE: JobResult = { kind: 'done' };

export interface Simulator {
  readonly port: number;
  /** `http://127.0.0.1:<port>`; the acquirer contract is under `/acquirer/v1`. */
  readonly url: string;
  readonly credentials: World['credentials'];
  /** Stops answering; what was pending goes on with the next start on the same folder. */
  close(): Promise<void>;
}

function runJob(world: World, job: JobRow): JobResult | Promise<JobResult> {
  switch (job.kind) {
    case 'unbind-effect':
      finishUnbind(world, job.requestNumber, job.refusalCode);
      return DONE;
    case 'refund-settle':
      settleRefund(world, job.refundId, job.failureCode);
      return DONE;
    case 'refund-return':
      returnRefund(world, job.refundId, 'ACCOUNT_INVALID');
      return DONE;
    case 'closure-effect':
      finishClosure(world, job.requestNumber, job.refusalCode);
      return DONE;
    case 'sms-step':
      stepSms(world, job.sid, job.status, job.errorCode);
      return DONE;
    case 'callback':
      return deliverCallback(world, job);
  }
}

function createWorld(options: SimulatorOptions, stopping: AbortSignal): [World, Clock] {
  const outsideNow = options.now ?? Date.now;
  const log = options.logger ?? pino({ level: 'silent' });
  const store = openStore(options.folder);
  const shift = (): number => store.get('counters', 'clock-shift')?.value ?? 0;
  const now = (): number => outsideNow() + shift();
  const agenda: Agenda = new Agenda(
    store,
    now,
    (job) => runJob(world, job),
    (error) => {
      const reason = error instanceof Error ? error.message : 'unknown';
      log.error({ reason }, 'a job failed and is tried again');
    },
  );
  const world: World = {
    store,
    agenda,
    log,
    stopping,
    now,
    outsideNow,
    settings: pickKnown(DEFAULT_SETTINGS, options),
    credentials: pickKnown(DEFAULT_CREDENTIALS, options),
  };
  const clock: Clock = {
    advance: (ms) => {
      store.put('counters', 'clock-shift', { value: shift() + ms });
    },
    reset: () => {
      store.remove('counters', 'clock-shift');
    },
  };
  return [world, clock];
}

/** The defaults with whatever the options set. */
function pickKnown<Known extends object>(defaults: Known, options: Partial<Known>): Known {
  const names = Object.keys(defaults) as (keyof Known)[];
  const set = names.filter((name) => options[name] !== undefined);
  return { ...defaults, ...Object.fromEntries(set.map((name) => [name, options[name]])) };
}

/** JSON and forms, in UTF-8 only. */
function takeUtf8(server: FastifyInstance): void {
  const parseJson = server.getDefaultJsonParser('error', 'error');
  const parsers = {
    'application/json': parseJson,
    'application/x-www-form-urlencoded': (_request, text, done) => done(null, text),
  } satisfies Record<string, typeof parseJson>;
  for (const [type, parse] of Object.entries(parsers)) {
    if (server.hasContentTypeParser(type)) server.removeContentTypeParser(type);
    server.addContentTypeParser<Buffer>(type, { parseAs: 'buffer' }, (request, body, done) => {
      try {
        const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
        void parse(request, text, done);
      } catch (cause) {
        const wrong = new Error('The body is not UTF-8.', { cause });
        done(Object.assign(wrong, { statusCode: 400 }));
      }
    });
  }
}

function createServer(world: World, clock: Clock, named: readonly string[]): FastifyInstance {
  const server = Fastify({
    bodyLimit: LARGEST_BODY_BYTES,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 256 },
  });
  takeUtf8(server);
  server.addHook('onRequest', refuseForeignPages(named));
  void server.register(acquirerRoutes(world), { prefix: '/acquirer/v1' });
  void server.register(twilioRoutes(world), { prefix: '/2010-04-01' });
  void server.register(stripeRoutes(world), { prefix: '/v1' });
  void server.register(controlRoutes(world, clock), { prefix: '/control' });
  server.get('/', (_request, reply) =>
    reply
      .headers({ 'content-security-policy': PAGE_POLICY, 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send(renderPage(world)),
  );
  server.get<{ Querystring: { to?: string } }>('/sms', (request) => ({
    items: smsReport(world, request.query.to),
  }));
  return server;
}

/**
 * Starts a simulator on 127.0.0.1 or on the host that is named. With a folder it goes on where the last
 * one stopped or was killed.
 * Fails with `EADDRINUSE` if the port is taken.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const stop = new AbortController();
  const [world, clock] = createWorld(options, stop.signal);
  if (options.seeded !== false && world.store.size('merchants') === 0)
    world.store.transact(() => {
      addSeededMerchants(world);
    });
  const host = options.host ?? HOST;
  const server = createServer(world, clock, [host, ...(options.allowedHosts ?? [])]);
  await server.listen({ host, port: options.port ?? 0 });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was bound.');
  const { port } = address;
  world.agenda.start();
  return {
    port,
    url: `http://${host}:${port}`,
    credentials: world.credentials,
    close: async () => {
      world.agenda.stop();
      stop.abort();
      await server.close();
    },
  };
}
