/** The activities that tell merchants and the team lead what happened. */
import type { Intent, NoticeRow } from '../../record/port/desk-record';
import { RecordError } from '../../record/port/desk-record';
import { isAccepted, isSettledNotice } from '../../workflows/contract/notices';
import type { NoticeOutcome, NoticePort, NoticeToSend } from '../../workflows/contract/ports';
import { attemptSignal } from '../attempt-signal';
import { asFailure, failure } from '../failures';
import { deliverMessage } from './deliver-message';
import { addressOf, channelsOf, readSubject } from './gather-content';
import type { NoticeSubject } from './gather-content';
import { nowOf } from './notice-deps';
import type { NoticeDeps } from './notice-deps';
import type { Delivery, OutgoingMessage } from './outgoing-message';
import { emailMessage, linksOf } from './send-email';
import { smsMessages } from './send-sms';

/** See `NoticePort` for what each does and which codes it fails with. */
export function createNoticeActivities(deps: NoticeDeps): NoticePort {
  return {
    sendNotices: ({ caseId, notices }) =>
      withCodes(async () => {
        const subject = await readSubject(deps, caseId);
        const rows = await rowsOf(deps, subject, notices);
        return (await sendRows(deps, subject, rows)).map(outcomeOf);
      }),
    sendResentNotice: ({ caseId, noticeId }) =>
      withCodes(async () => {
        const subject = await readSubject(deps, caseId);
        const row = await rowById(deps, caseId, noticeId);
        const [after] = await sendRows(deps, subject, [row]);
        return outcomeOf(after ?? row);
      }),
    reportUndelivered: ({ caseId, kind, occurrence, code }) =>
      withCodes(async () => {
        const rows = await deps.record.notices.list(caseId);
        const isReached = rows.some(
          (row) => row.kind === kind && row.occurrence === occurrence && isAccepted(row.state),
        );
        if (isReached) return;
        await deps.record.attention.raise({ caseId, code, subject: `${kind}#${occurrence}` });
      }),
  };
}

async function withCodes<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asFailure(error);
  }
}

async function rowsOf(
  deps: NoticeDeps,
  subject: NoticeSubject,
  notices: readonly NoticeToSend[],
): Promise<readonly NoticeRow[]> {
  const rows: NoticeRow[] = [];
  for (const notice of notices) {
    const channels = channelsOf(deps, subject, notice.kind);
    rows.push(...(await deps.record.notices.rowsOf(subject.caseId, notice, channels)));
  }
  return rows;
}

async function rowById(deps: NoticeDeps, caseId: string, noticeId: string): Promise<NoticeRow> {
  const row = await deps.record.notices.get(noticeId);
  if (row?.caseId !== caseId) throw new RecordError('NOT_FOUND', 'no such notice in this case');
  return row;
}

/**
 * Sends what may leave now and returns all rows as they stand after. Fails retryably only after
 * everything else has been done.
 */
async function sendRows(
  deps: NoticeDeps,
  subject: NoticeSubject,
  rows: readonly NoticeRow[],
): Promise<readonly NoticeRow[]> {
  const open = rows.filter((row) => !isSettledNotice(row.state) && !isWaiting(deps, row));
  if (open.length === 0) return rows;
  const { reachable, suppressed } = await withAddress(deps, subject, open);
  const intents = await deps.record.intents.list(subject.caseId);
  const signal = (deps.attemptSignal ?? attemptSignal)();
  const links = linksOf(deps, subject);
  const channels = [
    smsFor(deps, subject, reachable, intents),
    reachable
      .filter(({ row }) => row.channel === 'email')
      .map(({ row, address }) => emailMessage(deps, subject, address, row, intents, links)),
  ];
  // Channels side by side, messages of one channel in order.
  const settled = await Promise.allSettled(
    channels.map((messages) => deliverAll(deps, messages, signal)),
  );
  const deliveries = settled.flatMap(valueOrThrow);
  failIfLater(deliveries);
  const changed = deliveries.flatMap((one) => (one.kind === 'settled' ? one.rows : []));
  const after = new Map([...suppressed, ...changed].map((row) => [row.noticeId, row]));
  return rows.map((row) => after.get(row.noticeId) ?? row);
}

function isWaiting(deps: NoticeDeps, { state, notBefore }: NoticeRow): boolean {
  return state === 'deferred' && notBefore !== undefined && notBefore > nowOf(deps);
}

interface Reachable {
  readonly row: NoticeRow;
  readonly address: string;
}

/** Rows whose channel the merchant no longer has are `suppressed`. */
async function withAddress(
  deps: NoticeDeps,
  subject: NoticeSubject,
  rows: readonly NoticeRow[],
): Promise<{ reachable: readonly Reachable[]; suppressed: readonly NoticeRow[] }> {
  const reachable: Reachable[] = [];
  const suppressed: NoticeRow[] = [];
  for (const row of rows) {
    const address = addressOf(deps, subject, row.kind, row.channel);
    if (address !== undefined) reachable.push({ row, address });
    else suppressed.push(await deps.record.notices.rank(row.noticeId, { state: 'suppressed' }));
  }
  return { reachable, suppressed };
}

function smsFor(
  deps: NoticeDeps,
  subject: NoticeSubject,
  reachable: readonly Reachable[],
  intents: readonly Intent[],
): readonly OutgoingMessage[] {
  const texts = reachable.filter(({ row }) => row.channel === 'sms');
  const [first] = texts;
  if (!first) return [];
  const rows = texts.map(({ row }) => row);
  return smsMessages(deps, subject, first.address, rows, intents);
}

async function deliverAll(
  deps: NoticeDeps,
  messages: readonly OutgoingMessage[],
  signal: AbortSignal,
): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = [];
  for (const message of messages) deliveries.push(await deliverMessage(deps, message, signal));
  return deliveries;
}

function valueOrThrow<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

function failIfLater(deliveries: readonly Delivery[]): void {
  const [first, ...others] = deliveries.filter((delivery) => delivery.kind === 'later');
  if (!first) return;
  const delays = [first, ...others].flatMap(({ retryAfterMs }) => retryAfterMs ?? []);
  throw failure(first.code, {
    ...(delays.length > 0 && { nextRetryDelayMs: Math.min(...delays) }),
  });
}

function outcomeOf(row: NoticeRow): NoticeOutcome {
  const { kind, occurrence, channel, state, notBefore } = row;
  return {
    kind,
    occurrence,
    channel,
    state,
    ...(state === 'deferred' && notBefore && { notBefore: notBefore.toISOString() }),
  };
}
