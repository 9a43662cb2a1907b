/**
 * Pages on which people work: forms, review, reports, operations, people, and what shows when something is
 * amiss. In both languages, light and dark, wide and narrow, as in `console-pages`.
 */
import { readFileSync } from 'node:fs';
import { axeFindings, describeInBrowser } from './browser';
import { playCases, type CasesByStand } from './console-cases';
import { REPORT_NAMES } from '../../wire/states';
import { useConsoleRoom } from './console-desk';
import { looks, to } from './console-looks';
import { focused, heading, press } from './console-steps';

const FINE: readonly string[] = [];
const LIMIT_MS = 180_000;

describeInBrowser('the pages of the console on which people work', () => {
  const room = useConsoleRoom();
  let cases: CasesByStand;
  beforeAll(async () => {
    cases = await playCases(room.system);
  }, 120_000);

  test(
    'the form of a new case: empty, and with everything that is wrong named',
    async () => {
      const page = await room.enter('agent', '/cases/new');
      await heading(page, '新建工单');
      expect(await looks(page, 'open-case', true)).toEqual(FINE);
      await page.getByLabel('手机号码').fill('12');
      await press(page, '创建工单');
      await page.getByRole('alert').waitFor();
      expect(await looks(page, 'open-case-faulty')).toEqual(FINE);
    },
    LIMIT_MS,
  );

  test(
    'the application: before it is shown, with findings, with what a reviewer asked for',
    async () => {
      const page = await room.enter('agent', `/cases/${cases.draft}/application`);
      await page.getByRole('button', { name: '显示已保存的内容并编辑' }).waitFor();
      expect(await looks(page, 'application-closed')).toEqual(FINE);
      await press(page, '显示已保存的内容并编辑');
      await press(page, '保存并检查');
      await page.locator('.save-bar .wrong').waitFor();
      expect(await looks(page, 'application', true)).toEqual(FINE);
      await to(page, `/cases/${cases.information}/application`, '.card');
      await press(page, '显示已保存的内容并编辑');
      await page.locator('.requested').first().waitFor();
      expect(await looks(page, 'application-requested')).toEqual(FINE);
      await to(page, `/cases/${cases.review}/application`, '.notice');
      expect(await looks(page, 'application-not-now')).toEqual(FINE);
    },
    LIMIT_MS,
  );

  test(
    'the review: its list, a case with differences, one that no longer awaits it',
    async () => {
      const page = await room.enter('reviewer', '/review');
      await page.locator('table.queue').waitFor();
      expect(await looks(page, 'review-queue', true)).toEqual(FINE);
      await to(page, `/review/${cases.review}`, '.comparison');
      expect(await looks(page, 'review-case', true)).toEqual(FINE);
      await page.getByRole('checkbox').first().check();
      await press(page, '要求补充');
      await page.getByRole('dialog').waitFor();
      expect(await looks(page, 'dialog-request-information', true)).toEqual(FINE);
      await to(page, `/review/${cases.completed}`, '#reviewed');
      expect(await looks(page, 'review-over')).toEqual(FINE);
    },
    LIMIT_MS,
  );

  test.each(REPORT_NAMES)(
    'the report %s with its chart and table',
    async (name) => {
      const page = await room.enter('auditor', `/reports?report=${name}`);
      await page.locator('.card table').waitFor();
      expect(await looks(page, `report-${name}`, true)).toEqual(FINE);
    },
    LIMIT_MS,
  );

  test.each([
    ['zh-CN', '打开日历', '选择日期', '2026年1月9日星期五', '前往下个月'],
    ['en', 'Open the calendar', 'Pick a day', 'Friday, January 9, 2026', 'Go to the Next Month'],
  ] as const)(
    'a day is picked by keys in a calendar that speaks %s, and typed in any writing',
    async (locale, open, pick, ninth, next) => {
      const page = await room.enter('auditor', '/reports?report=reasons&from=2026-01-08', {
        locale: locale === 'en' ? 'en-GB' : locale,
        timeZone: 'America/Los_Angeles',
      });
      const from = page.getByLabel(/^(?:自（|From \()/);
      const button = page.getByRole('button', { name: open }).first();
      const dialog = page.getByRole('dialog', { name: pick });
      await button.press('Enter');
      await dialog.getByRole('button', { name: next }).waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      expect((await focused(page)).name).toBe(open);
      await button.press('Enter');
      await dialog.getByRole('button', { name: next }).waitFor();
      expect(await axeFindings(page, `calendar-${locale}`)).toEqual([]);
      await page.keyboard.press('ArrowRight');
      await dialog.getByRole('button', { name: ninth, exact: true }).press('Enter');
      await dialog.waitFor({ state: 'detached' });
      expect(await from.inputValue()).toBe('2026-01-09');
      await page.waitForURL(/from=2026-01-09/);
      expect((await focused(page)).name).toBe(open);

      await from.fill('2026年1月5日');
      await from.press('Enter');
      await page.waitForURL(/from=2026-01-05/);
      await from.fill('2026-02-30');
      await from.press('Enter');
      expect(await from.getAttribute('aria-invalid')).toBe('true');
      expect(await from.inputValue()).toBe('2026-02-30');
      expect(page.url()).toContain('from=2026-01-05');
      expect(await axeFindings(page, `day-refused-${locale}`)).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'a report follows its days and its clock, and is taken along as a file',
    async () => {
      const page = await room.enter('auditor', '/reports?report=stage-times');
      await page.locator('.card table').waitFor();
      const asked = (part: string) =>
        page.waitForRequest((request) => new URL(request.url()).search.includes(part));
      const [calendar] = await Promise.all([
        asked('time=calendar'),
        page.getByLabel('时长按').selectOption('calendar'),
      ]);
      expect(calendar.url()).toContain('/reports/stage-times');
      await page.getByLabel(/^自（/).fill('2026-01-01');
      await page.getByLabel(/^至（/).fill('2026-01-31');
      await page.getByText('这段时间没有数据。').waitFor();
      expect(page.url()).toContain(
        'report=stage-times&from=2026-01-01&to=2026-01-31&time=calendar',
      );
      await page.getByLabel(/^至（/).fill('2025-12-31');
      await page.getByRole('alert').waitFor();
      expect(await looks(page, 'report-range-refused')).toEqual(FINE);

      await to(page, '/reports?report=refusals', '.card table');
      await page
        .getByRole('rowheader', { name: /UNBIND_\w+/ })
        .first()
        .waitFor();
      await to(page, '/reports?report=reasons', '.card table');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        press(page, '导出 CSV'),
      ]);
      expect(download.suggestedFilename()).toMatch(/^reasons_[\d-]+_[\d-]+\.csv$/);
      const [head = '', ...lines] = readFileSync(await download.path(), 'utf8').split('\r\n');
      expect(head).toBe(
        '\ufeff"reason","opened","completed","rejected","withdrawn","expired","open"',
      );
      expect(lines.some((line) => line.startsWith('"business-ended",'))).toBe(true);
    },
    LIMIT_MS,
  );

  test(
    'operations: what is stuck, and the diagnosis of a case',
    async () => {
      const page = await room.enter('operator', '/operations');
      await page.locator('.attention').first().waitFor();
      expect(await looks(page, 'operations')).toEqual(FINE);
      await to(page, `/operations/${cases.parked}`, '#sentences');
      await page.locator('#repairs').waitFor();
      expect(await looks(page, 'diagnosis', true)).toEqual(FINE);
    },
    LIMIT_MS,
  );

  test(
    'people: the list, adding somebody, managing them, a secret that is told once',
    async () => {
      const page = await room.enter('admin', '/people');
      await page.locator('table.people').waitFor();
      expect(await looks(page, 'people', true)).toEqual(FINE);
      await press(page, '添加人员');
      await page.getByRole('dialog').waitFor();
      expect(await looks(page, 'people-add')).toEqual(FINE);
      await page.keyboard.press('Escape');
      // Nobody signs in as this one afterwards.
      await press(page, '管理 陈曦');
      await page.getByRole('dialog').waitFor();
      expect(await looks(page, 'people-manage', true)).toEqual(FINE);
      await press(page, '设置新密码');
      expect(await looks(page, 'people-sure')).toEqual(FINE);
      await press(page, '确认设置新密码');
      await page.locator('.secret').waitFor();
      expect(await looks(page, 'people-told')).toEqual(FINE);
    },
    LIMIT_MS,
  );

  test(
    'what shows when something is amiss: no such page or case, another role, no answer, no connection',
    async () => {
      const page = await room.enter('agent', '/nowhere');
      await heading(page, '没有这个页面');
      expect(await looks(page, 'not-found')).toEqual(FINE);
      await to(page, '/operations', 'h1');
      expect(await looks(page, 'not-for-role')).toEqual(FINE);
      await to(page, '/cases/UC-0000000000', '.notice.error');
      expect(await looks(page, 'no-such-case')).toEqual(FINE);
      await page.route('**/api/v1/cases?*', (route) => route.abort());
      await to(page, '/cases?tab=team', '.notice.error');
      expect(await looks(page, 'no-answer')).toEqual(FINE);
      await page.unroute('**/api/v1/cases?*');
      await to(page, '/cases?tab=team', 'table.queue');
      await page.context().setOffline(true);
      await page.locator('.banner').waitFor();
      expect(await looks(page, 'offline')).toEqual(FINE);
      await page.context().clearCookies();
      await page.context().setOffline(false);
      await page.locator('.sign-in-card').waitFor();
      expect(await looks(page, 'sign-in-ended')).toEqual(FINE);
    },
    LIMIT_MS,
  );
});
