/** Moves the clock of one workflow forward and lets everything due by then happen. */
import { randomInt } from 'node:crypto';
import type { google } from '@temporalio/proto';
import type { TestTemporal } from '../support/temporal';

/** Most that is skipped at a time. */
const STRIDE_MS = 24 * 3_600_000;
/** Only a clock that does not move reaches this, ms. */
const SKIP_LIMIT_MS = 120_000;

/**
 * Day by day, as one long fast-forward of server 1.32.0 was seen to stall between two close timers; and again where
 * a server under load has stopped half-way. Returns where the workflow has ended or the caller has
 * `enough`, too.
 */
export async function skipTime(
  temporal: TestTemporal,
  workflowId: string,
  durationMs: number,
  enough?: AbortSignal,
): Promise<void> {
  const clockOf = clockOfWorkflows(temporal);
  const target = (await clockOf(workflowId)) + durationMs;
  const deadline = Date.now() + SKIP_LIMIT_MS;
  while (!enough?.aborted && (await standsStill(temporal, workflowId))) {
    const leftMs = target - (await clockOf(workflowId));
    if (leftMs <= 0) return;
    if (Date.now() > deadline) throw new Error(`the clock stands ${leftMs} ms short`);
    await fastForward(temporal, workflowId, Math.min(leftMs, STRIDE_MS));
  }
}

/** A worker that is behind has this long to take a step of the code, ms. */
const STEP_LIMIT_MS = 30_000;

/**
 * Waits until the code has taken the step it is asked for: a timer that is not set yet would be passed over by the
 * clock, and fire days late. False where the workflow has ended.
 */
async function standsStill(temporal: TestTemporal, workflowId: string): Promise<boolean> {
  const handle = temporal.client.workflow.getHandle(workflowId);
  const deadline = Date.now() + STEP_LIMIT_MS;
  for (;;) {
    const { status, raw } = await handle.describe();
    if (status.name !== 'RUNNING') return false;
    if (!raw.pendingWorkflowTask || Date.now() > deadline) return true;
    await new Promise((wake) => setTimeout(wake, 10));
  }
}

/** Moves the clock of one workflow; returns when it stands there, or after 20 s at the latest. */
async function fastForward(
  temporal: TestTemporal,
  workflowId: string,
  durationMs: number,
): Promise<void> {
  const { namespace, connection } = temporal;
  const id = `skip-${randomInt(1_000_000_000)}`;
  const seconds = Math.ceil(durationMs / 1_000);
  await connection.workflowService.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        maxSessionSkipCount: 10_000,
        fastForwardConfig: { id, duration: { seconds: seconds as never } },
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
  await connection.workflowService.pollWorkflowExecutionTimeSkipping({
    namespace,
    workflowExecution: { workflowId },
    fastForwardId: id,
  });
}

/** What the clock of a workflow says, ms; ours, where no time was skipped. */
export function clockIn(info: WorkflowExtendedInfo): number {
  const clock = info?.timeSkippingInfo?.currentTime;
  return clock ? Number(clock.seconds) * 1_000 + (clock.nanos ?? 0) / 1e6 : Date.now();
}
type WorkflowExtendedInfo =
  | { timeSkippingInfo?: { currentTime?: google.protobuf.ITimestamp | null } | null }
  | null
  | undefined;

/** What the clock of a workflow says on a server. */
export function clockOfWorkflows({
  connection,
  namespace,
}: TestTemporal): (workflowId: string) => Promise<number> {
  return async (workflowId) => {
    const execution = { workflowId };
    const description = await connection.workflowService.describeWorkflowExecution({
      namespace,
      execution,
    });
    return clockIn(description.workflowExtendedInfo);
  };
}
