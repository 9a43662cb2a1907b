/**
 * The notice activities on a stage: real record, real client of Twilio against the simulator, a real SMTP
 * server, and the callbacks of the simulator taken as the API takes them.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify from 'fastify';
import { ApplicationFailure } from '@temporalio/common';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { SILENT_OBSERVER } from '../../activities/effects/effect-observer';
import { createSmtpSender } from '../../activities/email/smtp-sender';
import { createNoticeActivities } from '../../activities/notices/create-notice-activities';
import type { NoticeDeps, NoticeSettings } from '../../activities/notices/notice-deps';
import { applySmsCallback } from '../../activities/sms/apply-callback';
import { noticeRefKey, readNoticeRef } from '../../activities/sms/notice-ref';
import { createTwilioSender } from '../../activities/sms/twilio-sender';
import { validateTwilioSignature } from '../../activities/sms/twilio-signature';
import { startSimulator } from '../../local/simulator/simulator';
import type { DeskRecord } from '../../record/port/desk-record';
import type { Locale, MerchantContact } from '../../workflows/contract/case-data';
import type { CaseView } from '../../workflows/contract/case-view';
import { ID_ALPHABET } from '../../workflows/contract/identifiers';
import type { NoticePort } from '../../workflows/contract/ports';
import { query } from '../record/samples';
import { startTestRecord } from '../support/record';

export interface Stage {
  readonly record: DeskRecord;
  readonly mail: Awaited<ReturnType<typeof startMail>>;
  readonly callbacks: Awaited<ReturnType<typeof startCallbacks>>;
  activities(change?: Partial<NoticeSettings> & Changes): NoticePort;
  openCase(contact?: ContactChange): ReturnType<typeof openCase>;
  /** Arms a fault of the simulator. */
  fault(fault: object): Promise<unknown>;
  clearFaults(): Promise<void>;
  /** Texts that the provider really took over for a number. */
  texts(to: string): Promise<readonly SmsSeen[]>;
  /** Calls that asked for a text, whatever became of them. */
  smsCalls(): Promise<number>;
  /** Takes from the record what it knows of a case's notices, as a restore to an earlier moment does. */
  forgetNotices(caseId: string): Promise<void>;
  stop(): Promise<void>;
}

const REF_KEY = noticeRefKey(Buffer.alloc(32, 7));
const SINCE = '2026-11-23T02:00:00Z';
export const TEAM_LEAD = 'lead@desk.example.com';

export async function startStage(): Promise<Stage> {
  const { record, databaseUrl, stop } = await startTestRecord();
  const simulator = await startSimulator({ seeded: false, smsStepMs: 1, mainlandRules: false });
  const mail = await startMail();
  const callbacks = await startCallbacks(record, simulator.credentials.twilioAuthToken);

  async function control<T>(path: string, body: object): Promise<T> {
    const answer = await fetch(`${simulator.url}/control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return (await answer.json()) as T;
  }

  function activities(change: Partial<NoticeSettings> & Changes = {}): NoticePort {
    const { clock, observer, authToken, earlierAttemptsSince, ...settings } = change;
    const { twilioAccountSid, twilioAuthToken } = simulator.credentials;
    const deps: NoticeDeps = {
      record,
      smsSender: createTwilioSender({
        accountSid: twilioAccountSid,
        authToken: authToken ?? twilioAuthToken,
        from: '+8610000000',
        apiBase: simulator.url,
        publicUrl: callbacks.url,
        timeoutMs: 1_500,
      }),
      emailSender: createSmtpSender({
        url: mail.url,
        from: 'desk@desk.example.com',
        fromName: '解绑服务台',
        // Long enough for a busy machine on which the templates are compiled meanwhile.
        connectionTimeoutMs: 3_000,
        socketTimeoutMs: 1_500,
      }),
      settings: {
        quietHours: 'off',
        smsDailyBudget: 20,
        publicUrl: callbacks.url,
        teamLeadEmail: TEAM_LEAD,
        signature: '解绑服务台',
        noticeRefKey: REF_KEY,
        unknownWindowMs: 100,
        reconcileDelayMs: 10,
        ...settings,
      },
      observer: observer ?? SILENT_OBSERVER,
      attemptSignal: () => AbortSignal.timeout(10_000),
      earlierAttemptsSince: () => earlierAttemptsSince,
      ...(clock && { clock }),
    };
    return createNoticeActivities(deps);
  }

  return {
    record,
    mail,
    callbacks,
    activities,
    openCase: (contact: ContactChange = {}) => openCase(record, contact),
    fault: (fault: object) => control('faults', fault),
    async texts(to: string): Promise<readonly SmsSeen[]> {
      return (await control<{ sms: SmsSeen[] }>('ledger', { to })).sms;
    },
    async smsCalls(): Promise<number> {
      const { counters } = await control<{ counters: Record<string, number> }>('ledger', {});
      return counters['calls:sms'] ?? 0;
    },
    async clearFaults(): Promise<void> {
      await fetch(`${simulator.url}/control/faults`, { method: 'DELETE' });
    },
    async forgetNotices(caseId: string): Promise<void> {
      for (const table of ['intents', 'notices', 'notice_plans']) {
        await query(databaseUrl, `delete from ${table} where case_id = $1`, [caseId]);
      }
    },
    async stop(): Promise<void> {
      await simulator.close();
      await callbacks.stop();
      await mail.stop();
      await stop();
    },
  };
}

interface Changes {
  readonly clock?: () => Date;
  readonly observer?: NoticeDeps['observer'];
  readonly authToken?: string;
  /** As in an attempt that is not the first of its activity. */
  readonly earlierAttemptsSince?: Date;
}
export interface SmsSeen {
  readonly sid: string;
  readonly body: string;
  readonly status: string;
}

async function startMail() {
  const received: ParsedMail[] = [];
  const control = { down: false, refuse: undefined as number | undefined };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onConnect: (_session, done) => done(control.down ? new Error('421 later') : null),
    onRcptTo: (_address, _session, done) =>
      done(
        control.refuse === undefined
          ? null
          : Object.assign(new Error('no'), { responseCode: control.refuse }),
      ),
    onData: (stream, _session, done) => {
      void simpleParser(stream).then((mail) => {
        received.push(mail);
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    control,
    /** Mails to an address, in the order of their arrival. */
    to: (address: string) =>
      received.filter(({ to }) => to && !Array.isArray(to) && to.text.includes(address)),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** What the API's webhook route does, with a switch that loses callbacks. */
async function startCallbacks(record: DeskRecord, authToken: string) {
  const control = { lost: false };
  const server = Fastify();
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  server.post<{ Params: { ref: string }; Body: Record<string, string> }>(
    '/api/v1/webhooks/twilio/:ref',
    async ({ url, headers, params, body }, reply) => {
      const signature = String(headers['x-twilio-signature']);
      const address = `${base}${url}`;
      if (!validateTwilioSignature(authToken, signature, address, body))
        return reply.code(403).send();
      const noticeId = readNoticeRef(params.ref, REF_KEY);
      if (noticeId !== undefined && !control.lost) {
        await applySmsCallback(record, noticeId, {
          providerRef: body['MessageSid'] ?? '',
          status: body['MessageStatus'] ?? '',
          ...(body['ErrorCode'] && { errorCode: body['ErrorCode'] }),
        });
      }
      return reply.code(204).send();
    },
  );
  const base = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url: base, control, stop: () => server.close() };
}

function randomId(prefix: string): string {
  const letters = [...randomBytes(10)].map((byte) => ID_ALPHABET[byte % ID_ALPHABET.length]);
  return `${prefix}${letters.join('')}`;
}

/** A number that no other test uses. */
export function freshPhone(prefix = '+86138'): string {
  return `${prefix}${String(randomBytes(4).readUInt32BE() % 100_000_000).padStart(8, '0')}`;
}

/** `undefined` leaves a channel out. */
interface ContactChange {
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly locale?: Locale;
  readonly timeZone?: string;
}

async function openCase(record: DeskRecord, change: ContactChange) {
  const caseId = randomId('UC-');
  const terminalId = randomId('t_');
  const email = `${caseId.toLowerCase()}@example.com`;
  const given = { phone: freshPhone(), email, locale: 'zh-CN' as const, ...change };
  const contact: MerchantContact = {
    merchantNumber: '898110000000001',
    contactName: '王小明',
    locale: given.locale,
    timeZone: given.timeZone ?? 'Asia/Shanghai',
    ...(given.phone !== undefined && { phone: given.phone }),
    ...(given.email !== undefined && { email: given.email }),
  };
  const view: CaseView = {
    caseId,
    status: 'unbinding',
    statusSince: SINCE,
    openedAt: SINCE,
    openedBy: 's_8H2K5N1W00',
    channel: 'hotline',
    reason: 'business-ended',
    closeAccount: false,
    revision: 1,
    waitsFor: 'acquirer',
    overdue: false,
    held: false,
    partial: false,
    pointOfNoReturn: true,
    refundReopened: false,
    stepUp: [],
    warnings: [],
    requestedFields: [],
    terminals: [{ terminalId, state: 'effective', generation: 1, since: SINCE }],
    deposits: [],
    closure: { state: 'not-asked', generation: 1, since: SINCE },
    reviewClockMs: 0,
  };
  const terminals = [{ terminalId, serialNumber: `SN${caseId.slice(3)}` }];
  const data = { contact, terminals };
  await record.cases.create({ caseId, teamId: 'team-1', author: view.openedBy, data, view });
  return { caseId, phone: given.phone ?? '', email, contact };
}

/** Longest that a retry waits here, whatever the failure asks for. */
const RETRY_CAP_MS = 50;
const MAX_TRIES = 40;

/** Tries as Temporal does: retryable failures again, the others at once to the caller. */
export async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const retryable = error instanceof ApplicationFailure && error.nonRetryable !== true;
      if (!retryable || attempt >= MAX_TRIES) throw error;
      await delay(RETRY_CAP_MS);
    }
  }
}

/** The failure of work that must fail. */
export async function failureOf(work: Promise<unknown>): Promise<ApplicationFailure> {
  const failed = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failed instanceof ApplicationFailure) return failed;
  throw new Error('it did not fail with an ApplicationFailure', { cause: failed });
}

/** Looks until a condition holds. */
export async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 200; look += 1) {
    if (await holds()) return;
    await delay(25);
  }
  throw new Error('it did not come true');
}
