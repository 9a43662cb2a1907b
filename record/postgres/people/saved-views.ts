/** Views of the case list that people saved under a name. */
import { and, asc, count, eq, sql } from 'drizzle-orm';
import { RecordError } from '../../port/desk-record';
import { guarded } from '../store/errors';
import type { SavedView, SavedViewStore } from '../../port/people/saved-views';
import { savedViews, staff } from '../store/schema-access';
import { inTransaction, onlyRow, type Store } from '../store/store';

const COLUMNS = {
  name: savedViews.name,
  filters: savedViews.filters,
  changedAt: savedViews.changedAt,
};

export function savedViewsPart(store: Store): SavedViewStore {
  const one = (principalId: string, name: string) =>
    and(eq(savedViews.principalId, principalId), eq(savedViews.name, name));
  return {
    list: (principalId) =>
      guarded(() =>
        store.db
          .select(COLUMNS)
          .from(savedViews)
          .where(eq(savedViews.principalId, principalId))
          .orderBy(asc(savedViews.name)),
      ),
    get: (principalId, name) =>
      guarded(async () => {
        const rows = await store.db.select(COLUMNS).from(savedViews).where(one(principalId, name));
        return rows[0];
      }),
    put: (principalId, view, limit) => put(store, principalId, view, limit),
    remove: (principalId, name) =>
      guarded(async () => {
        await store.db.delete(savedViews).where(one(principalId, name));
      }),
  };
}

async function put(
  store: Store,
  principalId: string,
  { name, filters }: Pick<SavedView, 'name' | 'filters'>,
  limit: number,
): Promise<SavedView> {
  return inTransaction(store, async (tx) => {
    // One after the other for each person, so that the limit holds.
    await tx
      .select({ principalId: staff.principalId })
      .from(staff)
      .where(eq(staff.principalId, principalId))
      .for('update');
    const others = await tx
      .select({ count: count() })
      .from(savedViews)
      .where(and(eq(savedViews.principalId, principalId), sql`${savedViews.name} <> ${name}`));
    if (onlyRow(others).count >= limit) {
      throw new RecordError('TOO_MANY_VIEWS', 'The person has as many views as allowed.');
    }
    const stored = await tx
      .insert(savedViews)
      .values({ principalId, name, filters })
      .onConflictDoUpdate({
        target: [savedViews.principalId, savedViews.name],
        set: { filters, changedAt: sql`now()` },
      })
      .returning(COLUMNS);
    return onlyRow(stored);
  });
}
