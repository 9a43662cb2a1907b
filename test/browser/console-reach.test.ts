/** Where the focus goes when a page changes under it, ways to what is wrong, and what a grey button says. */
import { openedCase } from '../record/samples';
import { axeFindings, describeInBrowser, type Page } from './browser';
import { useConsoleRoom } from './console-desk';
import { focused, follow, heading, press, startApplication } from './console-steps';
import { awaitingApplication } from './merchant-desk';

/** More cases than one page of the list shows. */
const MANY = 55;

describeInBrowser('whoever works by keyboard', () => {
  const room = useConsoleRoom();
  /** What has the focus by its tag and class; `body` where it was lost. */
  const holder = (page: Page): Promise<string> =>
    page.evaluate<string>(
      `(document.activeElement.tagName + ' ' + document.activeElement.className).toLowerCase().trim()`,
    );

  test('stays in the list while paging, and comes back to the page by Back', async () => {
    for (let count = 0; count < MANY; count += 1) {
      await openedCase(room.system.record, { teamId: 'team-1' });
    }
    const page = await room.enter('agent', '/cases?tab=team');
    await page.getByRole('button', { name: '下一页' }).waitFor();
    await page.getByRole('button', { name: '下一页' }).focus();
    const before = await page.locator('.row-link').first().innerText();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '回到第一页' }).waitFor();
    await page.getByText(before, { exact: true }).waitFor({ state: 'detached' });
    expect(await holder(page)).not.toBe('body');
    expect(await page.evaluate(`document.activeElement.closest('section, .pages') !== null`)).toBe(
      true,
    );
    await page.goBack();
    await page.getByText(before, { exact: true }).waitFor();
    expect(await holder(page)).not.toBe('body');
    await page.locator('.row-link').first().press('Enter');
    await heading(page, before);
    await page.goBack();
    await page.getByText(before, { exact: true }).waitFor();
    expect(await holder(page)).not.toBe('body');
  });

  test('is in the form that a button has revealed, and comes from the count of errors to each field', async () => {
    const { caseId } = await awaitingApplication(room.system);
    const page = await room.enter('agent', `/cases/${caseId}`);
    await startApplication(page);
    expect(await holder(page)).not.toBe('body');
    expect(
      await page.evaluate(`document.activeElement.contains(document.querySelector('form'))`),
    ).toBe(true);
    await press(page, '保存并检查');
    const count = page.locator('.problem-links summary');
    await count.waitFor();
    const submit = page.getByRole('button', { name: '提交审核' });
    expect(await submit.isDisabled()).toBe(true);
    const why = await submit.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${why ?? ''}"]`).innerText()).toBe('请先更正所列问题。');
    await count.click();
    await follow(page, /^商户名称/);
    expect((await focused(page)).name).toContain('商户名称');
  });

  test('is told why a new note cannot be added yet', async () => {
    const { caseId } = await openedCase(room.system.record, { teamId: 'team-1' });
    const page = await room.enter('agent', `/cases/${caseId}`);
    const add = page.getByRole('button', { name: '添加备注' });
    await add.waitFor();
    const why = await add.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${why ?? ''}"]`).innerText()).toBe('还需填写：备注内容');
    await page.getByLabel('备注内容').fill('已联系');
    expect(await add.isEnabled()).toBe(true);
  });

  test.each(['light', 'dark'] as const)(
    'and whoever points reads a link that looks like a button, in the %s',
    async (colorScheme) => {
      const page = await room.enter('agent', '/cases', { colorScheme });
      const link = page.locator('a.button').first();
      await link.hover();
      expect(await axeFindings(page, `console-hover-${colorScheme}`)).toEqual([]);
      await link.focus();
      expect(await axeFindings(page, `console-focus-${colorScheme}`)).toEqual([]);
    },
  );
});
