/** Checks of what a process leans on, for its readiness: what is wrong, by code. */
import type { ErrorCode } from '../../../workflows/contract/errors';
import { RecordError } from '../../port/desk-record';
import { isDiskFull, namedByDisk } from './full-disk';

const ANSWER_LIMIT_MS = 3_000;

/**
 * The code of a check that fails: its own, or `silent` where it names none or takes longer than 3 s. A store whose
 * disk is full (`storesIn`: the folder of the stores of one machine) is of no use either, though it still reads.
 */
export async function faultIn(
  check: Promise<unknown>,
  silent: ErrorCode,
  storesIn?: string,
): Promise<ErrorCode | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<ErrorCode>((resolve) => {
    timer = setTimeout(() => resolve(silent), ANSWER_LIMIT_MS);
  });
  try {
    const code = await Promise.race([
      check.then(
        () => undefined,
        (error: unknown) => (error instanceof RecordError ? error.code : silent),
      ),
      limit,
    ]);
    if (code) return await namedByDisk(code, storesIn);
    return storesIn !== undefined && (await isDiskFull(storesIn)) ? 'DISK_FULL' : undefined;
  } finally {
    clearTimeout(timer);
  }
}
