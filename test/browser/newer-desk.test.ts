/**
 * Pages of today before a desk of tomorrow: each state, kind, code and role that the desk may answer with
 * comes under a name that the page does not know. Nothing breaks, and the name shows as it came.
 * @long
 */
import { LATER, laterNames } from '../support/later-names';
import { describeInBrowser, type Page } from './browser';
import { playCases, type CasesByStand } from './console-cases';
import { useConsoleRoom, type ConsoleUser } from './console-desk';
import { heading } from './console-steps';
import { linkIn, awaitingConsent } from './merchant-desk';

/** Who has signed in stays who they are; events are a stream. */
const KEPT_ANSWERS = /\/(session|events)$/;

async function comesFromALaterDesk(page: Page): Promise<void> {
  await page.route('**/api/v1/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (route.request().method() !== 'GET' || KEPT_ANSWERS.test(pathname)) return route.fallback();
    const response = await route.fetch();
    if (!/json/.test(response.headers()['content-type'] ?? '')) return route.fulfill({ response });
    return route.fulfill({ response, json: laterNames(await response.json()) });
  });
}

const at = (page: string): string => `/operations${page}`;

/** What a page shows where a name is looked up and not found, or a script has failed. */
const BROKEN = /undefined|\[object|NaN|页面出错了|This page has failed/;

describeInBrowser('pages of today before a desk of tomorrow', () => {
  const room = useConsoleRoom();
  let cases: CasesByStand;
  beforeAll(async () => {
    cases = await playCases(room.system);
  }, 120_000);

  async function shownAt(page: Page, address: string): Promise<string> {
    await page.goto(`/console${address}`);
    await page.locator('main h1').first().waitFor();
    await page.waitForLoadState('networkidle');
    return page.locator('main').innerText();
  }

  test.each<[ConsoleUser, readonly string[]]>([
    ['agent', ['/cases?tab=all', '/cases/new']],
    ['reviewer', ['/review']],
    ['operator', ['', '/approvals', '/runs', '/reconcile', '/rebuild', '/deployments'].map(at)],
    ['auditor', ['/reports']],
    ['admin', ['/people']],
  ])('every page of %s shows names that it does not know as they came', async (user, addresses) => {
    const page = await room.enter(user);
    await comesFromALaterDesk(page);
    const errors: string[] = [];
    page.on('console', (message) => {
      // A name that was altered on its way here is nothing to ask the desk for.
      const isAnswer = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isAnswer) errors.push(message.text());
    });
    const broken: string[] = [];
    for (const address of addresses) {
      if (BROKEN.test(await shownAt(page, address))) broken.push(address);
    }
    const { parked, review } = cases;
    for (const [stand, caseId] of Object.entries(user === 'agent' ? cases : { parked, review })) {
      const shown = await shownAt(page, `/cases/${caseId}`);
      if (BROKEN.test(shown) || !shown.includes(LATER)) broken.push(`case ${stand}`);
    }
    expect({ broken, errors }).toEqual({ broken: [], errors: [] });
  });

  test("the merchant's page shows a step that it does not know as it came", async () => {
    const { merchant } = await awaitingConsent(room.system);
    const page = await room.sitDown();
    await comesFromALaterDesk(page);
    await page.goto(await linkIn(room.system, merchant.email, /请确认终端解绑申请/));
    await heading(page, '办理进度');
    const shown = await page.locator('body').innerText();
    expect(shown).not.toMatch(BROKEN);
    expect(shown).toContain(LATER);
  });
});
