/** Several people at one case: who is there, who was first, and what happens to the work of the other. */
import { describeInBrowser } from './browser';
import { expectFine, useConsoleRoom } from './console-desk';
import { beginDecision, confirmDecision, decide, press, standsAt } from './console-steps';
import { awaitingReview } from './merchant-desk';

describeInBrowser('two reviewers at once', () => {
  const room = useConsoleRoom();

  test('see each other, and the list tells without moving a row', async () => {
    const { caseId } = await awaitingReview(room.system);
    const queue = await room.enter('reviewer2', '/review');
    const first = await room.enter('reviewer', `/review/${caseId}`);
    const second = await room.enter('reviewer2', `/review/${caseId}`);
    await first.getByText('吴越 (审核) 也在查看此工单').waitFor();
    await second.getByText('周敏 (审核) 也在查看此工单').waitFor();
    await expectFine(first, 'console-review-presence');

    const row = queue.locator('tr', { hasText: caseId });
    const group = queue.locator('section', { has: row });
    await group.getByRole('heading', { name: '待领取' }).waitFor();
    await decide(first, '领取审核');
    await row.getByText('已领取').waitFor();
    expect(await group.getByRole('heading').innerText()).toContain('待领取');
    await expectFine(queue, 'console-review-queue-changed');
    await press(queue, /项有变化/);
    await group.getByRole('heading', { name: '他人已领取' }).waitFor();

    expect(await second.getByRole('button', { name: '批准' }).isDisabled()).toBe(true);
    await second.getByText('审核由').first().waitFor();
    await expectFine(second, 'console-review-claimed-by-other');
    // As it is with a closed tab: the page goes without a farewell of its own.
    await first.goto('about:blank');
    await second.getByText('也在查看此工单').waitFor({ state: 'detached' });
  });

  test('cannot both claim: the second is told who was first', async () => {
    const { caseId } = await awaitingReview(room.system);
    const first = await room.enter('reviewer', `/review/${caseId}`);
    const second = await room.enter('reviewer2', `/review/${caseId}`);
    await beginDecision(second, '领取审核');
    await decide(first, '领取审核');
    await press(second, '确认：领取审核');
    const dialog = second.getByRole('dialog');
    await dialog.getByText('您打开之后发生了以下变化').waitFor();
    await dialog.getByText('周敏领取了审核').waitFor();
    await expectFine(second, 'console-dialog-claimed-by-other');
    await press(second, '取消');
    expect(await room.system.staff.agent.get(`/cases/${caseId}`)).toMatchObject({
      view: { claim: { by: 's_reviewer' } },
    });
  });

  test('decide on what they have seen: a stale view is refused with what changed, and nothing entered is lost', async () => {
    const { merchant, caseId, revision } = await awaitingReview(room.system);
    const reviewer = await room.enter('reviewer', `/review/${caseId}`);
    await decide(reviewer, '领取审核');
    await beginDecision(reviewer, '要求补充');
    const dialog = reviewer.getByRole('dialog');
    await dialog.getByLabel('商户名称').check();
    await dialog.getByLabel('给商户的说明').fill('请上传更清晰的执照照片。');

    // Meanwhile somebody else corrects how the merchant is reached.
    const { contactName, email, locale, timeZone } = merchant;
    const contact = { contactName, email, locale, timeZone, phone: '+8613900000017' };
    await room.system.staff.agent.put(`/cases/${caseId}/contact`, { ...contact, revision });
    await press(reviewer, '确认：要求补充');
    await dialog.getByText('您看到的内容已经过时').waitFor();
    await dialog.getByText('林晓更正了联系方式').waitFor();
    await dialog.getByRole('row', { name: /手机号码/ }).waitFor();
    await expectFine(reviewer, 'console-dialog-stale');
    expect(await room.system.staff.agent.get(`/cases/${caseId}`)).toMatchObject({
      status: 'awaiting-review',
    });

    await press(reviewer, '我已查看变化，重新决定');
    expect(await dialog.getByLabel('商户名称').isChecked()).toBe(true);
    expect(await dialog.getByLabel('给商户的说明').inputValue()).toBe('请上传更清晰的执照照片。');
    await confirmDecision(reviewer, '要求补充');
    await standsAt(reviewer, '待补充资料');
  });

  test('leave how the merchant is reached to an agent, whose correction asks for a callback', async () => {
    const { merchant, caseId } = await awaitingReview(room.system);
    const agent = await room.enter('agent', `/cases/${caseId}`);
    await beginDecision(agent, '更正联系方式');
    await press(agent, '显示当前联系方式并编辑');
    const dialog = agent.getByRole('dialog');
    await dialog.getByLabel('手机号码').fill('010-8888');
    await dialog.getByText('该电话号码不存在').waitFor();
    await dialog.locator('button:disabled', { hasText: '确认：更正联系方式' }).waitFor();
    await expectFine(agent, 'console-dialog-contact');
    await dialog.getByLabel('手机号码').fill('010-88888888');
    await dialog.getByText('座机等非手机号码收不到短信').waitFor();
    await dialog.getByLabel('商户时区').fill('America/Santiago');
    await dialog.getByLabel('手机号码').fill('13900000018');
    await confirmDecision(agent, '更正联系方式');
    await agent.getByText('需要加强核验').waitFor();
    await agent.getByText('林晓更正了联系方式').waitFor();
    expect(await agent.content()).not.toContain(merchant.phone);
  });

  test('wait while an operator holds the case, and go on when it is released', async () => {
    const { caseId } = await awaitingReview(room.system);
    const reviewer = await room.enter('reviewer', `/review/${caseId}`);
    await decide(reviewer, '领取审核');
    const operator = await room.enter('operator', `/cases/${caseId}`);
    await beginDecision(operator, '暂停');
    await operator.getByLabel('理由').fill('核对收单机构公告');
    await confirmDecision(operator, '暂停');
    await operator.locator('.page-head').getByText('暂停').waitFor();
    await reviewer.locator('button:disabled', { hasText: '批准' }).waitFor();
    await expectFine(reviewer, 'console-review-held');
    await beginDecision(operator, '恢复');
    await operator.getByLabel('理由').fill('公告与此无关');
    await confirmDecision(operator, '恢复');
    await reviewer.locator('button:enabled', { hasText: '批准' }).waitFor();
    await decide(reviewer, '批准');
    await standsAt(reviewer, '已完成');
  });
});
