/** People of the desk and their API keys, of which only keyed hashes are kept. */
import { and, asc, count, eq, isNotNull } from 'drizzle-orm';
import { blindIndex } from './crypto';
import { RecordError, type DeskRecord, type Staff } from './desk-record';
import { guarded, violatedConstraint } from './errors';
import { staff, staffSessions } from './schema-access';
import { inTransaction, onlyRow, type Store } from './store';

type Part = Pick<
  DeskRecord,
  | 'upsertStaff'
  | 'findStaffByApiKey'
  | 'findStaff'
  | 'countStaff'
  | 'listStaff'
  | 'setStaffDisabled'
  | 'setStaffPassword'
>;

export const STAFF_COLUMNS = {
  principalId: staff.principalId,
  user: staff.user,
  displayName: staff.displayName,
  role: staff.role,
  teamId: staff.teamId,
  disabled: staff.disabled,
};

export function staffPart(store: Store): Part {
  return {
    upsertStaff: (input) => guarded(() => upsertStaff(store, input)),
    findStaffByApiKey: (apiKey) =>
      guarded(() => {
        const hash = blindIndex(store.ring, 'api-key', apiKey);
        return findOne(store, and(eq(staff.apiKeyHash, hash), eq(staff.disabled, false)));
      }),
    findStaff: (principalId) => guarded(() => findOne(store, eq(staff.principalId, principalId))),
    countStaff: () =>
      guarded(async () => onlyRow(await store.db.select({ count: count() }).from(staff)).count),
    listStaff: (limit) =>
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
    setStaffDisabled: (principalId, disabled) => changeStaff(store, principalId, { disabled }),
    setStaffPassword: (principalId, passwordHash) =>
      changeStaff(store, principalId, { passwordHash }),
  };
}

async function findOne(
  store: Store,
  condition: ReturnType<typeof and>,
): Promise<Staff | undefined> {
  return (await store.db.select(STAFF_COLUMNS).from(staff).where(condition))[0];
}

/** Called twice: the later values stand; a key or password that is not named stays as it was. */
async function upsertStaff(
  store: Store,
  { apiKey, passwordHash, ...row }: Parameters<DeskRecord['upsertStaff']>[0],
): Promise<void> {
  const secrets = {
    ...(apiKey !== undefined ? { apiKeyHash: blindIndex(store.ring, 'api-key', apiKey) } : {}),
    ...(passwordHash !== undefined ? { passwordHash } : {}),
  };
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

/** Whoever is disabled or gets another password is signed out everywhere. */
async function changeStaff(
  store: Store,
  principalId: string,
  change: { disabled: boolean } | { passwordHash: string },
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
