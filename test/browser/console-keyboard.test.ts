/** The console in both languages, on a phone, and without a mouse. */
import { openCase } from '../e2e/play';
import { describeInBrowser, type Page } from './browser';
import { expectFine, useConsoleRoom } from './console-desk';
import { focused, heading, press, standsAt, tabTo } from './console-steps';
import { awaitingRepair, awaitingReview, peopleOf } from './merchant-desk';

describeInBrowser('the console for everybody', () => {
  const room = useConsoleRoom();

  const reviewable = async (): Promise<string> => (await awaitingReview(room.system)).caseId;

  const parked = async (): Promise<string> => (await awaitingRepair(room.system)).caseId;

  test('changes its language on every page, keeps it, and loses nothing that was typed', async () => {
    const page = await room.enter('agent', '/cases/new');
    await heading(page, '新建工单');
    await page.getByLabel('联系人姓名').fill('王小明');
    await press(page, 'English');
    await heading(page, 'Open a case');
    expect(await page.getByLabel('Name of the contact').inputValue()).toBe('王小明');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.title()).toBe('Open a case · Unbind Desk');
    await page.reload();
    await heading(page, 'Open a case');
    await page.goto('/console/cases/UC-0000000000');
    // The server answers in the language of the page.
    await page.getByRole('alert').getByText('There is no case with this id').waitFor();
    await press(page, 'Sign out');
    await heading(page, 'Sign in');
    await page.reload();
    await heading(page, 'Sign in');
    await page.getByLabel('User name').fill('agent');
    await page.getByLabel('Password').fill('wrong');
    await press(page, 'Sign in');
    await page.getByRole('alert').getByText('User name or password is wrong').waitFor();
    await expectFine(page, 'console-sign-in-failed');
    await press(page, '中文');
    await heading(page, '登录');
  });

  test.each([
    ['zh-CN', 'light'],
    ['en-GB', 'dark'],
  ] as const)('fits a screen of 360 pixels in %s, %s', async (locale, colorScheme) => {
    const [review, stuck] = await Promise.all([reviewable(), parked()]);
    const narrow = { locale, colorScheme, width: 360, height: 740 };
    const page = await room.enter('admin', '/cases?tab=all', narrow);
    const look = async (name: string, address: string, ready: string): Promise<void> => {
      await page.goto(`/console${address}`);
      await page.locator(ready).first().waitFor();
      await page.locator('.loading').waitFor({ state: 'detached' });
      await expectFine(page, `console-narrow-${name}-${locale}`);
    };
    await look('queue', '/cases?tab=all', `[data-row-link="${review}"]`);
    await look('case', `/cases/${review}`, '.timeline');
    await look('case-parked', `/cases/${stuck}`, '.notice.error');
    await look('review-queue', '/review', `[data-row-link="${review}"]`);
    await look('review', `/review/${review}`, '.comparison');
    await look('open-case', '/cases/new', 'form');
    await look('reports', '/reports', '.chart, .empty');
    await look('operations', '/operations', '.attention');
    await look('diagnosis', `/operations/${stuck}`, '#effects');
    // Moments in the zone of the viewer, states in words.
    const sentences = await page.locator('[aria-labelledby="sentences"]').innerText();
    expect(sentences).toMatch(
      locale === 'zh-CN' ? /“解绑中”，自\d{4}\/\d\d\/\d\d/ : /“Unbinding” since \d/,
    );
    expect(sentences).not.toMatch(/\dT\d\d:|unbind:UC-|unbind-terminals/);
    const draft = await openCase(
      peopleOf(room.system),
      await room.system.simulator.freshMerchant({ terminals: 3 }),
    );
    await page.goto(`/console/cases/${draft}/application`);
    await page.locator('.form-page .button.primary').click();
    await look('application', `/cases/${draft}/application`, '.form-page');
  });

  async function signInByKeys(page: Page, user: 'reviewer'): Promise<void> {
    const { password } = room.accounts[user];
    await tabTo(page, '用户名');
    await page.keyboard.insertText(user);
    await page.keyboard.press('Tab');
    await page.keyboard.insertText(password);
    await page.keyboard.press('Enter');
    await heading(page, '工单');
  }

  test('is worked by keys alone: sign in, walk the list, search, claim, open, decide', async () => {
    const [older, newer] = [await reviewable(), await reviewable()];
    const page = await room.sitDown();
    await page.goto('/console/cases?tab=all&status=awaiting-review&sort=-openedAt');
    await heading(page, '登录');
    await signInByKeys(page, 'reviewer');
    await page.locator(`[data-row-link="${older}"]`).waitFor();

    const rowAt = async (): Promise<string> => (await focused(page)).name;
    await page.keyboard.press('j');
    expect(await rowAt()).toBe(newer);
    await page.keyboard.press('j');
    expect(await focused(page)).toEqual({ name: older, isVisible: true });
    await page.keyboard.press('k');
    expect(await rowAt()).toBe(newer);

    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('领取审核').waitFor();
    await expectFine(page, 'console-keys-help');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await rowAt()).toBe(newer);

    await page.keyboard.press('/');
    expect(await rowAt()).toBe('工单号、商户号或序列号');
    // While somebody types, a letter is a letter.
    await page.keyboard.type('c?jk');
    expect(await page.getByRole('searchbox').inputValue()).toBe('c?jk');
    await page.getByRole('searchbox').fill(older);
    await page.keyboard.press('Enter');
    await page.locator(`[data-row-link="${newer}"]`).waitFor({ state: 'detached' });
    await page.locator(`[data-row-link="${older}"]`).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    expect(await rowAt()).toBe(older);
    await page.keyboard.press('c');
    await page.getByText(`已领取 ${older}`).waitFor();
    await page.keyboard.press('Enter');
    await standsAt(page, '待审核');

    await tabTo(page, '批准');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, '批注（可选）');
    await page.keyboard.insertText('核对无误');
    await tabTo(page, '确认：批准');
    await page.keyboard.press('Enter');
    await standsAt(page, '已完成');
    // The focus is where it was, or on the page: never lost.
    expect((await focused(page)).name).not.toBe('');
  });

  test('lets who is disturbed by single keys switch them off', async () => {
    const caseId = await reviewable();
    const page = await room.enter('reviewer', '/cases?tab=all');
    await page.locator(`[data-row-link="${caseId}"]`).waitFor();
    await page.keyboard.press('?');
    await page.getByLabel('启用单键快捷键').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    expect((await focused(page)).name).not.toMatch(/^UC-/);
    await page.reload();
    await page.locator(`[data-row-link="${caseId}"]`).waitFor();
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
