/** The signature of the acquirer's callbacks: `t=<seconds>,v1=<hex hmac-sha256(secret, t.rawBody)>`. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CallbackHeaders } from './acquirer-port';

const SIGNATURE_HEADER = 'x-acquirer-signature';
const TOLERANCE_SECONDS = 5 * 60;

/** True where the body was signed with the secret within five minutes of `nowMs`. */
export function isSignedCallback(
  rawBody: Buffer | string,
  headers: CallbackHeaders,
  secret: string,
  nowMs: number,
): boolean {
  const header = headerValue(headers);
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '');
  const seconds = match?.[1];
  const signature = match?.[2];
  if (seconds === undefined || signature === undefined || secret === '') return false;
  if (Math.abs(nowMs / 1000 - Number(seconds)) > TOLERANCE_SECONDS) return false;
  const expected = createHmac('sha256', secret).update(`${seconds}.`).update(rawBody).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

function headerValue(headers: CallbackHeaders): string | undefined {
  for (const [name, value] of Object.entries(headers)) {
    if (name.toLowerCase() === SIGNATURE_HEADER && typeof value === 'string') return value;
  }
  return undefined;
}
