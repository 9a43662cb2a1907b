/**
 * Stripe's events, proven by the official library. Each is a hint to read back, and one endpoint hears of
 * everything in the account: what is not a refund of ours is taken and left alone, as Stripe switches an
 * endpoint off that answers otherwise than with 2xx.
 */
import type { AcquirerAdapter } from './acquirer-adapter';
import { FOREIGN_EVENT } from './acquirer-port';
import { refundEvent } from './stripe-answers';

export interface StripeEventOptions {
  /** Secret of the webhook endpoint (`whsec_…`); absent: no callback is believed. */
  readonly webhookSecret?: string;
  /** Connected account that the objects are of (`acct_…`); absent: the account of the key. */
  readonly account?: string;
  /** Default: the clock of the machine. */
  readonly nowMs?: () => number;
}

const TOLERANCE_SECONDS = 5 * 60;

/** `undefined`: not signed with the secret within five minutes. The library is loaded on first use. */
export function createEventReader(options: StripeEventOptions): AcquirerAdapter['verifyCallback'] {
  const { webhookSecret = '', account, nowMs = Date.now } = options;
  return async (rawBody, headers) => {
    const signature = headers['stripe-signature'];
    if (webhookSecret === '' || typeof signature !== 'string') return undefined;
    if (!(await isSigned(rawBody, signature, webhookSecret, nowMs()))) return undefined;
    const parsed = refundEvent.safeParse(jsonOf(rawBody.toString()));
    if (!parsed.success || parsed.data.account !== account) return FOREIGN_EVENT;
    const { request_number: requestNumber } = parsed.data.data.object.metadata;
    return { effect: 'refund', requestNumber, mayBeForeign: true };
  };
}

async function isSigned(
  rawBody: Buffer | string,
  signature: string,
  secret: string,
  receivedAtMs: number,
): Promise<boolean> {
  const { default: Stripe } = await import('stripe');
  const { signature: header } = Stripe.webhooks;
  try {
    const tolerance = TOLERANCE_SECONDS;
    return (
      header?.verifyHeader(rawBody, signature, secret, tolerance, undefined, receivedAtMs) === true
    );
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

/** Undefined where it is none: signed, but nothing of Stripe's. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
