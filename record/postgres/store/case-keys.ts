// record/postgres/store/: connection, keys, encryption, faults, tables and their migrations.
/** The data key of each case: made with the case, wrapped by the master key, remembered in memory. */
import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { KEY_BYTES, seal, unseal, type KeyRing, type SealPlace } from './crypto';
import { RecordError } from '../../port/desk-record';
import { caseKeys } from './schema';
import type { Queries } from './store';

const REMEMBERED_KEYS = 5_000;

export class CaseKeys {
  /** In order of last use. */
  private readonly remembered = new Map<string, Buffer>();

  constructor(private readonly ring: KeyRing) {}

  /** Makes and stores the key of a new case; not remembered, as the transaction may fail. */
  async create(db: Queries, caseId: string): Promise<Buffer> {
    const key = randomBytes(KEY_BYTES);
    const wrapped = seal(this.ring.wrapping, wrapPlace(caseId), key);
    await db.insert(caseKeys).values({ caseId, keyId: this.ring.keyId, wrapped });
    // A case that a restore has lost gets another key under its old id.
    this.remembered.delete(caseId);
    return key;
  }

  /** The key of a case. `CASE_NOT_FOUND` where there is none, `KEY_WRONG` for another master key. */
  async of(db: Queries, caseId: string): Promise<Buffer> {
    const known = this.remembered.get(caseId);
    if (known) {
      this.remembered.delete(caseId);
      this.remembered.set(caseId, known);
      return known;
    }
    const rows = await db.select().from(caseKeys).where(eq(caseKeys.caseId, caseId));
    const row = rows[0];
    if (!row) throw new RecordError('CASE_NOT_FOUND', 'There is no case with this id.');
    if (row.keyId !== this.ring.keyId) {
      throw new RecordError('KEY_WRONG', `The case was sealed under key ${row.keyId}.`);
    }
    const key = unseal(this.ring.wrapping, wrapPlace(caseId), row.wrapped);
    this.remembered.set(caseId, key);
    const oldest = this.remembered.keys().next();
    if (this.remembered.size > REMEMBERED_KEYS && !oldest.done) {
      this.remembered.delete(oldest.value);
    }
    return key;
  }

  async seal(db: Queries, place: SealPlace, plain: unknown): Promise<Buffer> {
    return seal(await this.of(db, place.caseId), place, Buffer.from(JSON.stringify(plain), 'utf8'));
  }

  /** The value as it was sealed; `T` is what the same column was sealed from. */
  async unseal<T>(db: Queries, place: SealPlace, sealed: Buffer): Promise<T> {
    const remembered = this.remembered.get(place.caseId);
    const open = async () => unseal(await this.of(db, place.caseId), place, sealed);
    const plain = await open().catch((error: unknown) => {
      // Remembered from before a restore, after which the case was made anew.
      if (remembered === undefined) throw error;
      this.remembered.delete(place.caseId);
      return open();
    });
    return JSON.parse(plain.toString('utf8')) as T;
  }
}

function wrapPlace(caseId: string): SealPlace {
  return { caseId, table: 'case_keys', purpose: 'data-key' };
}
