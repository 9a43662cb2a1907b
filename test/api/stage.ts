/**
 * The API on a stage: real record, the http adapter against the simulator, and, where cases are played,
 * a real Temporal with a worker of real activities. What the API leans on is reached by lines that a
 * test can cut. Every answer is checked against its documented form.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { SEARCH_FORMS } from '../../checks/references/search-forms';
import { createHttpAcquirer } from '../../activities/acquirer/http-adapter';
import { createStripeAcquirer } from '../../activities/acquirer/stripe-adapter';
import { attemptRunId } from '../../activities/attempt-signal';
import { createActivities } from '../../activities/create-activities';
import { createRebuildActivity } from '../../activities/rebuild/rebuild-case';
import { createReconcileActivities } from '../../activities/reconcile/create-reconcile-activities';
import { createEvidenceActivities } from '../../activities/evidence/create-evidence-activities';
import { createVerificationActivities } from '../../activities/verification/create-verification-activities';
import { createSmtpSender } from '../../activities/email/smtp-sender';
import { noticeRefKey } from '../../activities/sms/notice-ref';
import { createTwilioSender } from '../../activities/sms/twilio-sender';
import { buildApi } from '../../client/api/app';
import type { ApiDeps, ApiInstance } from '../../client/api/deps';
import { createSmsCallbacks } from '../../client/api/wiring';
import { clientOver, connectLazily } from '../../temporal/connection';
import { createDesk } from '../../temporal/desk';
import { startMailCatcher } from '../../local/mail-catcher/mail-catcher';
import { findFreePorts } from '../../base/free-ports';
import { startSimulator } from '../../local/simulator/simulator';
import type { DeskRecord, Staff } from '../../record/port/desk-record';
import { headSigner } from '../../record/heads/head-keys';
import { openRecord } from '../../record/postgres/open-record';
import { createBulkActivity } from '../../worker/bulk/bulk-activity';
import { noteRetries } from '../../worker/note-retries';
import { createCaseStories } from '../../worker/rebuild/case-stories';
import { createReplayActivity } from '../../worker/replay-activity';
import { createReplays } from '../../worker/replays';
import { createWorkflowReads } from '../../worker/workflow-reads';
import { canariesOfMails, canariesOfMerchants, canariesOfSecrets } from '../canaries/of-people';
import { findIn, placesOf, refuseFindings } from '../canaries/places';
import { searchFor } from '../canaries/search';
import { createSimulatorClient, type SimulatorClient } from '../e2e/simulator-client';
import { publishExampleTerms } from '../e2e/staff';
import { DECISIONS } from '../support/decision-keys';
import { startTestRecord } from '../support/record';
import { sharedBundle } from '../support/shared';
import { startTestTemporal, type TestTemporal } from '../support/temporal';
import { quietRuntime, startCaseWorker } from '../workflow/harness';
import { type Caller, createCaller } from './caller';
import { type Relay, startRelay } from './relay';

const STAFF = {
  agent: ['agent', 'team-1'],
  agent2: ['agent', 'team-1'],
  stranger: ['agent', 'team-2'],
  reviewer: ['reviewer', 'team-1'],
  reviewer2: ['reviewer', 'team-1'],
  operator: ['operator', 'team-1'],
  operator2: ['operator', 'team-1'],
  auditor: ['auditor', 'team-1'],
  admin: ['admin', 'team-1'],
} as const satisfies Record<string, readonly [Staff['role'], string]>;
/** What heads of the ledger and evidence packs are signed with here. */
export const headKey = generateKeyPairSync('ed25519')
  .privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  })
  .toString();
export type StaffName = keyof typeof STAFF;

export interface Stage {
  readonly url: string;
  readonly api: ApiInstance;
  readonly record: DeskRecord;
  readonly databaseUrl: string;
  readonly masterKey: Buffer;
  readonly temporal: TestTemporal;
  readonly simulator: SimulatorClient;
  readonly credentials: { readonly twilioAuthToken: string };
  readonly mail: Awaited<ReturnType<typeof startMailCatcher>>;
  /** Keys of `staff`. */
  readonly keys: Readonly<Record<StaffName, string>>;
  readonly staff: Readonly<Record<StaffName, Caller>>;
  /** Nobody in particular. */
  readonly anyone: Caller;
  readonly lines: Readonly<Record<'record' | 'temporal' | 'acquirer', Relay>>;
  /** What the API has logged. */
  logs(): string;
  /** Ends everything; throws where personal data or a secret has leaked. */
  stop(): Promise<void>;
}

export interface StageOptions {
  /** False: no Temporal and no worker; what needs them is answered with 503. */
  readonly cases?: boolean;
  readonly settings?: Partial<ApiDeps['settings']>;
  /** Default: http. */
  readonly acquirer?: 'http' | 'stripe';
  /** Default: any that is free. */
  readonly port?: number;
}

type Stops = (() => Promise<unknown>)[];

/** Starts everything: about six seconds, half a second without cases. */
export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const stops: Stops = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const parts = await startParts(options, stops);
    return Object.assign(parts, {
      async stop() {
        try {
          if (options.cases ?? true) await refuseLeaks(parts);
        } finally {
          await stop();
        }
      },
    });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Throws where data of a merchant, a key or a link lies in Temporal, the API's log or its metrics. */
async function refuseLeaks(stage: Omit<Stage, 'stop'>): Promise<void> {
  const canaries = [
    ...canariesOfMerchants(stage.simulator.merchants()),
    ...canariesOfMails(stage.mail.list()),
    ...canariesOfSecrets(stage.keys),
  ];
  const places = await placesOf({
    client: stage.temporal.client,
    hasWorker: true,
    logs: [{ name: 'log of the API', text: stage.logs() }],
    metricsUrls: [`${stage.url}/metrics`],
  });
  refuseFindings(findIn(searchFor(canaries), places));
}

async function startParts(options: StageOptions, stops: Stops): Promise<Omit<Stage, 'stop'>> {
  const kept = async <T>(part: T, end: (part: T) => Promise<unknown>): Promise<T> => {
    stops.push(() => end(part));
    return part;
  };
  const [free = 0] = await findFreePorts(1);
  const port = options.port ?? free;
  const url = `http://127.0.0.1:${port}`;
  const store = await kept(await startTestRecord(), (part) => part.stop());
  const keys = await addStaff(store.record);
  await publishExampleTerms(store.record);
  const simulator = await kept(
    await startSimulator({
      seeded: false,
      unbindDelayMs: 50,
      refundDelayMs: 50,
      closureDelayMs: 50,
      smsStepMs: 20,
      acquirerCallbackUrl: `${url}/api/v1/webhooks/acquirer`,
      stripeWebhookUrl: `${url}/api/v1/webhooks/acquirer`,
    }),
    (part) => part.close(),
  );
  const folder = mkdtempSync(join(tmpdir(), 'unbind-api-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const mail = await kept(await startMailCatcher({ smtpPort: 0, webPort: 0, folder }), (part) =>
    part.close(),
  );

  const acquirerAt = (acquirerPort: number) => {
    const apiBase = `http://127.0.0.1:${acquirerPort}`;
    const { acquirerKey, stripeApiKey } = simulator.credentials;
    return options.acquirer === 'stripe'
      ? createStripeAcquirer({ apiBase, apiKey: stripeApiKey, webhookSecret: 'whsec_simulator' })
      : createHttpAcquirer({
          baseUrl: `${apiBase}/acquirer/v1`,
          apiKey: acquirerKey,
          webhookSecret: 'simulator-webhook-secret',
        });
  };

  let temporal: TestTemporal | undefined;
  if (options.cases ?? true) {
    quietRuntime();
    temporal = await kept(await startTestTemporal(), (part) => part.stop());
    const activities = createActivities({
      runId: attemptRunId,
      record: store.record,
      isProven: DECISIONS.isProven,
      acquirer: acquirerAt(simulator.port),
      smsSender: createTwilioSender({
        accountSid: simulator.credentials.twilioAccountSid,
        authToken: simulator.credentials.twilioAuthToken,
        from: '+8610000000',
        apiBase: simulator.url,
        publicUrl: url,
      }),
      emailSender: createSmtpSender({
        url: `smtp://127.0.0.1:${mail.smtpPort}`,
        from: 'desk@desk.example.com',
        fromName: '解绑服务台',
      }),
      notices: {
        quietHours: 'off',
        smsDailyBudget: 50,
        publicUrl: url,
        signature: '解绑服务台',
        noticeRefKey: noticeRefKey(store.masterKey),
      },
    });
    const { nativeConnection, namespace } = temporal;
    const client = clientOver(nativeConnection, namespace);
    const bundle = await sharedBundle();
    const replays = createReplays({ bundle });
    const replaying = createReplayActivity({ client, replays });
    const rebuilding = createRebuildActivity({
      record: store.record,
      acquirer: acquirerAt(simulator.port),
      observer: { onPoint: () => undefined },
      stories: createCaseStories({ client, replays, wasProven: DECISIONS.isProven }),
      isProven: DECISIONS.isProven,
    });
    const reconciling = createReconcileActivities({
      record: store.record,
      acquirer: acquirerAt(simulator.port),
      workflows: createWorkflowReads(client),
      reopening: { calendarVersion: 'cn-2026', policy: { noticeWindowMs: 300 } },
      settleMs: 500,
    });
    const { record } = store;
    const repairing = createBulkActivity({
      record,
      desk: createDesk({ client, record }),
      warn: () => undefined,
    });
    const worker = {
      activities: {
        ...activities,
        ...replaying,
        ...rebuilding,
        ...reconciling,
        ...repairing,
        ...createEvidenceActivities({ record, signer: headSigner(headKey) }),
        ...createVerificationActivities({
          record,
          publicKeys: new Map(),
          lastCopy: () => Promise.resolve(undefined),
        }),
      },
      interceptors: [noteRetries({ record: store.record, warn: () => undefined })],
    };
    await kept(await startCaseWorker(temporal, worker), (part) => part.stop());
  }

  const deadPort = 9;
  const databaseUrl = new URL(store.databaseUrl);
  const line = async (target: number) => kept(await startRelay(target), (part) => part.stop());
  const lines = {
    record: await line(Number(databaseUrl.port)),
    temporal: await line(temporal ? Number(temporal.address.split(':')[1]) : deadPort),
    acquirer: await line(simulator.port),
  };
  databaseUrl.port = String(lines.record.port);
  const record = await kept(
    await openRecord({
      searchForms: SEARCH_FORMS,
      databaseUrl: databaseUrl.href,
      masterKey: store.masterKey,
      migrate: false,
    }),
    (part) => part.close(),
  );
  const { client } = await kept(
    connectLazily({ address: `127.0.0.1:${lines.temporal.port}` }, temporal?.namespace ?? 'none'),
    (part) => part.close(),
  );
  const logged: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged.push(String(chunk));
      done();
    },
  });
  const api = await kept(
    await buildApi({
      record,
      desk: createDesk({ client, record, ...DECISIONS }),
      acquirer: acquirerAt(lines.acquirer.port),
      sms: createSmsCallbacks(store.masterKey, simulator.credentials.twilioAuthToken),
      settings: {
        publicUrl: url,
        allowedHosts: [],
        trustedProxies: [],
        secret: randomBytes(32),
        calendarVersion: 'cn-2026',
        policy: { noticeWindowMs: 300 },
        requestsPerMinute: 100_000,
        failedSignInsPerMinute: 1_000,
        notices: { signature: '解绑服务台' },
        eventHeartbeatMs: 200,
        pages: {
          console: join(folder, 'no-console'),
          merchant: join(folder, 'no-merchant'),
          docs: join(folder, 'no-docs'),
        },
        sessions: { idleMs: 3_600_000, totalMs: 43_200_000 },
        codesPerAddress: 1_000,
        intakeTeamId: 'team-1',
        refundLateMs: 864_000_000,
        checkAnswers: true,
        ...options.settings,
      },
      logger: pino({ level: 'trace' }, sink),
      now: () => new Date(),
    }),
    (part) => part.close(),
  );
  await api.listen({ host: '127.0.0.1', port });

  const staff = Object.fromEntries(
    Object.entries(keys).map(([name, key]) => [
      name,
      createCaller(url, { authorization: `Bearer ${key}` }),
    ]),
  ) as Stage['staff'];
  return {
    url,
    api,
    record: store.record,
    databaseUrl: store.databaseUrl,
    masterKey: store.masterKey,
    get temporal() {
      if (!temporal) throw new Error('this stage plays no cases');
      return temporal;
    },
    simulator: createSimulatorClient(simulator.url),
    credentials: simulator.credentials,
    mail,
    keys,
    staff,
    anyone: createCaller(url),
    lines,
    logs: () => logged.join(''),
  };
}

async function addStaff(record: DeskRecord): Promise<Record<StaffName, string>> {
  const keys: Partial<Record<StaffName, string>> = {};
  for (const [name, [role, teamId]] of Object.entries(STAFF)) {
    const apiKey = randomBytes(24).toString('base64url');
    await record.staff.upsert({
      principalId: `s_${name}`,
      user: name,
      displayName: `The ${name}`,
      role,
      teamId,
      apiKey,
    });
    keys[name as StaffName] = apiKey;
  }
  return keys as Record<StaffName, string>;
}
