/** The mail adapter against a real SMTP server that can be told how to behave. */
import { once } from 'node:events';
import { Socket, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { msToNumber } from '@temporalio/common/lib/time';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import {
  SOCKET_TIMEOUT_MS,
  createSmtpSender,
  isPlainAddress,
} from '../../activities/email/smtp-sender';
import type { EmailMessage } from '../../activities/email/email-sender';
import { ProviderFailure } from '../../activities/notices/send-answer';
import { NOTICE_OPTIONS } from '../../workflows/policy';

const MESSAGE: EmailMessage = {
  to: 'merchant@example.com',
  subject: '终端解绑已生效（UC-7Q4M2K9T1B）',
  html: '<p>解绑</p>',
  text: '解绑',
  messageId: '<UC-7Q4M2K9T1B.unbound.1.g1@desk.example.com>',
};

interface Script {
  readonly onRcpt?: number;
  readonly onData?: number;
}

class Rejection extends Error {
  constructor(readonly responseCode: number) {
    super('as told');
  }
}

async function mailServer(script: Script = {}) {
  const received: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, callback) => callback(new Rejection(535)),
    onRcptTo: (_address, _session, callback) =>
      callback(script.onRcpt === undefined ? null : new Rejection(script.onRcpt)),
    onData: (stream, _session, callback) => {
      void simpleParser(stream).then((mail) => {
        if (script.onData === undefined) received.push(mail);
        callback(script.onData === undefined ? null : new Rejection(script.onData));
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { received, url: urlOf(server.server) };
}

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function urlOf(server: Server): string {
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function send(url: string, message = MESSAGE, signal = new AbortController().signal) {
  const sender = createSmtpSender({
    url,
    from: 'desk@desk.example.com',
    fromName: '解绑服务台',
    connectionTimeoutMs: 2_000,
    socketTimeoutMs: 500,
  });
  return sender.send(message, signal);
}

test('a server may take ten minutes after the final dot, as RFC 5321 grants it, for each of four mails', async () => {
  expect(SOCKET_TIMEOUT_MS).toBe(10 * 60_000);
  // Of an attempt's time four fifths are for its calls.
  expect(msToNumber(NOTICE_OPTIONS.startToCloseTimeout ?? 0) * 0.8).toBeGreaterThan(
    4 * SOCKET_TIMEOUT_MS,
  );
  const { url } = await mailServer();
  const waits = jest.spyOn(Socket.prototype, 'setTimeout');
  const sender = createSmtpSender({ url, from: 'desk@desk.example.com', fromName: 'desk' });
  await sender.send(MESSAGE, new AbortController().signal);
  const longest = waits.mock.calls.map(([ms]) => ms);
  waits.mockRestore();
  expect(longest).toContain(SOCKET_TIMEOUT_MS);
});

test('a message arrives with both parts, its Message-ID and no reply wanted', async () => {
  const { url, received } = await mailServer();
  const answer = await send(url);
  expect(answer.kind).toBe('accepted');
  const [mail] = received;
  expect(mail).toMatchObject({ subject: MESSAGE.subject, messageId: MESSAGE.messageId });
  expect(mail?.text).toContain('解绑');
  expect(mail?.html).toContain('<p>解绑</p>');
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
});

test.each([
  ['the recipient for good', { onRcpt: 550 }, { kind: 'refused', providerCode: '550' }],
  ['the message for good', { onData: 554 }, { kind: 'refused', providerCode: '554' }],
  ['the recipient for now', { onRcpt: 450 }, { kind: 'not-sent', providerCode: '450' }],
  ['the message for now', { onData: 451 }, { kind: 'not-sent', providerCode: '451' }],
  ['a mailbox that is full', { onRcpt: 552 }, { kind: 'not-sent', providerCode: '552' }],
  ['by a code that nobody knows', { onData: 599 }, { kind: 'not-sent', providerCode: '599' }],
])('a server that refuses %s is understood', async (_name, script, expected) => {
  const { url, received } = await mailServer(script);
  await expect(send(url)).resolves.toEqual(expected);
  expect(received).toHaveLength(0);
});

/** A server that answers line by line and goes silent, or hangs up, at a command. */
async function rawServer(at: RegExp, then: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.write('220 ready\r\n');
    let inData = false;
    socket.on('data', (chunk) => {
      const line = chunk.toString();
      if (at.test(line)) then(socket);
      else if (/^DATA/i.test(line)) {
        inData = true;
        socket.write('354 go on\r\n');
      } else if (!inData) socket.write('250 fine\r\n');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
    await once(server, 'close');
  });
  return urlOf(server);
}

const silent = () => undefined;
const hangUp = (socket: Socket) => socket.destroy();

test.each([
  ['goes silent after the message', silent],
  ['hangs up after the message', hangUp],
])('a server that %s leaves the result unknown', async (_name, then) => {
  const url = await rawServer(/\r\n\.\r\n$/, then);
  await expect(send(url)).resolves.toMatchObject({ kind: 'unknown' });
});

test.each([
  ['goes silent before the message', silent],
  ['hangs up before the message', hangUp],
])('a server that %s has sent nothing', async (_name, then) => {
  const url = await rawServer(/^RCPT/i, then);
  await expect(send(url)).resolves.toMatchObject({ kind: 'not-sent' });
});

test('a port where nobody listens has sent nothing', async () => {
  const { url } = await mailServer();
  for (const close of closers.splice(0)) await close();
  await expect(send(url)).resolves.toEqual({ kind: 'not-sent', providerCode: 'ECONNREFUSED' });
});

test('an attempt that was called off while the message was on its way is unknown', async () => {
  const stop = new AbortController();
  const url = await rawServer(/\r\n\.\r\n$/, () => stop.abort());
  await expect(send(url, MESSAGE, stop.signal)).resolves.toMatchObject({ kind: 'unknown' });
});

test('rejected credentials are a matter of configuration, not of the message', async () => {
  const { url } = await mailServer();
  const withLogin = url.replace('smtp://', 'smtp://desk:wrong@');
  const failed = await send(withLogin).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(ProviderFailure);
  expect(failed).toMatchObject({ code: 'PROVIDER_MISCONFIGURED' });
});

test.each([
  'a@example.com\r\nBcc: b@example.com',
  'a@example.com, b@example.com',
  'Name <a@example.com>',
  '"a b"@example.com',
  `${'a'.repeat(250)}@example.com`,
  'nobody',
])('the address %j never reaches the server', async (to) => {
  const { url, received } = await mailServer();
  await expect(send(url, { ...MESSAGE, to })).resolves.toMatchObject({ kind: 'refused' });
  expect(received).toHaveLength(0);
});

test('a server that wants a sign-in at the recipient has a desk that is set up wrongly', async () => {
  const { url } = await mailServer({ onRcpt: 530 });
  await expect(send(url)).rejects.toMatchObject({ code: 'PROVIDER_MISCONFIGURED' });
});

test('a plain address is taken', () => {
  expect(isPlainAddress('first.last+tag@sub.example.co.uk')).toBe(true);
});

test('a subject that tries to add a header stays a subject', async () => {
  const { url, received } = await mailServer();
  await send(url, { ...MESSAGE, subject: 'Hello\r\nBcc: b@example.com' });
  expect(received[0]?.bcc).toBeUndefined();
  expect(received[0]?.subject).toContain('Hello');
});
