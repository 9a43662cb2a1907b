/**
 * Amounts as Stripe counts them, which is not always the minor unit of ISO 4217. From docs.stripe.com/currencies,
 * read 2026-11: what it calls zero-decimal, and its special cases. HUF and TWD are special for payouts alone.
 */
import { minorDigits } from '../../workflows/contract/currencies';
import type { Money } from '../../workflows/contract/money';
import { AcquirerFailure } from './acquirer-port';

/** Counted whole. ISO gives MGA two digits all the same. */
const WHOLE: ReadonlySet<string> = new Set(
  'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '),
);
/** Whole as well, but counted in hundredths, as they once were. */
const HUNDREDTHS: ReadonlySet<string> = new Set(['ISK', 'UGX']);
/** Counted in thousandths, of which card networks take tens alone. */
const THOUSANDTHS: ReadonlySet<string> = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

/** How Stripe counts a currency; undefined for one that its tables do not have. */
function countOf(currency: string): { iso: number; stripe: number; step: number } | undefined {
  const iso = minorDigits(currency);
  if (iso === undefined) return undefined;
  if (WHOLE.has(currency)) return { iso, stripe: 0, step: 1 };
  if (HUNDREDTHS.has(currency)) return { iso, stripe: 2, step: 100 };
  if (THOUSANDTHS.has(currency)) return { iso, stripe: 3, step: 10 };
  return iso === 2 ? { iso, stripe: 2, step: 1 } : undefined;
}

/** The amount of an answer, whose currency is in lower case. `misconfigured` for what the tables do not have. */
export function fromStripe(amount: number, stripeCurrency: string): Money {
  const currency = stripeCurrency.toUpperCase();
  const count = countOf(currency);
  const amountMinor = count && amount * 10 ** (count.iso - count.stripe);
  if (amountMinor === undefined || !Number.isSafeInteger(amountMinor)) {
    throw new AcquirerFailure('misconfigured', `Stripe counts ${currency} otherwise than we know`);
  }
  return { amountMinor, currency };
}

/** The amount of a request; undefined for one that Stripe cannot move: nothing is rounded. */
export function toStripe({ amountMinor, currency }: Money): number | undefined {
  const count = countOf(currency);
  if (!count) return undefined;
  const amount = amountMinor * 10 ** (count.stripe - count.iso);
  return Number.isSafeInteger(amount) && amount % count.step === 0 ? amount : undefined;
}
