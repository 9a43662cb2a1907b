/** The forms of an agent: checked while they are typed, and what becomes of them where two people write. */
import { applicationOf } from '../e2e/play';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { describeInBrowser } from './browser';
import { expectFine, useConsoleRoom } from './console-desk';
import {
  beginDecision,
  confirmDecision,
  fillInApplication,
  follow,
  heading,
  press,
  standsAt,
  startApplication,
} from './console-steps';
import { awaitingApplication } from './merchant-desk';

const OTHER_NAME = '另一家商户';
const STALE = '他人已保存了新版本';

describeInBrowser('an agent who fills in a form', () => {
  const room = useConsoleRoom();

  /** A colleague saves an application of another name, on top of the latest. */
  async function colleagueSaves(caseId: string, merchant: FreshMerchant): Promise<void> {
    const application = applicationOf(merchant, { application: { merchantName: OTHER_NAME } });
    await room.system.staff.agent2.put(`/cases/${caseId}/application`, application);
  }

  test('hears what is wrong with a terminal once it is left, and at once that it is listed twice', async () => {
    const page = await room.enter('agent', '/cases/new');
    await heading(page, '新建工单');
    const first = page.getByLabel('第 1 台终端的序列号');
    await first.fill('SN?12');
    expect(await page.locator('.wrong').count()).toBe(0);
    await first.blur();
    await page.getByText('填写内容不符合该项的格式').waitFor();
    await first.fill('SN000012');
    await page.locator('.wrong').waitFor({ state: 'detached' });
    await press(page, '添加终端');
    await page.getByLabel('第 2 台终端的序列号').pressSequentially('sn000012');
    await page.getByText('同一终端重复填写').waitFor();
    await expectFine(page, 'console-open-case-twice');
  });

  test('finds nothing chosen that cannot be undone, and hears which choice is missing', async () => {
    const page = await room.enter('agent', '/cases/new');
    await heading(page, '新建工单');
    expect(await page.getByLabel('同时注销商户账户').isChecked()).toBe(false);
    expect(await page.getByRole('group', { name: '解绑原因' }).locator(':checked').count()).toBe(0);
    await press(page, '创建工单');
    await page.getByRole('group', { name: '解绑原因' }).getByText('必填项未填写').waitFor();
    await page.getByLabel('停止经营').check();
    await page
      .getByRole('group', { name: '解绑原因' })
      .getByText('必填项未填写')
      .waitFor({ state: 'detached' });
    const { caseId } = await awaitingApplication(room.system);
    await page.goto(`/console/cases/${caseId}`);
    await startApplication(page);
    const payee = page.getByRole('group', { name: '退款去向' });
    expect(await payee.locator(':checked').count()).toBe(0);
    await press(page, '保存并检查');
    await payee.getByText('必填项未填写').waitFor();
  });

  test('keeps an account in sight that the chosen way would not use, and is told what to do', async () => {
    const { merchant, caseId } = await awaitingApplication(room.system);
    const page = await room.enter('agent', `/cases/${caseId}`);
    await startApplication(page);
    await fillInApplication(page, merchant);
    await page.getByLabel('银行账户').check();
    await page.getByLabel('账号', { exact: true }).fill('6222020200012349');
    await page.getByLabel('原路退回').check();
    await page.getByText('填写了银行账户，但退款方式是原路退回').waitFor();
    await expectFine(page, 'console-application-account-unused');
    await press(page, '保存并检查');
    // The problem is told while the saving is still on its way.
    await page.getByText('已保存为第').waitFor();
    await page.getByText('1 个问题需要更正').waitFor();
    await follow(page, '← 回到工单');
    await startApplication(page);
    expect(await page.getByLabel('账号', { exact: true }).inputValue()).toBe('6222020200012349');
    await page.getByLabel('账号', { exact: true }).fill('');
    await press(page, '保存并检查');
    await page.getByText('检查通过，可以提交。').waitFor();
  });

  test('loses no typed item to the acquirer’s without a word', async () => {
    const { merchant, caseId } = await awaitingApplication(room.system);
    const page = await room.enter('agent', `/cases/${caseId}`);
    await startApplication(page);
    await fillInApplication(page, merchant);
    await page.getByLabel('金额').first().fill('7');
    await press(page, '按收单机构台账填入');
    await page.getByText('已填写的 1 项与收单机构台账不同').waitFor();
    expect(await page.getByLabel('金额').first().inputValue()).toBe('7');
    await expectFine(page, 'console-application-take-over');
    await press(page, '替换');
    expect(await page.getByLabel('金额').first().inputValue()).not.toBe('7');
  });

  test('reads what submitting means before it is done, and may turn back', async () => {
    const { merchant, caseId } = await awaitingApplication(room.system);
    const page = await room.enter('agent', `/cases/${caseId}`);
    await startApplication(page);
    await fillInApplication(page, merchant);
    await beginDecision(page, '提交审核');
    await page.getByRole('dialog').getByText('审核期间申请不能修改').waitFor();
    await expectFine(page, 'console-dialog-submit');
    await press(page, '取消');
    expect(await room.system.staff.agent.get(`/cases/${caseId}`)).toMatchObject({
      status: 'awaiting-application',
    });
    await beginDecision(page, '提交审核');
    await confirmDecision(page, '提交审核');
    await standsAt(page, '待审核');
  });

  test('sees who else has the form open, and what a colleague has saved over it', async () => {
    const { merchant, caseId } = await awaitingApplication(room.system);
    const page = await room.enter('agent', `/cases/${caseId}`);
    await startApplication(page);
    await room.enter('agent2', `/cases/${caseId}/application`);
    await page.getByText(/陈曦.*也在查看此工单/).waitFor();

    await colleagueSaves(caseId, merchant);
    await page.getByLabel('商户名称').fill(merchant.merchantName);
    await press(page, '提交审核');
    await page.getByText(STALE).waitFor();
    await page.getByRole('row', { name: /商户名称/ }).waitFor();
    expect(await page.getByLabel('商户名称').inputValue()).toBe(merchant.merchantName);
    await expectFine(page, 'console-application-stale');

    await press(page, '读取服务器版本');
    await page.getByText(STALE).waitFor({ state: 'detached' });
    expect(await page.getByLabel('商户名称').inputValue()).toBe(OTHER_NAME);
    await page.getByLabel('商户名称').fill(merchant.merchantName);
    await beginDecision(page, '提交审核');
    await confirmDecision(page, '提交审核');
    await standsAt(page, '待审核');
  });

  test('submits the draft that was seen, not one that a colleague saves meanwhile', async () => {
    const { merchant, caseId } = await awaitingApplication(room.system);
    const { agent } = room.system.staff;
    await agent.put(`/cases/${caseId}/application`, applicationOf(merchant));
    const page = await room.enter('agent', `/cases/${caseId}`);
    await beginDecision(page, '提交审核');
    await colleagueSaves(caseId, merchant);
    // The page behind the dialog has the newer draft already.
    await page.getByText('草稿 3，').waitFor();
    await press(page, '确认：提交审核');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('您看到的内容已经过时').waitFor();
    await dialog.getByRole('row', { name: /商户名称/ }).waitFor();
    await expectFine(page, 'console-dialog-submit-stale');
    expect(await agent.get(`/cases/${caseId}`)).toMatchObject({ status: 'awaiting-application' });
  });
});
