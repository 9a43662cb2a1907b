/** Which rows of a ledger its merchant may read in full; of the others the pack has the hash alone. */
import type { LedgerRow } from '../../record/port/desk-record';

/**
 * What the merchant has done or was told of. Not how the desk reviewed the case and why it was rejected: a
 * suspicion of fraud is not explained to whoever asked.
 */
const TOLD: readonly string[] = [
  'case-opened',
  'consent-recorded',
  'data-consent-recorded',
  'consent-extension-asked',
  'consent-extended',
  'consent-extension-lapsed',
  'consent-withdrawn',
  'case-approved',
  'case-withdrawn',
  'case-expired',
  'point-of-no-return-passed',
  'terminal-accepted',
  'terminal-proven',
  'deposit-accepted',
  'deposit-proven',
  'deposit-returned',
  'account-accepted',
  'account-proven',
];

export function isToldToMerchant({ event, by }: Pick<LedgerRow, 'event' | 'by'>): boolean {
  return TOLD.includes(event) || (by.role === 'merchant' && event !== 'application-submitted');
}
