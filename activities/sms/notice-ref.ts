/**
 * The reference to a notice that stands in a callback's address: the random id of the row and a keyed
 * hash, so that nobody can name a row that the desk has not sent. No personal data, no expiry.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Bytes of the hash that are kept: 128 bits. */
const TAG_BYTES = 16;

/** Key for references, derived from the master key so that worker and API agree without a setting. */
export function noticeRefKey(masterKey: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', masterKey, new Uint8Array(0), 'notice-ref', 32));
}

/** `{noticeId}.{tag}`, safe in a URL. */
export function signNoticeRef(noticeId: string, key: Uint8Array): string {
  return `${noticeId}.${tagOf(noticeId, key).toString('base64url')}`;
}

/** The row's id, or undefined where the reference was not signed with this key. */
export function readNoticeRef(ref: string, key: Uint8Array): string | undefined {
  const dot = ref.lastIndexOf('.');
  if (dot <= 0) return undefined;
  const noticeId = ref.slice(0, dot);
  const given = Buffer.from(ref.slice(dot + 1), 'base64url');
  const expected = tagOf(noticeId, key);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return noticeId;
}

function tagOf(noticeId: string, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(noticeId).digest().subarray(0, TAG_BYTES);
}
