/** People of the desk and their API keys, of which only keyed hashes are kept. */
import { and, asc, count, eq, isNotNull } from 'drizzle-orm';
import { blindIndex } from '../store/crypto';
import { RecordError, type Staff, type StaffPlace, type StaffStore } from '../../port/desk-record';
import { guarded, violatedConstraint } from '../store/errors';
import { staff, staffSessions } from '../store/schema-access';
import { inTransaction, onlyRow, type Store } from '../store/store';

export const STAFF_COLUMNS = {
  principalId: staff.principalId,
  user: staff.user,
  displayName: staff.displayName,
  role: staff.role,
  teamId: staff.teamId,
  disabled: staff.disabled,
};

export function staffPart(store: Store): StaffStore {
  return {
    upsert: (input) => guarded(() => upsertStaff(store, input)),
    add: (input) => guarded(() => addStaff(store, input)),
    findByApiKey: (apiKey) =>
      guarded(() => {
        const hash = keyHashOf(store, apiKey);
        return findOne(store, and(eq(staff.apiKeyHash, hash), eq(staff.disabled, false)));
      }),
    find: (principalId) => guarded(() => findOne(store, eq(staff.principalId, principalId))),
    count: () =>
      guarded(async () => onlyRow(await store.db.select({ count: count() }).from(staff)).count),
    list: (limit) =>
      guarded(async () => {
        const rows = await store.db
          .select({
            ...STAFF_COLUMNS,
            hasKey: isNotNull(staff.apiKeyHash).mapWith(Boolean),
            hasPassword: isNotNull(staff.passwordHash).mapWith(Boolean),
          })
          .from(staff)
          .orderBy(asc(staff.user))
          .limit(limit);
        return rows;
      }),
    setDisabled: (principalId, disabled) => changeStaff(store, principalId, { disabled }),
    setPassword: (principalId, passwordHash) => changeStaff(store, principalId, { passwordHash }),
    setPlace: (principalId, place) => changeStaff(store, principalId, place),
    setApiKey: (principalId, apiKey) =>
      guarded(async () => {
        const apiKeyHash = apiKey === null ? null : keyHashOf(store, apiKey);
        const [changed] = await store.db
          .update(staff)
          .set({ apiKeyHash })
          .where(eq(staff.principalId, principalId))
          .returning(STAFF_COLUMNS);
        return changed;
      }),
  };
}

async function findOne(
  store: Store,
  condition: ReturnType<typeof and>,
): Promise<Staff | undefined> {
  return (await store.db.select(STAFF_COLUMNS).from(staff).where(condition))[0];
}

interface SecretsIn {
  readonly apiKey: string | undefined;
  readonly passwordHash: string | undefined;
}
type NewStaff = Parameters<StaffStore['add']>[0];

function keyHashOf(store: Store, apiKey: string): Buffer {
  return blindIndex(store.ring, 'api-key', apiKey);
}

function hashesOf(
  store: Store,
  { apiKey, passwordHash }: SecretsIn,
): Partial<typeof staff.$inferInsert> {
  return {
    ...(apiKey !== undefined ? { apiKeyHash: keyHashOf(store, apiKey) } : {}),
    ...(passwordHash !== undefined ? { passwordHash } : {}),
  };
}

/** Nothing happens to whoever has the user name already. */
async function addStaff(
  store: Store,
  { apiKey, passwordHash, ...row }: NewStaff,
): Promise<boolean> {
  const added = await store.db
    .insert(staff)
    .values({ ...row, ...hashesOf(store, { apiKey, passwordHash }) })
    .onConflictDoNothing({ target: staff.user })
    .returning({ principalId: staff.principalId });
  return added.length === 1;
}

/** Called twice: the later values stand; a key or password that is not named stays as it was. */
async function upsertStaff(
  store: Store,
  { apiKey, passwordHash, ...row }: NewStaff,
): Promise<void> {
  const secrets = hashesOf(store, { apiKey, passwordHash });
  try {
    await store.db
      .insert(staff)
      .values({ ...row, ...secrets })
      .onConflictDoUpdate({ target: staff.principalId, set: { ...row, ...secrets } });
  } catch (error) {
    if (violatedConstraint(error) === undefined) throw error;
    throw new RecordError('BAD_REQUEST', 'Another person has this user name or key.');
  }
}

/** Whoever is disabled, or gets another password or place, is signed out everywhere. */
async function changeStaff(
  store: Store,
  principalId: string,
  change: { disabled: boolean } | { passwordHash: string } | StaffPlace,
): Promise<Staff | undefined> {
  return inTransaction(store, async (tx) => {
    const [changed] = await tx
      .update(staff)
      .set(change)
      .where(eq(staff.principalId, principalId))
      .returning(STAFF_COLUMNS);
    await tx.delete(staffSessions).where(eq(staffSessions.principalId, principalId));
    return changed;
  });
}
