/**
 * Pushing results: signed as each provider signs, repeated until taken, and struck by the faults of
 * callbacks. Delivery is at least once.
 */
import { createHmac } from 'node:crypto';
import type { JobResult } from './agenda';
import { takeFault, type Facts } from './faults';
import type { JobRow, JobWork } from './store/rows';
import type { World } from './world';

type CallbackWork = Extract<JobWork, { kind: 'callback' }>;
type CallbackJob = Extract<JobRow, { kind: 'callback' }>;

const TIMEOUT_MS = 5_000;
const LATE_MS = 2_000;
/** Of Twilio. */
const MOST_REPEATS = 5;
/** A callback that is held for reordering goes out after this time even if no other follows. */
const HELD_AT_MOST_MS = 5_000;

/** Signature of Twilio: HMAC-SHA1 over the URL and the sorted parameters. */
export function twilioSignature(
  authToken: string,
  url: string,
  parameters: Readonly<Record<string, string>>,
): string {
  const names = Object.keys(parameters).sort();
  const signed = names.reduce((text, name) => `${text}${name}${parameters[name] ?? ''}`, url);
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}

/** Signature of the acquirer contract and of Stripe: `t=…,v1=…` over time and raw body. */
export function acquirerSignature(secret: string, seconds: number, rawBody: string): string {
  const signed = createHmac('sha256', secret).update(`${seconds}.${rawBody}`, 'utf8').digest('hex');
  return `t=${seconds},v1=${signed}`;
}

/** Puts a callback on the agenda, or drops, doubles, delays or holds it as the faults say. */
export function pushCallback(
  world: World,
  work: Omit<CallbackWork, 'kind' | 'attempt' | 'held'>,
  operation: string,
  facts: Facts,
): void {
  if (work.url === '') return;
  const now = world.now();
  const job: CallbackWork = { kind: 'callback', attempt: 0, ...work };
  const fault = takeFault(world.store, 'callback', operation, facts);
  switch (fault?.kind) {
    case 'drop-callback':
      world.store.next(`callbacks-dropped:${work.channel}`);
      return;
    case 'duplicate-callback':
      world.agenda.add(now, job);
      world.agenda.add(now + (fault.ms ?? 0), job);
      return;
    case 'late-callback':
      world.agenda.add(now + (fault.ms ?? LATE_MS), job);
      return;
    case 'reorder-callbacks':
      world.agenda.add(now + (fault.ms ?? HELD_AT_MOST_MS), { ...job, held: true });
      return;
    default:
      world.agenda.add(now, job);
  }
}

/** Sends one callback; a refusal or silence keeps it for later. */
export async function deliverCallback(world: World, job: CallbackJob): Promise<JobResult> {
  const taken = await send(world, job);
  if (job.held !== true) releaseHeld(world, job.channel);
  if (taken) {
    world.store.next(`callbacks-taken:${job.channel}`);
    return { kind: 'done' };
  }
  const attempt = job.attempt + 1;
  if (world.stopping.aborted) return { kind: 'wait', untilMs: world.now() };
  if (attempt >= attemptsOf(world, job)) {
    world.store.next(`callbacks-given-up:${job.channel}`);
    world.log.warn({ channel: job.channel, attempt }, 'callback given up');
    return { kind: 'done' };
  }
  const untilMs = world.now() + world.settings.callbackRetryMs * 2 ** (attempt - 1);
  return { kind: 'wait', untilMs, attempt };
}

/**
 * How often a callback is sent that nobody takes. Twilio repeats one only where the address asks for it, as in
 * `#rc=5&rp=all` (connection overrides, docs read 2026-11).
 */
function attemptsOf({ settings }: World, { channel, url }: CallbackJob): number {
  if (channel !== 'sms') return settings.callbackAttempts;
  const wishes = new URLSearchParams(new URL(url).hash.slice(1));
  const isAsked = (wishes.get('rp') ?? '').split(',').includes('all');
  const repeats = isAsked ? Math.min(Number(wishes.get('rc') ?? 0) || 0, MOST_REPEATS) : 0;
  return Math.min(settings.callbackAttempts, 1 + repeats);
}

/** Where a callback goes: in a network of containers the public address may lead nowhere. */
function reachable({ settings }: World, { channel, url }: CallbackJob): string {
  if (channel !== 'sms' || settings.smsCallbackOrigin === '') return url;
  const { pathname, search } = new URL(url);
  return new URL(`${pathname}${search}`, settings.smsCallbackOrigin).href;
}

async function send(world: World, job: CallbackJob): Promise<boolean> {
  const { body, headers } = SIGNED[job.channel](world, job);
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  // Node 20 drops the timer of a joined signal that nobody listens to itself.
  limit.addEventListener('abort', () => undefined, { once: true });
  try {
    const response = await fetch(reachable(world, job), {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
      signal: AbortSignal.any([world.stopping, limit]),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown';
    world.log.debug({ channel: job.channel, reason }, 'callback not taken');
    return false;
  }
}

interface Signed {
  readonly body: string;
  readonly headers: Record<string, string>;
}

const SIGNED: Readonly<
  Record<CallbackWork['channel'], (world: World, job: CallbackJob) => Signed>
> = { sms: formOf, acquirer: jsonOf, stripe: eventOf };

function formOf(world: World, job: CallbackJob): Signed {
  // Signed to the end of the query: what the address asks of the connection is not part of it.
  const [address = ''] = job.url.split('#');
  const signature = twilioSignature(world.credentials.twilioAuthToken, address, job.payload);
  return {
    body: new URLSearchParams(job.payload).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-twilio-signature': signature,
      'i-twilio-idempotency-token': job.jobId,
    },
  };
}

function jsonOf(world: World, job: CallbackJob): Signed {
  const body = JSON.stringify(job.payload);
  const { acquirerWebhookSecret } = world.settings;
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-acquirer-signature': signatureNow(world, acquirerWebhookSecret, body),
    },
  };
}

function eventOf(world: World, job: CallbackJob): Signed {
  const body = job.payload['event'] ?? '';
  const { stripeWebhookSecret } = world.settings;
  return {
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': signatureNow(world, stripeWebhookSecret, body),
    },
  };
}

function signatureNow(world: World, secret: string, body: string): string {
  return acquirerSignature(secret, Math.floor(world.outsideNow() / 1000), body);
}

function releaseHeld(world: World, channel: CallbackWork['channel']): void {
  for (const job of [...world.store.all('jobs')]) {
    if (job.kind !== 'callback' || job.channel !== channel || job.held !== true) continue;
    world.store.put('jobs', job.jobId, { ...job, held: false, dueAtMs: world.now() });
  }
}
