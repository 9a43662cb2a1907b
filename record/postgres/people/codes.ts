// record/postgres/people/: staff and merchants by what they sign in with, of which only hashes are kept.
/** One-time codes: six digits that exist only on their way to the phone; here lies a keyed hash. */
import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { and, count, eq, gt, inArray, min, ne, sql } from 'drizzle-orm';
import type { AskedCode, CodeStore } from '../../port/people/codes';
import { blindIndex, seal, unseal, type SealPlace } from '../store/crypto';
import { RecordError } from '../../port/desk-record';
import { guarded } from '../store/errors';
import { readRevision } from '../cases/revisions';
import { cases } from '../store/schema';
import { oneTimeCodes } from '../store/schema-codes';
import { hashOfPhone, phoneText } from '../cases/search-terms';
import { inTransaction, onlyRow, type Queries, type Store } from '../store/store';

type Row = typeof oneTimeCodes.$inferSelect;
type Asked = Parameters<CodeStore['ask']>[0];
type Redemption = Parameters<CodeStore['redeem']>[0];

const DIGITS = 6;
const MAX_TRIES = 5;
/** Asked for one phone or case within `TARGET_MINUTES`. */
const TARGET_LIMIT = 3;
const TARGET_MINUTES = 15;
/** Rows are kept as long as they count for a budget. */
const KEPT_HOURS = 48;
const SWEEP_ROWS = 500;

export function codesPart(store: Store): CodeStore {
  return {
    ask: (input) => ask(store, input),
    read: (codeId) =>
      guarded(async () => {
        const rows = await store.db
          .select()
          .from(oneTimeCodes)
          .where(eq(oneTimeCodes.codeId, codeId));
        return rows[0] && toAsked(store, rows[0]);
      }),
    begin: (codeId, phone, dailyBudget) => begin(store, codeId, phone, dailyBudget),
    settle: (codeId, state) =>
      guarded(async () => {
        const codeHash = state === 'asked' ? { codeHash: null } : {};
        await store.db
          .update(oneTimeCodes)
          .set({ state, ...codeHash })
          .where(eq(oneTimeCodes.codeId, codeId));
      }),
    redeem: (input) => guarded(() => redeem(store, input)),
  };
}

function place(codeId: string): SealPlace {
  return { caseId: '', table: 'one_time_codes', purpose: `phone/${codeId}` };
}

function toAsked(store: Store, row: Row): AskedCode {
  const { codeId, purpose, caseId, sealedPhone, locale, state, expiresAt } = row;
  return {
    codeId,
    purpose,
    ...(caseId === null ? {} : { caseId }),
    ...(sealedPhone === null
      ? {}
      : { phone: unseal(store.ring.wrapping, place(codeId), sealedPhone).toString('utf8') }),
    locale,
    state,
    expiresAt,
  };
}

function since(column: typeof oneTimeCodes.askedAt, minutes: number) {
  return gt(column, sql`now() - make_interval(mins => ${minutes})`);
}

async function ask(store: Store, input: Asked): Promise<AskedCode> {
  const codeId = `otc_${randomBytes(16).toString('base64url')}`;
  const named = input.purpose === 'request' ? phoneText(store, input.phone) : input.caseId;
  const targetHash = blindIndex(store.ring, 'code-target', `${input.purpose} ${named}`);
  const wanted =
    input.purpose === 'request'
      ? { sealedPhone: seal(store.ring.wrapping, place(codeId), Buffer.from(input.phone, 'utf8')) }
      : { caseId: input.caseId };
  const row = await inTransaction(store, async (tx) => {
    await oneAtATime(tx, targetHash);
    const recent = onlyRow(
      await tx
        .select({ asked: count(), first: min(oneTimeCodes.askedAt) })
        .from(oneTimeCodes)
        .where(
          and(eq(oneTimeCodes.targetHash, targetHash), since(oneTimeCodes.askedAt, TARGET_MINUTES)),
        ),
    );
    if (recent.asked >= TARGET_LIMIT) {
      throw new RecordError('TOO_MANY_CODES', 'Too many codes were asked for.');
    }
    await sweep(tx);
    return onlyRow(
      await tx
        .insert(oneTimeCodes)
        .values({
          codeId,
          purpose: input.purpose,
          ...wanted,
          locale: input.locale,
          targetHash,
          expiresAt: sql`now() + make_interval(secs => ${input.ttlMs / 1000})`,
        })
        .returning(),
    );
  });
  return toAsked(store, row);
}

/** Counting and inserting for one target (or number) is one step, for every process. */
async function oneAtATime(tx: Queries, hash: Buffer): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${hash.readBigInt64BE(0)})`);
}

async function sweep(tx: Queries): Promise<void> {
  await tx.execute(
    sql`delete from ${oneTimeCodes} where code_id in (select code_id from ${oneTimeCodes}
      where asked_at < now() - make_interval(hours => ${KEPT_HOURS}) limit ${SWEEP_ROWS}
      for update skip locked)`,
  );
}

async function locked(tx: Queries, codeId: string): Promise<Row | undefined> {
  const rows = await tx
    .select()
    .from(oneTimeCodes)
    .where(eq(oneTimeCodes.codeId, codeId))
    .for('update');
  return rows[0];
}

function hashOf(store: Store, codeId: string, code: string): Buffer {
  return blindIndex(store.ring, 'one-time-code', JSON.stringify([codeId, code]));
}

async function begin(
  store: Store,
  codeId: string,
  phone: string,
  dailyBudget: number,
): Promise<string | undefined> {
  const phoneHash = hashOfPhone(store, phone);
  return inTransaction(store, async (tx) => {
    await oneAtATime(tx, phoneHash);
    const row = await locked(tx, codeId);
    if (row?.state !== 'asked' || row.expiresAt <= new Date()) return undefined;
    const { texts } = onlyRow(
      await tx
        .select({ texts: count() })
        .from(oneTimeCodes)
        .where(
          and(
            eq(oneTimeCodes.phoneHash, phoneHash),
            ne(oneTimeCodes.codeId, codeId),
            inArray(oneTimeCodes.state, ['sending', 'sent', 'failed']),
            since(oneTimeCodes.askedAt, 24 * 60),
          ),
        ),
    );
    const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
    const sends = texts < dailyBudget;
    await tx
      .update(oneTimeCodes)
      .set(
        sends
          ? { state: 'sending', phoneHash, codeHash: hashOf(store, codeId, code) }
          : { state: 'silent', phoneHash },
      )
      .where(eq(oneTimeCodes.codeId, codeId));
    return sends ? code : undefined;
  });
}

async function redeem(store: Store, input: Redemption): Promise<boolean> {
  const { codeId, code, purpose, caseId, usedFor } = input;
  const offered = hashOf(store, codeId, code);
  const useHash = usedFor === undefined ? null : blindIndex(store.ring, 'code-use', usedFor);
  const used = await inTransaction(store, async (tx) => {
    const row = await locked(tx, codeId);
    if (!row || !isOpen(row, purpose, caseId)) return undefined;
    const right = row.codeHash !== null && timingSafeEqual(row.codeHash, offered);
    const again = row.usedAt !== null;
    const allowed =
      right && (!again || (useHash !== null && row.usedFor?.equals(useHash) === true));
    const change = allowed
      ? { usedAt: row.usedAt ?? new Date(), usedFor: useHash }
      : { tries: row.tries + 1 };
    await tx.update(oneTimeCodes).set(change).where(eq(oneTimeCodes.codeId, codeId));
    return allowed ? row : undefined;
  });
  if (!used) return false;
  return used.caseId === null || (await wentToItsPhone(store, used.caseId, used.phoneHash));
}

/** Whether a number is still that of the case; what a phone of before proves opens nothing any more. */
async function wentToItsPhone(
  store: Store,
  caseId: string,
  phoneHash: Buffer | null,
): Promise<boolean> {
  const [row] = await store.db
    .select({ view: cases.view })
    .from(cases)
    .where(eq(cases.caseId, caseId));
  if (!row) return false;
  const { phone = '' } = (await readRevision(store, caseId, row.view.revision)).data.contact;
  return phoneHash?.equals(hashOfPhone(store, phone)) === true;
}

function isOpen(row: Row, purpose: string, caseId: string | undefined): boolean {
  return (
    row.purpose === purpose &&
    (row.caseId ?? undefined) === caseId &&
    row.tries < MAX_TRIES &&
    row.expiresAt > new Date()
  );
}
