/** A Messages API in the shape of Twilio's, 2010-04-01: create, fetch, list. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { answerCall, type Dialect } from '../answering';
import type { SmsRow } from '../store/rows';
import { addSms, cancelSms, smsFacts, type NewSms } from './sms';
import type { Answer, World } from '../world';

const E164 = /^\+[1-9]\d{6,14}$/;
const LARGEST_BODY = 1_600;
const DEFAULT_PAGE_SIZE = 50;
const LARGEST_PAGE_SIZE = 1_000;
/** Error codes 3xxxx are failures of delivery, not refusals of the call. */
const isOfDelivery = (code: number): boolean => code >= 30_000 && code < 40_000;

function failure(
  status: number,
  code: number,
  message: string,
  headers?: Readonly<Record<string, string>>,
): Answer {
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  return { status, ...(headers && { headers }), body: { code, message, more_info, status } };
}

const dialect: Dialect = {
  rateLimited: (seconds) =>
    failure(429, 20429, 'Too Many Requests', { 'retry-after': String(seconds) }),
  serverError: (status) =>
    failure(status, status === 503 ? 20503 : 20500, 'Internal Server Error', {
      ...(status === 503 && { 'retry-after': '1' }),
    }),
  // Names the number, as the real one does: a message of a provider is no text to pass on.
  refused: ({ facts }, fault) =>
    failure(400, Number(fault.code ?? 21610), `The message to ${facts['to'] ?? ''} was refused.`),
};

function rfc2822(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000');
}

function segmentsOf(body: string): number {
  const plain = /^[\p{ASCII}]*$/u.test(body);
  const [single, each] = plain ? [160, 153] : [70, 67];
  return body.length <= single ? 1 : Math.ceil(body.length / each);
}

function messageBody(accountSid: string, row: SmsRow): Readonly<Record<string, unknown>> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${row.sid}`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: row.body,
    date_created: rfc2822(row.createdAtMs),
    date_sent: row.sentAtMs === undefined ? null : rfc2822(row.sentAtMs),
    date_updated: rfc2822(row.updatedAtMs),
    direction: 'outbound-api',
    error_code: row.errorCode ?? null,
    error_message: row.errorCode === undefined ? null : 'The message was not delivered.',
    from: row.from,
    messaging_service_sid: row.messagingServiceSid,
    num_media: '0',
    num_segments: String(segmentsOf(row.body)),
    price: null,
    price_unit: 'USD',
    sid: row.sid,
    status: row.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: row.to,
    uri: `${uri}.json`,
  };
}

function newSms(form: URLSearchParams): NewSms | Answer {
  const to = form.get('To') ?? '';
  const from = form.get('From');
  const messagingServiceSid = form.get('MessagingServiceSid');
  const body = form.get('Body') ?? '';
  const statusCallback = form.get('StatusCallback');
  if (to === '') return failure(400, 21604, "A 'To' phone number is required.");
  if (!E164.test(to)) return failure(400, 21211, "Invalid 'To' Phone Number.");
  if (!from && !messagingServiceSid) return failure(400, 21603, "A 'From' number is required.");
  if (body === '') return failure(400, 21602, 'Message body is required.');
  if (body.length > LARGEST_BODY)
    return failure(400, 21617, 'The concatenated message body exceeds the 1600 character limit.');
  if (statusCallback !== null && !/^https?:\/\//.test(statusCallback))
    return failure(400, 21609, "Invalid 'StatusCallback' URL.");
  const sendAtMs =
    form.get('ScheduleType') === 'fixed' ? Date.parse(form.get('SendAt') ?? '') : null;
  if (sendAtMs !== null && (Number.isNaN(sendAtMs) || !messagingServiceSid))
    return failure(400, 20001, 'A scheduled message needs SendAt and MessagingServiceSid.');
  return {
    to,
    from,
    messagingServiceSid,
    body,
    ...(statusCallback && { statusCallback }),
    ...(sendAtMs !== null && { sendAtMs }),
  };
}

/** Bounds of a `DateSent` filter in ms; a plain date stands for its whole day. */
function dayOf(text: string): readonly [fromMs: number, toMs: number] {
  const fromMs = Date.parse(text);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  return [fromMs, isDay ? fromMs + 24 * 60 * 60 * 1000 - 1 : fromMs];
}

function matches(query: URLSearchParams): (row: SmsRow) => boolean {
  const from = query.get('From');
  const bounds = { on: query.get('DateSent'), after: query.get('DateSent>') };
  const before = query.get('DateSent<');
  const isByTime = bounds.on !== null || bounds.after !== null || before !== null;
  return (row) => {
    if (from !== null && row.from !== from) return false;
    // The time of sending, which a message that waits in a queue does not have yet.
    const atMs = row.sentAtMs;
    if (atMs === undefined) return !isByTime;
    if (bounds.after !== null && atMs < dayOf(bounds.after)[0]) return false;
    if (before !== null && atMs > dayOf(before)[1]) return false;
    if (bounds.on === null) return true;
    const [fromMs, toMs] = dayOf(bounds.on);
    return atMs >= fromMs && atMs <= toMs;
  };
}

function listMessages(world: World, path: string, query: URLSearchParams): Answer {
  const to = query.get('To');
  const candidates =
    to === null ? [...world.store.all('messages')] : world.store.lookUp('messagesTo', to);
  const found = candidates.filter(matches(query)).sort((a, b) => b.position - a.position);
  const wanted = Number(query.get('PageSize') ?? DEFAULT_PAGE_SIZE);
  const pageSize = Math.min(Math.max(1, wanted || DEFAULT_PAGE_SIZE), LARGEST_PAGE_SIZE);
  const page = Math.max(0, Number(query.get('Page') ?? 0) || 0);
  const start = page * pageSize;
  const rows = found.slice(start, start + pageSize);
  const uriOf = (number: number): string => {
    const parameters = new URLSearchParams(query);
    parameters.set('PageSize', String(pageSize));
    parameters.set('Page', String(number));
    return `${path}?${parameters.toString()}`;
  };
  return {
    status: 200,
    body: {
      end: start + Math.max(0, rows.length - 1),
      first_page_uri: uriOf(0),
      messages: rows.map((row) => messageBody(world.credentials.twilioAccountSid, row)),
      next_page_uri: start + pageSize < found.length ? uriOf(page + 1) : null,
      page,
      page_size: pageSize,
      previous_page_uri: page > 0 ? uriOf(page - 1) : null,
      start,
      uri: uriOf(page),
    },
  };
}

function isSignedIn(world: World, authorization: string | undefined): boolean {
  const { twilioAccountSid, twilioAuthToken } = world.credentials;
  const pair = Buffer.from(`${twilioAccountSid}:${twilioAuthToken}`).toString('base64');
  const [wanted, given] = [Buffer.from(`Basic ${pair}`), Buffer.from(authorization ?? '')];
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

/** Registers the routes; the caller gives them their prefix. */
export function twilioRoutes(world: World): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    await Promise.resolve();
    const path = `/Accounts/${world.credentials.twilioAccountSid}/Messages`;
    server.addHook('onRequest', async (request, reply) => {
      if (isSignedIn(world, request.headers.authorization)) return;
      const answer = failure(401, 20003, 'Authenticate');
      await reply.code(answer.status).send(answer.body);
    });
    server.setNotFoundHandler((_request, reply) => {
      void reply.code(404).send(failure(404, 20404, 'The requested resource was not found').body);
    });
    server.post(`${path}.json`, (request, reply) => {
      const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
      const sms = newSms(form);
      if ('status' in sms) return reply.code(sms.status).send(sms.body);
      const call = { operation: 'sms', facts: smsFacts(sms) };
      return answerCall(world, { request, reply }, smsDialect(world, sms), call, () => ({
        status: 201,
        body: messageBody(world.credentials.twilioAccountSid, addSms(world, sms)),
      }));
    });
    server.get<{ Params: { sid: string } }>(`${path}/:sid`, (request, reply) => {
      const sid = request.params.sid.replace(/\.json$/, '');
      const call = { operation: 'sms-read', facts: { sid } };
      return answerCall(world, { request, reply }, dialect, call, () => {
        const row = world.store.get('messages', sid);
        return row === undefined
          ? failure(404, 20404, 'The requested resource was not found')
          : { status: 200, body: messageBody(world.credentials.twilioAccountSid, row) };
      });
    });
    server.post<{ Params: { sid: string } }>(`${path}/:sid`, (request, reply) => {
      const sid = request.params.sid.replace(/\.json$/, '');
      const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
      const call = { operation: 'sms-read', facts: { sid } };
      return answerCall(world, { request, reply }, dialect, call, () => {
        if (form.get('Status') !== 'canceled' || !cancelSms(world, sid))
          return failure(400, 30409, 'This message cannot be canceled');
        const row = world.store.get('messages', sid);
        return row === undefined
          ? failure(404, 20404, 'The requested resource was not found')
          : { status: 200, body: messageBody(world.credentials.twilioAccountSid, row) };
      });
    });
    server.get(`${path}.json`, (request, reply) => {
      const { pathname, searchParams } = new URL(request.url, 'http://localhost');
      const call = { operation: 'sms-list', facts: { to: searchParams.get('To') ?? undefined } };
      return answerCall(world, { request, reply }, dialect, call, () =>
        listMessages(world, pathname, searchParams),
      );
    });
  };
}

/** A refusal with a 3xxxx code takes the message and fails its delivery, as the real API does. */
function smsDialect(world: World, sms: NewSms): Dialect {
  return {
    ...dialect,
    refused: (call, fault) => {
      const code = Number(fault.code ?? 21610);
      if (!isOfDelivery(code)) return dialect.refused(call, fault);
      return world.store.transact(() => ({
        status: 201,
        body: messageBody(world.credentials.twilioAccountSid, addSms(world, sms, code)),
      }));
    },
  };
}
