/**
 * Stripe as the acquirer: terminals are Terminal readers, deposits are payments, and both carry our
 * numbers in their metadata (`merchant_number`; payments also `serial_number` and `kind`). It knows no
 * merchants and closes no accounts: those steps are a person's.
 */
import type { Cannot } from './acquirer-adapter';
import type { AcquirerPort } from './acquirer-port';
import { holdAnswers } from './held-answers';
import { createStripeCaller } from './stripe-client';
import type { StripeClientOptions } from './stripe-client';
import { createEventReader } from './stripe-events';
import type { StripeEventOptions } from './stripe-events';
import { createMoneyCalls } from './stripe-money';
import { createReaderCalls } from './stripe-readers';

export type StripeAcquirerOptions = StripeClientOptions & StripeEventOptions;

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
    verifyCallback: createEventReader(options),
  });
}
