/** The adapter of the acquirer that an installation has. */
import type { AcquirerPort } from './acquirer-port';
import type { AcquirerConfig } from './config';
import { createHttpAcquirer } from './http-adapter';
import { createManualAcquirer } from './manual-adapter';
import { createStripeAcquirer } from './stripe-adapter';

/** Nothing is called yet. */
export function createAcquirer(config: AcquirerConfig): AcquirerPort {
  switch (config.kind) {
    case 'http':
      return createHttpAcquirer(config);
    case 'stripe':
      return createStripeAcquirer(config);
    case 'manual':
      return createManualAcquirer();
  }
}
