/**
 * Where the stores of one machine share a disk that is full, their servers often cannot say so: PostgreSQL ends
 * where it cannot log a change, and Temporal tries again until nobody listens any more.
 */
import { statfs } from 'node:fs/promises';
import type { ErrorCode } from '../../../workflows/contract/errors';

/** A store that finds less cannot write any more: a page, or the next piece of its log, bytes. */
const LEAST_FREE_BYTES = 1024 * 1024;

const OUT_OF_REACH: ReadonlySet<ErrorCode> = new Set([
  'UNAVAILABLE',
  'RECORD_UNAVAILABLE',
  'TEMPORAL_UNAVAILABLE',
]);

/** True where the disk under a folder takes nothing more; a folder that cannot be looked at explains nothing. */
export async function isDiskFull(folder: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize < LEAST_FREE_BYTES;
  } catch {
    return false;
  }
}

/** `DISK_FULL` in place of a code that says no more than out of reach, where the disk under `folder` is full. */
export async function namedByDisk(code: ErrorCode, folder: string | undefined): Promise<ErrorCode> {
  if (folder === undefined || !OUT_OF_REACH.has(code)) return code;
  return (await isDiskFull(folder)) ? 'DISK_FULL' : code;
}
