/** What a provider says to one message, in the three answers of side-effects.md; shared by both channels. */
import type { ErrorCode } from '../../workflows/contract/errors';

/**
 * - `accepted`: the provider has taken it over under its own reference
 * - `refused`: never, for this message to this address
 * - `not-sent`: proven that nothing left; may be sent again after the delay
 * - `unknown`: it may have been taken over or not
 */
export type SendAnswer =
  | { readonly kind: 'accepted'; readonly providerRef: string }
  | { readonly kind: 'refused'; readonly providerCode: string }
  | { readonly kind: 'not-sent'; readonly providerCode: string; readonly retryAfterMs?: number }
  | { readonly kind: 'unknown'; readonly providerCode: string };

/** A provider that cannot be used at all until somebody acts: wrong credentials, wrong address. */
export class ProviderFailure extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly providerCode: string,
  ) {
    super(`${code} (${providerCode})`);
    this.name = 'ProviderFailure';
  }
}
