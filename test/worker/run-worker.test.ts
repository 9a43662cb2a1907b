/** A whole worker against a real Temporal and a real record: ready, measured, stopped in order. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { findFreePort, findFreePorts } from '../../base/free-ports';
import type { WorkerProcessConfig } from '../../worker/config';
import { headsConfig } from '../../worker/heads/config';
import { workerConfig } from '../../worker/config';
import { buildBundleFile, loadBundle } from '../../worker/bundle';
import { installRuntime } from '../../worker/telemetry/metrics';
import { providerConfig } from '../../worker/providers/config';
import { type RunningWorker, runWorker } from '../../worker/run-worker';
import { ensureNightly } from '../../temporal/nightly-sweeps';
import { SWEEPS } from '../../workflows/contract/identifiers';
import { eventually } from '../e2e/eventually';
import { DECISIONS } from '../support/decision-keys';
import { type TestRecord, startTestRecord } from '../support/record';
import { type TestTemporal, startTestTemporal } from '../support/temporal';

const PROVIDERS = {
  TWILIO_ACCOUNT_SID: 'AC0',
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_FROM: '+15005550006',
  UNBIND_SMTP_URL: 'smtp://127.0.0.1:9',
  UNBIND_MAIL_FROM: 'desk@example.com',
};
const logger = pino({ level: 'silent' });

describe('a worker', () => {
  let temporal: TestTemporal;
  let store: TestRecord;
  let config: WorkerProcessConfig;
  beforeAll(async () => {
    // One runtime a process: before the first connection.
    installRuntime({ sdkMetricsPort: await findFreePort(), logger });
    [temporal, store] = await Promise.all([startTestTemporal(), startTestRecord()]);
    const [health = 0, metrics = 0] = await findFreePorts(2);
    config = {
      ...workerConfig({
        TEMPORAL_ADDRESS: temporal.address,
        TEMPORAL_NAMESPACE: temporal.namespace,
        UNBIND_WORKER_HEALTH_PORT: String(health),
        UNBIND_WORKER_METRICS_PORT: String(metrics),
        UNBIND_WORKER_SHUTDOWN_GRACE_S: '1',
      }),
      record: { databaseUrl: store.databaseUrl, masterKey: store.masterKey },
      providers: providerConfig(PROVIDERS),
      heads: await headsConfig({}),
      decisionKeys: { inForce: DECISIONS.keys, all: DECISIONS.keys },
    };
  });
  afterAll(async () => {
    await store.stop();
    await temporal.stop();
  });

  describe('that runs', () => {
    let worker: RunningWorker;
    beforeAll(async () => {
      worker = await runWorker({ config, logger });
    });
    afterAll(() => worker.stop());

    test('is ready and names what that rests on', async () => {
      const answer = await fetch(`${worker.healthUrl}/readyz`);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({
        ready: true,
        checks: { record: true, temporal: true, polling: true },
      });
    });

    test("serves the SDK's numbers and its own under one address", async () => {
      const text = await (await fetch(worker.metricsUrl!)).text();
      expect(text).toContain('temporal_');
      expect(text).toContain('unbind_worker_effect_points_total');
    });

    test.each([
      ['comparison', SWEEPS.reconcile, { cases: 0, differences: [] }],
      ['verification', SWEEPS.verify, { cases: 0, broken: [] }],
    ])('schedules the nightly %s once, in the night of the desk', async (_what, sweep, found) => {
      const { client, namespace, nativeConnection } = temporal;
      const schedule = client.schedule.getHandle(sweep.scheduleId);
      const { spec } = await schedule.describe();
      expect(spec.timezone).toBe('Asia/Shanghai');
      expect(spec.calendars).toMatchObject([{ hour: [{ start: 3, end: 3 }] }]);
      expect(await ensureNightly(nativeConnection, namespace, sweep)).toBe('present');
      await schedule.trigger();
      const report = await eventually('the run is over', async () => {
        const [action] = (await schedule.describe()).info.recentActions;
        if (action === undefined) return undefined;
        const run = client.workflow.getHandle(action.action.workflow.workflowId);
        return (await run.result()) as object;
      });
      expect(report).toMatchObject(found);
    });

    test('stops in order and gives its ports back', async () => {
      await worker.stop();
      await worker.ended;
      await expect(fetch(`${worker.healthUrl}/healthz`)).rejects.toThrow();
    });
  });

  test('does not start without its record, and says so by code', async () => {
    const record = { ...config.record, databaseUrl: 'postgres://u:p@127.0.0.1:9/none' };
    await expect(runWorker({ config: { ...config, record }, logger })).rejects.toMatchObject({
      code: 'RECORD_UNAVAILABLE',
    });
  });

  test('does not start without Temporal', async () => {
    const connection = { address: '127.0.0.1:9' };
    await expect(runWorker({ config: { ...config, connection }, logger })).rejects.toThrow();
  });

  test('does not start in another time zone', () => {
    const script = `require('./dist/worker/create-worker').assertUtc()`;
    const zone = (TZ: string) =>
      spawnSync(process.execPath, ['-e', script], { env: { ...process.env, TZ } });
    expect(zone('UTC').status).toBe(0);
    expect(zone('Asia/Shanghai').stderr.toString()).toContain('TZ=UTC');
  });
});

describe('the bundle of the workflows', () => {
  test('is built once and loaded, and built anew only where the workflows have changed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unbind-bundle-'));
    const file = join(folder, 'bundle.js');
    try {
      expect(await buildBundleFile(file)).toBe(true);
      expect(await buildBundleFile(file)).toBe(false);
      expect(await loadBundle(undefined, file)).toEqual({ codePath: file });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
