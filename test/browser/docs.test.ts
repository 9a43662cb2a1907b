/**
 * The page about the API in real Chromium: found, read and tried, under the policy of the desk.
 * @long
 */
import { axeFindings, describeInBrowser, sidewaysScroll, type Page } from './browser';
import { useConsoleRoom } from './console-desk';

/** What axe finds in the markup of Swagger UI itself, which is not ours to change. */
const OF_THE_VIEWER = [
  ...['nested-interactive', 'heading-order', 'region'],
  ...['scrollable-region-focusable', 'target-size'],
];

describeInBrowser('the page about the API', () => {
  const room = useConsoleRoom();

  async function open(page: Page, address = '/docs/'): Promise<void> {
    await page.goto(address);
    await page.locator('#contents li').first().waitFor({ state: 'attached' });
    await page.locator('.opblock').first().waitFor();
  }

  /** Carries out the operation that is open, and answers with the status that came. */
  async function tryIt(page: Page, id: string, body?: string): Promise<string> {
    const block = page.locator(`.opblock[id$="-${id}"]`);
    await block.getByRole('button', { name: 'Try it out' }).click();
    if (body !== undefined) await block.locator('textarea.body-param__text').fill(body);
    await block.getByRole('button', { name: 'Execute' }).click();
    return block.locator('.live-responses-table .response-col_status').last().innerText();
  }

  test('finds an operation by words that are said of it, and leads there by its contents', async () => {
    const page = await room.sitDown();
    await open(page);
    await page.getByRole('searchbox', { name: 'Search' }).fill('draft everything wrong');
    await page.locator('.opblock').nth(1).waitFor({ state: 'detached' });
    expect(await page.locator('.opblock').innerText()).toContain(
      '/api/v1/cases/{caseId}/application',
    );
    const links = page.getByRole('navigation').getByRole('listitem');
    expect(await links.count()).toBe(1);
    await links.getByRole('link').click();
    await page.locator('.opblock.is-open').getByText('Example Value').first().waitFor();
  });

  test('tries a reading and a change with the session of who is signed in', async () => {
    const page = await room.enter('agent');
    await open(page, '/docs/#/session/readSession');
    expect(await tryIt(page, 'readSession')).toContain('200');
    await open(page, '/docs/#/cases/searchCases');
    await page.reload();
    await page.locator('.opblock.is-open').waitFor();
    expect(await tryIt(page, 'searchCases', '{"phone":"13812345678"}')).toContain('200');
  });

  test('leads the type of a problem to the words of its code', async () => {
    const page = await room.sitDown();
    await page.goto('/docs#UNBIND_BAD_REQUEST');
    await page.waitForURL('**/docs/errors#UNBIND_BAD_REQUEST');
    expect(await page.locator(':target').innerText()).toContain('UNBIND_BAD_REQUEST');
    expect(await axeFindings(page, 'docs-errors')).toEqual([]);
  });

  test('is readable by everybody, wide and narrow', async () => {
    for (const width of [1280, 360]) {
      const page = await room.sitDown({ width });
      await open(page, '/docs/#/cases/openCase');
      await page.locator('.opblock.is-open').waitFor();
      const ours = await axeFindings(page, `docs-${width}-ours`, { within: '.swagger-ui' });
      const whole = await axeFindings(page, `docs-${width}`, { rules: OF_THE_VIEWER });
      expect([...ours, ...whole]).toEqual([]);
      expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
    }
  });
});
