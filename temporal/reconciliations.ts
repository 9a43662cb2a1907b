/** Runs of the comparison of ledger, workflows and providers: started on demand, read as what came of them. */
import { randomBytes } from 'node:crypto';
import {
  type Client,
  WorkflowFailedError,
  WorkflowIdConflictPolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { ErrorCode } from '../workflows/contract/errors';
import { RECONCILE_PREFIX, TASK_QUEUE, WORKFLOW_TYPES } from '../workflows/contract/identifiers';
import type { ReconcileInput, ReconcileReport } from '../workflows/contract/reconciliation';
import { endCodeOf } from './failures';
import type { Line } from './line';

export interface Reconciliation {
  /** Id of the run, e.g. `reconcile-5f3a…`, or `reconcile-nightly-…` of the schedule. */
  readonly id: string;
  readonly state: 'running' | 'finished' | 'failed';
  readonly startedAt: Date;
  readonly endedAt?: Date;
  /** Of a finished run. */
  readonly report?: ReconcileReport;
  /** Of a failed one. */
  readonly code?: ErrorCode;
}

export interface ReconcileDesk {
  /** Starts a run; where one that was asked for is under way already, that one. `UNAVAILABLE`. */
  startReconciliation(): Promise<string>;
  /** A run, while Temporal keeps its history; else undefined. `UNAVAILABLE`. */
  reconciliation(id: string): Promise<Reconciliation | undefined>;
  /** The latest runs, newest first. `UNAVAILABLE`. */
  reconciliations(limit: number): Promise<readonly Omit<Reconciliation, 'report' | 'code'>[]>;
}

const RUNS = `WorkflowType = '${WORKFLOW_TYPES.reconcileDesk}'`;

export function reconciliationsOver({ client, coded }: Line): ReconcileDesk {
  return {
    startReconciliation: () =>
      coded(async () => {
        const running = client.workflow.list({
          query: `${RUNS} AND ExecutionStatus = 'Running'`,
          pageSize: 1,
        });
        for await (const { workflowId } of running) return workflowId;
        const workflowId = `${RECONCILE_PREFIX}${randomBytes(6).toString('hex')}`;
        const input: ReconcileInput = {};
        await client.workflow.start(WORKFLOW_TYPES.reconcileDesk, {
          workflowId,
          taskQueue: TASK_QUEUE,
          args: [input],
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        });
        return workflowId;
      }),

    reconciliation: (id) =>
      coded(async () => {
        try {
          return await readRun(client, id);
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return undefined;
          throw error;
        }
      }),

    reconciliations: (limit) =>
      coded(async () => {
        const found: Omit<Reconciliation, 'report' | 'code'>[] = [];
        for await (const run of client.workflow.list({ query: RUNS, pageSize: limit })) {
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
}): Omit<Reconciliation, 'report' | 'code'> {
  const { name } = run.status;
  const isOver = name !== 'RUNNING' && name !== 'CONTINUED_AS_NEW';
  return {
    id: run.workflowId,
    state: isOver ? (name === 'COMPLETED' ? 'finished' : 'failed') : 'running',
    startedAt: run.startTime,
    ...(run.closeTime === undefined || !isOver ? {} : { endedAt: run.closeTime }),
  };
}

async function readRun(client: Client, id: string): Promise<Reconciliation | undefined> {
  const handle = client.workflow.getHandle<(input: ReconcileInput) => Promise<ReconcileReport>>(id);
  const described = await handle.describe();
  if (described.type !== WORKFLOW_TYPES.reconcileDesk) return undefined;
  const run = standingOf(described);
  if (run.state === 'running') return run;
  try {
    return { ...run, report: await handle.result() };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    return { ...run, code: endCodeOf(error) ?? 'STEP_FAILED' };
  }
}
