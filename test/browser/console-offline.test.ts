/** A lost connection, a closed page and a session that ends while an application is filled in lose nothing. */
import { eventually } from '../e2e/eventually';
import { describeInBrowser, type Page } from './browser';
import { expectFine, signIn, useConsoleRoom } from './console-desk';
import {
  beginDecision,
  fillInApplication,
  heading,
  press,
  standsAt,
  startApplication,
  submitApplicationInConsole,
} from './console-steps';
import { awaitingApplication } from './merchant-desk';

describeInBrowser('an agent whose connection breaks', () => {
  const room = useConsoleRoom();

  const latestRevision = async (caseId: string): Promise<number> => {
    const path = `/cases/${caseId}`;
    const answer = await room.system.staff.agent.get<{ latestRevision: number }>(path);
    return answer.latestRevision;
  };

  /** What the browser keeps of a form is written a moment after the last key, with a key that only it can use. */
  const keptOnDevice = (page: Page, text: string): Promise<true> =>
    eventually(`a draft with ${text} is kept on this device`, async () => {
      const drafts = await page.evaluate<string>(
        `(async () => {
          const done = (request) => new Promise((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
          });
          const database = await done(indexedDB.open('unbind-desk-drafts'));
          const [key] = await done(database.transaction('keys').objectStore('keys').getAll());
          const kept = await done(database.transaction('drafts').objectStore('drafts').getAll());
          database.close();
          const read = ({ iv, content }) => crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, content);
          const plain = await Promise.all(kept.map(read));
          return plain.map((bytes) => new TextDecoder().decode(bytes)).join();
        })()`,
      );
      return drafts.includes(text) || undefined;
    });

  test('goes on typing, is told where the draft is, and it is saved when the line is back', async () => {
    const { merchant, caseId } = await awaitingApplication(room.system);
    const page = await room.enter('agent', `/cases/${caseId}`);
    await startApplication(page);
    await fillInApplication(page, merchant);
    const before = await latestRevision(caseId);
    await page.context().setOffline(true);
    await page.getByText('网络已断开').waitFor();
    await page.getByLabel('电子邮箱').fill(`shop.${merchant.email}`);
    await press(page, '保存并检查');
    await page.getByText('未能保存到服务器；内容保存在此设备上').waitFor();
    await expectFine(page, 'console-application-offline');
    await keptOnDevice(page, `shop.${merchant.email}`);
    expect(await latestRevision(caseId)).toBe(before);

    await page.context().setOffline(false);
    await page.getByText(`已保存为第 ${before + 1} 版`).waitFor();
    expect(await page.getByLabel('电子邮箱').inputValue()).toBe(`shop.${merchant.email}`);
    await submitApplicationInConsole(page);
    await standsAt(page, '待审核');
  });

  test('finds the draft again after a closed page, encrypted, and gone once it is sent', async () => {
    const { merchant, caseId } = await awaitingApplication(room.system);
    const page = await room.enter('agent', `/cases/${caseId}`);
    await startApplication(page);
    await page.getByLabel('商户名称').fill(merchant.merchantName);
    await page.context().setOffline(true);
    await page.getByLabel('证件种类').selectOption(merchant.document.kind);
    await page.getByLabel('证件号码').fill(merchant.document.number);
    await keptOnDevice(page, merchant.document.number);
    const context = page.context();
    await page.close();
    await context.setOffline(false);

    const again = await context.newPage();
    await again.goto(`/console/cases/${caseId}/application`);
    await again.getByText('已恢复此设备上未提交的内容').waitFor();
    expect(await again.getByLabel('证件号码').inputValue()).toBe(merchant.document.number);
    expect(await again.getByLabel('商户名称').inputValue()).toBe(merchant.merchantName);
    await expectFine(again, 'console-application-restored');
    const kept = await again.evaluate<string>('JSON.stringify([{ ...localStorage }])');
    expect(kept).not.toContain(merchant.document.number);
    await press(again, '按收单机构台账填入');
    await again.getByLabel('金额').first().waitFor();
    await again.getByLabel('原路退回').check();
    await submitApplicationInConsole(again);
    await again.goto(`/console/cases/${caseId}/application`);
    await again.getByText('当前状态下申请不能修改。').waitFor();
  });

  test('signs in again where the session has ended, and what was entered is still there', async () => {
    const page = await room.enter('agent', '/cases/new');
    await heading(page, '新建工单');
    await page.getByLabel('联系人姓名').fill('王小明');
    await keptOnDevice(page, '王小明');
    await page.context().clearCookies();
    await page.getByLabel('商户号', { exact: true }).fill('123456789012345');
    await page.getByLabel('手机号码').fill('13800138000');
    await page.getByLabel('第 1 台终端的序列号').fill('SN00000001');
    await page.getByLabel('停止经营').check();
    await press(page, '创建工单');
    await page.getByText('登录已失效，请重新登录').waitFor();
    await expectFine(page, 'console-sign-in-ended');
    await signIn(page, room.accounts.agent);
    await heading(page, '新建工单');
    expect(await page.getByLabel('联系人姓名').inputValue()).toBe('王小明');
    expect(await page.getByLabel('手机号码').inputValue()).toBe('13800138000');
  });

  test('is told at once that a decision did not leave, and may send it again', async () => {
    const { caseId } = await awaitingApplication(room.system);
    const page = await room.enter('agent', `/cases/${caseId}`);
    await standsAt(page, '待填写申请');
    await beginDecision(page, '撤回');
    await page.getByLabel('理由（可选）').fill('商户继续经营');
    await page.context().setOffline(true);
    await press(page, '确认：撤回');
    await page.getByRole('dialog').getByText('网络已断开，没有发出').waitFor();
    await expectFine(page, 'console-dialog-offline');
    await press(page, '取消');
    await page.context().setOffline(false);
    // Nothing is carried out later that the person has turned away from.
    await page.getByText('网络已断开').waitFor({ state: 'detached' });
    expect(await room.system.staff.agent.get(`/cases/${caseId}`)).toMatchObject({
      status: 'awaiting-application',
    });
    await beginDecision(page, '撤回');
    await press(page, '确认：撤回');
    await standsAt(page, '已撤回');
  });
});
