/** An admin keeps the people of the desk in the console; what they hand over works once and at once. */
import { describeInBrowser } from './browser';
import { signIn, useConsoleRoom } from './console-desk';
import { heading, press } from './console-steps';

describeInBrowser('the people of the console', () => {
  const room = useConsoleRoom();

  test('somebody added signs in with the password that was shown once, in the role given', async () => {
    const page = await room.enter('admin', '/people');
    await press(page, '添加人员');
    const form = page.getByRole('dialog');
    await form.getByLabel('用户名').fill('reviewer');
    await form.getByLabel('姓名').fill('沈静');
    await form.getByLabel('角色').selectOption('reviewer');
    await form.getByLabel('团队').fill('team-2');
    const add = form.getByRole('button', { name: '添加人员' });
    await add.click();
    await form.getByRole('alert').getByText('该用户名已被其他人员使用。').waitFor();
    await form.getByLabel('用户名').fill('shen.jing');
    await add.click();
    const password = await page.locator('.secret').innerText();
    await press(page, '关闭');
    await page.getByRole('row', { name: /沈静.*审核.*team-2.*密码.*可登录/ }).waitFor();
    expect(await page.content()).not.toContain(password);

    const newcomer = await room.sitDown();
    await newcomer.goto('/console/');
    await signIn(newcomer, { user: 'shen.jing', password, name: '沈静' });
    const places = newcomer.getByRole('navigation', { name: '主导航' }).getByRole('link');
    expect(await places.allInnerTexts()).toEqual(['工单', '审核', '报表']);
  });

  test('another role and a disabling count at once for somebody who is signed in', async () => {
    const admin = await room.enter('admin', '/people');
    const person = await room.enter('agent2', '/cases');
    await press(admin, '管理 陈曦');
    await admin.getByRole('dialog').getByLabel('角色').selectOption('auditor');
    await press(admin, '保存');
    await admin.getByRole('row', { name: /陈曦.*审计/ }).waitFor();
    // The page may have noticed by itself already.
    await person.reload();
    await heading(person, '登录');
    await signIn(person, room.accounts.agent2);
    const places = person.getByRole('navigation', { name: '主导航' }).getByRole('link');
    expect(await places.allInnerTexts()).toEqual(['工单', '运维', '报表']);

    await press(admin, '管理 陈曦');
    await press(admin, '停用');
    await admin.getByText('此人立即退出').waitFor();
    await press(admin, '确认停用');
    await admin.getByText('已停用 陈曦').waitFor();
    await press(admin, '关闭');
    await admin.getByRole('row', { name: /陈曦.*已停用/ }).waitFor();
    await person.reload();
    await heading(person, '登录');
    await person.getByLabel('用户名').fill('agent2');
    await person.getByLabel('密码').fill(room.accounts.agent2.password);
    await press(person, '登录');
    await person.getByRole('alert').waitFor();
  });

  test('nobody but an admin is offered the page or let in', async () => {
    const page = await room.enter('operator', '/people');
    await heading(page, '您的角色没有此页面');
    expect(await page.getByRole('link', { name: '人员' }).count()).toBe(0);
  });

  test('an admin is not offered to change or disable themselves', async () => {
    const page = await room.enter('admin', '/people');
    await press(page, '管理 郑安');
    await page.getByText('不能修改自己的角色').waitFor();
    const offered = await page.getByRole('dialog').getByRole('button').allInnerTexts();
    expect(offered).toEqual(['关闭']);
  });

  test('an admin makes no key for another person', async () => {
    const page = await room.enter('admin', '/people');
    await press(page, '管理 林晓');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '设置新密码' }).waitFor();
    expect(await dialog.getByRole('button', { name: '生成新密钥' }).count()).toBe(0);
  });

  test('a person makes their own key under their name, shown once, and it calls the API', async () => {
    const page = await room.enter('agent', '/cases');
    await press(page, /^我的账户/);
    await press(page, '生成新密钥');
    await press(page, '确认生成新密钥');
    const apiKey = await page.locator('.secret').innerText();
    const headers = { authorization: `Bearer ${apiKey}` };
    const answer = await fetch(`${room.system.apiUrl}/api/v1/cases`, { headers });
    expect(answer.status).toBe(200);
    await press(page, '关闭');
    expect(await page.content()).not.toContain(apiKey);
  });
});
