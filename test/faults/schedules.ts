/** Fault schedules: one case each, with one fault that is armed before it is approved. */
import type { ObservedEffect, EffectPoint } from '../../activities/effects/effect-observer';

export interface Schedule {
  /** e.g. `refund after-call`. */
  readonly name: string;
  /** Kills the worker at a line of its code. */
  readonly kill?: { readonly effect: ObservedEffect; readonly point: EffectPoint };
  /** Faults of the simulator; the merchant's own numbers are added to `match`. */
  readonly provider?: readonly { readonly operation: string; readonly kind: string }[];
  /** Fault of the mail server for the merchant's address. */
  readonly mail?: 'refuse' | 'accept-then-drop';
}

const EFFECTS: readonly ObservedEffect[] = ['unbind', 'refund', 'closure', 'sms', 'email'];
const POINTS: readonly EffectPoint[] = [
  'before-intent',
  'after-intent',
  'after-call',
  'after-answer',
  'after-settle',
];
const PROVIDER_KINDS = [
  'timeout',
  'reset',
  'server-error',
  'rate-limit',
  'delay',
  'execute-then-timeout',
  'execute-then-reset',
  'execute-then-server-error',
  'execute-then-delay',
];
const CALLBACK_KINDS = ['drop-callback', 'duplicate-callback', 'late-callback'];

/** The worker dies at every line that matters of every side effect: 25 schedules. */
export function killSchedules(): readonly Schedule[] {
  return EFFECTS.flatMap((effect) =>
    POINTS.map((point) => ({ name: `${effect} ${point}`, kill: { effect, point } })),
  );
}

/** Every fault of every call, alone and followed by a kill while its outcome is unknown. */
export function providerSchedules(): readonly Schedule[] {
  const calls = ['unbind', 'refund', 'closure', 'sms'] as const;
  const alone = calls.flatMap((operation) =>
    PROVIDER_KINDS.map((kind) => ({
      name: `${operation} ${kind}`,
      provider: [{ operation, kind }],
    })),
  );
  const thenKilled = calls.flatMap((operation) =>
    ['timeout', 'execute-then-timeout'].map((kind) => ({
      name: `${operation} ${kind}, then killed`,
      provider: [{ operation, kind }],
      kill: { effect: operation, point: 'after-call' as const },
    })),
  );
  const callbacks = [...calls].flatMap((operation) =>
    CALLBACK_KINDS.map((kind) => ({
      name: `${operation} ${kind}`,
      provider: [{ operation, kind }],
    })),
  );
  const mails = (['refuse', 'accept-then-drop'] as const).map((mail) => ({
    name: `email ${mail}`,
    mail,
  }));
  return [...alone, ...thenKilled, ...callbacks, ...mails];
}
