/** Runs of what looks over the whole desk: started on demand, read as what came of them. */
import { randomBytes } from 'node:crypto';
import {
  type Client,
  WorkflowFailedError,
  WorkflowIdConflictPolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { ErrorCode } from '../workflows/contract/errors';
import { type Sweep, SWEEPS, TASK_QUEUE } from '../workflows/contract/identifiers';
import type { ReconcileReport } from '../workflows/contract/reconciliation';
import type { VerificationReport } from '../workflows/contract/verification';
import { endCodeOf } from './failures';
import type { Line } from './line';

/** How a run stands. */
export interface SweepStanding {
  /** Id of the run, e.g. `reconcile-5f3a…`, or `reconcile-nightly-…` of the schedule. */
  readonly id: string;
  readonly state: 'running' | 'finished' | 'failed';
  readonly startedAt: Date;
  readonly endedAt?: Date;
}

export interface SweepRun<Report> extends SweepStanding {
  /** Of a finished run. */
  readonly report?: Report;
  /** Of a failed one. */
  readonly code?: ErrorCode;
}

export interface SweepRuns<Report> {
  /** Starts a run; where one is under way already, that one. `UNAVAILABLE`. */
  start(): Promise<string>;
  /** A run, while Temporal keeps its history; else undefined. `UNAVAILABLE`. */
  read(id: string): Promise<SweepRun<Report> | undefined>;
  /** The latest runs, newest first. `UNAVAILABLE`. */
  latest(limit: number): Promise<readonly SweepStanding[]>;
}

export type Reconciliation = SweepRun<ReconcileReport>;
export type Verification = SweepRun<VerificationReport>;

export interface SweepDesk {
  /** Comparisons of ledger, workflows, providers and notices. */
  readonly reconciliations: SweepRuns<ReconcileReport>;
  /** Verifications of the ledger. */
  readonly verifications: SweepRuns<VerificationReport>;
}

export function sweepsOver(line: Line): SweepDesk {
  return {
    reconciliations: runsOf<ReconcileReport>(line, SWEEPS.reconcile),
    verifications: runsOf<VerificationReport>(line, SWEEPS.verify),
  };
}

function runsOf<Report>(
  { client, coded }: Line,
  { workflowType, prefix }: Sweep,
): SweepRuns<Report> {
  const runs = `WorkflowType = '${workflowType}'`;
  return {
    start: () =>
      coded(async () => {
        const running = client.workflow.list({
          query: `${runs} AND ExecutionStatus = 'Running'`,
          pageSize: 1,
        });
        for await (const { workflowId } of running) return workflowId;
        const workflowId = `${prefix}${randomBytes(6).toString('hex')}`;
        await client.workflow.start(workflowType, {
          workflowId,
          taskQueue: TASK_QUEUE,
          args: [{}],
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        });
        return workflowId;
      }),

    read: (id) =>
      coded(async () => {
        try {
          return await readRun<Report>(client, id, workflowType);
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return undefined;
          throw error;
        }
      }),

    latest: (limit) =>
      coded(async () => {
        const found: SweepStanding[] = [];
        for await (const run of client.workflow.list({ query: runs, pageSize: limit })) {
          // Where a run went on with a history of its own, its last part says how it stands.
          if (found.some(({ id }) => id === run.workflowId)) continue;
          found.push(standingOf(run));
          if (found.length === limit) break;
        }
        return found;
      }),
  };
}

function standingOf(run: {
  readonly workflowId: string;
  readonly status: { readonly name: string };
  readonly startTime: Date;
  readonly closeTime?: Date;
}): SweepStanding {
  const { name } = run.status;
  const isOver = name !== 'RUNNING' && name !== 'CONTINUED_AS_NEW';
  return {
    id: run.workflowId,
    state: isOver ? (name === 'COMPLETED' ? 'finished' : 'failed') : 'running',
    startedAt: run.startTime,
    ...(run.closeTime === undefined || !isOver ? {} : { endedAt: run.closeTime }),
  };
}

async function readRun<Report>(
  client: Client,
  id: string,
  workflowType: string,
): Promise<SweepRun<Report> | undefined> {
  const handle = client.workflow.getHandle<(input: object) => Promise<Report>>(id);
  const described = await handle.describe();
  if (described.type !== workflowType) return undefined;
  const run = standingOf(described);
  if (run.state === 'running') return run;
  try {
    return { ...run, report: await handle.result() };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    return { ...run, code: endCodeOf(error) ?? 'STEP_FAILED' };
  }
}
