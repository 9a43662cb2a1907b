/**
 * The merchant's page in a real browser, through the real API, worker, Temporal, simulator and mail.
 * @long
 */
import { readFileSync } from 'node:fs';
import { eventually } from '../e2e/eventually';
import { untilCase, untilEnd, workUpToApproval } from '../e2e/play';
import type { System } from '../e2e/system';
import {
  axeFindings,
  describeInBrowser,
  openAs,
  picture,
  sidewaysScroll,
  startBrowser,
  type Browser,
  type Page,
  type Reader,
  type Watched,
} from './browser';
import {
  awaitingConsent,
  awaitingCorrection,
  codeOn,
  linkIn,
  peopleOf,
  startDesk,
} from './merchant-desk';

const PHONE: Reader = { width: 360, height: 740 };
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const CONSENT = /请确认终端解绑申请/;
const CORRECT = /请更正或补充/;
const CLOSED = /全部办结/;
const MESSAGE = '执照上的名称与申请不一致，请核对。\n<img src=x onerror="document.title=1">';

describeInBrowser('the page of the merchant', () => {
  let system: System;
  let browser: Browser;
  const opened: Watched[] = [];
  beforeAll(async () => {
    [system, browser] = await Promise.all([startDesk(), startBrowser()]);
  }, 120_000);
  afterEach(async () => {
    for (const { context, foreign, faults } of opened.splice(0)) {
      await context.close();
      expect(foreign).toEqual([]);
      expect(faults).toEqual([]);
    }
  });
  afterAll(async () => {
    await browser.close();
    await system.stop();
  });

  async function person(reader: Reader = PHONE): Promise<Page> {
    const watched = await openAs(browser, system.apiUrl, reader);
    opened.push(watched);
    return watched.page;
  }

  /** Nobody scrolls sideways, and axe finds nothing; in this language, and in the other as well. */
  async function isFine(page: Page, name: string, languages: 'one' | 'both' = 'both') {
    const lang = (): Promise<string | null> => page.locator('html').getAttribute('lang');
    const look = async (): Promise<void> => {
      const picked = `${name}-${(await lang()) ?? ''}`;
      await picture(page, picked, true);
      expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
      expect(await axeFindings(page, picked)).toEqual([]);
    };
    await look();
    if (languages === 'one') return;
    const other = async (): Promise<void> => {
      const before = await lang();
      await page.locator('.language').click();
      await page.locator(`html:not([lang="${before ?? ''}"]) main:not([aria-busy])`).waitFor();
    };
    await other();
    await look();
    await other();
  }

  const heading = (page: Page, name: string | RegExp) =>
    page.getByRole('heading', { level: 1, name }).waitFor();
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

  async function fillIn(page: Page, merchant: Awaited<ReturnType<typeof freshMerchant>>) {
    await page.getByLabel('商户编号').fill(merchant.merchantNumber);
    await page.getByLabel('联系人姓名').fill(merchant.contactName);
    await page.getByLabel('手机号码').fill(merchant.phone);
    await page.getByLabel('电子邮箱').fill(merchant.email);
    await page.getByLabel('第 1 台终端的序列号').fill(merchant.terminals[0]?.serialNumber ?? '');
    await page.getByLabel('解绑原因').selectOption('business-ended');
  }
  /** Opens the case by the link of its mail, as merchants do. */
  async function follow(page: Page, merchant: { readonly email: string }, subject: RegExp) {
    await page.goto(await linkIn(system, merchant.email, subject));
    await page.getByRole('heading', { level: 1, name: /办理进度|Progress/ }).waitFor();
    await page.locator('.standing').waitFor();
  }
  const freshMerchant = () => system.simulator.freshMerchant();

  test.each([
    ['zh-CN', 'light', 'POS 终端解绑', '申请解绑终端'],
    ['en-GB', 'dark', 'Unbind a POS terminal', 'Ask to unbind a terminal'],
  ] as const)('is complete in %s, %s, at 360 pixels', async (locale, colorScheme, title, ask) => {
    const page = await person({ ...PHONE, locale, colorScheme });
    const answer = await page.goto('/m/');
    expect(answer?.headers()['x-robots-tag']).toContain('noindex');
    expect(answer?.headers()['content-security-policy']).toContain("default-src 'none'");
    await heading(page, title);
    await isFine(page, 'merchant-start', 'one');
    await press(page, ask);
    await page.getByRole('button', { name: /^(下一步|Next)/ }).click();
    await page.getByRole('alert').waitFor();
    await isFine(page, 'merchant-request-faulty', 'one');
  });

  test('changes its language without losing what was typed', async () => {
    const page = await person();
    await page.goto('/m/#/request');
    await page.getByLabel('联系人姓名').fill('王小明');
    await press(page, 'Switch to English');
    await heading(page, 'Ask to unbind a terminal');
    expect(await page.getByLabel('Name of the contact person').inputValue()).toBe('王小明');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  test('sends another code once the pause is over, in whichever language, after a failed try too', async () => {
    const merchant = await freshMerchant();
    const page = await person();
    await page.clock.install();
    await page.goto('/m/#/request');
    await fillIn(page, merchant);
    await press(page, '下一步：验证手机');
    await heading(page, '输入验证码');
    await page.getByLabel('6 位验证码').fill('12');
    await codeOn(system, merchant.phone);
    const waiting = page.getByRole('button', { name: /^\d+ 秒后可以重新发送$/ });
    expect(await waiting.isDisabled()).toBe(true);
    await page.clock.runFor(30_000);
    await press(page, 'Switch to English');
    await heading(page, 'Enter the code');
    expect(await page.getByLabel('Code of six digits').inputValue()).toBe('12');
    await page.clock.runFor(31_000);
    await page.context().setOffline(true);
    await press(page, 'Send another code');
    await page.getByText(/The connection is gone|No answer/).waitFor();
    await page.context().setOffline(false);
    await press(page, 'Send another code');
    expect(await codeOn(system, merchant.phone, 1)).toMatch(/^\d{6}$/);
    await page.getByRole('button', { name: /^Another code can be sent in/ }).waitFor();
    await page.clock.runFor(61_000);
    await page.getByRole('button', { name: 'Send another code', exact: true }).waitFor();
  });

  test('takes a request whose phone is proven by a code, then papers, and shows the case', async () => {
    const merchant = await freshMerchant();
    const page = await person();
    await page.goto('/m/');
    await press(page, '申请解绑终端');
    await heading(page, '申请解绑终端');
    await fillIn(page, merchant);
    await isFine(page, 'merchant-request');
    await press(page, '下一步：验证手机');
    await heading(page, '输入验证码');
    await isFine(page, 'merchant-code');
    await page.getByLabel('6 位验证码').fill(await codeOn(system, merchant.phone));
    await press(page, '提交申请');
    await heading(page, '办理进度');
    await page.getByText('申请已收到').waitFor();
    const caseId = await page.locator('.number').innerText();
    expect(caseId).toMatch(/^UC-/);
    await page.getByLabel('选择文件').setInputFiles([
      { name: '<b>证件.png', mimeType: 'image/png', buffer: PNG },
      { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from([0x4d, 0x5a, 0xff]) },
    ]);
    await page.getByText('<b>证件.png').first().waitFor();
    await page.getByText('“photo.png”没有上传成功').waitFor();
    await isFine(page, 'merchant-case-identity');
    const { items } = await system.staff.agent.get<{ items: { by: string }[] }>(
      `/cases/${caseId}/attachments`,
    );
    expect(items).toMatchObject([{ by: 'merchant' }]);
    expect(page.url()).not.toContain(merchant.phone);
  });

  test('a page that is not there yet says that the line is gone, and comes once it is back', async () => {
    const page = await person();
    await page.goto('/m/');
    await heading(page, 'POS 终端解绑');
    await page.context().setOffline(true);
    await press(page, '申请解绑终端');
    await page
      .getByText(/网络连接已断开/)
      .first()
      .waitFor();
    await page.context().setOffline(false);
    await press(page, '重试');
    await heading(page, '申请解绑终端');
  });

  test('a wrong code is named, a draft outlives a reload, and a lost connection loses nothing', async () => {
    const merchant = await freshMerchant();
    const page = await person();
    await page.goto('/m/#/request');
    await fillIn(page, merchant);
    await page.reload();
    expect(await page.getByLabel('商户编号').inputValue()).toBe(merchant.merchantNumber);
    await page.context().setOffline(true);
    await press(page, '下一步：验证手机');
    await page.getByText(/网络连接已断开|没有收到服务器的答复/).waitFor();
    await isFine(page, 'merchant-offline', 'one');
    expect(await page.getByLabel('联系人姓名').inputValue()).toBe(merchant.contactName);
    await page.context().setOffline(false);
    await press(page, '下一步：验证手机');
    await heading(page, '输入验证码');
    const code = await codeOn(system, merchant.phone);
    await page.getByLabel('6 位验证码').fill(code === '000000' ? '111111' : '000000');
    await press(page, '提交申请');
    await page
      .getByRole('alert')
      .getByText(/验证码有误/)
      .waitFor();
    await page.getByLabel('6 位验证码').fill(code);
    await press(page, '提交申请');
    await heading(page, '办理进度');
    expect(await page.evaluate<string | null>("sessionStorage.getItem('m.request')")).toBeNull();
  });

  test('names what is wrong while it is typed, by the rules of the server', async () => {
    const page = await person();
    await page.goto('/m/#/request');
    const phone = page.getByLabel('手机号码');
    await phone.fill('010-88888888');
    await phone.blur();
    await page.getByText('该号码不能接收短信').first().waitFor();
    await phone.fill('13800138000');
    await page.getByText('该号码不能接收短信').first().waitFor({ state: 'detached' });
    expect(await phone.getAttribute('aria-invalid')).toBeNull();
    await phone.fill('+447700900123');
    await phone.blur();
    expect(await phone.getAttribute('aria-invalid')).toBeNull();
  });

  test('a landline in a correction is taken with the warning that it gets no texts', async () => {
    const { merchant } = await awaitingCorrection(system, ['phone'], MESSAGE);
    const page = await person();
    await follow(page, merchant, CORRECT);
    await press(page, '开始更正');
    const phone = page.getByLabel('手机号码');
    await phone.pressSequentially('010-88888888');
    await page.getByText('收不到短信').waitFor();
    expect(await phone.getAttribute('aria-invalid')).toBeNull();
    await phone.fill('13800138000');
    await page.getByText('收不到短信').waitFor({ state: 'detached' });
  });

  test('a link opens the case, and its token leaves the address before anything is shown', async () => {
    const { merchant } = await awaitingConsent(system);
    const page = await person();
    const link = await linkIn(system, merchant.email, CONSENT);
    await page.goto(link);
    await heading(page, '办理进度');
    expect(page.url()).toBe(`${system.apiUrl}/m/#/case`);
    const kept = await page.evaluate<string>(
      'JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])',
    );
    expect(kept).not.toContain(link.split('#')[1] ?? '');
    await page.goBack().catch(() => undefined);
    expect(page.url()).not.toContain(link.split('#')[1] ?? '');
  });

  test('a merchant elsewhere reads the limit of the mail on the page, by the own clock', async () => {
    const { merchant } = await awaitingConsent(system, { timeZone: 'America/Santiago' });
    const page = await person();
    await follow(page, merchant, CONSENT);
    const mail = system.mail
      .list({ to: merchant.email })
      .find(({ subject }) => CONSENT.test(subject));
    const limit = /\d{4}年[^ ]+ \d\d:\d\d（智利时间）/.exec(mail?.text ?? '')?.[0] ?? 'no limit';
    await page.getByText(limit, { exact: true }).waitFor();
    await page.locator('.history time', { hasText: '（智利时间）' }).first().waitFor();
    expect(await page.content()).not.toContain('北京时间');
  });

  test('terms are accepted after the itemised deposit was shown and each separate text was agreed to by itself', async () => {
    const { caseId, merchant } = await awaitingConsent(system);
    const page = await person();
    await follow(page, merchant, CONSENT);
    await isFine(page, 'merchant-case-consent');
    await press(page, '阅读条款并选择');
    await heading(page, '条款和押金明细');
    await page.getByText('¥200.00').first().waitFor();
    await press(page, '我不同意');
    await isFine(page, 'merchant-terms-refuse', 'one');
    await isFine(page, 'merchant-terms');
    await press(page, '我同意');
    await page.getByText('请逐项阅读单独同意书并勾选').waitFor();
    for (const box of await page.getByLabel('我单独同意以上内容').all()) await box.check();
    await press(page, '我同意');
    await isFine(page, 'merchant-terms-accept', 'one');
    expect(await page.content()).not.toContain(merchant.terminals[0]?.serialNumber ?? '-');
    await press(page, '确认同意');
    await heading(page, '办理进度');
    const view = await untilCase(
      system.staff.agent,
      caseId,
      'has the consent',
      (now) => now.status === 'awaiting-application',
    );
    expect(view.status).toBe('awaiting-application');

    await press(page, '您的同意');
    await heading(page, '您的同意');
    await page.getByRole('heading', { name: '处理金融账户信息' }).waitFor();
    await page.getByText(/^版本/).nth(1).click();
    await isFine(page, 'merchant-consents');
    await page.getByRole('button', { name: '撤回此项同意' }).nth(1).click();
    await press(page, '确认撤回，结束申请');
    await heading(page, '办理进度');
    expect((await system.staff.agent.get<{ status: string }>(`/cases/${caseId}`)).status).toBe(
      'withdrawn',
    );
  });

  test('terms are refused, and the request ends', async () => {
    const { merchant } = await awaitingConsent(system);
    const page = await person({ ...PHONE, locale: 'en-GB' });
    await follow(page, merchant, CONSENT);
    await press(page, 'Read the terms and choose');
    await heading(page, 'Terms and deposits');
    await press(page, 'I do not agree');
    await isFine(page, 'merchant-terms-refuse', 'one');
    await press(page, 'No, I do not agree');
    await heading(page, 'Progress');
    await page.getByText('The request was withdrawn').waitFor();
    await isFine(page, 'merchant-case-withdrawn');
  });

  test('a request is withdrawn after its consequence was spelled out', async () => {
    const { caseId, merchant } = await awaitingConsent(system);
    const page = await person();
    await follow(page, merchant, CONSENT);
    await press(page, '撤回申请');
    await heading(page, '撤回申请');
    await page.getByText('押金不退还').waitFor();
    await isFine(page, 'merchant-withdraw');
    await page.getByLabel('撤回原因').fill('继续经营');
    await press(page, 'Switch to English');
    await press(page, '切换到中文');
    await press(page, '确认撤回');
    await page.getByText('申请已撤回').first().waitFor();
    const notes = await system.staff.agent.get<object>(`/cases/${caseId}/notes`);
    expect(JSON.stringify(notes)).toContain('继续经营');
  });

  test('what a reviewer asked for is corrected, shown masked, and untrusted words stay words', async () => {
    const fields = ['merchantName', 'document.kind', 'document.number', 'deposits[0].amountMinor'];
    const { caseId, merchant } = await awaitingCorrection(system, fields, MESSAGE);
    const page = await person();
    await follow(page, merchant, CORRECT);
    await press(page, '开始更正');
    await heading(page, '核对并更正');
    await page.getByText('<img src=x onerror="document.title=1">').waitFor();
    expect(await page.locator('blockquote img').count()).toBe(0);
    await isFine(page, 'merchant-corrections');
    expect(await page.content()).not.toContain(merchant.document.number);
    await page.getByLabel('证件号码').fill('110105194912310021');
    const [head, tail] = [merchant.merchantName.slice(0, 2), merchant.merchantName.slice(2)];
    await page.getByLabel('商户名称').fill(`${head} ${tail}`);
    await page.getByLabel('证件种类').selectOption('resident-id');
    await press(page, '提交更正');
    await page.getByRole('alert').waitFor();
    await isFine(page, 'merchant-corrections-faulty', 'one');
    await page.getByLabel('证件种类').selectOption(merchant.document.kind);
    await page.getByLabel('证件号码').fill(merchant.document.number);
    await press(page, '提交更正');
    await page.getByText('更正已提交，申请回到审核').waitFor();
    expect((await system.record.revisions.read(caseId)).author).toBe('merchant');
  });

  test('an account typed while the kind of payee stands open is asked about beside its fields', async () => {
    const { caseId, merchant } = await awaitingCorrection(system, ['payee'], MESSAGE);
    const page = await person();
    await follow(page, merchant, CORRECT);
    await press(page, '开始更正');
    await page.getByLabel('收款账户户名').fill(merchant.merchantName);
    await page.getByLabel('收款账号').fill('6222020200012349');
    await page.getByLabel('开户行代码').fill('ICBC');
    await press(page, '提交更正');
    await page.getByRole('alert').waitFor();
    await isFine(page, 'merchant-corrections-unused', 'one');
    expect(await page.getByText('退款方式是原路退回').count()).toBeGreaterThanOrEqual(3);
    await page.getByLabel('退款方式').selectOption('bank-account');
    await press(page, '提交更正');
    // Refunds were to go back the way they came, so the other way is agreed to first.
    await page.getByText('退款将付至您的银行账户').waitFor();
    await isFine(page, 'merchant-difference', 'one');
    await press(page, '我同意以上差异');
    await page.getByText('您的补充同意已记录').waitFor();
    const { data } = await system.record.revisions.read(caseId);
    expect(data.application?.payee).toMatchObject({ kind: 'bank-account', bankCode: 'ICBC' });
  });

  test('at the end the statement is read, and printed alone', async () => {
    const merchant = await freshMerchant();
    const people = peopleOf(system);
    const caseId = await workUpToApproval(people, merchant);
    await untilEnd(people.agent, caseId);
    for (const [locale, colorScheme] of [
      ['zh-CN', 'light'],
      ['en-GB', 'dark'],
    ] as const) {
      const page = await person({ ...PHONE, locale, colorScheme });
      await follow(page, merchant, CLOSED);
      await page.locator('.statement').waitFor();
      for (const named of [merchant.merchantName, merchant.terminals[0]!.serialNumber]) {
        await page.locator('.statement').getByText(named).first().waitFor();
      }
      await isFine(page, 'merchant-statement', 'one');
      await page.setViewportSize({ width: 794, height: 1123 });
      await page.emulateMedia({ media: 'print' });
      await picture(page, `merchant-statement-print-${locale}`);
      expect(await page.locator('.statement').isVisible()).toBe(true);
      expect(await page.locator('.track').isVisible()).toBe(false);
      expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(1_000);
      expect(await page.locator('footer').isVisible()).toBe(false);
    }
    const wide = await person({ width: 1280, height: 900 });
    await follow(wide, merchant, CLOSED);
    await wide.locator('.statement').waitFor();
    await isFine(wide, 'merchant-statement-wide');
    const [file] = await Promise.all([
      wide.waitForEvent('download'),
      press(wide, '保存带证明的文件'),
    ]);
    expect(file.suggestedFilename()).toBe(`${caseId}-evidence.html`);
    const html = readFileSync(await file.path(), 'utf8');
    expect(html).toContain(merchant.merchantName);
    const paper = await person({ width: 900, height: 1200 });
    await paper.setContent(html.split('<script')[0]!);
    await picture(paper, 'evidence-pack');
    expect(await paper.locator('main').count()).toBe(2);
  });

  test('the number of a case and a code open its page, an unknown number looks the same', async () => {
    const { caseId, merchant } = await awaitingConsent(system);
    const page = await person();
    await page.goto('/m/');
    await press(page, '我有工单号');
    await isFine(page, 'merchant-number');
    await page.getByLabel('工单号').fill('12');
    await press(page, '发送验证码');
    await page.getByRole('alert').waitFor();
    await isFine(page, 'merchant-number-faulty', 'one');
    await page.getByLabel('工单号').fill(caseId.toLowerCase().replace('-', ' '));
    await press(page, '发送验证码');
    await heading(page, '输入验证码');
    const sentence = await page.locator('.lead').innerText();
    await page.getByLabel('6 位验证码').fill(await codeOn(system, merchant.phone));
    await press(page, '进入');
    await heading(page, '办理进度');
    const stranger = await person();
    await stranger.goto('/m/#/number');
    await stranger.getByLabel('工单号').fill('UC-0000000000');
    await press(stranger, '发送验证码');
    await heading(stranger, '输入验证码');
    expect(await stranger.locator('.lead').innerText()).toBe(sentence);
  });

  test('a link that was revoked, and a session that has ended, say what to do', async () => {
    const { caseId, merchant } = await awaitingConsent(system);
    const link = await linkIn(system, merchant.email, CONSENT);
    const page = await person();
    await page.goto(link);
    await heading(page, '办理进度');
    await system.staff.agent.post(`/cases/${caseId}/merchant-link`, { action: 'revoke' });
    await press(page, '阅读条款并选择');
    await heading(page, '登录已结束');
    await isFine(page, 'merchant-ended');
    const late = await person({ ...PHONE, locale: 'en-GB' });
    await late.goto(link);
    await heading(late, 'The link does not open anything');
    await isFine(late, 'merchant-bad-link');
  });

  test('a case that moves on is shown anew without a reload', async () => {
    const merchant = await freshMerchant();
    const page = await person();
    await page.goto('/m/#/request');
    await fillIn(page, merchant);
    await press(page, '下一步：验证手机');
    await page.getByLabel('6 位验证码').fill(await codeOn(system, merchant.phone));
    await press(page, '提交申请');
    const caseId = await page.locator('.number').innerText();
    const proof = { method: 'callback', documents: [], evidence: 'The number answered.' };
    await system.staff.agent.post(`/cases/${caseId}/verify-identity`, proof);
    await page.getByRole('button', { name: '阅读条款并选择' }).waitFor({ timeout: 45_000 });
  });

  test('the whole request is made by keyboard alone', async () => {
    const merchant = await freshMerchant();
    const page = await person({ width: 1280, height: 900 });
    await page.goto('/m/');
    await heading(page, 'POS 终端解绑');
    const tabTo = async (name: string): Promise<void> => {
      await eventually(`the focus is on ${name}`, async () => {
        await page.keyboard.press('Tab');
        const label = await page.evaluate<string>(
          "(document.activeElement.labels?.[0] ?? document.activeElement).textContent ?? ''",
        );
        return label.startsWith(name) ? true : undefined;
      });
    };
    await tabTo('申请解绑终端');
    await page.keyboard.press('Enter');
    await heading(page, '申请解绑终端');
    const entries: readonly (readonly [string, string])[] = [
      ['商户编号', merchant.merchantNumber],
      ['联系人姓名', merchant.contactName],
      ['手机号码', merchant.phone],
      ['第 1 台终端的序列号', merchant.terminals[0]?.serialNumber ?? ''],
    ];
    for (const [label, text] of entries) {
      await tabTo(label);
      await page.keyboard.insertText(text);
    }
    await tabTo('解绑原因');
    await page.keyboard.press('ArrowDown');
    await tabTo('下一步');
    await page.keyboard.press('Enter');
    await heading(page, '输入验证码');
    await tabTo('6 位验证码');
    await page.keyboard.insertText(await codeOn(system, merchant.phone));
    await page.keyboard.press('Enter');
    await heading(page, '办理进度');
  });
});
