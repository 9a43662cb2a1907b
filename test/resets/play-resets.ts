/** Takes one case back to one of its points, several times in a row, and has the providers' ledgers audited. */
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { Refused } from '../e2e/desk-client';
import { eventually } from '../e2e/eventually';
import { viewOf } from '../e2e/play';
import type { System } from '../e2e/system';
import { auditCompletedCase } from '../faults/audit';
import type { Story } from './stories';

export interface ResetPlay {
  readonly story: Story;
  /** Which of the points that the case has when it is first taken back. */
  readonly index: number;
}

export interface Played extends ResetPlay {
  readonly caseId: string;
  /** Refused each time, as the point says: nothing may have happened. */
  readonly refused: number;
  /** Empty where everything holds. */
  readonly findings: readonly string[];
}

interface Points {
  readonly runId: string;
  readonly points: readonly { readonly eventId: number; readonly status: string }[];
}
interface Plan {
  readonly blockers: readonly { readonly code: string }[];
  readonly later: readonly { readonly eventId: number; readonly name: string }[];
}

const TIMES = 3;
const LIMIT_MS = 4 * 60_000;

export async function pointsOf({ staff }: System, caseId: string): Promise<Points> {
  return staff.operator.get<Points>(`/ops/cases/${caseId}/reset-points`);
}

/** Plays a story, its resets and its end. */
export async function playResets(system: System, { story, index }: ResetPlay): Promise<Played> {
  const merchant = await system.simulator.freshMerchant(story.merchant ?? {});
  const caseId = await story.begin(system, merchant);
  let refused = 0;
  for (let time = 0; time < TIMES; time += 1) {
    if (!(await resetOnce(system, caseId, index))) refused += 1;
  }
  const findings = await endAndAudit(system, story, caseId, merchant);
  return { story, index, caseId, refused, findings };
}

/** False where the product refuses the point. */
async function resetOnce(system: System, caseId: string, index: number): Promise<boolean> {
  const { operator } = system.staff;
  const { runId, points } = await pointsOf(system, caseId);
  const point = points[Math.min(index, points.length - 1)]?.eventId ?? 0;
  const wish = { point, runId };
  const dryRun = `/ops/cases/${caseId}/dry-run`;
  const plan = await operator.post<Plan>(dryRun, { repair: 'reset', ...wish });
  const repeat = plan.later.filter(({ name }) => name !== 'retry').map(({ eventId }) => eventId);
  const body = { ...wish, reason: 'played', ...(repeat.length > 0 && { repeat }) };
  try {
    const answer = await operator.post<object>(`/ops/cases/${caseId}/reset`, body);
    if ('proposal' in answer) await approveIt(system, caseId, answer.proposal);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.code === 'UNBIND_RESET_UNSAFE') return false;
    throw error;
  }
}

async function approveIt({ staff }: System, caseId: string, proposal: unknown): Promise<void> {
  const { number } = proposal as { readonly number: number };
  const path = `/ops/cases/${caseId}/proposals/${number}/approve`;
  const decided = await staff.operator2.post<{ proposal: { state: string; code?: string } }>(path);
  const { state, code } = decided.proposal;
  if (state !== 'carried-out') throw new Error(`the reset is ${state}: ${code ?? ''}`);
}

async function endAndAudit(
  system: System,
  story: Story,
  caseId: string,
  merchant: FreshMerchant,
): Promise<readonly string[]> {
  try {
    await story.finish?.(system, caseId);
    await eventually(
      `${story.name} is over`,
      async () => {
        const { status } = await system.temporal.client.workflow.getHandle(caseId).describe();
        return status.name === 'COMPLETED' || undefined;
      },
      LIMIT_MS,
    );
  } catch (error) {
    const { status, parked } = await viewOf(system.staff.agent, caseId);
    const why = error instanceof Error ? error.message : String(error);
    return [`${why} It stands at ${status} ${parked?.code ?? ''}`];
  }
  const { status } = await viewOf(system.staff.agent, caseId);
  if (status !== 'completed') return [`it ended as ${status}`];
  return auditCompletedCase(system, caseId, merchant);
}
