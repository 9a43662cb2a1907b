/**
 * Cases a second, from the first request to the end of the workflow, against bare cases on the same
 * server. Rounds of both take turns, so that the noise of the machine meets both.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { WithStartWorkflowOperation, WorkflowIdConflictPolicy } from '@temporalio/client';
import { findFreePorts } from '../base/free-ports';
import type { FreshMerchant } from '../local/simulator/acquirer/seed';
import { type Program, startProgram } from '../test/e2e/programs';
import { type BarePlan, BARE_TASK_QUEUE } from './bare/plan';
import { bareCase, step } from './bare/workflows';
import type { BenchDesk } from './desk';
import { type PlayedCase, confirmCase, historyOfCase, playHappyCase } from './happy-case';
import { median, ratio, shuffled, timeOfAll } from './numbers';
import type { Counts } from './options';
import { type ProcessorTimes, perCase, processorTimes } from './processor';
import type { Progress } from './progress';

export interface Round {
  readonly side: 'desk' | 'bare';
  readonly cases: number;
  readonly seconds: number;
  readonly casesPerSecond: number;
  /** Processor time of each process for one case, ms; empty where the system does not tell. */
  readonly processorMsPerCase: ProcessorTimes;
}

export interface Throughput {
  /** Median over the pairs of rounds. */
  readonly ratio: number;
  /**
   * Processor time of a bare case, divided by that of a case: what the ratio is where nothing else is
   * short, and steadier than it on a busy machine. Null where the system does not tell.
   */
  readonly processorRatio: number | null;
  readonly deskCasesPerSecond: number;
  readonly bareCasesPerSecond: number;
  /** Steps of a bare case, counted in the history of a case of the desk. */
  readonly barePlan: BarePlan;
  readonly casesAtOnce: number;
  readonly rounds: readonly Round[];
}

/** Measures; every case of the desk is confirmed by the simulator's ledger after its round. */
export async function measureThroughput(
  desk: BenchDesk,
  counts: Counts,
  seed: number,
  progress: Progress,
): Promise<Throughput> {
  const folder = mkdtempSync(join(tmpdir(), 'unbind-desk-bare-'));
  const worker = await startBareWorker(desk, join(folder, 'bare.log'));
  try {
    const merchant = await desk.simulator.freshMerchant();
    const { caseId } = await playHappyCase(desk, merchant);
    const { plan } = await historyOfCase(desk, caseId);
    progress('warming up');
    const warmUp = { ...counts, casesPerRound: Math.ceil(counts.casesPerRound / 3) };
    await deskRound(desk, warmUp, {});
    await bareRound(desk, warmUp, {}, plan);
    const pids = { ...desk.pids, bareWorker: worker.pid };
    const rounds: Round[] = [];
    for (let pair = 0; pair < counts.throughputRounds; pair += 1) {
      for (const side of shuffled(['desk', 'bare'] as const, seed + pair)) {
        const round =
          side === 'desk'
            ? await deskRound(desk, counts, pids)
            : await bareRound(desk, counts, pids, plan);
        rounds.push(round);
        progress(`${side}: ${round.casesPerSecond.toFixed(2)} cases a second`);
      }
    }
    return summary(rounds, plan, counts.casesAtOnce);
  } finally {
    await worker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function summary(rounds: readonly Round[], barePlan: BarePlan, casesAtOnce: number): Throughput {
  const rates = (side: Round['side']) =>
    rounds.filter((round) => round.side === side).map((round) => round.casesPerSecond);
  const bare = rates('bare');
  return {
    ratio: median(rates('desk').map((rate, pair) => ratio(rate, bare[pair] ?? 0))),
    processorRatio: processorRatio(rounds),
    deskCasesPerSecond: median(rates('desk')),
    bareCasesPerSecond: median(bare),
    barePlan,
    casesAtOnce,
    rounds,
  };
}

function processorRatio(rounds: readonly Round[]): number | null {
  const spent = (side: Round['side']) =>
    rounds
      .filter((round) => round.side === side)
      .flatMap((round) => Object.values(round.processorMsPerCase))
      .reduce((sum, ms) => sum + ms, 0);
  return spent('desk') > 0 ? ratio(spent('bare'), spent('desk')) : null;
}

type Pids = Readonly<Record<string, number>>;

async function timedRound(
  side: Round['side'],
  { casesPerRound, casesAtOnce }: Counts,
  pids: Pids,
  play: (index: number) => Promise<void>,
): Promise<Round> {
  const before = processorTimes(pids);
  const seconds = await timeOfAll(casesPerRound, casesAtOnce, play);
  return {
    side,
    cases: casesPerRound,
    seconds,
    casesPerSecond: casesPerRound / seconds,
    processorMsPerCase: perCase(before, processorTimes(pids), casesPerRound),
  };
}

async function deskRound(desk: BenchDesk, counts: Counts, pids: Pids): Promise<Round> {
  const merchants: FreshMerchant[] = [];
  for (let index = 0; index < counts.casesPerRound; index += 1) {
    merchants.push(await desk.simulator.freshMerchant());
  }
  const played: PlayedCase[] = [];
  const round = await timedRound('desk', counts, pids, async (index) => {
    const merchant = merchants[index];
    if (merchant) played.push(await playHappyCase(desk, merchant));
  });
  for (const one of played) await confirmCase(desk, one);
  if (played.length !== counts.casesPerRound) throw new Error('Not every case was played.');
  return round;
}

function bareRound(desk: BenchDesk, counts: Counts, pids: Pids, plan: BarePlan): Promise<Round> {
  return timedRound('bare', counts, pids, () => playBareCase(desk, plan));
}

/** The first update comes with the start, as the desk does it. */
async function playBareCase(desk: BenchDesk, plan: BarePlan): Promise<void> {
  const { workflow } = desk.temporal.client;
  const startWorkflowOperation = new WithStartWorkflowOperation(bareCase, {
    workflowId: `bare-${randomUUID()}`,
    taskQueue: BARE_TASK_QUEUE,
    args: [plan],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
  });
  await workflow.executeUpdateWithStart(step, { startWorkflowOperation });
  const handle = await startWorkflowOperation.workflowHandle();
  for (let taken = 1; taken < plan.updates; taken += 1) await handle.executeUpdate(step);
  await handle.result();
}

async function startBareWorker(desk: BenchDesk, logFile: string): Promise<Program> {
  const [healthPort = 0] = await findFreePorts(1);
  return startProgram({
    script: 'bench/bare/worker.js',
    env: { ...desk.env, UNBIND_WORKER_HEALTH_PORT: String(healthPort) },
    logFile,
    readyUrl: `http://127.0.0.1:${healthPort}/readyz`,
  });
}
