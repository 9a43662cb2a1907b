/** The mail catcher over real SMTP and HTTP. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { type MailCatcher, startMailCatcher } from '../../local/mail-catcher/mail-catcher';

const folder = mkdtempSync(join(tmpdir(), 'unbind-desk-mail-'));
let catcher: MailCatcher;

beforeEach(async () => {
  catcher = await startMailCatcher({ smtpPort: 0, webPort: 0, folder });
});
afterEach(async () => {
  await catcher.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function send(to: string, change: object = {}): Promise<unknown> {
  const transport = createTransport({ host: '127.0.0.1', port: catcher.smtpPort });
  const mail = {
    from: 'desk@desk.example.com',
    to,
    subject: '解绑 <b>',
    text: 't',
    html: '<p>h</p>',
  };
  return transport.sendMail({ ...mail, ...change });
}

test('a mail that was sent stands in the inbox with its subject as text', async () => {
  await send('a@example.com');
  expect(catcher.list({ to: 'a@example.com' })).toMatchObject([
    { subject: '解绑 <b>', text: 't', from: 'desk@desk.example.com' },
  ]);
  const page = await (await fetch(catcher.webUrl)).text();
  expect(page).toContain('解绑 &lt;b&gt;');
});

test('the HTML of a mail is shown where no script of it can run', async () => {
  await send('html@example.com', { html: '<script>alert(1)</script>' });
  const { id } = catcher.list({ to: 'html@example.com' })[0] ?? { id: '' };
  const answer = await fetch(`${catcher.webUrl}/messages/${id}/html`);
  expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('a restart forgets no mail', async () => {
  await send('kept@example.com');
  await catcher.close();
  catcher = await startMailCatcher({ smtpPort: 0, webPort: 0, folder });
  expect(catcher.list({ to: 'kept@example.com' })).toHaveLength(1);
});

test('a refusing server keeps nothing and says its code', async () => {
  catcher.fault({ kind: 'refuse', code: 550 });
  await expect(send('refused@example.com')).rejects.toMatchObject({ responseCode: 550 });
  expect(catcher.list({ to: 'refused@example.com' })).toHaveLength(0);
});

test('a lost answer leaves the mail kept', async () => {
  catcher.fault({ kind: 'accept-then-drop' });
  await expect(send('lost@example.com')).rejects.toThrow();
  expect(catcher.list({ to: 'lost@example.com' })).toHaveLength(1);
});

test('a mail of somebody else is not listed', async () => {
  await send('b@example.com');
  const answer = await fetch(`${catcher.webUrl}/api/messages?to=nobody@example.com`);
  expect(await answer.json()).toEqual({ items: [] });
});
