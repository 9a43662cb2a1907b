/** The value of a payload in JSON; undefined for any other. */
import type { temporal } from '@temporalio/proto';

export function jsonOf(payload: temporal.api.common.v1.IPayload | undefined): unknown {
  if (!payload?.data || payload.data.length === 0) return undefined;
  try {
    return JSON.parse(Buffer.from(payload.data).toString('utf8'));
  } catch {
    // Not JSON, so not one of ours.
    return undefined;
  }
}
