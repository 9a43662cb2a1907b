/** Pages of elsewhere in real Chromium: blind posts to the ports of the desk, and names that lead there. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { type Simulator, startSimulator } from '../../local/simulator/simulator';
import { type Stage, startStage } from '../api/stage';
import { eventually } from '../e2e/eventually';
import { ELSEWHERE, REBOUND } from '../support/foreign-page';
import { type Browser, type Page, describeInBrowser, openAs, startBrowser } from './browser';

/** A name of the desk that is not this machine's. */
const NAMED = 'desk.example';
const built = (page: string): string => join(__dirname, '..', '..', 'dist', page);

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
    stage = await startStage({
      cases: false,
      settings: {
        allowedHosts: [NAMED],
        pages: { console: built('console'), merchant: built('merchant'), docs: built('docs') },
      },
    });
    simulator = await startSimulator({ seeded: false });
    const names = [elsewhere, REBOUND, NAMED].map((name) => `MAP ${name} 127.0.0.1`);
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

  test.each([
    ['zh-CN', '此地址不安全，无法登录', '登录'],
    ['en-GB', 'Nobody can sign in under this address', 'Sign in'],
  ] as const)(
    'says in %s before a sign-in that no session is kept here',
    async (locale, title, button) => {
      const origin = `http://${NAMED}:${new URL(stage.url).port}`;
      const { context, page: console } = await openAs(browser, origin, { locale });
      await console.goto('/console/');
      await console.getByRole('alert').getByText(title).waitFor();
      expect(await console.getByRole('button', { name: button }).count()).toBe(0);
      await context.close();
    },
  );
});
