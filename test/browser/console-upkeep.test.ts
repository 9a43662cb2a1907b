/**
 * Operators beside single repairs: many cases at once, histories that are taken along and replayed, comparisons
 * with the providers, and builds of the worker.
 * @long
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePorts } from '../../base/free-ports';
import { startProgram } from '../e2e/programs';
import { approve, untilEnd, viewOf, workUpToApproval } from '../e2e/play';
import { backUpRecord } from '../support/record-backup';
import { describeInBrowser, type Page } from './browser';
import { useConsoleRoom } from './console-desk';
import { looks, to } from './console-looks';
import { press } from './console-steps';
import { awaitingConsent, awaitingRepair, awaitingReview, peopleOf } from './merchant-desk';

const FINE: readonly string[] = [];

/** A run takes its time on a busy machine. */
const RUN_LIMIT_MS = 60_000;

/** By what the cases have in common and by what they have not; ends without a filter. */
async function filterThem(page: Page, stuck: readonly { caseId: string }[]): Promise<void> {
  const filters = page.getByRole('group', { name: '筛选' });
  const found = page.locator('.attention').getByRole('link', { name: /^UC-/ });
  const none = page.getByText('没有符合条件的事项。');
  await filters.getByLabel('状态').selectOption('unbinding');
  await filters.getByLabel('涉及押金不低于').fill('1');
  await filters.getByLabel('涉及押金不低于').press('Enter');
  await page.waitForURL(/status=unbinding&moneyFrom=100$/);
  const group = page.getByRole('region', { name: /^parked:/ });
  await group
    .getByText(/涉及押金 ¥\d/)
    .first()
    .waitFor();
  expect((await found.allInnerTexts()).toSorted()).toEqual(stuck.map((s) => s.caseId).toSorted());
  // A repair in bulk is not told by money.
  expect(await page.getByRole('button', { name: /^全部重试/ }).count()).toBe(0);
  // The filters stay beside a diagnosis, and with whom the address is sent to.
  await found.first().click();
  await page.waitForURL(/UC-.*\?status=unbinding&moneyFrom=100$/);
  await page.locator('#history').waitFor();
  await page.reload();
  await group.waitFor();
  expect(await filters.getByLabel('涉及押金不低于').inputValue()).toBe('1.00');
  expect(await looks(page, 'attention-filtered', true)).toEqual(FINE);
  await filters.getByLabel('涉及押金不低于').fill('999999');
  await filters.getByLabel('涉及押金不低于').press('Enter');
  await none.waitFor();
  await press(page, '清除筛选');
  await filters.getByLabel('工单原因').selectOption('other');
  await none.waitFor();
  await filters.getByLabel('工单原因').selectOption('');
  await filters.getByLabel('在此日期之前开始等待').fill('2020-01-01');
  await none.waitFor();
  await press(page, '清除筛选');
  await page.waitForURL(/\/operations\/UC-[^?]*$/);
  await filters.getByLabel('状态').selectOption('unbinding');
  await page.getByRole('button', { name: '全部重试（2）…' }).waitFor();
}

interface SavedHistory {
  readonly workflowId: string;
  readonly history: { readonly events: readonly unknown[] };
}

/** The lines of the file that a press saves. */
async function savedBy(page: Page, button = '下载历史'): Promise<readonly SavedHistory[]> {
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
  expect(file.suggestedFilename()).toBe('histories.jsonl');
  const lines = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as SavedHistory);
}

async function runEnds(page: Page): Promise<void> {
  const state = page.getByRole('dialog').getByText('已完成', { exact: true });
  await state.waitFor({ timeout: RUN_LIMIT_MS });
}

describeInBrowser('the upkeep of the desk in the console', () => {
  const room = useConsoleRoom();

  test('cases that are parked for one cause are run dry, retried with one reason, and each goes on', async () => {
    const stuck = [await awaitingRepair(room.system), await awaitingRepair(room.system)];
    const page = await room.enter('operator', '/operations');
    await filterThem(page, stuck);
    await press(page, '全部重试（2）…');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('共 2 个工单，将处理 2 个：').waitFor();
    await dialog.getByText('以同一请求号再次请求').waitFor();
    const start = dialog.getByRole('button', { name: '重试 2 个' });
    expect(await start.isDisabled()).toBe(true);
    await dialog.getByLabel('原因').fill('收单机构已解除锁定。');
    await dialog.getByLabel('每秒处理').fill('many');
    await dialog.getByText('请输入不小于 1 的整数。').waitFor();
    expect(await start.isDisabled()).toBe(true);
    await dialog.getByLabel('每秒处理').fill('5');
    expect(await looks(page, 'dialog-bulk', true)).toEqual(FINE);
    await room.system.simulator.liftFaults();
    await start.click();
    await runEnds(page);
    const counts = await dialog.getByText(/^已完成 \d/).innerText();
    expect(counts).toBe('已完成 2 / 2，跳过 0，失败 0，再次挂起 0，剩余 0');
    // The report stays, though the cause has left the list beneath it.
    for (const { caseId } of stuck) await untilEnd(room.system.staff.operator, caseId);
    await page.getByText('没有符合条件的事项。').waitFor({ timeout: RUN_LIMIT_MS });
    expect(await dialog.getByText(/^已完成 \d/).count()).toBe(1);
    expect(await looks(page, 'dialog-bulk-run')).toEqual(FINE);
    await press(page, '关闭');
    for (const { merchant } of stuck) {
      const { unbinds } = await room.system.simulator.ledger(merchant);
      expect(unbinds.map(({ executed }) => executed)).toEqual([1]);
    }

    await page.getByRole('link', { name: '批量处理' }).click();
    await page.getByRole('row', { name: /重试.*赵磊.*已完成.*2 \/ 2/ }).waitFor();
    expect(await looks(page, 'bulk-runs', true)).toEqual(FINE);
    await page.getByRole('button', { name: /^查看 B-/ }).click();
    await dialog.getByText('已完成 2 / 2').waitFor();
  });

  test('cases of a filter are held in bulk, and nothing is offered while no condition is given', async () => {
    const { caseId } = await awaitingReview(room.system);
    const page = await room.enter('operator', '/operations/runs');
    const preview = page.getByRole('button', { name: '预演…' });
    expect(await preview.isDisabled()).toBe(true);
    await page.getByLabel('处理', { exact: true }).selectOption('hold');
    await page.getByLabel('状态').selectOption('awaiting-review');
    await preview.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('暂停工单').waitFor();
    await dialog.getByLabel('原因').fill('核对监管公告。');
    await dialog.getByRole('button', { name: /^暂停 \d+ 个$/ }).click();
    await runEnds(page);
    expect(await viewOf(room.system.staff.operator, caseId)).toMatchObject({ held: true });
    await press(page, '关闭');

    // Who only looks sees the runs, and no way to start one.
    const auditor = await room.enter('auditor', '/operations/runs');
    await auditor.getByRole('row', { name: /暂停.*赵磊/ }).waitFor();
    expect(await auditor.getByRole('button', { name: '预演…' }).count()).toBe(0);
  });

  test('a history is taken along as raw JSON, told as a story, and replayed on the build that runs', async () => {
    const { caseId } = await awaitingReview(room.system);
    const page = await room.enter('auditor', `/operations/${caseId}`);
    await page.locator('#history').waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), press(page, '下载原始 JSON')]);
    expect(file.suggestedFilename()).toBe(`${caseId}-history.json`);
    const folder = mkdtempSync(join(tmpdir(), 'console-history-'));
    try {
      const path = join(folder, 'history.json');
      await file.saveAs(path);
      const read = JSON.parse(readFileSync(path, 'utf8')) as { history: { events: unknown[] } };
      expect(read.history.events.length).toBeGreaterThan(10);
    } finally {
      rmSync(folder, { recursive: true });
    }
    await page.getByText(/^经过/).click();
    await page.locator('details').getByText('林晓提交了申请').waitFor();
    await press(page, '用当前 worker 的版本重放');
    await page.getByText('代码与历史一致，工单可以继续。').waitFor();
    expect(await looks(page, 'diagnosis-replayed', true)).toEqual(FINE);
  });

  test('a history that the code does not fit shows the first event that differs and what the code wanted', async () => {
    const { caseId } = await awaitingReview(room.system);
    const page = await room.enter('operator', `/operations/${caseId}`);
    await page.route('**/replay', (route) =>
      route.fulfill({
        json: {
          workflowId: caseId,
          replays: false,
          failure: {
            message: 'Activity machine does not handle this event',
            eventId: 17,
            eventType: 'ActivityTaskScheduled',
            recorded: 'checkConsent',
            wanted: 'takeTerminals',
          },
        },
      }),
    );
    await press(page, '用当前 worker 的版本重放');
    const verdict = page.getByRole('status').filter({ hasText: '代码与历史不一致' });
    await verdict.getByText('第一个不一致的事件：第 17 个（ActivityTaskScheduled）').waitFor();
    expect(await verdict.locator('dd').allInnerTexts()).toEqual(['checkConsent', 'takeTerminals']);
    expect(await looks(page, 'diagnosis-diverges')).toEqual(FINE);
  });

  test('sending a notice again says first what became of it, and where it would go', async () => {
    const { caseId } = await completed();
    const page = await room.enter('operator', `/cases/${caseId}`);
    await page
      .getByRole('button', { name: /^重新发送.*邮件/ })
      .first()
      .click();
    const plan = page.getByRole('dialog').getByRole('region', { name: '预演：如果现在执行' });
    await plan.getByText(/^将以邮件发往 .*\*/).waitFor();
    await plan.getByText(/^24 小时内还可重发 \d 次。$/).waitFor();
    expect(await looks(page, 'dialog-resend')).toEqual(FINE);
  });

  async function completed(): Promise<{ caseId: string; serialNumber: string; merchant: string }> {
    const merchant = await room.system.simulator.freshMerchant();
    const caseId = await workUpToApproval(peopleOf(room.system), merchant, { closeAccount: false });
    await untilEnd(room.system.staff.operator, caseId);
    await room.system.temporal.client.workflow.getHandle(caseId).result();
    const serialNumber = merchant.terminals[0]?.serialNumber ?? '';
    return { caseId, serialNumber, merchant: merchant.merchantNumber };
  }

  async function compareNow(page: Page): Promise<void> {
    const answered = page.waitForResponse(
      (answer) => answer.request().method() === 'POST' && answer.url().endsWith('/ops/reconcile'),
    );
    await press(page, '立即对账');
    // The page shows the run before until then, which is completed too.
    const { id } = (await (await answered).json()) as { id: string };
    const run = page.locator('section', { has: page.locator('#run', { hasText: id }) });
    await run.locator('.tag', { hasText: '已完成' }).waitFor();
  }

  test('a comparison is started, and leads from what differs to the case', async () => {
    const { caseId, serialNumber, merchant } = await completed();
    const page = await room.enter('operator', '/operations/reconcile');
    await page.getByText('不要按清单手工付款、解绑或注销').waitFor();
    await compareNow(page);
    expect(await page.getByRole('row', { name: new RegExp(caseId) }).count()).toBe(0);

    const bound = { merchantNumber: merchant, status: 'bound' };
    await room.system.simulator.change(`terminals/${serialNumber}`, bound);
    await to(page, '/operations/reconcile', 'h2');
    await compareNow(page);
    const row = page.getByRole('row', { name: new RegExp(caseId) });
    await row.getByText('已解绑').first().waitFor();
    expect(await looks(page, 'reconcile', true)).toEqual(FINE);
    await row.getByRole('link').click();
    await page.getByRole('heading', { name: caseId }).waitFor();

    const auditor = await room.enter('auditor', '/operations/reconcile');
    await auditor
      .getByRole('link', { name: /^reconcile-/ })
      .first()
      .click();
    await auditor.getByRole('row', { name: new RegExp(caseId) }).waitFor();
    expect(await auditor.getByRole('button', { name: '立即对账' }).count()).toBe(0);
  });

  /** What happens meanwhile is forgotten by the record alone. */
  async function forgetting<T>(work: () => Promise<T>): Promise<T> {
    const backup = await backUpRecord(room.system.env['DATABASE_URL'] ?? '');
    const result = await work();
    await backup.restore();
    return result;
  }

  test('after a restore of the record alone a case is found, run dry, and rebuilt without a second request', async () => {
    const { system } = room;
    const { caseId, merchant, revision } = await awaitingReview(system);
    await forgetting(async () => {
      await approve(peopleOf(system), caseId, revision);
      await untilEnd(system.staff.operator, caseId);
      await system.temporal.client.workflow.getHandle(caseId).result();
    });
    const page = await room.enter('operator', '/operations');
    await page.getByRole('link', { name: '重建记录' }).click();
    await page.getByText('不要为了一致而把 Temporal 也恢复').waitFor();
    await page.getByLabel('备份的时间').fill('2026-01-01T08:00');
    await press(page, '列出工单');
    const known = page.getByRole('navigation', { name: 'Temporal 中的工单' });
    await known.getByText('npx unbind ops rebuild --since 2026-01-01T').waitFor();
    await press(page, /^逐个预演/);
    const ours = known.getByRole('listitem').filter({ hasText: caseId });
    await ours.getByText('有缺失').waitFor();
    await known.getByRole('button', { name: /^逐个预演/ }).waitFor();
    expect(await known.getByText('有缺失', { exact: true }).count()).toBe(1);
    await ours.getByRole('link').click();
    const view = page.locator('section[aria-labelledby="rebuilding"]');
    await view.getByRole('row', { name: /解绑.*已完成/ }).waitFor();
    await view.getByText(/^前 \d+ 行：/).click();
    await view.getByText('有人批准了申请').waitFor();
    expect(await looks(page, 'rebuild', true)).toEqual(FINE);

    await press(page, '重建此工单…');
    const confirm = page.getByRole('button', { name: '确认：重建记录' });
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByRole('dialog').getByLabel('理由').fill('档案已恢复到今天的备份。');
    expect(await looks(page, 'dialog-rebuild')).toEqual(FINE);
    await confirm.click();
    await view.getByText('已重建').waitFor();
    await view.getByText('档案没有缺少任何内容。').waitFor();
    await ours.getByText('完整').waitFor();
    expect(await page.getByRole('button', { name: '重建此工单…' }).count()).toBe(0);
    expect(await viewOf(system.staff.operator, caseId)).toMatchObject({ status: 'completed' });
    const { unbinds, refunds } = await system.simulator.ledger(merchant);
    expect([...unbinds, ...refunds].map(({ executed }) => executed)).toEqual([1, 1]);
  });

  test('a case that the record does not know is rebuilt with its opening entered again; an auditor only looks', async () => {
    const { system } = room;
    const { caseId, merchant } = await forgetting(() => awaitingConsent(system));
    const address = `/operations/rebuild/${caseId}`;
    const auditor = await room.enter('auditor', address);
    await auditor.getByText('开单信息丢失').waitFor();
    expect(await auditor.getByRole('button', { name: '重建此工单…' }).count()).toBe(0);

    const page = await room.enter('operator', address);
    await press(page, '重建此工单…');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('理由').fill('档案已恢复到今天的备份。');
    await press(page, '确认：重建记录');
    await dialog.getByRole('alert').first().waitFor();
    expect(await looks(page, 'dialog-rebuild-opening', true)).toEqual(FINE);
    await dialog.getByLabel('商户号', { exact: true }).fill(merchant.merchantNumber);
    await dialog.getByLabel('联系人姓名').fill(merchant.contactName);
    await dialog.getByLabel('手机号码').fill(merchant.phone);
    await dialog.getByLabel('电子邮箱').fill(merchant.email);
    await dialog.getByLabel('第 1 台终端的序列号').fill(merchant.terminals[0]?.serialNumber ?? '');
    await press(page, '确认：重建记录');
    await page.getByText('档案没有缺少任何内容。').waitFor();
    expect(await viewOf(system.staff.agent, caseId)).toMatchObject({ status: 'awaiting-consent' });
  });

  test('histories of a filter and of everything open are saved as one file, each on a line', async () => {
    const { caseId } = await awaitingReview(room.system);
    const page = await room.enter('auditor', '/operations/deployments');
    const card = page.getByRole('region', { name: '多个工单的历史' });
    await card.getByText('npx unbind ops replay histories.jsonl --bundle').waitFor();
    // Pages of one each: what comes first is told while the others are on their way.
    await page.route(/\/ops\/histories/, (route) => {
      const url = new URL(route.request().url());
      url.searchParams.set('limit', '1');
      return route.continue({ url: url.href });
    });
    const open = await savedBy(page);
    expect(open.map(({ workflowId }) => workflowId)).toContain(caseId);
    expect(open.every(({ history }) => history.events.length > 0)).toBe(true);
    await card.getByText(`${open.length} 个历史已保存为 histories.jsonl`).waitFor();

    await card.getByLabel('状态').selectOption('awaiting-review');
    await card.getByLabel('工单原因').selectOption('business-ended');
    const reviewed = await savedBy(page);
    expect(reviewed.map(({ workflowId }) => workflowId)).toContain(caseId);
    expect(await looks(page, 'histories', true)).toEqual(FINE);

    // A page that is not answered is asked for again, and what was taken before is not.
    let asked = 0;
    await page.route(/\/ops\/histories/, (route) => {
      asked += 1;
      return asked === 2 ? route.abort() : route.fallback();
    });
    await card.getByLabel('状态').selectOption('open');
    await card.getByLabel('工单原因').selectOption('');
    await awaitingReview(room.system);
    await press(page, '下载历史');
    await card.getByRole('alert').waitFor();
    const again = await savedBy(page, '重试');
    expect(again.map(({ workflowId }) => workflowId).toSorted()).toEqual(
      [...new Set(again.map(({ workflowId }) => workflowId))].toSorted(),
    );
    expect(again.length).toBeGreaterThan(1);
  });

  test('without versioned workers the page says what to set', async () => {
    const page = await room.enter('operator', '/operations/deployments');
    await page.getByText('UNBIND_WORKER_DEPLOYMENT_NAME').waitFor();
  });

  test('a build is made current after the warning to replay first, and so are the workers before it again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'console-build-'));
    const [health = 0, metrics = 0] = await findFreePorts(2);
    const worker = await startProgram({
      script: 'worker/main.js',
      env: {
        ...room.system.env,
        UNBIND_WORKER_HEALTH_PORT: String(health),
        UNBIND_WORKER_METRICS_PORT: String(metrics),
        UNBIND_WORKER_DEPLOYMENT_NAME: 'desk',
        UNBIND_WORKER_BUILD_ID: '2026-12-01',
      },
      logFile: join(folder, 'worker.log'),
      readyUrl: `http://127.0.0.1:${health}/readyz`,
    });
    try {
      const auditor = await room.enter('auditor', '/operations/deployments');
      await auditor.getByRole('row', { name: /2026-12-01.*待命/ }).waitFor();
      expect(await auditor.getByRole('button', { name: /设为当前/ }).count()).toBe(0);

      const page = await room.enter('operator', '/operations/deployments');
      await page.getByRole('row', { name: /不带版本的 worker.*当前/ }).waitFor();
      await press(page, '设为当前：2026-12-01');
      const dialog = page.getByRole('dialog');
      await dialog.getByText('npx unbind ops replay --open --bundle').waitFor();
      const confirm = dialog.getByRole('button', { name: '确认：设为当前' });
      expect(await confirm.isDisabled()).toBe(true);
      expect(await looks(page, 'dialog-make-current', true)).toEqual(FINE);
      await dialog.getByRole('checkbox').check();
      await confirm.click();
      await page.getByRole('row', { name: /2026-12-01.*当前/ }).waitFor();
      await page.getByText('现在是当前版本').waitFor({ state: 'detached' });
      expect(await looks(page, 'deployments', true)).toEqual(FINE);

      await press(page, '设为当前：不带版本的 worker');
      await dialog.getByRole('checkbox').check();
      await confirm.click();
      await page.getByRole('row', { name: /不带版本的 worker.*当前/ }).waitFor();
    } finally {
      await worker.stop();
      rmSync(folder, { recursive: true });
    }
  });
});
