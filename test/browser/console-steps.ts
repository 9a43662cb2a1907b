/** What people do at the console, in the words that they read there (Chinese where nothing else is said). */
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import type { Page } from './browser';

export function press(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('button', { name, ...exactly(name) }).click();
}

export function follow(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('link', { name, ...exactly(name) }).click();
}

function exactly(name: string | RegExp): { exact?: boolean } {
  return typeof name === 'string' ? { exact: true } : {};
}

export function heading(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('heading', { level: 1, name, ...exactly(name) }).waitFor();
}

/** Waits until the head of a case's page says where it stands. */
export function standsAt(page: Page, status: string): Promise<void> {
  return page.locator('.page-head .tag').getByText(status, { exact: true }).waitFor();
}

/** Presses a decision and leaves its dialog open. */
export async function beginDecision(page: Page, name: string): Promise<void> {
  await press(page, name);
  await page.getByRole('dialog').waitFor();
}

/** Confirms the decision whose dialog is open, and waits until it is carried out. */
export async function confirmDecision(page: Page, name: string): Promise<void> {
  await press(page, new RegExp(`^(确认：|Confirm: )${name}$`));
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

export async function decide(page: Page, name: string): Promise<void> {
  await beginDecision(page, name);
  await confirmDecision(page, name);
}

/** From the list to the page of a new case; answers with its id. */
export async function openCaseInConsole(page: Page, merchant: FreshMerchant): Promise<string> {
  await follow(page, '新建工单');
  await heading(page, '新建工单');
  await page.getByLabel('商户号', { exact: true }).fill(merchant.merchantNumber);
  await page.getByLabel('联系人姓名').fill(merchant.contactName);
  await page.getByLabel('手机号码').fill(merchant.phone);
  await page.getByLabel('电子邮箱').fill(merchant.email);
  await page.getByLabel('第 1 台终端的序列号').fill(merchant.terminals[0]?.serialNumber ?? '');
  await page.getByLabel('停止经营').check();
  await page.getByLabel('同时注销商户账户').check();
  await press(page, '创建工单');
  await heading(page, /^UC-/);
  return page.getByRole('heading', { level: 1 }).innerText();
}

/** Records a callback, and what was heard, as the proof of identity. */
export async function verifyIdentityInConsole(page: Page): Promise<void> {
  await beginDecision(page, '核验身份');
  await page.getByLabel('回拨登记电话').check();
  await page.getByLabel('证据说明').fill('按登记号码回拨，本人接听');
  await confirmDecision(page, '核验身份');
}

/** Opens the form of the application with what is stored. */
export async function startApplication(page: Page): Promise<void> {
  await follow(page, '填写申请');
  await heading(page, '解绑申请');
  await press(page, '显示已保存的内容并编辑');
  await page.getByLabel('商户名称').waitFor();
}

/** What an agent hears from the merchant; contact and terminals stand there already. */
export async function fillInApplication(page: Page, merchant: FreshMerchant): Promise<void> {
  await page.getByLabel('商户名称').fill(merchant.merchantName);
  await page.getByLabel('证件种类').selectOption(merchant.document.kind);
  await page.getByLabel('证件号码').fill(merchant.document.number);
  await press(page, '按收单机构台账填入');
  await page.getByLabel('金额').first().waitFor();
  await page.getByLabel('原路退回').check();
}

/** Saves, waits until every check passes, and submits. */
export async function submitApplicationInConsole(page: Page): Promise<void> {
  await press(page, '保存并检查');
  await page.getByText('检查通过，可以提交。').waitFor();
  await decide(page, '提交审核');
  await heading(page, /^UC-/);
}

/** A script evaluated in the page: name of what has the focus, and whether the eye finds it. */
const FOCUSED = `(() => {
  const at = document.activeElement;
  if (at === document.body) return { name: '', isVisible: false };
  const style = getComputedStyle(at);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const label = at.labels?.[0]?.textContent ?? at.getAttribute('aria-label') ?? at.textContent ?? '';
  return { name: label.trim(), isVisible: outlined || style.boxShadow !== 'none' };
})()`;

export interface Focused {
  readonly name: string;
  readonly isVisible: boolean;
}

export function focused(page: Page): Promise<Focused> {
  return page.evaluate<Focused>(FOCUSED);
}

/** Most stops on the way to anything. */
const MOST_TABS = 120;

/** Presses Tab until the focus is on what is called so, seen at every stop on the way. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const stops: string[] = [];
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    stops.push(now.name);
    if (!now.isVisible && now.name !== '') throw new Error(`nobody sees the focus on ${now.name}`);
    if (typeof name === 'string' ? now.name === name : name.test(now.name)) return;
  }
  throw new Error(`${String(name)} is not reached by Tab: ${stops.join(' | ')}`);
}
