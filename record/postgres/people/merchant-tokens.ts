/**
 * Links and sessions of merchants: random tokens, of which only a hash is kept. One opens its case for as long
 * as the merchant is reached by the phone and mail that it was made for: what went to an old mailbox ends in
 * the moment in which the case takes another contact over.
 */
import { randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { sha256Hex } from '../../../base/sha256';
import { RecordError, type MerchantTokenStore } from '../../port/desk-record';
import { guarded } from '../store/errors';
import { readRevision } from '../cases/revisions';
import { cases } from '../store/schema';
import { merchantTokens } from '../store/schema-access';
import { inTransaction, type Queries, type Store } from '../store/store';

export function merchantTokensPart(store: Store): MerchantTokenStore {
  return {
    issue: (caseId, purpose, ttlMs, revision) => issue(store, { caseId, purpose, ttlMs, revision }),
    redeem: (token, purpose) => guarded(() => redeem(store, token, purpose)),
    revoke: (caseId, purpose) => guarded(() => revoke(store.db, caseId, purpose)),
  };
}

type Purpose = 'link' | 'session';

async function revoke(db: Queries, caseId: string, purpose?: Purpose): Promise<void> {
  await db
    .update(merchantTokens)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(merchantTokens.caseId, caseId),
        purpose === undefined ? undefined : eq(merchantTokens.purpose, purpose),
        isNull(merchantTokens.revokedAt),
      ),
    );
}

async function redeem(store: Store, token: string, purpose: Purpose): Promise<string | undefined> {
  const [row] = await store.db
    .select({ caseId: cases.caseId, revision: merchantTokens.revision, view: cases.view })
    .from(merchantTokens)
    .innerJoin(cases, eq(cases.caseId, merchantTokens.caseId))
    .where(
      and(
        eq(merchantTokens.tokenHash, sha256Hex(token)),
        eq(merchantTokens.purpose, purpose),
        isNull(merchantTokens.revokedAt),
        gt(merchantTokens.expiresAt, sql`now()`),
      ),
    );
  if (!row) return undefined;
  const { caseId, revision, view } = row;
  return (await isReachedAlike(store, caseId, revision, view.revision)) ? caseId : undefined;
}

/** Whether two revisions of a case reach the merchant by the same phone and the same mail. */
async function isReachedAlike(
  store: Store,
  caseId: string,
  one: number,
  other: number,
): Promise<boolean> {
  if (one === other) return true;
  const revisions = [one, other].map((revision) => readRevision(store, caseId, revision));
  const [first, second] = (await Promise.all(revisions)).map(({ data }) => data.contact);
  return first?.phone === second?.phone && first?.email === second?.email;
}

interface Wanted {
  readonly caseId: string;
  readonly purpose: Purpose;
  readonly ttlMs: number;
  readonly revision: number | undefined;
}

/** A newer session ends the earlier ones; every link goes on to its own end, whatever mail came since. */
async function issue(store: Store, { caseId, purpose, ttlMs, revision }: Wanted): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await inTransaction(store, async (tx) => {
    const [found] = await tx
      .select({ view: cases.view })
      .from(cases)
      .where(eq(cases.caseId, caseId))
      .for('update');
    if (found === undefined) {
      throw new RecordError('CASE_NOT_FOUND', 'There is no case with this id.');
    }
    if (purpose === 'session') await revoke(tx, caseId, purpose);
    await tx.insert(merchantTokens).values({
      tokenHash: sha256Hex(token),
      caseId,
      purpose,
      revision: revision ?? found.view.revision,
      expiresAt: sql`now() + make_interval(secs => ${ttlMs / 1000})`,
    });
  });
  return token;
}
