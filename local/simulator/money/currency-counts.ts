// local/simulator/money/: both money APIs over one ledger of refunds.
/** How currencies are counted, told a second time on purpose: by ISO 4217 for people, and by Stripe for its answers. */

const WHOLE = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
);
const THOUSANDTHS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** `20000 CLP`, `200.00 CNY`. */
export function amountText(amountMinor: number, currency: string): string {
  const digits = WHOLE.has(currency) ? 0 : THOUSANDTHS.has(currency) ? 3 : 2;
  return `${(amountMinor / 10 ** digits).toFixed(digits)} ${currency}`;
}

/** What one minor unit of ISO is in Stripe's counting, where that is not one. */
const OF_STRIPE: Readonly<Record<string, number>> = { ISK: 100, UGX: 100, MGA: 0.01 };
/** Stripe takes no finer steps. */
const STEPS: Readonly<Record<string, number>> = {
  ISK: 100,
  UGX: 100,
  BHD: 10,
  JOD: 10,
  KWD: 10,
  OMR: 10,
  TND: 10,
};

export function asStripeCounts(amountMinor: number, currency: string): number {
  return Math.round(amountMinor * (OF_STRIPE[currency] ?? 1));
}

/** Minor units of an amount that Stripe is asked for; undefined for one that it refuses. */
export function fromStripeCount(amount: number, currency: string): number | undefined {
  if (amount % (STEPS[currency] ?? 1) !== 0) return undefined;
  return Math.round(amount / (OF_STRIPE[currency] ?? 1));
}
