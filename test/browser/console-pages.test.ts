/**
 * Every page and state of the console, in both languages, light and dark, wide and narrow: nothing found by
 * axe, nothing wider than its window.
 */
import { describeInBrowser, type Page } from './browser';
import { playCases, type CasesByStand } from './console-cases';
import { useConsoleRoom } from './console-desk';
import { looks, to } from './console-looks';
import { press } from './console-steps';

const FINE: readonly string[] = [];
/** Looking at each of several states in more than one way takes its time. */
const LIMIT_MS = 180_000;
const UNKNOWN = 'UC-0000000000';
/** Dialogs whose pictures belong to the documentation. */
const KEPT_DIALOGS: Readonly<Record<string, string>> = {
  批准: 'dialog-approve',
  预览: 'dialog-notice',
};

describeInBrowser('the pages of the console', () => {
  const room = useConsoleRoom();
  let cases: CasesByStand;
  beforeAll(async () => {
    cases = await playCases(room.system);
  }, 120_000);

  const dialog = (page: Page) => page.getByRole('dialog');
  async function close(page: Page): Promise<void> {
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
  }
  /** Opens a dialog, looks at it, and closes it again. */
  async function looksOpen(page: Page, name: string, open: () => Promise<void>, kept = false) {
    await open();
    await dialog(page).waitFor();
    const found = await looks(page, name, kept);
    await close(page);
    return found;
  }

  test(
    'sign-in: empty, refused, locked out, after the end of a session',
    async () => {
      const page = await room.sitDown();
      await to(page, '/', '.sign-in-card');
      expect(await looks(page, 'sign-in', true)).toEqual(FINE);
      const tryOut = async (): Promise<void> => {
        await page.getByLabel('用户名').fill('nobody');
        await page.getByLabel('密码').fill('wrong');
        await press(page, '登录');
      };
      await tryOut();
      await page.getByRole('alert').waitFor();
      expect(await looks(page, 'sign-in-refused')).toEqual(FINE);
      const lockedOut = page.getByText('尝试次数过多');
      while (!(await lockedOut.isVisible())) {
        const answered = page.waitForResponse((answer) => answer.url().endsWith('/session'));
        await tryOut();
        await answered;
        await page.getByRole('alert').waitFor();
      }
      expect(await looks(page, 'sign-in-locked-out')).toEqual(FINE);
    },
    LIMIT_MS,
  );

  test(
    'the list: filled, filtered, empty, searched, saved views, keys, search by personal data',
    async () => {
      const page = await room.enter('agent', '/cases?tab=team');
      await page.locator('table.queue').waitFor();
      expect(await looks(page, 'queue', true)).toEqual(FINE);
      await to(page, '/cases?tab=all&status=awaiting-review&openedFrom=2026-01-01', 'table.queue');
      expect(await looks(page, 'queue-filtered')).toEqual(FINE);
      const save = () => press(page, '保存当前筛选');
      expect(await looksOpen(page, 'queue-save-view', save)).toEqual(FINE);
      await save();
      await page.getByLabel('视图名称').fill('等待审核');
      await press(page, '保存');
      await page.getByRole('link', { name: '等待审核' }).waitFor();
      await to(page, '/cases?tab=overdue', '.empty');
      expect(await looks(page, 'queue-empty', true)).toEqual(FINE);
      await to(page, `/cases?q=${UNKNOWN}`, '.empty');
      expect(await looks(page, 'queue-nothing-found')).toEqual(FINE);
      const help = () => press(page, '快捷键');
      expect(await looksOpen(page, 'queue-keys', help, true)).toEqual(FINE);
      const account = () => press(page, /^我的账户/);
      expect(await looksOpen(page, 'account', account)).toEqual(FINE);
      const find = async (): Promise<void> => {
        await press(page, '按电话、证件号或邮箱查找');
        await page.getByLabel('手机号码').fill(room.system.simulator.merchants()[0]?.phone ?? '');
        await press(page, '查找');
        await dialog(page).locator('table.queue').waitFor();
      };
      expect(await looksOpen(page, 'queue-personal-search', find, true)).toEqual(FINE);
    },
    LIMIT_MS,
  );

  test.each([
    ['identity', 'agent'],
    ['draft', 'agent'],
    ['review', 'reviewer'],
    ['information', 'agent'],
    ['parked', 'operator'],
    ['completed', 'auditor'],
    ['withdrawn', 'agent2'],
    ['held', 'operator'],
  ] as const)(
    'the page of a case: %s, to the %s',
    async (stand, user) => {
      const page = await room.enter(user, `/cases/${cases[stand]}`);
      await page.locator('.timeline').waitFor();
      await page.locator('.loading').waitFor({ state: 'detached' });
      const kept = ['review', 'parked', 'completed'].includes(stand);
      expect(await looks(page, `case-${stand}`, kept)).toEqual(FINE);
    },
    LIMIT_MS,
  );

  test.each([
    ['identity', 'agent', ['核验身份', '更正联系方式', '撤回', '重新发送商户链接', '收回链接']],
    ['consent', 'agent', ['记录同意']],
    ['ready', 'reviewer', ['批准', '要求补充', '拒绝', '放回', '查看完整信息']],
    ['parked', 'operator', ['重试', '人工处理', '暂停']],
    ['held', 'operator', ['恢复']],
    ['completed', 'operator', ['预览', '重新发送']],
  ] as const)(
    'the dialogs of a case: %s, to the %s',
    async (stand, user, names) => {
      const page = await room.enter(user, `/cases/${cases[stand]}`);
      await page.locator('.timeline').waitFor();
      for (const [index, name] of names.entries()) {
        const button = page.getByRole('button', { name: new RegExp(`^${name}`) }).first();
        const known = KEPT_DIALOGS[name];
        const picked = known ?? `dialog-${stand}-${index}`;
        const found = await looksOpen(page, picked, () => button.click(), known !== undefined);
        expect([name, ...found]).toEqual([name]);
      }
    },
    LIMIT_MS,
  );
});
