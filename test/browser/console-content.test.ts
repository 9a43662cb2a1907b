/** What people send is shown as text and taken by content; what is personal is shown on a reason. */
import { readFileSync } from 'node:fs';
import {
  applicationOf,
  openCase,
  proveIdentity,
  recordConsent,
  submitApplication,
} from '../e2e/play';
import { describeInBrowser, type Page } from './browser';
import { expectFine, signIn, useConsoleRoom } from './console-desk';
import { follow, heading, press, standsAt } from './console-steps';
import { linkIn } from './merchant-desk';

const MARKUP = '<img src="x" onerror="window.hit=1"><script>window.hit=1</script>{{x}}';
/** Turns what follows around, and would turn the rest of a line. */
const TURNED = '\u202eمرحبا abc';
const LONG = 'Ä'.repeat(3_000);
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describeInBrowser('what people send', () => {
  const room = useConsoleRoom();

  /** Nothing of it has become a part of the page. */
  async function isOnlyText(page: Page): Promise<void> {
    expect(await page.evaluate<unknown>('window.hit')).toBeUndefined();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(await page.locator('body script:not([src])').count()).toBe(0);
  }

  async function strangeCase() {
    const merchant = await room.system.simulator.freshMerchant({ merchantName: MARKUP });
    const { agent } = room.system.staff;
    const strange = { ...merchant, contactName: 'مرحبا <b onclick="window.hit=1">王' };
    const caseId = await openCase({ agent }, strange);
    return { merchant: strange, caseId };
  }

  test('is text everywhere in the console and on the page of the merchant', async () => {
    const { merchant, caseId } = await strangeCase();
    const page = await room.enter('agent', `/cases/${caseId}`);
    for (const text of [MARKUP, TURNED, LONG]) {
      await page.getByLabel('备注内容').fill(text);
      await press(page, '添加备注');
      if (text === LONG) await press(page, '显示全文');
      await page.locator('pre').getByText(text, { exact: true }).waitFor();
    }
    await press(page, '收起');
    await page.locator('input[type=file]').setInputFiles({
      name: `<img src=x onerror=hit>${'长'.repeat(80)}.png`,
      mimeType: 'image/png',
      buffer: PNG,
    });
    await page.getByText('已上传 <img src=x').waitFor();
    await expectFine(page, 'console-case-strange');
    await isOnlyText(page);

    const { agent } = room.system.staff;
    await proveIdentity({ agent }, caseId);
    const link = await linkIn(room.system, merchant.email, /请确认终端解绑申请/);
    await recordConsent({ agent }, caseId);
    await submitApplication({ agent }, caseId, applicationOf(merchant));
    const reviewer = await room.enter('reviewer', `/review/${caseId}`);
    await reviewer.getByText(/^\d+ 处无法比较、其余 \d+ 处一致/).waitFor();
    await expectFine(reviewer, 'console-review-strange');
    await isOnlyText(reviewer);
    await press(reviewer, '查看完整信息');
    await reviewer.getByLabel('理由').fill(MARKUP);
    await press(reviewer, '查看');
    await reviewer.getByText(MARKUP).first().waitFor();
    await isOnlyText(reviewer);

    await page.goto(`/console/cases/${caseId}`);
    await press(page, '预览：请确认条款 · 邮件');
    await page.getByRole('dialog').locator('iframe').waitFor();
    await page.frameLocator('iframe').locator('body').waitFor();
    expect(await page.frameLocator('iframe').locator('img[src="x"], script').count()).toBe(0);
    await expectFine(page, 'console-notice-preview');

    const customer = await room.sitDown({ width: 360, height: 740 });
    await customer.goto(link);
    await heading(customer, '办理进度');
    await customer.locator('.standing').waitFor();
    await expectFine(customer, 'merchant-case-strange');
    await isOnlyText(customer);
  });

  test('is kept where it is typed while a note is still on its way', async () => {
    const { caseId } = await strangeCase();
    const page = await room.enter('agent', `/cases/${caseId}`);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/notes', async (route) => {
      if (route.request().method() === 'POST') await released;
      await route.continue();
    });
    const field = page.getByLabel('备注内容');
    await field.fill('第一条');
    await press(page, '添加备注');
    await field.fill('第二条');
    release();
    await page.locator('pre').getByText('第一条', { exact: true }).waitFor();
    await page.locator('button:enabled', { hasText: '添加备注' }).click();
    await page.locator('pre').getByText('第二条', { exact: true }).waitFor();
    await page.locator('button:disabled', { hasText: '添加备注' }).waitFor();
    expect(await field.inputValue()).toBe('');
  });

  test('is taken by its content: a page that calls itself a picture is refused and says why', async () => {
    const { caseId } = await strangeCase();
    const page = await room.enter('agent', `/cases/${caseId}`);
    await page.getByText('没有附件。').waitFor();
    const choose = (name: string, mimeType: string, content: string | Buffer): Promise<void> =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType, buffer: Buffer.from(content) });
    await choose('营业执照.png', 'image/png', '<!doctype html><script>window.hit=1</script>');
    await page.getByRole('alert').getByText('“营业执照.png”没有上传。').waitFor();
    await page.getByText('文件类型不可接受，或文件名的后缀与实际内容不符。').waitFor();
    await expectFine(page, 'console-upload-refused');
    await choose('营业执照.png', 'image/png', PNG);
    await page.getByText('文件类型不可接受').waitFor({ state: 'detached' });
    await page.getByText('营业执照.png', { exact: true }).waitFor();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      press(page, /^下载 营业执照\.png/),
    ]);
    expect(download.suggestedFilename()).toBe('营业执照.png');
    expect(readFileSync(await download.path())).toEqual(PNG);
    await page.getByText('林晓下载了附件').waitFor();
    await expectFine(page, 'console-case-attachment');
    await isOnlyText(page);
  });

  test('is masked until somebody names a reason, which the ledger keeps', async () => {
    const { merchant, caseId } = await strangeCase();
    const page = await room.enter('agent', `/cases/${caseId}`);
    await standsAt(page, '待核验身份');
    const digits = merchant.phone.slice(-11);
    expect(await page.content()).not.toContain(digits);
    await press(page, '查看完整信息');
    const show = page.getByRole('button', { name: '查看', exact: true });
    expect(await show.isDisabled()).toBe(true);
    await expectFine(page, 'console-dialog-reveal');
    await page.getByLabel('理由').fill('回拨商户');
    await show.click();
    await page.getByText(merchant.phone).waitFor();
    await page.getByText('林晓查看了完整个人信息').waitFor();
    await expectFine(page, 'console-case-revealed');
    await press(page, '遮盖');
    await page.getByText(merchant.phone).waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(digits);
  });

  test('is found by phone without the number entering the address', async () => {
    const { merchant, caseId } = await strangeCase();
    const page = await room.enter('agent', '/cases');
    await press(page, '按电话、证件号或邮箱查找');
    await page.getByRole('dialog').getByRole('textbox', { name: '手机号码' }).fill(merchant.phone);
    await press(page, '查找');
    await page.getByText('找到 1 个工单').waitFor();
    await expectFine(page, 'console-personal-search');
    await page.locator(`dialog [data-row-link="${caseId}"]`).click();
    await heading(page, caseId);
    await page.goBack();
    expect(page.url()).not.toContain(merchant.phone.slice(-11));
  });

  test('is found by its own kind of search where somebody types it into the other', async () => {
    const { merchant, caseId } = await strangeCase();
    const page = await room.enter('agent', '/cases?tab=team');
    const search = page.getByRole('searchbox');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const { phone, document, email } = merchant;
    for (const typed of [phone, phone.slice(3), document.number, email]) {
      await search.fill(typed);
      await search.press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.getByText('这看起来是个人信息').waitFor();
      await dialog.getByText(/^找到 \d 个工单$/).waitFor();
      await press(page, '关闭');
    }
    await search.fill(merchant.phone.slice(3));
    await search.press('Enter');
    await page.getByRole('dialog').getByText(/^找到/).waitFor();
    await page.locator(`dialog [data-row-link="${caseId}"]`).waitFor();
    await expectFine(page, 'console-personal-search-mistyped');
    expect(await search.inputValue()).toBe('');
    expect([page.url(), ...asked].join(' ')).not.toContain(merchant.phone.slice(3));
    expect([page.url(), ...asked].join(' ')).not.toContain(merchant.document.number);
    expect(decodeURIComponent([page.url(), ...asked].join(' '))).not.toContain('@');
    // A serial number may look like a phone number; who says so searches for it as one.
    await press(page, '不是，按商户号或序列号搜索');
    await page.getByText('没有找到').waitFor();
  });

  test('stands in the zone of the staff who read it, and in that of the case for its merchant', async () => {
    const { merchant, caseId } = await strangeCase();
    const { agent } = room.system.staff;
    await proveIdentity({ agent }, caseId);
    const timeZone = 'America/New_York';
    /** Hour and minute of the first moment on the page, as they read and as they are there. */
    const clockOf = async (
      page: Page,
      where: string,
      zone: string,
    ): Promise<readonly [string, string]> => {
      const moment = page.locator(`${where} time`).first();
      const at = new Date((await moment.getAttribute('datetime')) ?? '');
      const form = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' });
      const there = form.format(at);
      return [/\d\d:\d\d/.exec(await moment.innerText())?.[0] ?? '', there];
    };
    const page = await room.enter('agent', `/cases/${caseId}`, { timeZone });
    await page.locator('.timeline time').first().waitFor();
    const [read, there] = await clockOf(page, '.timeline', timeZone);
    expect(read).toBe(there);
    const customer = await room.sitDown({ width: 360, height: 740, timeZone });
    await customer.goto(await linkIn(room.system, merchant.email, /请确认终端解绑申请/));
    await customer.locator('.history time').first().waitFor();
    const [shown, theirs] = await clockOf(customer, '.history', 'Asia/Shanghai');
    expect(shown).toBe(theirs);
  });

  test('stands below tabs that keep their places when their numbers come', async () => {
    const page = await room.sitDown();
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/api/v1/cases/counts', async (route) => {
      await released;
      await route.continue();
    });
    await page.goto('/console/cases');
    await signIn(page, room.accounts.agent);
    const places = async () =>
      Promise.all((await page.locator('.tabs a').all()).map((tab) => tab.boundingBox()));
    await page.getByRole('link', { name: /^本组/ }).waitFor();
    const before = await places();
    release();
    await page.locator('.tabs .count', { hasText: /\d/ }).first().waitFor();
    expect(await places()).toEqual(before);
  });

  test('is listed by filters that are kept as a view, for the person alone', async () => {
    const { caseId } = await strangeCase();
    const page = await room.enter('agent', '/cases');
    await follow(page, /^本组/);
    await page.getByLabel('解绑原因').selectOption('business-ended');
    await page.getByLabel('状态').selectOption('awaiting-identity');
    await page.locator(`[data-row-link="${caseId}"]`).waitFor();
    await press(page, '保存当前筛选');
    await page.getByLabel('视图名称').fill('<b>/待核验');
    await page.getByText('名称会出现在网址中').waitFor();
    expect(await page.getByRole('button', { name: '保存', exact: true }).isDisabled()).toBe(true);
    await expectFine(page, 'console-dialog-view');
    await page.getByLabel('视图名称').fill('待核验 & 停业');
    await press(page, '保存');
    await follow(page, '待核验 & 停业');
    await follow(page, /^全部/);
    await follow(page, '待核验 & 停业');
    await page.waitForURL(/status=awaiting-identity&reason=business-ended/);
    await page.locator(`[data-row-link="${caseId}"]`).waitFor();
    await expectFine(page, 'console-queue-view');
    await isOnlyText(page);
    const other = await room.sitDown();
    const views = other.waitForResponse('**/api/v1/views');
    await other.goto('/console/cases');
    await signIn(other, room.accounts.agent2);
    expect(await (await views).json()).toEqual({ items: [] });
    await press(page, '删除视图 待核验 & 停业');
    await page.getByRole('link', { name: '待核验 & 停业' }).waitFor({ state: 'detached' });
  });
});
