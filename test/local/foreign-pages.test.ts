/** What pages of elsewhere get from the ports of one machine: Temporal, its UI, inbox, simulator, worker. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { parse, stringify } from 'yaml';
import { startChild } from '../../local/processes/child-process';
import { startMailCatcher } from '../../local/mail-catcher/mail-catcher';
import { startSimulator } from '../../local/simulator/simulator';
import { type TemporalServer, startTemporalServer } from '../../local/temporal-server/run-server';
import {
  INTERNAL_PORT_COUNT,
  dynamicConfig,
  serverConfig,
} from '../../local/temporal-server/server-config';
import { cachePlaces } from '../../local/temporal-server/server-versions';
import { findFreePorts } from '../../base/free-ports';
import { startHealthServer } from '../../worker/telemetry/health';
import { startMetricsServer } from '../../worker/telemetry/metrics';
import { type Asking, ELSEWHERE, REBOUND, ask } from '../support/foreign-page';
import { needTemporal, TEST_CACHE, TEST_SERVER } from '../support/need-temporal';

const folder = mkdtempSync(join(tmpdir(), 'unbind-pages-'));
const ends: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  rmSync(folder, { recursive: true, force: true });
});

/** A decision that no agent made, as a page posts it. */
const DECISION = '/api/v1/namespaces/unbind-desk/workflows/UC-0000000000/update/approve';
const POST = { method: 'POST', body: '{}' };

describe("the machine's own Temporal server", () => {
  let temporal: TemporalServer;
  beforeAll(async () => {
    await needTemporal();
    temporal = await startTemporalServer({
      programs: { kind: 'server', server: TEST_SERVER, ui: cachePlaces(TEST_CACHE).ui },
      withUi: true,
    });
    ends.push(() => temporal.stop());
  });

  test('opens no port that speaks HTTP', async () => {
    const { frontend, internal } = temporal.ports;
    for (const port of [frontend, ...internal]) {
      const posted = ask(`http://127.0.0.1:${port}${DECISION}`, { ...POST, origin: ELSEWHERE });
      await expect(posted).rejects.toMatchObject({
        code: expect.stringMatching(/^(ECONNRESET|HPE_.*)$/) as unknown,
      });
    }
    const config = readFileSync(join(temporal.dataDir, 'server.yaml'), 'utf8');
    expect(config).not.toMatch(/httpPort|httpAddress/);
  });

  const ui = (path: string, asking: Asking) => ask(`${temporal.uiUrl ?? ''}${path}`, asking);

  test.each([
    ['another origin', { origin: ELSEWHERE, headers: { 'sec-fetch-site': 'cross-site' } }],
    ['a name that leads here', { host: REBOUND, headers: { 'sec-fetch-site': 'same-origin' } }],
  ])('has a UI through which a page of %s changes nothing', async (_whose, asking) => {
    for (const path of [DECISION, DECISION.replace(/update.*/, 'terminate')]) {
      const { status } = await ui(path, { ...POST, ...asking });
      expect([403, 405]).toContain(status);
    }
  });

  test('has a UI that shows what there is', async () => {
    expect((await ui('/api/v1/namespaces/unbind-desk/workflows', {})).status).toBe(200);
  });
});

test('a server with an HTTP port, as the CLI has one, answers to nobody there', async () => {
  await needTemporal();
  const [frontend = 0, ui = 0, http = 0, ...internal] = await findFreePorts(
    INTERNAL_PORT_COUNT + 3,
  );
  const dynamicConfigFile = join(folder, 'dynamic.yaml');
  const configFile = join(folder, 'server.yaml');
  const plain = serverConfig({
    ports: { frontend, ui, internal },
    databaseFile: join(folder, 'temporal.db'),
    dynamicConfigFile,
  });
  const config = parse(plain) as { services: { frontend: { rpc: object } } };
  Object.assign(config.services.frontend.rpc, { httpPort: http });
  writeFileSync(configFile, stringify(config));
  writeFileSync(dynamicConfigFile, dynamicConfig(false));
  const server = await startChild({
    command: TEST_SERVER,
    args: ['--config-file', configFile, '--allow-no-auth', 'start'],
    env: { HOME: folder, PATH: '/usr/bin:/bin' },
    logFile: join(folder, 'server.log'),
  });
  ends.push(() => server.stop());
  const posted = async (asking: Asking): Promise<number> => {
    for (;;) {
      try {
        return (await ask(`http://127.0.0.1:${http}${DECISION}`, { ...POST, ...asking })).status;
      } catch (error) {
        if (server.process.exitCode !== null) throw error; // Else it is not up yet.
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  };
  expect(await posted({ origin: ELSEWHERE })).toBe(403);
  expect(await posted({ host: REBOUND })).toBe(403);
  expect(await posted({})).toBe(403);
});

describe('the inbox of mails', () => {
  let url: string;
  beforeAll(async () => {
    const mails = join(folder, 'mails');
    const allowedHosts = ['desk.example'];
    const given = { smtpPort: 0, webPort: 0, folder: mails, allowedHosts };
    const catcher = await startMailCatcher(given);
    ends.push(() => catcher.close());
    url = catcher.webUrl;
  });
  const arm = { method: 'DELETE' };

  test.each<[string, Asking, number, string]>([
    ['of another name', { host: REBOUND }, 421, 'UNBIND_HOST_REFUSED'],
    ['of another origin', { ...arm, origin: ELSEWHERE }, 403, 'UNBIND_CSRF_REFUSED'],
    ['without an origin of its own', { ...arm, origin: 'null' }, 403, 'UNBIND_CSRF_REFUSED'],
    ['of another port', { ...arm, origin: 'http://127.0.0.1:9' }, 403, 'UNBIND_CSRF_REFUSED'],
  ])('refuses a page %s', async (_whose, asking, status, code) => {
    const answer = await ask(`${url}/api/messages`, asking);
    expect({
      status: answer.status,
      code: (JSON.parse(answer.text) as { code: string }).code,
    }).toEqual({ status, code });
  });

  test('serves its own pages, programs, and a page of elsewhere that only reads', async () => {
    expect((await ask(url)).status).toBe(200);
    expect((await ask(url, { host: 'localhost:1080' })).status).toBe(200);
    expect((await ask(url, { host: '[::1]:1080' })).status).toBe(200);
    expect((await ask(url, { host: 'desk.example' })).status).toBe(200);
    expect((await ask(url, { origin: ELSEWHERE })).status).toBe(200);
    expect((await ask(`${url}/control/faults`, { ...arm })).status).toBe(204);
    expect((await ask(`${url}/control/faults`, { ...arm, origin: url })).status).toBe(204);
  });
});

describe('the simulator of the providers', () => {
  let url: string;
  beforeAll(async () => {
    const simulator = await startSimulator({ seeded: false, allowedHosts: ['desk.example'] });
    ends.push(() => simulator.close());
    url = simulator.url;
  });
  const fresh: Asking = {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  };

  test.each<[string, Asking, number, string]>([
    ['of another name', { host: REBOUND }, 421, 'host_refused'],
    ['of another origin', { ...fresh, origin: ELSEWHERE }, 403, 'origin_refused'],
    ['without an origin of its own', { ...fresh, origin: 'null' }, 403, 'origin_refused'],
    ['of another port', { ...fresh, origin: 'http://127.0.0.1:9' }, 403, 'origin_refused'],
  ])('refuses a page %s', async (_whose, asking, status, code) => {
    const answer = await ask(`${url}/control/merchants/fresh`, asking);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ code, message: expect.any(String) as unknown });
  });

  test('serves its own page, programs, and a page of elsewhere that only reads', async () => {
    expect((await ask(url, { host: 'localhost' })).status).toBe(200);
    expect((await ask(url, { host: 'DESK.example:4010' })).status).toBe(200);
    expect((await ask(url, { origin: ELSEWHERE })).status).toBe(200);
    const make = (asking: Asking) => ask(`${url}/control/merchants/fresh`, { ...fresh, ...asking });
    expect((await make({})).status).toBe(201);
    expect((await make({ origin: url })).status).toBe(201);
  });
});

describe('the ports of the worker', () => {
  const ports: number[] = [];
  beforeAll(async () => {
    const health = await startHealthServer(0, '127.0.0.1', async () => ({
      ready: true,
      checks: {},
    }));
    const metrics = await startMetricsServer({
      port: 0,
      host: '127.0.0.1',
      registry: new Registry(),
    });
    ends.push(health.close, metrics.close);
    ports.push(health.port, metrics.port);
  });

  test('refuse a page of another name or origin', async () => {
    for (const port of ports) {
      const url = `http://127.0.0.1:${port}/`;
      expect((await ask(url, { host: REBOUND })).status).toBe(421);
      expect((await ask(url, { ...POST, origin: ELSEWHERE })).status).toBe(403);
      expect((await ask(url)).status).toBe(404);
    }
  });

  test('answer probes and scrapes under any name, and to nothing but reading', async () => {
    const [health = 0, metrics = 0] = ports;
    const probes = [`${health}/healthz`, `${health}/readyz`, `${metrics}/metrics`];
    for (const probe of probes) {
      const url = `http://127.0.0.1:${probe}`;
      expect((await ask(url, { host: 'worker:8081' })).status).toBe(200);
      expect((await ask(url, { ...POST, origin: ELSEWHERE })).status).toBe(403);
    }
  });
});
