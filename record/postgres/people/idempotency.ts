/** Answers kept by Idempotency-Key; keys, bodies and answers lie hashed or sealed, as clients choose them. */
import { eq, sql } from 'drizzle-orm';
import { blindIndex, seal, unseal, type SealPlace } from '../store/crypto';
import { RecordError, type IdempotencyStore, type KeptAnswer } from '../../port/desk-record';
import { guarded } from '../store/errors';
import { idempotencyKeys } from '../store/schema-access';
import { type Store } from '../store/store';

type Beginning = Awaited<ReturnType<IdempotencyStore['begin']>>;

/** After this a request counts as lost with its process; what it did has a key of its own below. */
const LOST_AFTER_SECONDS = 120;
const SWEEP_EVERY_MS = 10 * 60_000;
const SWEEP_ROWS = 1_000;
const EXPIRED = sql`${idempotencyKeys.startedAt} < now() - interval '7 days'`;

export function idempotencyPart(store: Store): IdempotencyStore {
  let sweptAt = 0;
  return {
    begin: (scope, key, bodyHash) =>
      guarded(async () => {
        if (Date.now() - sweptAt > SWEEP_EVERY_MS) {
          sweptAt = Date.now();
          await sweep(store);
        }
        return begin(store, hashOf(store, scope, key), bodyHash);
      }),
    finish: (scope, key, answer) =>
      guarded(async () => {
        const keyHash = hashOf(store, scope, key);
        const plain = Buffer.from(JSON.stringify(answer), 'utf8');
        const sealedAnswer = seal(store.ring.wrapping, place(keyHash), plain);
        await store.db
          .update(idempotencyKeys)
          .set({ sealedAnswer })
          .where(eq(idempotencyKeys.keyHash, keyHash));
      }),
    drop: (scope, key) =>
      guarded(async () => {
        const keyHash = hashOf(store, scope, key);
        await store.db.delete(idempotencyKeys).where(eq(idempotencyKeys.keyHash, keyHash));
      }),
  };
}

function hashOf(store: Store, scope: string, key: string): Buffer {
  return blindIndex(store.ring, 'idempotency-key', JSON.stringify([scope, key]));
}

function place(keyHash: Buffer): SealPlace {
  return { caseId: '', table: 'idempotency_keys', purpose: `answer/${keyHash.toString('hex')}` };
}

async function sweep(store: Store): Promise<void> {
  await store.db.execute(
    sql`delete from ${idempotencyKeys} where key_hash in
      (select key_hash from ${idempotencyKeys} where ${EXPIRED} limit ${SWEEP_ROWS})`,
  );
}

async function begin(store: Store, keyHash: Buffer, body: string): Promise<Beginning> {
  const bodyHash = blindIndex(store.ring, 'idempotency-body', body);
  // Takes a new key, one that has expired, or the same request again where its process was lost.
  const taken = await store.db
    .insert(idempotencyKeys)
    .values({ keyHash, bodyHash })
    .onConflictDoUpdate({
      target: idempotencyKeys.keyHash,
      set: { bodyHash, startedAt: sql`now()`, sealedAnswer: null },
      setWhere: sql`${EXPIRED} or (${idempotencyKeys.sealedAnswer} is null
        and ${idempotencyKeys.bodyHash} = excluded.body_hash
        and ${idempotencyKeys.startedAt} < now() - make_interval(secs => ${LOST_AFTER_SECONDS}))`,
    })
    .returning({ keyHash: idempotencyKeys.keyHash });
  if (taken.length > 0) return { kind: 'fresh' };
  const row = (
    await store.db.select().from(idempotencyKeys).where(eq(idempotencyKeys.keyHash, keyHash))
  )[0];
  // Given back in this moment: the next try begins anew.
  if (!row) return { kind: 'in-progress' };
  if (!row.bodyHash.equals(bodyHash)) {
    throw new RecordError('IDEMPOTENCY_KEY_REUSED', 'The key was used with another body.');
  }
  if (!row.sealedAnswer) return { kind: 'in-progress' };
  const plain = unseal(store.ring.wrapping, place(keyHash), row.sealedAnswer);
  const answer = JSON.parse(plain.toString('utf8')) as KeptAnswer;
  return { kind: 'answered', ...answer };
}
