/** Where a report comes from: the commit, and the machine as far as a reader of ratios needs it. */
import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

export interface Origin {
  readonly commit: string;
  /** True where the working tree differs from the commit. */
  readonly dirty: boolean;
  readonly node: string;
  readonly processors: number;
  readonly memoryGb: number;
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { encoding: 'utf8' }).trim();
}

/** Reads the checkout in the current folder. */
export function readOrigin(): Origin {
  return {
    commit: git('rev-parse', 'HEAD'),
    dirty: git('status', '--porcelain') !== '',
    node: process.version,
    processors: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
  };
}
