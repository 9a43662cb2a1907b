/** One case among people: agent, reviewer and merchant, each at a browser of their own. */
import { readFileSync } from 'node:fs';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { Refused } from '../e2e/desk-client';
import { describeInBrowser, type Page } from './browser';
import { expectFine, useConsoleRoom } from './console-desk';
import {
  beginDecision,
  confirmDecision,
  decide,
  fillInApplication,
  follow,
  heading,
  openCaseInConsole,
  press,
  standsAt,
  startApplication,
  submitApplicationInConsole,
  verifyIdentityInConsole,
} from './console-steps';
import { awaitingReview, linkIn } from './merchant-desk';

const PHONE = { width: 360, height: 740 };
const ENGLISH = { locale: 'en-GB', colorScheme: 'dark' } as const;

/** The evidence pack that a press of the button saves. */
async function saved(page: Page, button: string, caseId: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
  expect(file.suggestedFilename()).toBe(`${caseId}-evidence.html`);
  return readFileSync(await file.path(), 'utf8');
}

describeInBrowser('a case among people', () => {
  const room = useConsoleRoom();

  /** The merchant's page by the link of a mail. */
  async function asMerchant(merchant: FreshMerchant, subject: RegExp): Promise<Page> {
    const page = await room.sitDown(PHONE);
    await page.goto(await linkIn(room.system, merchant.email, subject));
    await heading(page, '办理进度');
    return page;
  }

  test('goes from the first call to the closed account, and every page follows it live', async () => {
    const merchant = await room.system.simulator.freshMerchant();
    const agent = await room.enter('agent');
    await expectFine(agent, 'console-queue-empty');
    const caseId = await openCaseInConsole(agent, merchant);
    await standsAt(agent, '待核验身份');
    await expectFine(agent, 'console-case-identity');
    await beginDecision(agent, '核验身份');
    await expectFine(agent, 'console-dialog-identity');
    await press(agent, '取消');
    await verifyIdentityInConsole(agent);
    await standsAt(agent, '待商户同意');
    await agent.getByText('等待商户').first().waitFor();

    const customer = await asMerchant(merchant, /请确认终端解绑申请/);
    await press(customer, '阅读条款并选择');
    await heading(customer, '条款和押金明细');
    for (const box of await customer.getByLabel('我单独同意以上内容').all()) await box.check();
    await press(customer, '我同意');
    await press(customer, '确认同意');
    await heading(customer, '办理进度');
    await standsAt(agent, '待填写申请');

    await startApplication(agent);
    await expectFine(agent, 'console-application-new');
    await fillInApplication(agent, merchant);
    await expectFine(agent, 'console-application-filled');
    await submitApplicationInConsole(agent);
    await standsAt(agent, '待审核');

    const reviewer = await room.enter('reviewer', '/review', ENGLISH);
    await reviewer.getByText('Free to claim').waitFor();
    await expectFine(reviewer, 'console-review-queue');
    await follow(reviewer, 'Review the next one');
    await heading(reviewer, caseId);
    await reviewer.getByText(/^\d+ fields are not comparable, the other \d+ agree/).waitFor();
    await expectFine(reviewer, 'console-review-unclaimed');
    await decide(reviewer, 'Claim the review');
    await agent.getByText('周敏').first().waitFor();
    await beginDecision(reviewer, 'Approve');
    await reviewer.getByText('Cannot be undone', { exact: true }).waitFor();
    await expectFine(reviewer, 'console-dialog-approve');
    await confirmDecision(reviewer, 'Approve');

    await standsAt(agent, '已完成');
    await agent.getByText('已解绑', { exact: true }).first().waitFor();
    await agent.getByText('已到账').waitFor();
    await agent.getByText('已注销', { exact: true }).first().waitFor();
    await expectFine(agent, 'console-case-completed');
    await press(agent, '证据包');
    await expectFine(agent, 'console-dialog-evidence-pack');
    const masked = await saved(agent, '制作并保存', caseId);
    expect(masked).not.toContain(merchant.phone);
    await agent.getByText('林晓要求制作证据包').first().waitFor();
    await standsAt(reviewer, 'Completed');
    await expectFine(reviewer, 'console-review-decided');
    await reviewer.goto(`/console/cases/${caseId}`);
    await press(reviewer, 'Evidence pack');
    await reviewer.getByLabel('With personal data in full instead of masked').check();
    await reviewer.getByLabel('Reason').fill('The regulator asks for it.');
    expect(await saved(reviewer, 'Make and save', caseId)).toContain(merchant.phone);

    const end = await asMerchant(merchant, /全部办结/);
    await end.locator('.statement').getByText('¥200.00').first().waitFor();
    const { unbinds, refunds } = await room.system.simulator.ledger(merchant);
    expect(unbinds.filter(({ executed }) => executed > 0)).toHaveLength(1);
    expect(refunds).toHaveLength(1);
  });

  test('comes back from a request for information as the merchant has corrected it', async () => {
    const { merchant, caseId } = await awaitingReview(room.system);
    const reviewer = await room.enter('reviewer', `/review/${caseId}`);
    await decide(reviewer, '领取审核');
    await reviewer.getByLabel('要求更正：证件号码').check();
    await reviewer.getByLabel('要求更正：电子邮箱').check();
    await reviewer.getByText('要求补充所选 2 项').waitFor();
    await expectFine(reviewer, 'console-review-ticked');
    await beginDecision(reviewer, '要求补充');
    await reviewer.getByLabel('给商户的说明').fill('请核对证件号码，并确认邮箱。');
    await expectFine(reviewer, 'console-dialog-information');
    await confirmDecision(reviewer, '要求补充');
    await standsAt(reviewer, '待补充资料');
    await expectFine(reviewer, 'console-review-information');

    const customer = await asMerchant(merchant, /请更正或补充/);
    await press(customer, '开始更正');
    await heading(customer, '核对并更正');
    await customer.getByText('请核对证件号码，并确认邮箱。').waitFor();
    await customer.getByLabel('证件号码').fill(merchant.document.number);
    await customer.getByLabel('电子邮箱').fill(merchant.email);
    await press(customer, '提交更正');
    await customer.getByText('更正已提交，申请回到审核').waitFor();

    await standsAt(reviewer, '待审核');
    await reviewer.getByText('商户提交了更正').first().waitFor();
    await decide(reviewer, '领取审核');
    await decide(reviewer, '批准');
    await standsAt(reviewer, '已完成');
  });

  test('is not reviewed by who has worked on it, who is told why and refused by the server too', async () => {
    const { caseId, revision } = await awaitingReview(room.system, 'agent2');
    const { agent2 } = room.system.staff;
    const own = await room.enter('agent2', `/cases/${caseId}`);
    await own.getByText('您不能审核此工单').waitFor();
    await own.getByText(/您创建工单、核验了身份、记录了商户的同意、提交了申请/).waitFor();
    await expectFine(own, 'console-case-own');
    expect(await own.getByRole('button', { name: '批准' }).count()).toBe(0);
    await expect(agent2.post(`/cases/${caseId}/approve`, { revision })).rejects.toMatchObject({
      status: 403,
    });

    // Somebody else's work it stays when the agent becomes a reviewer.
    const { name } = room.accounts.agent2;
    const promoted = { principalId: 's_agent2', user: 'agent2', displayName: name } as const;
    await room.system.record.staff.upsert({ ...promoted, role: 'reviewer', teamId: 'team-1' });
    const reviewer = await room.enter('agent2', `/review/${caseId}`);
    await reviewer.getByText('您不能审核此工单').waitFor();
    expect(await reviewer.getByRole('button', { name: '领取审核' }).isDisabled()).toBe(true);
    await expectFine(reviewer, 'console-review-own');
    for (const decision of ['claim', 'approve'] as const) {
      const refusal = await agent2
        .post(`/cases/${caseId}/${decision}`, { revision })
        .catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(Refused);
      expect(refusal).toMatchObject({ code: 'UNBIND_FOUR_EYES' });
    }
  });
});
