/**
 * How one message leaves on one channel: intent, reconcile, fence, one call, settle, rank its rows. The
 * channels themselves (send-sms, send-email) say only what is frozen, called and looked up.
 */
import type { Intent, NoticeRow } from '../../record/port/desk-record';
import { RecordError } from '../../record/port/desk-record';
import type { ErrorCode } from '../../workflows/contract/errors';
import type { Channel } from '../../workflows/contract/notices';
import {
  DEFAULT_GIVE_UP_MS,
  DEFAULT_RECONCILE_DELAY_MS,
  DEFAULT_UNKNOWN_WINDOW_MS,
  earlierSince,
  nowOf,
} from './notice-deps';
import type { NoticeDeps } from './notice-deps';
import type { Delivery, FrozenParams, OutgoingMessage, Proof } from './outgoing-message';
import { ProviderFailure } from './send-answer';
import type { SendAnswer } from './send-answer';

/** Suffix of the key of the one more send; its own intent, so that sends are bounded by construction. */
const AGAIN = ':again';

const UNAVAILABLE: Readonly<Record<Channel, ErrorCode>> = {
  sms: 'SMS_UNAVAILABLE',
  email: 'EMAIL_UNAVAILABLE',
};

/**
 * Makes a message leave. Called twice, also at the same time or after a crash at any line: it leaves
 * once where the provider lets us know, at most twice where not.
 */
export async function deliverMessage(
  deps: NoticeDeps,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<Delivery> {
  try {
    return await step(deps, message, message.intents.at(-1), signal);
  } catch (error) {
    if (error instanceof RecordError && ['FENCED', 'INTENT_CONFLICT'].includes(error.code)) {
      // Another attempt is at it: look at what it found.
      return { kind: 'later', code: UNAVAILABLE[message.channel], retryAfterMs: delayMs(deps) };
    }
    if (error instanceof ProviderFailure) return await later(deps, message, error);
    throw error;
  }
}

async function step(
  deps: NoticeDeps,
  message: OutgoingMessage,
  intent: Intent | undefined,
  signal: AbortSignal,
): Promise<Delivery> {
  switch (intent?.state) {
    case undefined:
    case 'planned':
      return await send(deps, message, intent, signal);
    case 'accepted':
    case 'done':
      return await accepted(deps, message, intent, { state: 'accepted' });
    case 'refused':
    case 'manual':
      return await rankAll(deps, message, { state: 'failed', ...codeOf(intent) });
    case 'attempted':
    case 'unknown':
      return await reconcile(deps, message, intent, signal);
  }
}

async function send(
  deps: NoticeDeps,
  message: OutgoingMessage,
  known: Intent | undefined,
  signal: AbortSignal,
): Promise<Delivery> {
  const forgotten = known === undefined ? await findForgotten(deps, message, signal) : undefined;
  const held = forgotten === undefined ? await message.heldUntil() : undefined;
  if (held) return await rankAll(deps, message, { state: 'deferred', notBefore: held });
  const intent = known ?? (await begin(deps, message));
  // It stood there already, and another attempt has gone on with it since it was looked for.
  if (intent.state !== 'planned') throw new RecordError('FENCED', 'another attempt has it');
  const sent = message.sentOf(intent.params);
  await rankAll(deps, message, { state: 'attempting', sent });
  const attempt = await deps.record.intents.fence(intent.key);
  if (attempt !== intent.attempt + 1) throw new RecordError('FENCED', 'another attempt has it');
  await deps.observer.onPoint('after-intent', message.channel, intent.key);
  const answer = forgotten ?? (await call(message, intent.params, signal));
  await deps.observer.onPoint('after-call', message.channel, intent.key);
  return await settle(deps, message, { ...intent, attempt }, answer);
}

/** What an earlier attempt sent before the record was restored to a moment before that. */
async function findForgotten(
  deps: NoticeDeps,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<SendAnswer | undefined> {
  const since = earlierSince(deps);
  const proof = since && (await message.lookForgotten?.(since, signal));
  return proof && { kind: 'accepted', providerRef: proof.providerRef };
}

async function begin(deps: NoticeDeps, message: OutgoingMessage): Promise<Intent> {
  await deps.observer.onPoint('before-intent', message.channel, message.key);
  const { caseId, key, channel, rows } = message;
  const noticeIds = rows.map(({ noticeId }) => noticeId);
  const params = { ...(await message.freeze()), noticeIds };
  return await deps.record.intents.begin({ key, caseId, effect: channel, params });
}

type CallResult = SendAnswer | ProviderFailure;

/** A provider that rejects us has sent nothing; that too has to be settled. */
async function call(
  message: OutgoingMessage,
  params: FrozenParams,
  signal: AbortSignal,
): Promise<CallResult> {
  try {
    return await message.call(params, signal);
  } catch (error) {
    if (error instanceof ProviderFailure) return error;
    throw error;
  }
}

async function settle(
  deps: NoticeDeps,
  message: OutgoingMessage,
  intent: Intent,
  answer: CallResult,
): Promise<Delivery> {
  const { intents } = deps.record;
  const { key, attempt } = intent;
  if (answer instanceof ProviderFailure || answer.kind === 'not-sent') {
    await intents.settle(key, attempt, { state: 'planned', providerCode: answer.providerCode });
    return await later(deps, message, answer);
  }
  if (answer.kind === 'unknown') {
    await intents.settle(key, attempt, { state: 'unknown', providerCode: answer.providerCode });
    return { kind: 'later', code: UNAVAILABLE[message.channel], ...lookAgain(deps, message) };
  }
  await deps.observer.onPoint('after-answer', message.channel, key);
  if (answer.kind === 'refused') {
    await intents.settle(key, attempt, { state: 'refused', providerCode: answer.providerCode });
    await deps.observer.onPoint('after-settle', message.channel, key);
    return await rankAll(deps, message, { state: 'failed', providerCode: answer.providerCode });
  }
  const { providerRef } = answer;
  await intents.settle(key, attempt, { state: 'done', providerRef });
  await deps.observer.onPoint('after-settle', message.channel, key);
  return await accepted(deps, message, { ...intent, providerRef }, { state: 'accepted' });
}

/** The fate of an earlier attempt is unknown: look for it, wait for it, then go by the policy. */
async function reconcile(
  deps: NoticeDeps,
  message: OutgoingMessage,
  intent: Intent,
  signal: AbortSignal,
): Promise<Delivery> {
  const proof = await message.look(intent, signal);
  if (proof) {
    const { providerRef } = proof;
    await deps.record.intents.settle(intent.key, intent.attempt, {
      state: 'accepted',
      providerRef,
    });
    await deps.observer.onPoint('after-settle', message.channel, intent.key);
    return await accepted(deps, message, { ...intent, providerRef }, proof);
  }
  if (message.canReconcile && mayStillShow(deps, message, intent)) {
    return { kind: 'later', code: UNAVAILABLE[message.channel], ...lookAgain(deps, message) };
  }
  if (message.atLeastOnce && !intent.key.endsWith(AGAIN)) {
    const again = await deps.record.intents.begin({
      key: `${message.key}${AGAIN}`,
      caseId: message.caseId,
      effect: message.channel,
      params: intent.params,
    });
    return await send(deps, message, again, signal);
  }
  return await unknownForGood(deps, message, intent);
}

function mayStillShow(deps: NoticeDeps, message: OutgoingMessage, intent: Intent): boolean {
  // The rows were ranked `attempting` just before the call left.
  const times = message.rows.map(({ changedAt }) => changedAt.getTime());
  const since = Math.max(...times, intent.createdAt.getTime());
  const windowMs = deps.settings.unknownWindowMs ?? DEFAULT_UNKNOWN_WINDOW_MS;
  return nowOf(deps).getTime() - since < windowMs;
}

async function unknownForGood(
  deps: NoticeDeps,
  message: OutgoingMessage,
  intent: Intent,
): Promise<Delivery> {
  for (const { kind, occurrence } of message.rows) {
    await deps.record.attention.raise({
      caseId: message.caseId,
      code: 'NOTICE_UNKNOWN',
      subject: `${kind}#${occurrence}/${message.channel}`,
    });
  }
  return await rankAll(deps, message, { state: 'unknown', ...codeOf(intent) });
}

async function accepted(
  deps: NoticeDeps,
  message: OutgoingMessage,
  intent: Intent,
  proof: Pick<Proof, 'state' | 'providerCode'>,
): Promise<Delivery> {
  const { providerRef } = intent;
  const { state, providerCode } = proof;
  if (intent.attempt > 1) {
    const { caseId, channel } = message;
    await deps.record.attention.clear(caseId, 'PROVIDER_MISCONFIGURED', channel);
  }
  return await rankAll(deps, message, {
    state,
    ...(providerRef !== undefined && { providerRef }),
    ...(providerCode !== undefined && { providerCode }),
  });
}

type Ranking = Parameters<NoticeDeps['record']['notices']['rank']>[1];

async function rankAll(
  deps: NoticeDeps,
  message: OutgoingMessage,
  change: Ranking,
): Promise<Delivery> {
  const rows: NoticeRow[] = [];
  for (const { noticeId } of message.rows) {
    rows.push(await deps.record.notices.rank(noticeId, change));
  }
  return { kind: 'settled', rows };
}

/** Transiently impossible, or failed where it has been so for too long. */
async function later(
  deps: NoticeDeps,
  message: OutgoingMessage,
  why: ProviderFailure | { readonly retryAfterMs?: number },
): Promise<Delivery> {
  const { channel, caseId, rows } = message;
  if (why instanceof ProviderFailure && why.code === 'PROVIDER_MISCONFIGURED') {
    await deps.record.attention.raise({ caseId, code: why.code, subject: channel });
  }
  const planned = Math.min(...rows.map(({ plannedAt }) => plannedAt.getTime()));
  const giveUpMs = deps.settings.giveUpMs ?? DEFAULT_GIVE_UP_MS;
  if (nowOf(deps).getTime() - planned > giveUpMs) {
    return await rankAll(deps, message, { state: 'failed', providerCode: UNAVAILABLE[channel] });
  }
  const retryAfterMs = why instanceof ProviderFailure ? undefined : why.retryAfterMs;
  return {
    kind: 'later',
    code: UNAVAILABLE[channel],
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** A callback or the list may tell soon; where nothing can tell, the usual pause will do. */
function lookAgain(deps: NoticeDeps, message: OutgoingMessage): { retryAfterMs?: number } {
  return message.canReconcile ? { retryAfterMs: delayMs(deps) } : {};
}

function codeOf({ providerCode }: Intent): { providerCode?: string } {
  return providerCode === undefined ? {} : { providerCode };
}

function delayMs(deps: NoticeDeps): number {
  return deps.settings.reconcileDelayMs ?? DEFAULT_RECONCILE_DELAY_MS;
}
