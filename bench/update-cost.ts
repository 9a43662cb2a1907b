/**
 * One decision through the API against the same update, signed, by the SDK alone: sign-in, the look at the case
 * and the Idempotency-Key are what lies between. The decision is a claim, which may be renewed.
 */
import { randomUUID } from 'node:crypto';
import { claim } from '../workflows/contract/messages';
import { saidIn } from '../workflows/contract/signing/statements';
import {
  applicationOf,
  openCase,
  proveIdentityAndConsent,
  submitApplication,
} from '../test/e2e/play';
import type { BenchDesk } from './desk';
import { median, ratio, shuffled, timeOf } from './numbers';
import type { Counts } from './options';
import type { Progress } from './progress';

export interface UpdateCost {
  /** Median time through the API, divided by that of the SDK. */
  readonly ratio: number;
  readonly apiMedianMs: number;
  readonly sdkMedianMs: number;
  readonly updates: number;
}

/** Updates on one case before the next is taken, so that no history grows long. */
const UPDATES_PER_CASE = 25;
/** The first updates of a case meet cold paths. */
const WARM_UP = 3;

/** Measures by turns, one at a time: time of an answer, not of a crowd. */
export async function measureUpdate(
  desk: BenchDesk,
  counts: Counts,
  seed: number,
  progress: Progress,
): Promise<UpdateCost> {
  const apiMs: number[] = [];
  const sdkMs: number[] = [];
  const { workflow } = desk.temporal.client;
  const by = { principalId: 's_reviewer', role: 'reviewer' } as const;
  while (apiMs.length < counts.updates) {
    const { caseId, revision } = await caseUnderReview(desk);
    const handle = workflow.getHandle(caseId);
    const ways = {
      api: () => desk.staff.reviewer.post(`/cases/${caseId}/claim`, { revision }),
      sdk: () => {
        const updateId = randomUUID();
        const about = { kind: 'update', to: caseId, name: claim.name, id: updateId } as const;
        const input = { by, revision };
        const signed = desk.sign(saidIn(about, input).statement);
        return handle.executeUpdate(claim, { updateId, args: [{ ...input, signed }] });
      },
    };
    for (let turn = 0; turn < WARM_UP; turn += 1) {
      await ways.api();
      await ways.sdk();
    }
    const turns = Math.min(UPDATES_PER_CASE, counts.updates - apiMs.length);
    for (let turn = 0; turn < turns; turn += 1) {
      for (const way of shuffled(['api', 'sdk'] as const, seed + apiMs.length)) {
        (way === 'api' ? apiMs : sdkMs).push(await timeOf(ways[way]));
      }
    }
    await desk.staff.agent.post(`/cases/${caseId}/withdraw`, {});
    progress(`${apiMs.length} of ${counts.updates} by each way`);
  }
  const apiMedianMs = median(apiMs);
  const sdkMedianMs = median(sdkMs);
  return {
    ratio: ratio(apiMedianMs, sdkMedianMs),
    apiMedianMs,
    sdkMedianMs,
    updates: apiMs.length,
  };
}

async function caseUnderReview(desk: BenchDesk): Promise<{ caseId: string; revision: number }> {
  const merchant = await desk.simulator.freshMerchant();
  const caseId = await openCase(desk.staff, merchant);
  await proveIdentityAndConsent(desk.staff, caseId);
  const revision = await submitApplication(desk.staff, caseId, applicationOf(merchant));
  return { caseId, revision };
}
