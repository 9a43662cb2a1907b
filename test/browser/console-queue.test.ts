/** A list of ten thousand cases: a page at a time, filters that answer, and rows that stay under the hand. */
import { KNOWN, fillRecord } from '../../bench/list-fill';
import { openCase } from '../e2e/play';
import { describeInBrowser, type Page } from './browser';
import { expectFine, useConsoleRoom } from './console-desk';
import { press } from './console-steps';
import { peopleOf } from './merchant-desk';

const CASES = 10_000;
const PAGE_ROWS = 50;
/** Elements of the whole page with fifty rows, with room to spare; ten thousand rows have over 100,000. */
const MOST_ELEMENTS = 2_500;
const LIMIT_MS = 120_000;

describeInBrowser('a list of ten thousand cases', () => {
  const room = useConsoleRoom();
  /** Opened after the rows that were filled in, the newer one first in a list by change. */
  let older: string;
  let newer: string;
  beforeAll(async () => {
    const { system } = room;
    const people = peopleOf(system);
    const open = async () => openCase(people, await system.simulator.freshMerchant());
    older = await open();
    newer = await open();
    const row = await system.record.cases.read(older);
    if (!row) throw new Error('the case is not in the record');
    const { DATABASE_URL: databaseUrl = '', UNBIND_MASTER_KEY: key = '' } = system.env;
    const masterKey = Buffer.from(key, 'base64');
    await fillRecord({ databaseUrl, masterKey, cases: CASES, seed: 4, view: row.view });
  }, LIMIT_MS);

  const idsOn = (page: Page) => page.locator('[data-row-link]').allInnerTexts();
  const elementsOn = (page: Page) =>
    page.evaluate<number>('document.getElementsByTagName("*").length');
  /** Waits until the list that an address asks for has come. */
  async function listAfter(page: Page, act: () => Promise<unknown>): Promise<URL> {
    const answered = page.waitForResponse((answer) => answer.url().includes('/api/v1/cases?'));
    await act();
    const address = new URL((await answered).url());
    await page.locator('.loading').waitFor({ state: 'detached' });
    return address;
  }

  test(
    'comes by pages of fifty, each by the cursor of the one before, there and back',
    async () => {
      const page = await room.enter('operator', '/cases?tab=all');
      await page.locator('table.queue').waitFor();
      const seen = [await idsOn(page)];
      for (let pages = 1; pages < 6; pages += 1) {
        await page.locator('[data-row-link]').last().scrollIntoViewIfNeeded();
        const asked = await listAfter(page, () => press(page, '下一页'));
        expect(asked.searchParams.get('cursor')).toBeTruthy();
        expect(new URL(page.url()).searchParams.get('cursor')).toBe(
          asked.searchParams.get('cursor'),
        );
        seen.push(await idsOn(page));
        expect(seen.at(-1)).toHaveLength(PAGE_ROWS);
        expect(await elementsOn(page)).toBeLessThan(MOST_ELEMENTS);
      }
      expect(new Set(seen.flat()).size).toBe(6 * PAGE_ROWS);
      await press(page, '上一页');
      await page.locator(`[data-row-link="${seen[4]?.[0] ?? ''}"]`).waitFor();
      expect(await idsOn(page)).toEqual(seen[4]);
      await press(page, '回到第一页');
      await page.locator(`[data-row-link="${seen[0]?.[0] ?? ''}"]`).waitFor();
      expect(await idsOn(page)).toEqual(seen[0]);
    },
    LIMIT_MS,
  );

  test(
    'answers every filter and search, with whole pages of what was asked for',
    async () => {
      const page = await room.enter('operator', '/cases?tab=all');
      await page.locator('table.queue').waitFor();
      await listAfter(page, () => page.getByLabel('状态').selectOption('unbinding'));
      const statuses = await page.locator('table.queue tbody td:nth-child(2) .tag').allInnerTexts();
      expect(statuses.filter((text) => text === '解绑中')).toHaveLength(PAGE_ROWS);
      await listAfter(page, () => page.getByLabel('解绑原因').selectOption('other'));
      const reasons = await page.locator('table.queue tbody td:nth-child(5)').allInnerTexts();
      expect(reasons).toEqual(Array<string>(PAGE_ROWS).fill('其他'));
      await listAfter(page, () => page.getByRole('link', { name: /^超时/ }).click());
      expect(await page.locator('.tag.warn').count()).toBeGreaterThanOrEqual(PAGE_ROWS);
      const overdue = await page.getByRole('link', { name: /^超时/ }).innerText();
      expect(Number(/\d+/.exec(overdue)?.[0])).toBeGreaterThan(CASES / 50);
      const search = page.getByRole('searchbox');
      await search.fill(KNOWN.caseId);
      await listAfter(page, () => search.press('Enter'));
      expect(await idsOn(page)).toEqual([KNOWN.caseId]);
      await search.fill(KNOWN.merchantNumber);
      await listAfter(page, () => search.press('Enter'));
      expect(await idsOn(page)).toHaveLength(PAGE_ROWS);
    },
    LIMIT_MS,
  );

  test('sets a filter in the tab that was clicked a moment before', async () => {
    const page = await room.enter('operator', '/cases');
    await page.getByRole('link', { name: /^本组/ }).waitFor();
    // Between the two lies a moment in which a page may follow, and no more.
    await page.evaluate(`(async () => {
      document.querySelector('.tabs a[href*="tab=team"]').click();
      await undefined;
      const reasons = document.querySelector('.filters option[value="other"]').parentElement;
      reasons.value = 'other';
      reasons.dispatchEvent(new Event('change', { bubbles: true }));
    })()`);
    await page.waitForURL(/\?tab=team&reason=other$/);
  });

  test(
    'never moves a row that somebody is about to click, whatever arrives',
    async () => {
      const { system } = room;
      const page = await room.enter('operator', '/cases?tab=all');
      await page.locator('table.queue').waitFor();
      const before = await idsOn(page);
      expect(before.slice(0, 2)).toEqual([newer, older]);
      const places = async () => {
        const boxes = await page.locator('[data-row-link]').all();
        return Promise.all(boxes.map((link) => link.boundingBox()));
      };
      const stood = await places();
      const target = stood[1];
      if (!target) throw new Error('the row is not on the page');
      await page.mouse.move(target.x + 5, target.y + 5);

      const latest = await openCase(peopleOf(system), await system.simulator.freshMerchant());
      await system.staff.agent.post(`/cases/${newer}/withdraw`, { revision: 1 });
      await page.locator('tr.changed', { hasText: '已撤回' }).waitFor();
      const news = page.getByRole('button', { name: /项有变化/ });
      await news.waitFor();
      expect(await idsOn(page)).toEqual(before);
      expect(await places()).toEqual(stood);

      await page.mouse.click(target.x + 5, target.y + 5);
      await page.getByRole('heading', { level: 1, name: older }).waitFor();
      await page.goBack();
      await page.locator('table.queue').waitFor();
      await page.locator(`[data-row-link="${latest}"]`).waitFor();
      expect((await idsOn(page)).slice(0, 3).sort()).toEqual([latest, newer, older].sort());
    },
    LIMIT_MS,
  );

  test.each([360, 800])(
    'keeps its rows in place on a screen of %d pixels, whatever comes into them',
    async (width) => {
      const { system } = room;
      const { agent, operator } = system.staff;
      const open = async () => openCase(peopleOf(system), await system.simulator.freshMerchant());
      const [, held, leaves] = [await open(), await open(), await open()];
      const hold = (caseId: string) =>
        operator.post(`/ops/cases/${caseId}/hold`, { reason: 'a check' });
      await hold(leaves);
      const address = '/cases?tab=all&status=awaiting-identity&sort=-openedAt';
      const page = await room.enter('operator', address, { width, height: 900, locale: 'en-GB' });
      await page.locator('table.queue').waitFor();
      const placesOf = async () => {
        const links = await page.locator('[data-row-link]').all();
        return Promise.all(links.slice(0, 6).map((link) => link.boundingBox()));
      };
      const stood = await placesOf();
      await operator.post(`/ops/cases/${leaves}/release-hold`, { reason: 'it is fine' });
      await agent.post(`/cases/${leaves}/withdraw`, { revision: 1 });
      await hold(held);
      await page.locator('tr.gone').getByText('No longer in this list').waitFor();
      await page.locator('tr.changed').getByText('Held').waitFor();
      expect(await placesOf()).toEqual(stood);
      await expectFine(page, `console-queue-changed-${width}`);
    },
    LIMIT_MS,
  );

  test(
    'shows what has arrived once it is asked for',
    async () => {
      const { system } = room;
      const page = await room.enter('operator', '/cases?tab=all');
      await page.locator('table.queue').waitFor();
      const latest = await openCase(peopleOf(system), await system.simulator.freshMerchant());
      await page.getByRole('button', { name: /项有变化/ }).click();
      await page.locator(`[data-row-link="${latest}"]`).waitFor();
      expect((await idsOn(page))[0]).toBe(latest);
      expect(await idsOn(page)).toHaveLength(PAGE_ROWS);
    },
    LIMIT_MS,
  );
});
