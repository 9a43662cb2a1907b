/** Sessions of the console and the counting of failed sign-ins, kept as hashes. */
import { randomBytes } from 'node:crypto';
import { and, eq, gt, sql, type SQL } from 'drizzle-orm';
import { blindIndex, type KeyRing } from '../store/crypto';
import type { StaffSessionStore } from '../../port/desk-record';
import { guarded } from '../store/errors';
import { signInFailures, staff, staffSessions } from '../store/schema-access';
import { STAFF_COLUMNS } from './staff';
import type { SessionLimits, SignInSubject, StaffSession } from '../../port/people/staff-sessions';
import type { Store } from '../store/store';

const TOKEN_BYTES = 32;
/** First wait of a subject that has no free failures left, ms; doubles with each further one. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Doublings after which the wait is at its longest; keeps the power within bounds. */
const MOST_DOUBLINGS = 20;
const SWEEP_EVERY_MS = 10 * 60_000;

export function staffSessionsPart(store: Store): StaffSessionStore {
  let sweptAt = 0;
  const sweepNowAndThen = async (): Promise<void> => {
    if (Date.now() - sweptAt < SWEEP_EVERY_MS) return;
    sweptAt = Date.now();
    await sweep(store);
  };
  return {
    begin: (principalId, limits) =>
      guarded(async () => {
        await sweepNowAndThen();
        return begin(store, principalId, limits);
      }),
    find: (token, limits, isUse) => guarded(() => find(store, token, limits, isUse)),
    end: (token) =>
      guarded(async () => {
        const tokenHash = hashOf(store.ring, token);
        await store.db.delete(staffSessions).where(eq(staffSessions.tokenHash, tokenHash));
      }),
    endAll: (principalId) =>
      guarded(async () => {
        await store.db.delete(staffSessions).where(eq(staffSessions.principalId, principalId));
      }),
    findSignIn: (user) => guarded(() => findSignIn(store, user)),
    countAttempt: (subject) => guarded(() => countAttempt(store, subject)),
    forgiveAttempt: (subject) => guarded(() => forgiveAttempt(store, subject)),
  };
}

function hashOf(ring: KeyRing, token: string): Buffer {
  return blindIndex(ring, 'staff-session', token);
}

async function begin(store: Store, principalId: string, limits: SessionLimits): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await store.db.insert(staffSessions).values({
    tokenHash: hashOf(store.ring, token),
    principalId,
    expiresAt: sql`now() + make_interval(secs => ${limits.totalMs / 1000})`,
  });
  return token;
}

async function find(
  store: Store,
  token: string,
  { idleMs }: SessionLimits,
  isUse: boolean,
): Promise<StaffSession | undefined> {
  const tokenHash = hashOf(store.ring, token);
  const [row] = await store.db
    .select({
      ...STAFF_COLUMNS,
      expiresAt: staffSessions.expiresAt,
      usedAt: staffSessions.usedAt,
    })
    .from(staffSessions)
    .innerJoin(staff, eq(staff.principalId, staffSessions.principalId))
    .where(
      and(
        eq(staffSessions.tokenHash, tokenHash),
        eq(staff.disabled, false),
        gt(staffSessions.expiresAt, sql`now()`),
        gt(staffSessions.usedAt, sql`now() - make_interval(secs => ${idleMs / 1000})`),
      ),
    );
  if (!row) return undefined;
  const { expiresAt, usedAt, ...member } = row;
  if (isUse) {
    await store.db
      .update(staffSessions)
      .set({ usedAt: sql`now()` })
      .where(
        and(
          eq(staffSessions.tokenHash, tokenHash),
          sql`${staffSessions.usedAt} < now() - interval '1 minute'`,
        ),
      );
  }
  const idleEnd = usedAt.getTime() + idleMs;
  const idleExpiresAt = new Date(Math.min(idleEnd, expiresAt.getTime()));
  return { staff: member, expiresAt, idleExpiresAt };
}

async function findSignIn(
  store: Store,
  user: string,
): Promise<{ staff: StaffSession['staff']; passwordHash?: string } | undefined> {
  const [row] = await store.db
    .select({ ...STAFF_COLUMNS, passwordHash: staff.passwordHash })
    .from(staff)
    .where(eq(staff.user, user));
  if (!row) return undefined;
  const { passwordHash, ...member } = row;
  return { staff: member, ...(passwordHash === null ? {} : { passwordHash }) };
}

function subjectHash(ring: KeyRing, { kind, name }: SignInSubject): Buffer {
  return blindIndex(ring, 'sign-in', `${kind}\0${name}`);
}

/** One statement under the lock of the row: of attempts at the same time each sees the one before. */
async function countAttempt(store: Store, subject: SignInSubject): Promise<number> {
  const keyHash = subjectHash(store.ring, subject);
  const { failures, blockedUntil } = signInFailures;
  const waitSeconds = (count: SQL): SQL =>
    sql`case when ${count} <= ${subject.free} then 0
      else least(${LONGEST_WAIT_MS}::float8, ${FIRST_WAIT_MS}::float8
        * power(2, least(${count} - ${subject.free} - 1, ${MOST_DOUBLINGS}))) end / 1000`;
  const next = sql`${stillKnown(subject)} + 1`;
  const counted = await store.db
    .insert(signInFailures)
    .values({
      keyHash,
      failures: 1,
      blockedUntil: sql`now() + make_interval(secs => ${waitSeconds(sql`1`)})`,
    })
    .onConflictDoUpdate({
      target: signInFailures.keyHash,
      set: {
        failures: next,
        lastAt: sql`now()`,
        blockedUntil: sql`now() + make_interval(secs => ${waitSeconds(next)})`,
      },
      // By the clock: `now()` is older than an attempt at the same time that was waited for.
      setWhere: sql`${blockedUntil} <= clock_timestamp()`,
    })
    .returning({ failures });
  if (counted.length > 0) return 0;
  const rows = await store.db
    .select({ ms: sql<string>`extract(epoch from ${blockedUntil} - now()) * 1000` })
    .from(signInFailures)
    .where(eq(signInFailures.keyHash, keyHash));
  // Forgiven in this moment: the next attempt is counted again.
  return Math.max(1, Math.ceil(Number(rows[0]?.ms ?? 1)));
}

/** Failures of a subject that are not forgotten yet. */
function stillKnown({ forgetsMs }: SignInSubject): SQL {
  const { failures, lastAt } = signInFailures;
  if (forgetsMs === undefined) {
    return sql`case when ${lastAt} < now() - interval '1 day' then 0 else ${failures} end`;
  }
  const forgotten = sql`floor(extract(epoch from clock_timestamp() - ${lastAt}) * 1000 / ${forgetsMs})`;
  return sql`(${failures} - least(${forgotten}, ${failures}))::int`;
}

async function forgiveAttempt(store: Store, subject: SignInSubject): Promise<void> {
  const own = eq(signInFailures.keyHash, subjectHash(store.ring, subject));
  if (subject.kind !== 'address') {
    await store.db.delete(signInFailures).where(own);
    return;
  }
  await store.db
    .update(signInFailures)
    .set({
      failures: sql`greatest(${signInFailures.failures} - 1, 0)`,
      blockedUntil: sql`now()`,
    })
    .where(own);
}

async function sweep(store: Store): Promise<void> {
  await store.db.delete(staffSessions).where(sql`${staffSessions.expiresAt} < now()`);
  await store.db
    .delete(signInFailures)
    .where(sql`${signInFailures.lastAt} < now() - interval '1 day'`);
}
