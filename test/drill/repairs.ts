/** What an operator does again and again in a drill: look at the list, retry what is parked, until all is over. */
import { z } from 'zod';
import { isEnd } from '../../workflows/contract/lifecycle';
import { eventually } from '../e2e/eventually';
import { viewOf } from '../e2e/play';
import { type DrillCase, must, type Place } from './place';

const LIMIT_MS = 240_000;

interface Attention {
  readonly parked: readonly {
    readonly caseId: string;
    readonly parked?: { readonly step: string; readonly code: string };
  }[];
  readonly other: readonly { readonly caseId: string; readonly code: string }[];
}

export async function attentionOf(place: Place): Promise<Attention> {
  return JSON.parse(await must(place.unbind('operator', 'ops', 'attention'))) as Attention;
}

/** Codes by which the list names cases of the drill; waits until it names each of them. */
export async function untilListed(
  place: Place,
  cases: readonly DrillCase[],
): Promise<readonly string[]> {
  return eventually(
    'the list names every case',
    async () => {
      const { parked, other } = await attentionOf(place);
      const codes = cases.map(({ caseId }) => {
        const step = parked.find((one) => one.caseId === caseId)?.parked?.code;
        return step ?? other.find((one) => one.caseId === caseId)?.code;
      });
      return codes.includes(undefined) ? undefined : codes.map(String);
    },
    LIMIT_MS,
  );
}

/** Retries what is parked now of these cases. */
export async function retryParked(place: Place, cases: readonly DrillCase[]): Promise<void> {
  for (const { caseId, parked } of (await attentionOf(place)).parked) {
    if (parked === undefined || !cases.some((one) => one.caseId === caseId)) continue;
    await retryStep(place, caseId, parked.step, ['--reason', 'the cause is gone']);
  }
}

const proposed = z.object({ proposal: z.object({ number: z.int() }).optional() });

/** Retries a step; a second operator approves it where it sends money anew. */
export async function retryStep(
  place: Place,
  caseId: string,
  step: string,
  why: readonly string[],
): Promise<void> {
  const asked = await place.unbind('operator', 'ops', 'retry', caseId, '--step', step, ...why);
  // A case that went on by itself meanwhile refuses, which is as good.
  if (asked.code !== 0) return;
  const { proposal } = proposed.parse(JSON.parse(asked.out));
  if (proposal === undefined) return;
  await must(place.unbind('operator2', 'ops', 'approve', caseId, String(proposal.number), '--yes'));
}

/** Retries what is parked until every case has ended with nothing parked; `first` comes before each look. */
export async function retryUntilOver(
  place: Place,
  cases: readonly DrillCase[],
  first?: () => Promise<void>,
): Promise<void> {
  await eventually(
    'every case is over',
    async () => {
      await first?.();
      await retryParked(place, cases);
      const views = await Promise.all(cases.map(({ caseId }) => viewOf(place.agent, caseId)));
      const isOver = views.every(({ status, parked }) => isEnd(status) && parked === undefined);
      return isOver || undefined;
    },
    LIMIT_MS,
  );
}
