/** The arithmetic of the measurements. */
import { draw } from '../local/simulator/faults';

/** The middle value, or the mean of the two in the middle. Throws where there is none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('Nothing was measured.');
  return (lower + upper) / 2;
}

/** `value / base`. Throws where the base is not above zero: such a ratio says nothing. */
export function ratio(value: number, base: number): number {
  if (!(base > 0)) throw new Error(`A ratio to ${base} says nothing.`);
  return value / base;
}

/** Rounded to significant digits, as nothing here is known to more than three. */
export function rounded(value: number, digits = 3): number {
  return Number(value.toPrecision(digits));
}

/** The same values in an order that the seed decides. */
export function shuffled<T>(values: readonly T[], seed: number): readonly T[] {
  return values
    .map((value, index) => ({ value, at: draw(seed, index) }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

/** Plays `count` games, at most `atOnce` at a time; the wall time in seconds. */
export async function timeOfAll(
  count: number,
  atOnce: number,
  play: (index: number) => Promise<void>,
): Promise<number> {
  let next = 0;
  const player = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await play(next - 1);
    }
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, player));
  return (performance.now() - startMs) / 1_000;
}

/** The time that one call takes, ms. */
export async function timeOf(call: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await call();
  return performance.now() - startMs;
}
