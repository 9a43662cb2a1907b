/**
 * Makes hashes that lie in the record under an earlier form anew, beside the work of the worker. It begins where
 * there is something left to do, so a restart costs nothing; several workers at once share the cases.
 */
import type { DeskRecord } from '../record/port/desk-record';
import { codeToTell } from '../record/port/desk-record';

interface Log {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
}

export interface HashRenewal {
  readonly record: Pick<DeskRecord, 'searchHashes'>;
  readonly log: Log;
  /** Waits; answers at once after the stop. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly isStopped: () => boolean;
}

const BATCH = 100;
/** Between two batches, so that the record serves people meanwhile, ms. */
const PAUSE_MS = 200;
/** After a pass that left cases, and after a fault of the record, ms. */
const AGAIN_MS = 60_000;
/** Where all is done: an older process of a deploy may still write under the earlier form, ms. */
const LOOK_MS = 60 * 60_000;

/** Goes on until it is stopped; faults of the record are told and tried again. */
export async function renewHashes(renewal: HashRenewal): Promise<void> {
  const { log, sleep, isStopped } = renewal;
  while (!isStopped()) {
    let waitMs = AGAIN_MS;
    try {
      const left = await onePass(renewal);
      if (left === 0) waitMs = LOOK_MS;
    } catch (error) {
      log.warn({ code: codeToTell(error) }, 'hashes for search could not be made anew for now');
    }
    await sleep(waitMs);
  }
}

/** Once over every case that is behind; how many of them are left. */
async function onePass({ record, log, sleep, isStopped }: HashRenewal): Promise<number> {
  const behind = await record.searchHashes.countBehind();
  if (behind === 0) return 0;
  log.info({ behind }, 'hashes for search are made anew');
  const done = { renewed: 0, left: 0 };
  let after: string | undefined;
  do {
    const { renewed, left, next } = await record.searchHashes.renew(BATCH, after);
    done.renewed += renewed;
    done.left += left;
    after = next;
    if (next !== undefined) await sleep(PAUSE_MS);
  } while (after !== undefined && !isStopped());
  log.info(done, 'hashes for search were made anew');
  return done.left;
}
