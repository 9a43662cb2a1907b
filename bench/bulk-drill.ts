/**
 * `npm run bulk-drill`: an outage of the acquirer parks a thousand cases; one command lets them go on, in
 * the middle of which the worker is killed. The simulator's ledger says whether each was done once. Writes
 * reports/bulk-drill.json; exit code 1 where a case was doubled, lost or is stuck.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { eventually } from '../test/e2e/eventually';
import { workUpToApproval } from '../test/e2e/play';
import { type BenchDesk, startBenchDesk } from './desk';
import type { PlayedCase } from './happy-case';
import { timeOf, timeOfAll } from './numbers';
import { readOrigin } from './origin';
import { progressOf } from './progress';
import { unbind } from './unbind-command';

const REPORT = join('reports', 'bulk-drill.json');
const CAUSE = 'parked:UNBIND_UNBIND_NOT_ACCEPTED';
const AT_ONCE = 16;
/** Longer than a worker needs to come back, so that what it was doing when it was killed is not given up. */
const POLICY = { acceptLimitMs: 60_000 };
const WAIT_MS = 15 * 60_000;

interface Run {
  readonly runId: string;
  readonly state: string;
  readonly done: number;
  readonly failed: number;
  readonly total: number;
}
interface Verdict {
  readonly caseId: string;
  readonly once: boolean;
  readonly doubled: boolean;
  readonly completed: boolean;
  readonly retriedByRun: number;
}

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '20' },
  },
});
const wanted = Number(values.cases);
const started = performance.now();
const say = progressOf('bulk drill', started);

async function parkAll(desk: BenchDesk): Promise<readonly PlayedCase[]> {
  const cases: PlayedCase[] = [];
  await timeOfAll(wanted, AT_ONCE, async (index) => {
    const merchant = await desk.simulator.freshMerchant();
    cases.push({ merchant, caseId: await workUpToApproval(desk.staff, merchant) });
    if ((index + 1) % 100 === 0) say(`${index + 1} of ${wanted} cases have met the outage`);
  });
  await eventually(
    'all cases are parked',
    async () => (await parked(desk)) === wanted || undefined,
    WAIT_MS,
  );
  return cases;
}

async function parked(desk: BenchDesk): Promise<number> {
  const { groups } = await desk.staff.operator.get<{ groups: { name: string; cases: number }[] }>(
    '/ops/attention',
  );
  return groups.find(({ name }) => name === CAUSE)?.cases ?? 0;
}

/** Kills the worker once half of the cases are done, and starts it again. */
async function killHalfWay(desk: BenchDesk, over: () => boolean): Promise<boolean> {
  for (;;) {
    const { items } = await desk.staff.operator.get<{ items: Run[] }>('/ops/bulk');
    const [run] = items;
    if (over()) return false;
    if (run && run.done * 2 >= wanted) break;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  await desk.worker().kill();
  say('the worker was killed');
  await desk.reviveWorker();
  say('the worker is back');
  return true;
}

async function audit(desk: BenchDesk, run: Run, played: PlayedCase): Promise<Verdict> {
  const { caseId, merchant } = played;
  const { unbinds, refunds, closures } = await desk.simulator.ledger(merchant);
  const executed = [unbinds, refunds, closures].map((effects) =>
    effects.reduce((sum, effect) => sum + effect.executed, 0),
  );
  const row = await desk.record.cases.read(caseId);
  const ledger = await desk.record.ledger.read(caseId);
  return {
    caseId,
    once: executed.every((count) => count === 1),
    doubled: executed.some((count) => count > 1),
    completed: row?.view.status === 'completed',
    retriedByRun: ledger.filter(
      ({ event, facts }) => event === 'step-retried' && facts['bulkRun'] === run.runId,
    ).length,
  };
}

async function drill(desk: BenchDesk) {
  const fault = await desk.simulator.fault({ operation: 'unbind', kind: 'outage' });
  const cases = await parkAll(desk);
  say('all are parked; the acquirer is back');
  const plan = await unbind<{ matched: number; wouldAct: number }>(
    desk,
    ...['ops', 'bulk', 'retry', '--cause', CAUSE, '--dry-run'],
  );
  await desk.simulator.liftFault(fault);
  let isOver = false;
  let run: Run | undefined;
  const killing = killHalfWay(desk, () => isOver);
  const commandMs = await timeOf(async () => {
    run = await unbind<Run>(
      desk,
      ...['ops', 'bulk', 'retry', '--cause', CAUSE, '--reason', 'the acquirer is back', '--yes'],
      ...['--rate', values.rate, '--yes'],
    );
    isOver = true;
  });
  const killed = await killing;
  if (!run) throw new Error('The command said nothing.');
  const { runId } = run;
  const done = run;
  say(
    `${runId} ${done.state}: ${done.done} of ${done.total} in ${Math.round(commandMs / 1_000)} s`,
  );
  await eventually(
    'every case has ended',
    async () => {
      const { byStatus } = await desk.record.cases.count();
      return (byStatus['completed'] ?? 0) === wanted || undefined;
    },
    WAIT_MS,
  ).catch((error: unknown) => say(error instanceof Error ? error.message : 'not all have ended'));
  const verdicts: Verdict[] = [];
  await timeOfAll(cases.length, AT_ONCE, async (index) => {
    const played = cases[index];
    if (played) verdicts.push(await audit(desk, done, played));
  });
  const count = (holds: (verdict: Verdict) => boolean) => verdicts.filter(holds).length;
  return {
    cases: wanted,
    planned: plan.wouldAct,
    run: done,
    workerKilledHalfWay: killed,
    commandSeconds: Math.round(commandMs / 1_000),
    repaired: count(({ once, completed }) => once && completed),
    doubled: count(({ doubled }) => doubled),
    lost: wanted - verdicts.length,
    stuck: count(({ completed }) => !completed),
    retriedOnceByTheRun: count(({ retriedByRun }) => retriedByRun === 1),
  };
}

async function main(): Promise<number> {
  const origin = readOrigin();
  say('starting');
  const desk = await startBenchDesk(POLICY);
  try {
    const found = await drill(desk);
    const report = {
      ...origin,
      command: ['npm run bulk-drill --', ...process.argv.slice(2)].join(' '),
      durationS: Math.round((performance.now() - started) / 1_000),
      ...found,
    };
    mkdirSync('reports', { recursive: true });
    const text = `${JSON.stringify(report, undefined, 2)}\n`;
    writeFileSync(REPORT, text);
    process.stdout.write(text);
    const isClean = found.repaired === wanted && found.doubled + found.lost + found.stuck === 0;
    return isClean && found.retriedOnceByTheRun === wanted ? 0 : 1;
  } finally {
    await desk.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? String(error.stack) : String(error)}\n`);
    process.exit(1);
  },
);
