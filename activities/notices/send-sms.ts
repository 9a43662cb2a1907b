/** Notices as SMS: which rows become one text, when it may leave, how its fate is found out. */
import type { Intent, NoticeRow } from '../../record/port/desk-record';
import { noticeKey } from '../../workflows/contract/identifiers';
import { isMandatory } from '../../workflows/contract/notices';
import { signNoticeRef } from '../sms/notice-ref';
import { covers, toldByRow } from './covers';
import type { FrozenParams, OutgoingMessage, Proof } from './outgoing-message';
import { contentOf } from './gather-content';
import type { NoticeSubject } from './gather-content';
import { earlierSince, nowOf } from './notice-deps';
import type { NoticeDeps } from './notice-deps';
import { nextDayAt, quietUntil, startOfLocalDay } from './quiet-hours';
import { isMainlandChina, renderSms } from './render-notice';

/** Texts that waited for a new day leave at this hour. */
const MORNING_HOUR = 8;
/** Carriers reject the third identical text to a number within a day. */
const MAX_IDENTICAL = 2;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Clocks of provider and desk may differ by this much. */
const CLOCK_SKEW_MS = 60_000;

/**
 * Groups rows into texts: rows of one intent stay together, the others become one text for +86 numbers
 * and one each elsewhere.
 */
export function smsMessages(
  deps: NoticeDeps,
  subject: NoticeSubject,
  phone: string,
  rows: readonly NoticeRow[],
  intents: readonly Intent[],
): readonly OutgoingMessage[] {
  const texts = intents.filter(({ effect }) => effect === 'sms');
  const covered = new Map<string, NoticeRow[]>();
  const fresh: NoticeRow[] = [];
  for (const row of rows) {
    const first = texts.find((intent) => covers(intent, row));
    if (first) covered.set(first.key, [...(covered.get(first.key) ?? []), row]);
    else fresh.push(row);
  }
  const groups = isMainlandChina(phone) ? [fresh] : fresh.map((row) => [row]);
  return [...covered.values(), ...groups]
    .filter((group) => group.length > 0)
    .map((group) => smsMessage(deps, subject, phone, group, texts));
}

function smsMessage(
  deps: NoticeDeps,
  subject: NoticeSubject,
  phone: string,
  rows: readonly NoticeRow[],
  texts: readonly Intent[],
): OutgoingMessage {
  const [first] = rows;
  if (!first) throw new Error('a text covers at least one notice');
  const { caseId } = subject;
  const intents = texts.filter((intent) => covers(intent, first));
  const key =
    intents[0]?.key ??
    noticeKey(caseId, `${first.kind}.${first.occurrence}`, 'sms', first.generation);
  let rendered: Promise<string> | undefined;
  const render = () => (rendered ??= textOf(deps, subject, phone, rows));
  return {
    channel: 'sms',
    caseId,
    key,
    rows,
    intents,
    atLeastOnce: rows.some(({ kind }) => isMandatory(kind)),
    canReconcile: true,
    heldUntil: async () => {
      const frozen = intents.at(-1)?.params;
      const text = frozen ? textParam(frozen, 'body') : await render();
      return await heldUntil(deps, subject, { phone, text, rows });
    },
    freeze: async () => ({ to: phone, body: await render() }),
    sentOf: (params) => ({ to: textParam(params, 'to'), text: textParam(params, 'body') }),
    call: (params, signal) =>
      deps.smsSender.send(
        {
          to: textParam(params, 'to'),
          body: textParam(params, 'body'),
          callbackRef: signNoticeRef(firstCovered(params), deps.settings.noticeRefKey),
        },
        signal,
      ),
    look: (intent, signal) => lookForSms(deps, intent, texts, signal),
    lookForgotten: async (since, signal) =>
      findSms(deps, { to: phone, body: await render(), since }, texts, signal),
  };
}

async function textOf(
  deps: NoticeDeps,
  subject: NoticeSubject,
  phone: string,
  rows: readonly NoticeRow[],
): Promise<string> {
  const contents = await Promise.all(rows.map(({ kind }) => contentOf(deps, subject, kind)));
  return renderSms(contents, phone);
}

interface Text {
  readonly phone: string;
  readonly text: string;
  readonly rows: readonly NoticeRow[];
}

/** Quiet hours, then identical texts, then the budget of the number. */
async function heldUntil(
  deps: NoticeDeps,
  subject: NoticeSubject,
  text: Text,
): Promise<Date | undefined> {
  const { quietHours, smsDailyBudget } = deps.settings;
  const { timeZone } = subject.contact;
  const now = nowOf(deps);
  if (quietHours !== 'off') {
    const until = quietUntil(now, timeZone, quietHours);
    if (until) return until;
  }
  const identical = await identicalTexts(deps, subject, text, now);
  if (identical.length >= MAX_IDENTICAL) {
    return new Date(Math.min(...identical.map((at) => at.getTime())) + DAY_MS);
  }
  const used = await deps.record.notices.countSms(text.phone, startOfLocalDay(now, timeZone));
  return used >= smsDailyBudget ? nextDayAt(now, timeZone, MORNING_HOUR) : undefined;
}

/** When identical texts left within the last day; a text holds the case id, so one case is enough. */
async function identicalTexts(
  deps: NoticeDeps,
  subject: NoticeSubject,
  { phone, text, rows }: Text,
  now: Date,
): Promise<readonly Date[]> {
  if (rows.every(({ occurrence, generation }) => occurrence === 1 && generation === 1)) return [];
  const own = new Set(rows.map(({ noticeId }) => noticeId));
  const byMessage = new Map<string, Date>();
  for (const other of await deps.record.notices.list(subject.caseId)) {
    const { noticeId, sent, channel, changedAt, providerRef } = other;
    const recent = now.getTime() - changedAt.getTime() < DAY_MS;
    if (own.has(noticeId) || channel !== 'sms' || !recent) continue;
    if (sent?.to === phone && sent.text === text) byMessage.set(providerRef ?? noticeId, changedAt);
  }
  return [...byMessage.values()];
}

/** A callback names the message; else the provider's list, matched by text. */
async function lookForSms(
  deps: NoticeDeps,
  intent: Intent,
  texts: readonly Intent[],
  signal: AbortSignal,
): Promise<Proof | undefined> {
  const told = await toldByRow(deps, intent);
  if (told) return told;
  const to = textParam(intent.params, 'to');
  const body = textParam(intent.params, 'body');
  const began = intent.firstAttemptAt ?? intent.createdAt;
  const earlier = earlierSince(deps);
  // Where the intent was begun anew after the record had been restored, the text is older than it.
  const since = earlier !== undefined && earlier < began ? earlier : began;
  return findSms(deps, { to, body, since }, texts, signal);
}

/** A text that the provider lists and that no intent is known to have sent. */
async function findSms(
  deps: NoticeDeps,
  { to, body, since }: { readonly to: string; readonly body: string; readonly since: Date },
  texts: readonly Intent[],
  signal: AbortSignal,
): Promise<Proof | undefined> {
  const query = { to, body, since: new Date(since.getTime() - CLOCK_SKEW_MS) };
  const found = await deps.smsSender.find(query, signal);
  const known = new Set(texts.map(({ providerRef }) => providerRef));
  return found.find(({ providerRef }) => !known.has(providerRef));
}

function firstCovered(params: FrozenParams): string {
  const ids = params['noticeIds'];
  const first: unknown = Array.isArray(ids) ? ids[0] : undefined;
  if (typeof first !== 'string') throw new Error('the intent of a text names no notice');
  return first;
}

/** A text of frozen parameters. */
export function textParam(params: FrozenParams, name: string): string {
  const value = params[name];
  if (typeof value !== 'string') throw new Error(`the intent of a notice lacks ${name}`);
  return value;
}
