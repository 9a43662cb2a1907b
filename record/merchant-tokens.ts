/** Links and sessions of merchants: random tokens, of which only a hash is kept. */
import { randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { sha256Hex } from './crypto';
import { RecordError, type DeskRecord } from './desk-record';
import { guarded } from './errors';
import { cases } from './schema';
import { merchantTokens } from './schema-access';
import { inTransaction, type Store } from './store';

type Part = Pick<DeskRecord, 'issueMerchantToken' | 'redeemMerchantToken' | 'revokeMerchantTokens'>;

export function merchantTokensPart(store: Store): Part {
  return {
    issueMerchantToken: (caseId, purpose, ttlMs) => issue(store, caseId, purpose, ttlMs),
    redeemMerchantToken: (token, purpose) =>
      guarded(async () => {
        const rows = await store.db
          .select({ caseId: merchantTokens.caseId })
          .from(merchantTokens)
          .where(
            and(
              eq(merchantTokens.tokenHash, sha256Hex(token)),
              eq(merchantTokens.purpose, purpose),
              isNull(merchantTokens.revokedAt),
              gt(merchantTokens.expiresAt, sql`now()`),
            ),
          );
        return rows[0]?.caseId;
      }),
    revokeMerchantTokens: (caseId, purpose) =>
      guarded(async () => {
        await store.db
          .update(merchantTokens)
          .set({ revokedAt: sql`now()` })
          .where(
            and(
              eq(merchantTokens.caseId, caseId),
              purpose === undefined ? undefined : eq(merchantTokens.purpose, purpose),
              isNull(merchantTokens.revokedAt),
            ),
          );
      }),
  };
}

/** A newer token revokes the older ones of the same case and purpose. */
async function issue(
  store: Store,
  caseId: string,
  purpose: 'link' | 'session',
  ttlMs: number,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await inTransaction(store, async (tx) => {
    const found = await tx
      .select({ caseId: cases.caseId })
      .from(cases)
      .where(eq(cases.caseId, caseId))
      .for('update');
    if (found.length === 0) {
      throw new RecordError('CASE_NOT_FOUND', 'There is no case with this id.');
    }
    await tx
      .update(merchantTokens)
      .set({ revokedAt: sql`now()` })
      .where(
        and(
          eq(merchantTokens.caseId, caseId),
          eq(merchantTokens.purpose, purpose),
          isNull(merchantTokens.revokedAt),
        ),
      );
    await tx.insert(merchantTokens).values({
      tokenHash: sha256Hex(token),
      caseId,
      purpose,
      expiresAt: sql`now() + make_interval(secs => ${ttlMs / 1000})`,
    });
  });
  return token;
}
