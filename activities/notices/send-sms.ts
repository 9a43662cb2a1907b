/** Notices as SMS: which rows become one text, when it may leave, how its fate is found out. */
import type { Intent, NoticeRow } from '../../record/desk-record';
import { noticeKey } from '../../workflows/contract/identifiers';
import { isMandatory } from '../../workflows/contract/notices';
import { signNoticeRef } from '../sms/notice-ref';
import { covers } from './covers';
import type { FrozenParams, OutgoingMessage, Proof } from './deliver-message';
import { contentOf } from './gather-content';
import type { NoticeSubject } from './gather-content';
import { nowOf } from './notice-deps';
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
  const render = async () => {
    const contents = await Promise.all(rows.map(({ kind }) => contentOf(deps, subject, kind)));
    return renderSms(contents, phone);
  };
  return {
    channel: 'sms',
    caseId,
    key,
    rows,
    intents,
    atLeastOnce: rows.some(({ kind }) => isMandatory(kind)),
    canReconcile: true,
    heldUntil: async () => await heldUntil(deps, subject, phone, await render()),
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
  };
}

/** Quiet hours, then identical texts, then the budget of the number. */
async function heldUntil(
  deps: NoticeDeps,
  subject: NoticeSubject,
  phone: string,
  text: string,
): Promise<Date | undefined> {
  const { quietHours, smsDailyBudget } = deps.settings;
  const { timeZone } = subject.contact;
  const now = nowOf(deps);
  if (quietHours !== 'off') {
    const until = quietUntil(now, timeZone, quietHours);
    if (until) return until;
  }
  const identical = await identicalTexts(deps, subject, phone, text, now);
  if (identical.length >= MAX_IDENTICAL) {
    return new Date(Math.min(...identical.map((at) => at.getTime())) + DAY_MS);
  }
  const used = await deps.record.notices.countSms(phone, startOfLocalDay(now, timeZone));
  return used >= smsDailyBudget ? nextDayAt(now, timeZone, MORNING_HOUR) : undefined;
}

/** When identical texts left for the number within the last day; a text holds the case id, so one case is enough. */
async function identicalTexts(
  deps: NoticeDeps,
  subject: NoticeSubject,
  phone: string,
  text: string,
  now: Date,
): Promise<readonly Date[]> {
  const rows = await deps.record.notices.list(subject.caseId);
  const byText = new Map<string, Date>();
  for (const { noticeId, sent, channel, changedAt, providerRef } of rows) {
    const recent = now.getTime() - changedAt.getTime() < DAY_MS;
    if (channel === 'sms' && recent && sent?.to === phone && sent.text === text) {
      byText.set(providerRef ?? noticeId, changedAt);
    }
  }
  return [...byText.values()];
}

/** A callback names the message; else the provider's list, matched by text. */
async function lookForSms(
  deps: NoticeDeps,
  intent: Intent,
  texts: readonly Intent[],
  signal: AbortSignal,
): Promise<Proof | undefined> {
  const rows = (await deps.record.notices.list(intent.caseId)).filter((row) => covers(intent, row));
  const told = rows.find(({ providerRef }) => providerRef !== undefined);
  if (told?.providerRef !== undefined) return { ...told, providerRef: told.providerRef };
  const since = intent.firstAttemptAt ?? intent.createdAt;
  const found = await deps.smsSender.find(
    {
      to: textParam(intent.params, 'to'),
      body: textParam(intent.params, 'body'),
      since: new Date(since.getTime() - CLOCK_SKEW_MS),
    },
    signal,
  );
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
