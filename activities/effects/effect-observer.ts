/** The seam through which metrics, traces and fault tests see side effects pass; no behavior here. */

export type ObservedEffect = 'unbind' | 'refund' | 'closure' | 'sms' | 'email';

/**
 * - `before-intent`: nothing is written
 * - `after-intent`: intent and fence are committed; the call has not left
 * - `after-call`: the call has come back, with an answer or with none; nobody has looked at it
 * - `after-answer`: a definite answer was read; the outcome is not stored
 * - `after-settle`: the outcome is stored; it is not reported to the workflow
 */
export type EffectPoint =
  'before-intent' | 'after-intent' | 'after-call' | 'after-answer' | 'after-settle';

/**
 * Told of every point that an effect passes. What it throws fails the attempt there, as a crash would.
 * Knows keys, never parameters.
 */
export interface EffectObserver {
  onPoint(point: EffectPoint, effect: ObservedEffect, key: string): void | Promise<void>;
}

export const SILENT_OBSERVER: EffectObserver = { onPoint: () => undefined };
