/** The desk is restored to a moment before it paid: it must find that out, and not pay again. */
import { join } from 'node:path';
import { approve, untilEnd } from '../e2e/play';
import type { DrillCase } from './place';
import { judged, prepare, type DrillResult } from './drills';
import { createLocalDesk } from './local-desk';
import { retryUntilOver } from './repairs';

export const RESTORE_DRILL = 'desk restored from an older backup';

interface Report {
  readonly report?: {
    readonly differences: readonly { readonly caseId: string; readonly code: string }[];
  };
}

/** What only the providers know after the restore. */
const UNRECORDED = [
  'UNBIND_CLOSURE_UNRECORDED',
  'UNBIND_REFUND_UNRECORDED',
  'UNBIND_UNBIND_UNRECORDED',
];

/** Starts a desk of its own three times: about a minute. */
export async function drillRestore(): Promise<DrillResult> {
  const desk = createLocalDesk();
  try {
    const before = await desk.start();
    const cases = await prepare(before, 2);
    await desk.stop();
    const backup = join(desk.folder, 'backups', 'drill');
    await desk.command('backup', '--to', backup);

    const later = await desk.start();
    for (const { caseId, revision } of cases) {
      await approve(later, caseId, revision);
      await untilEnd(later.agent, caseId);
    }
    await desk.stop();
    await desk.command('restore', '--from', backup);

    const place = await desk.start();
    const repair = async (): Promise<void> => {
      const found = await codesOf(place.unbind('operator', 'ops', 'reconcile', '--wait'), cases);
      if (found.join() !== UNRECORDED.join()) throw new Error(`found ${found.join()}`);
      // The application is the same, and so is the decision; each request is read back first.
      for (const { caseId, revision } of cases) await approve(place, caseId, revision);
      await retryUntilOver(place, cases);
      const left = await codesOf(place.unbind('operator', 'ops', 'reconcile', '--wait'), cases);
      if (left.length > 0) throw new Error(`still different: ${left.join()}`);
    };
    return await judged(RESTORE_DRILL, place, cases, repair, { textsOnce: false });
  } finally {
    await desk.remove();
  }
}

/** Codes of the cases of the drill, each once, by name. */
async function codesOf(
  running: Promise<{ readonly out: string }>,
  cases: readonly DrillCase[],
): Promise<readonly string[]> {
  const { report } = JSON.parse((await running).out) as Report;
  const ids = new Set(cases.map(({ caseId }) => caseId));
  const mine = report?.differences.filter(({ caseId }) => ids.has(caseId)) ?? [];
  return [...new Set(mine.map(({ code }) => code))].sort();
}
