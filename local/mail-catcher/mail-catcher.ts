/**
 * The mail catcher: a real SMTP server that keeps what it receives, a web inbox and a JSON list. Faults
 * can be armed for tests, as with the provider simulator. Loopback only; for one machine and for tests.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { SMTPServer } from 'smtp-server';
import { z } from 'zod';
import { messageFor } from '../../words/errors';
import { refusalOf } from '../../checks/own-hosts';
import { ERRORS, publicCode } from '../../workflows/contract/errors';
import { INBOX_POLICY, MAIL_POLICY, renderInbox, renderMail } from './inbox-page';
import { type CaughtMail, type MailStore, openMailStore } from './mail-store';

export interface MailCatcherOptions {
  /** 0: any free port. */
  readonly smtpPort: number;
  /** 0: any free port. */
  readonly webPort: number;
  /** Folder of the mails. */
  readonly folder: string;
  /** Name or address to listen on; 127.0.0.1 where omitted. */
  readonly host?: string;
  /** Hosts that the inbox answers to besides loopback. */
  readonly allowedHosts?: readonly string[];
}

/**
 * - `refuse`: the recipient is refused with `code`, 4xx for now, 5xx for good
 * - `accept-then-drop`: the mail is kept, and the connection ends before the answer
 */
const faultBody = z.strictObject({
  kind: z.enum(['refuse', 'accept-then-drop']),
  code: z.int().min(400).max(599).default(451),
  /** Only for this recipient; omitted: for all. */
  to: z.string().optional(),
  /** How often it strikes; null: until it is lifted. */
  times: z.int().min(1).nullable().default(1),
});
export type MailFault = z.input<typeof faultBody>;

export interface MailCatcher {
  readonly smtpPort: number;
  /** Address of the inbox, without a slash at the end. */
  readonly webUrl: string;
  /** Mails in the order of their arrival, of one recipient where named. */
  list(filter?: { readonly to?: string }): readonly CaughtMail[];
  fault(fault: MailFault): void;
  clearFaults(): void;
  close(): Promise<void>;
}

type Armed = { remaining: number | null } & z.output<typeof faultBody>;

function takeFault(armed: Armed[], kind: Armed['kind'], to: readonly string[]): Armed | undefined {
  const fault = armed.find(
    (one) =>
      one.kind === kind &&
      one.remaining !== 0 &&
      (one.to === undefined || to.includes(one.to.toLowerCase())),
  );
  if (fault?.remaining) fault.remaining -= 1;
  return fault;
}

/** `EADDRINUSE` where a port is taken. */
export async function startMailCatcher(options: MailCatcherOptions): Promise<MailCatcher> {
  const host = options.host ?? '127.0.0.1';
  const store = openMailStore(options.folder);
  const armed: Armed[] = [];
  const fault = (given: unknown): void => {
    const parsed = faultBody.parse(given);
    armed.push({ ...parsed, remaining: parsed.times });
  };
  const smtp = createSmtp(store, armed);
  const smtpPort = await listen(smtp, options.smtpPort, host);
  const web = createWeb(store, armed, fault, options.allowedHosts ?? []);
  try {
    await web.listen({ host, port: options.webPort });
  } catch (error) {
    await closeSmtp(smtp);
    throw error;
  }
  const { port } = web.server.address() as AddressInfo;
  return {
    smtpPort,
    webUrl: `http://${host}:${port}`,
    list: (filter) => store.list(filter),
    fault,
    clearFaults: () => void armed.splice(0),
    async close() {
      await web.close();
      await closeSmtp(smtp);
    },
  };
}

function createSmtp(store: MailStore, armed: Armed[]): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: 10 * 1024 * 1024,
    onRcptTo({ address }, _session, done) {
      const refusal = takeFault(armed, 'refuse', [address.toLowerCase()]);
      if (refusal) {
        // Names the address, as real servers do: a message of a provider is no text to pass on.
        const error = new Error(`<${address}>: refused by an armed fault`);
        done(Object.assign(error, { responseCode: refusal.code }));
      } else done();
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        const to = rcptTo.map(({ address }) => address.toLowerCase());
        store.add(Buffer.concat(parts), { from, to }).then(() => {
          if (takeFault(armed, 'accept-then-drop', to)) {
            done(Object.assign(new Error('dropped'), { responseCode: 421 }));
          } else done();
        }, done);
      });
    },
  });
}

async function listen(smtp: SMTPServer, port: number, host: string): Promise<number> {
  smtp.on('error', () => undefined); // A client that goes away; a failing start is thrown below.
  smtp.listen(port, host);
  await once(smtp.server, 'listening');
  return (smtp.server.address() as AddressInfo).port;
}

function closeSmtp(smtp: SMTPServer): Promise<void> {
  return new Promise((resolve) => smtp.close(() => resolve()));
}

type ById = { Params: { id: string } };

function createWeb(
  store: MailStore,
  armed: Armed[],
  fault: (given: unknown) => void,
  allowedHosts: readonly string[],
): FastifyInstance {
  const web = Fastify({ forceCloseConnections: true });
  web.setErrorHandler((error, _request, reply) => {
    if (error instanceof z.ZodError) return reply.code(400).send({ problems: error.issues });
    throw error;
  });
  web.addHook('onRequest', async (request, reply) => {
    const code = refusalOf(request, allowedHosts);
    if (code === undefined) return;
    const message = messageFor(code, 'en');
    await reply.code(ERRORS[code].http).send({ code: publicCode(code), message });
  });
  web.addHook('onSend', async (_request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
  const html = (policy: string) => ({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
  });
  const missing = { code: 'not_found' };
  web.get('/', (_request, reply) =>
    reply.headers(html(INBOX_POLICY)).send(renderInbox(store.list())),
  );
  web.get<ById>('/messages/:id', ({ params }, reply) => {
    const mail = store.get(params.id);
    if (!mail) return reply.code(404).send(missing);
    return reply.headers(html(INBOX_POLICY)).send(renderMail(mail));
  });
  web.get<ById>('/messages/:id/html', ({ params }, reply) => {
    const mail = store.get(params.id);
    if (!mail) return reply.code(404).send(missing);
    return reply.headers(html(MAIL_POLICY)).send(mail.html);
  });
  web.get<ById>('/messages/:id/source', ({ params }, reply) => {
    const source = store.source(params.id);
    if (!source) return reply.code(404).send(missing);
    return reply.type('text/plain; charset=utf-8').send(source);
  });
  web.get<{ Querystring: { to?: string } }>('/api/messages', ({ query }) => ({
    items: store.list(query.to === undefined ? {} : { to: query.to }),
  }));
  web.get<ById>('/api/messages/:id', ({ params }, reply) => {
    const mail = store.get(params.id);
    return mail ? reply.send(mail) : reply.code(404).send(missing);
  });
  web.delete('/api/messages', (_request, reply) => {
    store.clear();
    return reply.code(204).send();
  });
  web.post('/control/faults', (request, reply) => {
    fault(request.body);
    return reply.code(204).send();
  });
  web.delete('/control/faults', (_request, reply) => {
    armed.splice(0);
    return reply.code(204).send();
  });
  return web;
}
