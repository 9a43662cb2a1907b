/** The signature of the acquirer's callbacks: `t=<seconds>,v1=<hex hmac-sha256(secret, t.rawBody)>`. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CallbackHeaders } from './acquirer-port';

const HEADER = 'x-acquirer-signature';
const TOLERANCE_SECONDS = 5 * 60;
const MAX_HEADER_LENGTH = 1_024;

/** True where the body was signed with the secret within five minutes of `nowMs`. */
export function isSignedCallback(
  rawBody: Buffer | string,
  headers: CallbackHeaders,
  secret: string,
  nowMs: number,
): boolean {
  const header = headerValue(headers) ?? '';
  if (secret === '' || header.length > MAX_HEADER_LENGTH) return false;
  const parts = header.split(',');
  const times = parts.flatMap((part) => /^t=(\d{1,12})$/.exec(part)?.[1] ?? []);
  const [seconds] = times;
  if (seconds === undefined || times.length > 1) return false;
  if (Math.abs(nowMs / 1000 - Number(seconds)) > TOLERANCE_SECONDS) return false;
  const expected = createHmac('sha256', secret).update(`${seconds}.`).update(rawBody).digest();
  return parts
    .flatMap((part) => /^v1=([0-9a-f]{64})$/.exec(part)?.[1] ?? [])
    .some((signature) => timingSafeEqual(expected, Buffer.from(signature, 'hex')));
}

function headerValue(headers: CallbackHeaders): string | undefined {
  for (const [name, value] of Object.entries(headers)) {
    if (name.toLowerCase() === HEADER && typeof value === 'string') return value;
  }
  return undefined;
}
