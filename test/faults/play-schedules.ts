/**
 * Plays schedules on one system: cases that are open at the same time, so that a kill for one of them
 * finds the others anywhere. A worker that dies is started again until every case is over.
 */
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { eventually } from '../e2e/eventually';
import {
  applicationOf,
  approve,
  openCase,
  proveIdentityAndConsent,
  submitApplication,
  viewOf,
} from '../e2e/play';
import type { System } from '../e2e/system';
import { auditCompletedCase } from './audit';
import type { Schedule } from './schedules';

export interface Played {
  readonly schedule: Schedule;
  readonly caseId: string;
  /** Empty where everything holds. */
  readonly findings: readonly string[];
  /** False where the case came to its end before its kill could strike. */
  readonly struck: boolean;
}

interface Prepared {
  readonly schedule: Schedule;
  readonly merchant: FreshMerchant;
  readonly caseId: string;
  readonly revision: number;
}

const OPEN_AT_ONCE = 4;
/**
 * A killed attempt is noticed when its time-out is over, and each is tried again after twice as long:
 * one that eight kills of a batch happen to hit waits for minutes. Only what is stuck reaches this.
 */
const LIMIT_MS = 12 * 60_000;

/** Plays all schedules of a batch at the same time; the answer has their order. */
export async function playTogether(
  system: System,
  schedules: readonly Schedule[],
): Promise<readonly Played[]> {
  const prepared: Prepared[] = [];
  for (let start = 0; start < schedules.length; start += OPEN_AT_ONCE) {
    const some = schedules.slice(start, start + OPEN_AT_ONCE);
    prepared.push(...(await Promise.all(some.map((schedule) => prepare(system, schedule)))));
  }
  let over = false;
  const revival = keepAlive(system, () => over);
  try {
    return await Promise.all(prepared.map((one) => playOut(system, one)));
  } finally {
    over = true;
    await revival;
  }
}

async function prepare(system: System, schedule: Schedule): Promise<Prepared> {
  const { agent } = system.staff;
  const merchant = await system.simulator.freshMerchant();
  const caseId = await openCase({ agent }, merchant);
  await proveIdentityAndConsent({ agent }, caseId);
  const revision = await submitApplication({ agent }, caseId, applicationOf(merchant));
  return { schedule, merchant, caseId, revision };
}

async function keepAlive(system: System, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await system.reviveWorker();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await system.reviveWorker();
}

async function playOut(system: System, prepared: Prepared): Promise<Played> {
  const { schedule, merchant, caseId, revision } = prepared;
  const { agent, reviewer } = system.staff;
  const struck = await arm(system, prepared);
  await untilTaken(() => approve({ reviewer }, caseId, revision));
  try {
    await eventually(
      `${schedule.name} is over`,
      async () => {
        // The workflow ends once it has told everybody.
        const { status } = await system.temporal.client.workflow.getHandle(caseId).describe();
        return status.name === 'COMPLETED' || undefined;
      },
      LIMIT_MS,
    );
  } catch (error) {
    const view = await viewOf(agent, caseId);
    const { raw } = await system.temporal.client.workflow.getHandle(caseId).describe();
    const pending = (raw.pendingActivities ?? []).map(
      ({ activityType, attempt, state, lastFailure }) =>
        `${activityType?.name} attempt ${attempt} state ${state}: ${lastFailure?.message}`,
    );
    const where = `${view.status} ${view.parked?.code ?? ''} (${pending.join('; ')})`;
    const rows = (await system.record.notices.list(caseId)).map(
      ({ kind, channel, state }) => `${kind} ${channel} ${state}`,
    );
    const why = error instanceof Error ? error.message : String(error);
    const findings = [`${why} It stands at ${where}: ${rows.join(', ')}`];
    return { schedule, caseId, findings, struck: struck() };
  }
  const { status } = await viewOf(agent, caseId);
  const findings =
    status === 'completed'
      ? await auditCompletedCase(system, caseId, merchant)
      : [`it ended as ${status}`];
  return { schedule, caseId, findings, struck: struck() };
}

/** The API answers 503 while the worker is away; people try again. */
export async function untilTaken(decide: () => Promise<void>): Promise<void> {
  await eventually(
    'the approval is taken',
    async () => {
      try {
        await decide();
        return true;
      } catch (error) {
        if (error instanceof Error && /UNAVAILABLE/.test(error.message)) return undefined;
        // The first try was taken and only its answer was lost.
        if (error instanceof Error && /NOT_ALLOWED_NOW/.test(error.message)) return true;
        throw error;
      }
    },
    LIMIT_MS,
  );
}

async function arm(system: System, prepared: Prepared): Promise<() => boolean> {
  const { schedule, merchant, caseId } = prepared;
  for (const { operation, kind } of schedule.provider ?? []) {
    const match =
      operation === 'sms' ? { to: merchant.phone } : { merchantNumber: merchant.merchantNumber };
    await system.simulator.fault({ operation, kind, match });
  }
  if (schedule.mail) {
    system.mail.fault({ kind: schedule.mail, to: merchant.email });
  }
  return schedule.kill ? system.armKill({ ...schedule.kill, keyIncludes: caseId }) : () => true;
}
