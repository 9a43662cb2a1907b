/** Notice rows, one for (case, kind, occurrence, channel, generation), and how their states rank. */
import { randomBytes } from 'node:crypto';
import { and, asc, eq, gte, sql } from 'drizzle-orm';
import { isAccepted, NOTICE_STATES, type NoticeState } from '../../../workflows/contract/notices';
import type { SealPlace } from '../store/crypto';
import { RecordError, type NoticeRow, type NoticeStore } from '../../port/desk-record';
import type { Paper } from '../../heads/commitments';
import {
  commitChange,
  openerBy,
  plainColumns,
  withoutLinks,
  type Opener,
} from '../cases/commitments';
import { guarded } from '../store/errors';
import { RESEND_LIMIT, RESEND_WINDOW_MS } from '../../port/effects/notices';
import { noticePlans, notices } from '../store/schema-effects';
import { lockLedger } from '../cases/ledger';
import { hashOfPhone } from '../cases/search-terms';
import { inTransaction, onlyRow, type Queries, type Store } from '../store/store';

type Row = typeof notices.$inferSelect;
type RankChange = Parameters<NoticeStore['rank']>[1];

const ENDS: readonly NoticeState[] = ['suppressed', 'failed', 'undelivered', 'delivered'];
/** A state changes a handful of times in the life of a notice. */
const RANK_TRIES = 10;

export function noticesPart(store: Store): NoticeStore {
  return {
    list: (caseId) =>
      guarded(async () => {
        const rows = await store.db
          .select()
          .from(notices)
          .where(eq(notices.caseId, caseId))
          .orderBy(asc(notices.plannedAt), asc(notices.kind), asc(notices.channel));
        return Promise.all(rows.map((row) => toNotice(store, row)));
      }),
    get: (noticeId) =>
      guarded(async () => {
        const rows = await store.db.select().from(notices).where(eq(notices.noticeId, noticeId));
        return rows[0] && toNotice(store, rows[0]);
      }),
    plans: (caseId) =>
      guarded(() =>
        store.db
          .select({ kind: noticePlans.kind, occurrence: noticePlans.occurrence })
          .from(noticePlans)
          .where(eq(noticePlans.caseId, caseId))
          .orderBy(asc(noticePlans.plannedAt), asc(noticePlans.kind), asc(noticePlans.occurrence)),
      ),
    rowsOf: (caseId, notice, channels) => rowsOf(store, caseId, notice, channels),
    restore: (caseId, sent) => restore(store, caseId, sent),
    rank: (noticeId, change) => guarded(() => rank(store, noticeId, change)),
    planResend: (noticeId, by) => planResend(store, noticeId, by),
    countSms: (phone, since) => guarded(() => countSms(store, phone, since)),
  };
}

function newNoticeId(): string {
  return `n_${randomBytes(16).toString('base64url')}`;
}

function place(row: Pick<Row, 'caseId' | 'noticeId'>): SealPlace {
  return { caseId: row.caseId, table: 'notices', purpose: `sent/${row.noticeId}` };
}

/** A notice as it is committed to; while it is attempted, again and again, when it last changed is left out. */
export async function noticePaper(row: Row, open: Opener): Promise<Paper> {
  const { caseId, noticeId: id, state, changedAt, sealedSent } = row;
  const content = {
    ...plainColumns({ ...row, changedAt: state === 'attempting' ? null : changedAt }),
    ...(sealedSent ? { sent: withoutLinks(await open<object>(place(row), sealedSent)) } : {}),
  };
  return { caseId, table: 'notices', id, content };
}

async function commitNotices(store: Store, tx: Queries, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    const key = await store.keys.of(tx, row.caseId);
    await commitChange(tx, key, await noticePaper(row, openerBy(key)));
  }
}

async function toNotice(store: Store, row: Row): Promise<NoticeRow> {
  const sent = row.sealedSent
    ? await store.keys.unseal<NonNullable<NoticeRow['sent']>>(store.db, place(row), row.sealedSent)
    : undefined;
  return {
    noticeId: row.noticeId,
    caseId: row.caseId,
    kind: row.kind,
    occurrence: row.occurrence,
    channel: row.channel,
    generation: row.generation,
    state: row.state,
    plannedAt: row.plannedAt,
    changedAt: row.changedAt,
    ...(row.notBefore ? { notBefore: row.notBefore } : {}),
    ...(row.providerRef !== null ? { providerRef: row.providerRef } : {}),
    ...(row.providerCode !== null ? { providerCode: row.providerCode } : {}),
    ...(sent ? { sent } : {}),
  };
}

async function rowsOf(
  store: Store,
  caseId: string,
  notice: Parameters<NoticeStore['rowsOf']>[1],
  channels: Parameters<NoticeStore['rowsOf']>[2],
): Promise<readonly NoticeRow[]> {
  const { kind, occurrence, generation = 1 } = notice;
  const rows = await inTransaction(store, async (tx) => {
    const find = (): Promise<Row[]> =>
      tx
        .select()
        .from(notices)
        .where(
          and(
            eq(notices.caseId, caseId),
            eq(notices.kind, kind),
            eq(notices.occurrence, occurrence),
            eq(notices.generation, generation),
          ),
        )
        .orderBy(asc(notices.channel));
    const found = await find();
    if (found.length > 0 || channels.length === 0) return found;
    // Before the plan, as a change of the case takes both in this order.
    await lockLedger(tx, caseId);
    await tx.insert(noticePlans).values({ caseId, kind, occurrence }).onConflictDoNothing();
    const planned = await tx
      .insert(notices)
      .values(
        channels.map((channel) => ({
          ...firstRow(caseId, { kind, occurrence, channel }),
          generation,
        })),
      )
      .onConflictDoNothing()
      .returning();
    await commitNotices(store, tx, planned);
    return find();
  });
  return Promise.all(rows.map((row) => toNotice(store, row)));
}

/** The first of a notice on a channel; what is sent again has later generations. */
function firstRow(caseId: string, notice: Pick<NoticeRow, 'kind' | 'occurrence' | 'channel'>) {
  const { kind, occurrence, channel } = notice;
  return { noticeId: newNoticeId(), caseId, kind, occurrence, channel, generation: 1 };
}

async function restore(
  store: Store,
  caseId: string,
  sent: Parameters<NoticeStore['restore']>[1],
): Promise<number> {
  if (sent.length === 0) return 0;
  return inTransaction(store, async (tx) => {
    const written = await tx
      .insert(notices)
      .values(
        sent.map(({ state, ...notice }) => ({
          ...firstRow(caseId, notice),
          state,
          ...(isAccepted(state) ? { acceptedAt: new Date() } : {}),
        })),
      )
      .onConflictDoNothing()
      .returning();
    await commitNotices(store, tx, written);
    return written.length;
  });
}

/** Whether `next` replaces `now`: higher ranks only, ends stick; what was deferred may be attempted. */
function replaces(next: NoticeState, now: NoticeState): boolean {
  if (ENDS.includes(now)) return false;
  if (now === 'deferred' && next === 'attempting') return true;
  return NOTICE_STATES.indexOf(next) > NOTICE_STATES.indexOf(now);
}

/** Looks, then writes where the row still is as it was seen: two statements, and no lock in between. */
async function rank(store: Store, noticeId: string, change: RankChange): Promise<NoticeRow> {
  for (let tries = 1; tries <= RANK_TRIES; tries += 1) {
    const found = (await store.db.select().from(notices).where(eq(notices.noticeId, noticeId)))[0];
    if (!found) throw new RecordError('NOT_FOUND', 'There is no such notice.', noticeId);
    const set = await changedColumns(store, found, change);
    if (!set) return toNotice(store, found);
    const asSeen = and(
      eq(notices.noticeId, noticeId),
      eq(notices.state, found.state),
      sql`${notices.providerRef} is not distinct from ${found.providerRef}`,
    );
    const changed = await inTransaction(store, async (tx) => {
      const rows = await tx.update(notices).set(set).where(asSeen).returning();
      await commitNotices(store, tx, rows);
      return rows;
    });
    if (changed[0]) return toNotice(store, changed[0]);
  }
  throw new RecordError('RECORD_UNAVAILABLE', 'A notice changes faster than it can be ranked.');
}

async function changedColumns(
  store: Store,
  row: Row,
  change: RankChange,
): Promise<Partial<Row> | undefined> {
  const moves = replaces(change.state, row.state);
  const again = change.state === row.state && !ENDS.includes(row.state);
  if (!moves && !again) {
    // A callback that comes late may still be the first to name the provider's reference.
    const late = row.providerRef === null && change.providerRef !== undefined;
    return late ? { providerRef: change.providerRef ?? null, changedAt: new Date() } : undefined;
  }
  const taken = isAccepted(change.state) && row.acceptedAt === null;
  return {
    state: change.state,
    changedAt: new Date(),
    ...(taken ? { acceptedAt: new Date() } : {}),
    ...(change.providerRef !== undefined ? { providerRef: change.providerRef } : {}),
    ...(change.providerCode !== undefined ? { providerCode: change.providerCode } : {}),
    ...(change.notBefore !== undefined ? { notBefore: change.notBefore } : {}),
    ...(change.sent !== undefined
      ? {
          sealedSent: await store.keys.seal(store.db, place(row), change.sent),
          toHash: hashOfPhone(store, change.sent.to),
        }
      : {}),
  };
}

async function planResend(store: Store, noticeId: string, by: string): Promise<NoticeRow> {
  const row = await inTransaction(store, async (tx) => {
    const origin = (await tx.select().from(notices).where(eq(notices.noticeId, noticeId)))[0];
    if (!origin) throw new RecordError('NOT_FOUND', 'There is no such notice.', noticeId);
    const { caseId, kind, occurrence, channel } = origin;
    const same = and(
      eq(notices.caseId, caseId),
      eq(notices.kind, kind),
      eq(notices.occurrence, occurrence),
      eq(notices.channel, channel),
    );
    // Locked together, so that two resends at once count one after the other.
    await tx.select({ id: notices.noticeId }).from(notices).where(same).for('update');
    const dayAgo = sql`now() - make_interval(secs => ${RESEND_WINDOW_MS / 1_000})`;
    const lineage = onlyRow(
      await tx
        .select({
          generation: sql<number>`max(${notices.generation})`,
          recent: sql<number>`(count(*) filter (where ${notices.generation} > 1
            and ${notices.plannedAt} >= ${dayAgo}))::int`,
        })
        .from(notices)
        .where(same),
    );
    if (lineage.recent >= RESEND_LIMIT) {
      throw new RecordError('RESEND_BUDGET', 'The notice was sent again too often.', noticeId);
    }
    const planned = await tx
      .insert(notices)
      .values({
        noticeId: newNoticeId(),
        caseId,
        kind,
        occurrence,
        channel,
        generation: lineage.generation + 1,
        plannedBy: by,
      })
      .returning();
    await commitNotices(store, tx, planned);
    return onlyRow(planned);
  });
  return toNotice(store, row);
}

/** Notices that went out as one text (one reference of the provider) count once. */
async function countSms(store: Store, phone: string, since: Date): Promise<number> {
  const hash = hashOfPhone(store, phone);
  const rows = await store.db
    .select({
      count: sql<number>`count(distinct coalesce(${notices.providerRef}, ${notices.noticeId}))::int`,
    })
    .from(notices)
    .where(
      and(
        eq(notices.channel, 'sms'),
        eq(notices.toHash, hash),
        sql`${notices.acceptedAt} is not null`,
        gte(notices.acceptedAt, since),
      ),
    );
  return onlyRow(rows).count;
}
