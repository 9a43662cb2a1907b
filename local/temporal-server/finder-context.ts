/** What every way of finding a Temporal server is given, and what it answers. */
import type { ServerPrograms } from './run-server';

export interface FinderOptions {
  readonly cacheDir: string;
  /** Environment that programs are looked for and run in: PATH, HOME, proxies, Go's settings. */
  readonly env: Readonly<Record<string, string>>;
  /** Told what is tried and how it goes, one line each. */
  readonly say: (line: string) => void;
  readonly mayDownload: boolean;
  readonly mayBuild: boolean;
  /** Where the SDK's download comes from; asked first whether it is in reach. */
  readonly downloadOrigin?: string;
  /** Limits, ms. */
  readonly limits?: Partial<FinderLimits>;
}

export interface FinderLimits {
  /** Of asking a program for its version. */
  readonly askMs: number;
  readonly reachMs: number;
  readonly downloadMs: number;
  readonly buildMs: number;
}

export const FINDER_LIMITS: FinderLimits = {
  askMs: 15_000,
  reachMs: 5_000,
  downloadMs: 180_000,
  buildMs: 45 * 60_000,
};

/** What one way has come to. */
export type WayResult =
  | { readonly found: ServerPrograms; readonly how: string }
  | { readonly found?: undefined; readonly why: string };

export interface WayContext extends Omit<FinderOptions, 'limits'> {
  readonly limits: FinderLimits;
}
