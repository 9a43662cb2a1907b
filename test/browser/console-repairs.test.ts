/**
 * Operators repair a case in the console: every repair shows its dry run first, what moves money or cannot be
 * undone waits for a second operator, and a case is taken back with the decisions that are chosen.
 * @long
 */
import { approve, untilEnd, untilParked, viewOf, workUpToApproval } from '../e2e/play';
import { describeInBrowser, type Page } from './browser';
import { useConsoleRoom } from './console-desk';
import { looks, to } from './console-looks';
import { beginDecision, confirmDecision, follow, press, standsAt } from './console-steps';
import { awaitingRepair, awaitingReview, peopleOf } from './merchant-desk';

const FINE: readonly string[] = [];

/** Waits until the dialog that is open has run its repair dry. */
async function untilRunDry(page: Page): Promise<void> {
  await page.locator('.dry-run[aria-busy="false"]').waitFor();
}

function tab(page: Page, name: RegExp) {
  return page.getByRole('navigation', { name: '运维的各个页面' }).getByRole('link', { name });
}

function statusOf(page: Page, text: string): Promise<void> {
  return page.getByRole('status').getByText(text).first().waitFor();
}

describeInBrowser('repairs in the console', () => {
  const room = useConsoleRoom();

  /** Proposes that the terminal stays bound, from the diagnosis; answers with the page of the proposer. */
  async function propose(caseId: string): Promise<Page> {
    const page = await room.enter('operator', `/operations/${caseId}`);
    await beginDecision(page, '人工处理');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('结果').selectOption('left-bound');
    await dialog.getByLabel('证据说明').fill('收单机构来函 0417：终端因案件冻结，不予解绑。');
    await untilRunDry(page);
    return page;
  }

  test('a step settled by hand waits for a second operator, who sees what it would do and carries it out', async () => {
    const { caseId } = await awaitingRepair(room.system);
    const first = await propose(caseId);
    const dialog = first.getByRole('dialog');
    await dialog.getByRole('row', { name: /解绑.*被拒绝/ }).waitFor();
    await dialog.getByText('需要另一位运维人员批准').waitFor();
    expect(await looks(first, 'dialog-dry-run', true)).toEqual(FINE);
    await press(first, '提议：人工处理');
    await dialog.getByText('已提议，尚未执行').waitFor();
    await dialog.getByText('您不能自己批准').waitFor();
    expect(await looks(first, 'dialog-proposed')).toEqual(FINE);
    const { operator } = room.system.staff;
    expect(await viewOf(operator, caseId)).toMatchObject({ parked: { step: 'unbind-terminals' } });

    // The proposer finds it under approvals, and may only take it back.
    await follow(first, '打开提议');
    await first.getByText('这是您提议的').waitFor();
    expect(await first.getByRole('button', { name: '批准' }).isDisabled()).toBe(true);
    await first.getByRole('button', { name: '收回' }).waitFor();
    expect(await looks(first, 'approval-own')).toEqual(FINE);

    const second = await room.enter('operator2', '/operations');
    await tab(second, /^待批准\s*1$/).click();
    await second.getByRole('link', { name: new RegExp(`人工处理.*${caseId}`) }).click();
    await second.getByText('收单机构来函 0417').waitFor();
    await second.locator('dd').getByText('仍绑定：该终端不退款，账户不注销').waitFor();
    await second.locator('dd').getByText('赵磊').waitFor();
    await second.getByRole('row', { name: /解绑.*被拒绝/ }).waitFor();
    expect(await looks(second, 'approvals', true)).toEqual(FINE);
    await press(second, '批准');
    await second.getByRole('dialog').getByText('记为 赵磊 的决定').waitFor();
    await second.getByRole('dialog').getByText('不可撤销').waitFor();
    expect(await looks(second, 'dialog-approve-repair', true)).toEqual(FINE);
    await press(second, '批准并执行');
    await statusOf(second, '已执行');
    await second.locator('dd').getByText('孙悦').waitFor();
    await tab(second, /^待批准$/).waitFor();
    expect(await looks(second, 'approval-carried-out')).toEqual(FINE);
    expect(await untilEnd(operator, caseId)).toMatchObject({ status: 'completed', partial: true });

    // Who looks at it later reads its end and is offered nothing.
    await first.reload();
    await statusOf(first, '已执行');
    expect(await first.getByRole('button', { name: /^(批准|收回)$/ }).count()).toBe(0);
  });

  test('a proposal is declined with a reason by another, or taken back by its proposer, and nothing is done', async () => {
    const { caseId } = await awaitingRepair(room.system);
    const first = await propose(caseId);
    await press(first, '提议：人工处理');
    await follow(first, '打开提议');
    const second = await room.enter('operator2', '/operations/approvals');
    await second.getByRole('link', { name: new RegExp(caseId) }).click();
    await press(second, '拒绝');
    const dialog = second.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: '拒绝' }).isDisabled()).toBe(true);
    await dialog.getByLabel('理由').fill('来函没有写明终端序列号。');
    expect(await looks(second, 'dialog-decline')).toEqual(FINE);
    await dialog.getByRole('button', { name: '拒绝' }).click();
    await statusOf(second, '已拒绝');

    // The proposer's page hears of it by itself.
    await statusOf(first, '已拒绝');
    await to(first, `/operations/${caseId}`, '#repairs');
    await beginDecision(first, '人工处理');
    await first.getByLabel('结果').selectOption('left-bound');
    await first.getByLabel('证据说明').fill('来函 0418，附序列号。');
    await press(first, '提议：人工处理');
    await press(first, '关闭');
    // The list beside it names the proposal too, a moment earlier or later.
    const here = first.locator('.notice').filter({ hasText: '此工单有处理等待批准' });
    await here.getByRole('link', { name: '查看' }).click();
    await press(first, '收回');
    await first.getByRole('dialog').getByLabel('理由').fill('序列号有误。');
    await first.getByRole('dialog').getByRole('button', { name: '收回' }).click();
    await statusOf(first, '已拒绝');
    await first.getByRole('link', { name: `人工处理 · ${caseId}` }).waitFor({ state: 'detached' });
    expect(await looks(first, 'approval-declined')).toEqual(FINE);
    const { operator } = room.system.staff;
    expect(await viewOf(operator, caseId)).toMatchObject({ parked: { step: 'unbind-terminals' } });
  });

  test('ending a case while a deposit is owed is said to be a proposal before and after it is confirmed', async () => {
    const { caseId } = await awaitingReview(room.system);
    const page = await room.enter('operator', `/cases/${caseId}`);
    await beginDecision(page, '结束工单');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('不涉及已发出的对外请求。').waitFor();
    await dialog.getByLabel('理由').fill('商户已另行提出申请。');
    await press(page, '提议：结束工单');
    await dialog.getByText('已提议，尚未执行').waitFor();
    await press(page, '关闭');
    await standsAt(page, '待审核');
  });

  test('a repair that the case would refuse by now cannot be confirmed', async () => {
    const { caseId } = await awaitingReview(room.system);
    const page = await room.enter('operator', `/operations/${caseId}`);
    await page.locator('#repairs').waitFor();
    await beginDecision(page, '暂停');
    await page.getByLabel('理由').fill('核对公告');
    await untilRunDry(page);
    await room.system.staff.operator2.post(`/ops/cases/${caseId}/hold`, { reason: '核对公告' });
    await page.getByRole('dialog').getByText('现在会被拒绝').waitFor();
    expect(await page.getByRole('button', { name: '确认：暂停' }).isDisabled()).toBe(true);
    expect(await looks(page, 'dialog-blocked')).toEqual(FINE);
  });

  test('a case is taken back to a point, with the later decisions that are ticked', async () => {
    const { caseId, revision } = await awaitingReview(room.system);
    await room.system.staff.reviewer.post(`/cases/${caseId}/claim`, { revision });
    const page = await room.enter('operator', `/operations/${caseId}`);
    await press(page, '回退到较早的一点…');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /待商户同意.*身份已核实/ }).check();
    await untilRunDry(page);
    await dialog.getByText('此点之后没有发出过任何请求。').waitFor();
    await dialog.getByText('以下决定将不再有效：同意已记录、申请已提交、审核已认领。').waitFor();
    await dialog.getByRole('checkbox', { name: /同意已记录.*林晓/ }).check();
    await dialog.getByText('以下决定将不再有效：申请已提交、审核已认领。').waitFor();
    await dialog.getByLabel('理由').fill('申请提交到了错误的工单。');
    expect(await looks(page, 'dialog-reset', true)).toEqual(FINE);
    await press(page, '确认：回退');
    await dialog.getByText('已回退，工单从该点继续。').waitFor();
    await dialog.getByText('记录同意: 已执行').waitFor();
    expect(await looks(page, 'dialog-reset-done')).toEqual(FINE);
    await press(page, '关闭');
    const { operator } = room.system.staff;
    expect(await viewOf(operator, caseId)).toMatchObject({ status: 'awaiting-application' });
  });

  test('a reset of a completed case lists what was done and stays done, and waits for a second operator', async () => {
    const merchant = await room.system.simulator.freshMerchant();
    const people = peopleOf(room.system);
    const caseId = await workUpToApproval(people, merchant);
    await untilEnd(people.agent, caseId);
    await room.system.temporal.client.workflow.getHandle(caseId).result();
    const page = await room.enter('operator', `/operations/${caseId}`);
    await press(page, '回退到较早的一点…');
    const dialog = page.getByRole('dialog');
    const before = dialog.getByRole('radio', { name: /待核验身份/ }).first();
    await dialog
      .getByRole('radio', { name: /解绑中/ })
      .last()
      .check();
    await untilRunDry(page);
    // What the unbinding was told may stand before the point or after it.
    await dialog.getByRole('row', { name: /退款.*已完成.*不会再次执行/ }).waitFor();
    expect(await looks(page, 'dialog-reset-completed')).toEqual(FINE);
    // Before the approval people would be asked about what the acquirer has done.
    if ((await before.count()) > 0) await before.check();
    else
      await dialog
        .getByRole('radio', { name: /待审核/ })
        .first()
        .check();
    await dialog.getByText('现在会被拒绝').waitFor();
    await dialog.getByLabel('理由').fill('流程走错了。');
    expect(await page.getByRole('button', { name: /回退$/ }).last().isDisabled()).toBe(true);
    await dialog
      .getByRole('radio', { name: /解绑中/ })
      .last()
      .check();
    await press(page, '提议：回退');
    await dialog.getByText('已提议，尚未执行').waitFor();
    const second = await room.enter('operator2', '/operations/approvals');
    await second.getByRole('link', { name: new RegExp(caseId) }).click();
    await second.getByText(/历史中的第 \d+ 个事件/).waitFor();
    expect(await looks(second, 'approval-reset')).toEqual(FINE);
    await press(second, '批准');
    await press(second, '批准并执行');
    await statusOf(second, '已回退，工单从该点继续。');
    await untilEnd(people.agent, caseId);
    const { unbinds, refunds } = await room.system.simulator.ledger(merchant);
    expect([...unbinds, ...refunds].map(({ executed }) => executed)).toEqual([1, 1]);
  });

  test('a number that the acquirer does not know is corrected: shown, asked live, and approved by another', async () => {
    const people = peopleOf(room.system);
    const { caseId, merchant, revision } = await awaitingReview(room.system);
    const right = `${merchant.merchantNumber}9`;
    const account = `merchants/${merchant.merchantNumber}/renumber`;
    await room.system.simulator.change(account, { to: right });
    await approve(people, caseId, revision);
    await untilParked(people.agent, caseId);
    const page = await room.enter('operator', `/operations/${caseId}`);
    await press(page, '更正编号…');
    const dialog = page.getByRole('dialog');
    await press(page, '显示现有编号');
    await dialog.getByLabel('哪个编号有误').selectOption('merchant-number');
    await dialog.getByLabel('新编号').fill('404');
    await press(page, '向收单机构核对…');
    await dialog.getByText('现在会被拒绝').waitFor();
    await dialog.getByLabel('新编号').fill(right);
    const propose = dialog.getByRole('button', { name: '提议：更正编号' });
    expect(await propose.isDisabled()).toBe(true);
    await press(page, '向收单机构核对…');
    await dialog.getByText('收单机构现在答复新编号无误。').waitFor();
    await dialog.getByLabel('理由').fill('收单机构迁移了系统。');
    expect(await looks(page, 'dialog-correct')).toEqual(FINE);
    await propose.click();
    await dialog.getByText('已提议，尚未执行').waitFor();

    const second = await room.enter('operator2', '/operations/approvals');
    await second.getByRole('link', { name: new RegExp(`更正编号.*${caseId}`) }).click();
    await second.locator('dd').getByText('商户号').waitFor();
    await press(second, '批准');
    await press(second, '批准并执行');
    await statusOf(second, '已执行');
    expect(await untilEnd(people.agent, caseId)).toMatchObject({ status: 'completed' });
  });

  test('an auditor reads proposals, dry runs and reset points, and is offered nothing to do', async () => {
    const { caseId } = await awaitingRepair(room.system);
    const first = await propose(caseId);
    await press(first, '提议：人工处理');
    const page = await room.enter('auditor', '/operations/approvals');
    await page.getByRole('link', { name: new RegExp(caseId) }).click();
    await page.getByRole('row', { name: /解绑.*被拒绝/ }).waitFor();
    expect(await page.getByRole('button', { name: /^(批准|拒绝|收回)$/ }).count()).toBe(0);
    await to(page, `/operations/${caseId}`, '#repairs');
    await press(page, '查看可回退的点…');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio').first().check();
    await untilRunDry(page);
    expect(await dialog.getByRole('button').allInnerTexts()).toEqual(['重新预演', '关闭']);
    await press(page, '关闭');
    expect(await page.getByRole('button', { name: /^(重试|人工处理|暂停)$/ }).count()).toBe(0);
  });

  test('a refund that was refused is paid again once a second operator has approved it', async () => {
    const people = room.system.staff;
    const merchant = await room.system.simulator.freshMerchant();
    const { merchantNumber } = merchant;
    const refusal = { operation: 'refund', kind: 'refuse', code: 'ACCOUNT_INVALID', times: 1 };
    await room.system.simulator.fault({ ...refusal, match: { merchantNumber } });
    const caseId = await workUpToApproval(people, merchant);
    await untilParked(people.agent, caseId);
    const page = await room.enter('operator', `/operations/${caseId}`);
    await beginDecision(page, '重试');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('理由').fill('收款账户已恢复。');
    await press(page, '提议：重试');
    await dialog.getByText('已提议，尚未执行').waitFor();
    expect((await room.system.simulator.ledger(merchant)).refunds).toEqual([]);

    const second = await room.enter('operator2', '/operations/approvals');
    await second.getByRole('link', { name: new RegExp(`重试.*${caseId}`) }).click();
    await press(second, '批准');
    await press(second, '批准并执行');
    await statusOf(second, '已执行');
    expect(await untilEnd(people.agent, caseId)).toMatchObject({ status: 'completed' });
    expect((await room.system.simulator.ledger(merchant)).refunds).toHaveLength(1);
  });

  test('a repair without approval is confirmed once its dry run is read', async () => {
    const { caseId } = await awaitingRepair(room.system);
    const page = await room.enter('operator', `/operations/${caseId}`);
    await beginDecision(page, '重试');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('row', { name: /解绑.*被拒绝/ }).waitFor();
    expect(await dialog.getByRole('button', { name: '重试' }).isDisabled()).toBe(true);
    await dialog.getByLabel('理由').fill('收单机构已解除锁定。');
    await confirmDecision(page, '重试');
    const { items } = await room.system.staff.operator.get<{ items: { event: string }[] }>(
      `/cases/${caseId}/timeline`,
    );
    expect(items.map(({ event }) => event)).toContain('step-retried');
  });
});
