/**
 * The adapter for Twilio, with its official client. The library is loaded on first use (it costs 250 ms
 * and 22 MB), its retries stay off, and its calls can be pointed at another host of the same shape.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Twilio } from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient';
import { faultOf, listedFault } from '../../workflows/contract/faults';
import { ANSWER_LIMIT_BYTES } from '../bounded-answer';
import { ProviderFailure } from '../notices/send-answer';
import type { SendAnswer } from '../notices/send-answer';
import type { FoundSms, SmsSender } from './sms-sender';
import { rankTwilioStatus } from './twilio-status';
import { urlOf } from '../../wire/http';
import { pathOf } from '../../wire/routes';

export interface TwilioSettings {
  readonly accountSid: string;
  readonly authToken: string;
  /** E.164 number, or the SID of a messaging service (`MG…`). */
  readonly from: string;
  /** Scheme, host and port in place of https://api.twilio.com; empty or absent: Twilio itself. */
  readonly apiBase?: string;
  /** Where the desk is, for its callbacks; without a slash at the end. */
  readonly publicUrl: string;
  /** Of one call, ms. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
/** After a 429 that names no delay, ms. */
const BUSY_MS = 30_000;
/** Messages looked at when a result is unknown. */
const LIST_LIMIT = 50;

/** A callback that is not taken is repeated only where its address asks for it, and at most five times. */
const REPEATED = '#rc=5&rp=all';

/** Errors of the network that say that no connection was made, so nothing can have been sent. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

const callSignal = new AsyncLocalStorage<AbortSignal>();

/** Address of the callback for a signed reference; Twilio signs exactly this address. */
export function twilioCallbackUrl(publicUrl: string, ref: string): string {
  return urlOf({ path: pathOf('reportTextStatus', { ref }) }, { origin: publicUrl });
}

export function createTwilioSender(settings: TwilioSettings): SmsSender {
  let loading: Promise<Twilio> | undefined;
  const client = () => (loading ??= loadClient(settings));
  const sender = settings.from.startsWith('MG')
    ? { messagingServiceSid: settings.from }
    : { from: settings.from };

  return {
    async send({ to, body, callbackRef }, signal) {
      const { messages } = await client();
      const callback =
        callbackRef === undefined
          ? {}
          : { statusCallback: `${twilioCallbackUrl(settings.publicUrl, callbackRef)}${REPEATED}` };
      try {
        const message = await callSignal.run(signal, () =>
          messages.create({ ...sender, to, body, ...callback }),
        );
        return { kind: 'accepted', providerRef: message.sid };
      } catch (error) {
        return answerOf(error);
      }
    },
    async find({ to, body, since }, signal) {
      const { messages } = await client();
      try {
        const listed = await callSignal.run(signal, () =>
          // Not by `dateSentAfter`: a text that waits in a queue has no time of sending yet.
          messages.list({ to, limit: LIST_LIMIT }),
        );
        // A list of another number's messages is no list without ours.
        if (listed.some((message) => message.to !== to)) throw new Error('MISFIT');
        return listed
          .filter((message) => message.body === body && message.dateCreated >= since)
          .sort((a, b) => b.dateCreated.getTime() - a.dateCreated.getTime())
          .map(foundSms);
      } catch (error) {
        throw new ProviderFailure('SMS_UNAVAILABLE', codeOf(error));
      }
    },
  };
}

function foundSms(message: { sid: string; status: string; errorCode: number | null }): FoundSms {
  const code = message.errorCode ? String(message.errorCode) : undefined;
  return {
    providerRef: message.sid,
    state: rankTwilioStatus(message.status, code),
    ...(code !== undefined && { providerCode: code }),
  };
}

async function loadClient(settings: TwilioSettings): Promise<Twilio> {
  const { default: twilio } = await import('twilio');
  const base = settings.apiBase ? new URL(settings.apiBase) : undefined;

  class PointedClient extends twilio.RequestClient {
    override request<T>(opts: RequestClient.RequestOptions<T>) {
      if (base) opts.uri = pointedAt(base, opts.uri);
      return super.request<T>(opts);
    }
  }
  const timeout = settings.timeoutMs ?? TIMEOUT_MS;
  const httpClient = new PointedClient({ timeout, autoRetry: false });
  // Counted after decompression.
  httpClient.axios.defaults.maxContentLength = ANSWER_LIMIT_BYTES;
  httpClient.axios.interceptors.request.use((config) => {
    const signal = callSignal.getStore();
    return signal ? { ...config, signal } : config;
  });
  return twilio(settings.accountSid, settings.authToken, { httpClient, autoRetry: false });
}

function pointedAt(base: URL, uri: string): string {
  const url = new URL(uri);
  const prefix = base.pathname.replace(/\/$/, '');
  return `${base.origin}${prefix}${url.pathname}${url.search}`;
}

interface ForeignError {
  readonly status?: unknown;
  readonly code?: unknown;
  readonly details?: unknown;
}

/** Code of a foreign error: Twilio's own, the network's or the HTTP status; never its message. */
function codeOf(error: unknown): string {
  const { code, status } = foreign(error);
  if (typeof code === 'number' || typeof code === 'string') return String(code);
  return typeof status === 'number' ? `HTTP_${status}` : 'UNKNOWN';
}

function foreign(error: unknown): ForeignError {
  return typeof error === 'object' && error !== null ? error : {};
}

/** Its own code says most; the status alone says what a code does not that the table lacks. */
function answerOf(error: unknown): SendAnswer {
  const { status, code } = foreign(error);
  const providerCode = codeOf(error);
  if (NOT_CONNECTED.has(providerCode)) return { kind: 'not-sent', providerCode };
  const said = listedFault('twilio', providerCode)?.reaction;
  if (said === 'final') return { kind: 'refused', providerCode };
  if (said === 'park') throw new ProviderFailure('PROVIDER_MISCONFIGURED', providerCode);
  if (status === 429 || said === 'passing') {
    return { kind: 'not-sent', providerCode, retryAfterMs: BUSY_MS };
  }
  if (typeof status !== 'number' || faultOf('http', String(status)).reaction !== 'park') {
    return { kind: 'unknown', providerCode };
  }
  // Not allowed to us, or not a word of Twilio's: no answer about this message.
  if (status === 401 || status === 403 || typeof code !== 'number') {
    throw new ProviderFailure('PROVIDER_MISCONFIGURED', providerCode);
  }
  return { kind: 'refused', providerCode };
}
