/**
 * Stripe as the acquirer: terminals are Terminal readers, deposits are payments, and both carry our
 * numbers in their metadata (`merchant_number`; payments also `serial_number` and `kind`). It knows no
 * merchants and closes no accounts: those steps are a person's.
 */
import type { Cannot } from './acquirer-adapter';
import type { AcquirerCallback, AcquirerPort } from './acquirer-port';
import { isSignedCallback } from './callback-signature';
import { holdAnswers } from './held-answers';
import { refundEvent } from './stripe-answers';
import { createStripeCaller } from './stripe-client';
import type { StripeClientOptions } from './stripe-client';
import { createMoneyCalls } from './stripe-money';
import { createReaderCalls } from './stripe-readers';

export interface StripeAcquirerOptions extends StripeClientOptions {
  /** Secret of the webhook endpoint (`whsec_…`); absent: no callback is believed. */
  readonly webhookSecret?: string;
  /** Default: the clock of the machine. */
  readonly nowMs?: () => number;
}

const CANNOT: Cannot = { kind: 'cannot' };
const cannot = (): Promise<Cannot> => Promise.resolve(CANNOT);
/** Adapter `stripe`, with the official library. */
export function createStripeAcquirer(options: StripeAcquirerOptions): AcquirerPort {
  const call = createStripeCaller(options);
  return holdAnswers({
    name: 'stripe',
    readMerchant: cannot,
    listTerminals: cannot,
    // Stripe holds nothing of the merchant back, so there is no gate to an unbinding or a refund.
    readGate: ({ effect }) => Promise.resolve(effect === 'closure' ? CANNOT : { kind: 'absent' }),
    ...createReaderCalls(call),
    ...createMoneyCalls(call),
    requestClosure: cannot,
    readClosureRequest: cannot,
    verifyCallback(rawBody, headers) {
      const { webhookSecret = '', nowMs = Date.now } = options;
      if (!isSignedCallback(rawBody, headers, webhookSecret, nowMs(), 'stripe-signature')) {
        return undefined;
      }
      return parseEvent(rawBody.toString());
    },
  });
}

function parseEvent(rawBody: string): AcquirerCallback | undefined {
  let body: unknown;
  try {
    body = JSON.parse(rawBody);
  } catch {
    return undefined; // Signed, but not JSON: nothing of Stripe's.
  }
  const parsed = refundEvent.safeParse(body);
  if (!parsed.success) return undefined;
  return { effect: 'refund', requestNumber: parsed.data.data.object.metadata.request_number };
}
