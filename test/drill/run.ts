/**
 * `npm run drill`: breaks a running desk in every way of the runbook, repairs it by the operator's commands
 * alone, and lets the simulator's ledger judge. `--seed=<n>`, `--only=<part of a name>`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readOrigin } from '../../bench/origin';
import { startSystem, type System } from '../e2e/system';
import { ALL_DRILLS } from './all-drills';
import { DRILL_POLICY, type DrillResult, MINUTE_MS, randomOf } from './drills';
import { drillRestore, RESTORE_DRILL } from './restore-drill';

const HELP = `npm run drill [-- options]

Breaks a running desk in each of the ways of docs/operations.md, lets only the operator's commands repair
it, and audits by the ledger of the simulator: nothing twice, nothing lost, nothing stuck. Writes
reports/drill.json. A minute of a drill is a second of the clock.

  --seed <n>    what is struck when; default: another one each time, printed
  --only <text> only drills whose name contains this
`;

async function drillsOn(
  system: System,
  seed: number,
  only: string,
  tell: (result: DrillResult) => void,
): Promise<void> {
  for (const [index, drill] of ALL_DRILLS.entries()) {
    if (!drill.name.includes(only)) continue;
    // What a drill that failed has left behind is not the next one's matter.
    await system.reviveWorker();
    tell(await orFailed(drill.name, drill.run(system, randomOf(seed + index))));
  }
}

/** A drill that could not even be prepared counts as one that failed. */
async function orFailed(name: string, running: Promise<DrillResult>): Promise<DrillResult> {
  try {
    return await running;
  } catch (error) {
    const stuck = [error instanceof Error ? error.message : String(error)];
    return { name, repaired: false, doubled: [], lost: [], stuck };
  }
}

function show({ name, repaired, doubled, lost, stuck }: DrillResult): void {
  const holds = repaired && doubled.length + lost.length + stuck.length === 0;
  console.log(`${name}: ${holds ? 'holds' : 'FAILS'}`);
  for (const line of [...doubled, ...lost, ...stuck]) console.log(`  ${line}`);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const seed = values.seed === undefined ? Date.now() % 100_000 : Number(values.seed);
  const { only } = values;
  console.log(`seed ${seed}; ${MINUTE_MS} ms of the clock are a minute of a drill`);
  const startedAt = new Date().toISOString();
  const results: DrillResult[] = [];
  const tell = (result: DrillResult): void => {
    results.push(result);
    show(result);
  };
  if (ALL_DRILLS.some(({ name }) => name.includes(only))) {
    const system = await startSystem({ policy: DRILL_POLICY });
    try {
      await drillsOn(system, seed, only, tell);
    } finally {
      await system.stop();
    }
  }
  if (RESTORE_DRILL.includes(only)) tell(await orFailed(RESTORE_DRILL, drillRestore()));
  const report = {
    ...readOrigin(),
    command: `npm run drill -- --seed ${seed}`,
    seed,
    startedAt,
    endedAt: new Date().toISOString(),
    drills: results.map(({ name, repaired, doubled, lost, stuck }) => ({
      name,
      repaired,
      doubled: doubled.length,
      lost: lost.length,
      stuck: stuck.length,
    })),
  };
  mkdirSync('reports', { recursive: true });
  writeFileSync(join('reports', 'drill.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  const failed = report.drills.filter(
    (one) => !one.repaired || one.doubled + one.lost + one.stuck > 0,
  );
  console.log(`${results.length - failed.length} passed, ${failed.length} failed, 0 skipped`);
  return failed.length === 0 && results.length > 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
