/** The Temporal versions that this product runs on one machine, and where they lie in the cache. */
import { join } from 'node:path';

export const SERVER_VERSION = '1.32.0';
export const UI_VERSION = '2.54.1';
/** Oldest Go that builds the server; an older one fetches this toolchain by itself where it may. */
export const GO_VERSION = '1.26.8';
export const OLDEST_CLI = '1.5.0';
export const OLDEST_CLI_SERVER = '1.29.0';

const EXE = process.platform === 'win32' ? '.exe' : '';

/** Places in the project's cache folder. */
export function cachePlaces(cacheDir: string): {
  readonly bin: string;
  readonly server: string;
  readonly ui: string;
  readonly downloads: string;
  readonly buildLock: string;
} {
  const bin = join(cacheDir, `temporal-server-${SERVER_VERSION}`, 'bin');
  return {
    bin,
    server: join(bin, `temporal-server${EXE}`),
    ui: join(bin, `temporal-ui-server${EXE}`),
    downloads: join(cacheDir, 'temporal-cli'),
    buildLock: join(cacheDir, 'temporal-server-build.lock'),
  };
}

/** True if a dotted version is at least another; what is not a version is not. */
export function atLeast(version: string | undefined, oldest: string): boolean {
  if (version === undefined || !/^\d+(\.\d+)*$/.test(version)) return false;
  const [given, wanted] = [version, oldest].map((text) => text.split('.').map(Number));
  if (given === undefined || wanted === undefined) return false;
  for (let index = 0; index < wanted.length; index += 1) {
    const difference = (given[index] ?? 0) - (wanted[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
