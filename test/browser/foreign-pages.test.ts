/** Pages of elsewhere in real Chromium: blind posts to the ports of the desk, and names that lead there. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Simulator, startSimulator } from '../../local/simulator/simulator';
import { type Stage, startStage } from '../api/stage';
import { eventually } from '../e2e/eventually';
import { ELSEWHERE, REBOUND } from '../support/foreign-page';
import { type Browser, type Page, describeInBrowser, startBrowser } from './browser';

describeInBrowser('a page of elsewhere', () => {
  const host = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Elsewhere</title>');
  });
  const elsewhere = new URL(ELSEWHERE).hostname;
  let stage: Stage;
  let simulator: Simulator;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    host.listen(0, '127.0.0.1');
    await once(host, 'listening');
    stage = await startStage({ cases: false });
    simulator = await startSimulator({ seeded: false });
    const names = [elsewhere, REBOUND].map((name) => `MAP ${name} 127.0.0.1`);
    browser = await startBrowser(`--host-resolver-rules=${names.join(', ')}`);
    page = await browser.newPage();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await simulator.close();
    await stage.stop();
    host.close();
  });

  const ports = (): Readonly<Record<string, string>> => ({
    api: `${stage.url}/api/v1/session`,
    inbox: `${stage.mail.webUrl}/control/faults`,
    simulator: `${simulator.url}/control/merchants/fresh`,
  });

  /** Posts as a page may without asking; whether it sees the answer is another matter. */
  const post = async (target: string): Promise<void> => {
    const { port } = host.address() as AddressInfo;
    await page.goto(`http://${elsewhere}:${port}/`);
    const blindly = `{ method: 'POST', mode: 'no-cors', body: '{}' }`;
    await page.evaluate(`fetch(${JSON.stringify(target)}, ${blindly}).catch(() => 0)`);
  };

  test.each(['inbox', 'simulator'])('posts nothing to the port of the %s', async (port) => {
    const target = ports()[port] ?? '';
    const [answer] = await Promise.all([page.waitForResponse(target), post(target)]);
    expect(answer.status()).toBe(403);
  });

  test('posts nothing to the port of the API, and does not see the answer', async () => {
    await post(ports()['api'] ?? '');
    await eventually('the post is answered', async () => {
      return /"route":"\/api\/v1\/session","status":403/.test(stage.logs()) || undefined;
    });
  });

  test.each(['api', 'inbox', 'simulator'])(
    'does not become a page of the %s by a name that leads there',
    async (port) => {
      const { port: number } = new URL(ports()[port] ?? '');
      const rebound = await page.goto(`http://${REBOUND}:${number}/`);
      expect(rebound?.status()).toBe(421);
      const own = await page.goto(`http://127.0.0.1:${number}/${port === 'api' ? 'docs' : ''}`);
      expect(own?.status()).toBe(200);
    },
  );
});
