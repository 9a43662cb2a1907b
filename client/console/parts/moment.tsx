/** A moment in the viewer's own zone: near ones in words, the whole of it on asking. */
import { useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { useLocale } from '../texts/say';
import { fullMoment, relativeMoment, shortMoment } from './moments';

export function Moment({ at, relative }: { at: string; relative?: boolean }): ReactElement {
  const locale = useLocale();
  const whole = fullMoment(at, locale);
  return (
    <time dateTime={at} title={whole}>
      {relative === true ? <Relative at={at} /> : shortMoment(at, locale)}
    </time>
  );
}

/** How often words like "in 3 minutes" are looked at again, ms. */
const TICK_MS = 30_000;
let nowMs = Date.now();

function everyTick(onTick: () => void): () => void {
  nowMs = Date.now();
  const timer = setInterval(() => {
    nowMs = Date.now();
    onTick();
  }, TICK_MS);
  return () => clearInterval(timer);
}

/** Ms since 1970 UTC, looked at again with every tick. */
export function useNow(): number {
  return useSyncExternalStore(everyTick, () => nowMs);
}

function Relative({ at }: { at: string }): string {
  return relativeMoment(at, useNow(), useLocale());
}
