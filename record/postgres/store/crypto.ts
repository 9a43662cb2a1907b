/**
 * Sealing of personal data: AES-256-GCM under one data key a case, wrapped by the master key; blind
 * indexes for exact search. Nothing here knows the database.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { SearchKind } from '../../../workflows/contract/search-forms';
import { RecordError } from '../../port/desk-record';

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = 1;

/** What a sealed value belongs to; a value moved to another place does not open. */
export interface SealPlace {
  readonly caseId: string;
  readonly table: string;
  /** Column or purpose, with the row's own key where there are several rows. */
  readonly purpose: string;
}

function additionalData(place: SealPlace): Buffer {
  return Buffer.from(JSON.stringify([FORMAT, place.caseId, place.table, place.purpose]), 'utf8');
}

/** Format: 1 byte version, 12 bytes nonce, ciphertext, 16 bytes tag. */
export function seal(key: Buffer, place: SealPlace, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(additionalData(place));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([FORMAT]), nonce, sealed, cipher.getAuthTag()]);
}

/** Opens a sealed value; `KEY_WRONG` where key, place or content do not fit. */
export function unseal(key: Buffer, place: SealPlace, sealed: Buffer): Buffer {
  if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] !== FORMAT) throw cannotOpen(place);
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(additionalData(place));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    const body = sealed.subarray(1 + NONCE_BYTES, sealed.length - TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    // OpenSSL says nothing beyond "unable to authenticate data".
    throw cannotOpen(place);
  }
}

function cannotOpen(place: SealPlace): RecordError {
  return new RecordError(
    'KEY_WRONG',
    `A sealed value of ${place.table} does not open: another key wrote it, or it was changed.`,
  );
}

/** The keys derived from the master key, each for one purpose. */
export interface KeyRing {
  /** Stored beside what it wrapped; says which master key it was without saying the key. */
  readonly keyId: string;
  readonly wrapping: Buffer;
  readonly blind: Buffer;
}

/** Derives the key ring; `KEY_MISSING` for an empty key, `KEY_WRONG` unless it has 32 bytes. */
export function keyRing(masterKey: Buffer): KeyRing {
  if (masterKey.length === 0) throw new RecordError('KEY_MISSING', 'The master key is empty.');
  if (masterKey.length !== KEY_BYTES) {
    throw new RecordError('KEY_WRONG', `The master key must have ${KEY_BYTES} bytes.`);
  }
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', masterKey, '', `unbind-desk/${purpose}`, KEY_BYTES));
  return {
    keyId: derive('key-id').subarray(0, 8).toString('hex'),
    wrapping: derive('wrapping'),
    blind: derive('blind-index'),
  };
}

/** Values that can be searched for; each kind has a blind index space of its own. */
export type BlindKind =
  | SearchKind
  | 'api-key'
  | 'intent-params'
  | 'staff-session'
  | 'sign-in'
  | 'idempotency-key'
  | 'idempotency-body'
  | 'one-time-code'
  | 'code-target'
  | 'code-use';

/** Keyed hash of a value for exact comparison; the caller writes it in its one form. */
export function blindIndex(ring: KeyRing, kind: BlindKind, value: string): Buffer {
  return createHmac('sha256', ring.blind).update(`${kind}\0${value}`, 'utf8').digest();
}
