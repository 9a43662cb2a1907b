/**
 * `npm run faults`: every fault schedule against real processes, in batches of cases that are open at the
 * same time, in an order that a seed decides. `--gate`, `--batch=8`, `--seed=<n>`,
 * `--only=<part of a name>`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readOrigin } from '../../bench/origin';
import { draw } from '../../local/simulator/faults';
import { quietReplays } from '../../worker/replay';
import { startSystem } from '../e2e/system';
import { keepHistory } from './audit';
import { type Played, playTogether } from './play-schedules';
import { killSchedules, providerSchedules, type Schedule } from './schedules';

const HELP = `npm run faults [-- options]

Plays every fault schedule: the worker killed at each line that matters of each side effect, and every
way in which a provider can fail. The ledger of the simulator is the auditor.

  --seed <n>    order of the schedules; default: another one each time, printed
  --batch <n>   cases that are open at the same time; default 8
  --gate        only the kills of the worker, as the gate plays them
  --only <text> only schedules whose name contains this
`;

function shuffled(schedules: readonly Schedule[], seed: number): readonly Schedule[] {
  return schedules
    .map((schedule, index) => ({ schedule, at: draw(seed, index) }))
    .sort((a, b) => a.at - b.at)
    .map(({ schedule }) => schedule);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      batch: { type: 'string', default: '8' },
      only: { type: 'string', default: '' },
      gate: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const seed = values.seed === undefined ? Date.now() % 100_000 : Number(values.seed);
  const chosen = values.gate ? killSchedules() : [...killSchedules(), ...providerSchedules()];
  const all = shuffled(chosen, seed).filter(({ name }) => name.includes(values.only));
  console.log(`${all.length} schedules, seed ${seed}`);
  const startedAt = new Date().toISOString();
  const played: Played[] = [];
  const keep = (one: Played): void => {
    played.push(one);
    const verdict = one.findings.length === 0 ? 'holds' : `FAILS: ${one.findings.join('; ')}`;
    console.log(`${played.length}/${all.length} ${one.schedule.name}: ${verdict}`);
  };
  // Before the first connection sets the SDK up.
  quietReplays();
  const system = await startSystem();
  try {
    const alone: Schedule[] = [];
    for (let start = 0; start < all.length; start += Number(values.batch)) {
      const batch = await playTogether(system, all.slice(start, start + Number(values.batch)));
      for (const one of batch) {
        if (one.struck || one.findings.length > 0) keep(one);
        else alone.push(one.schedule);
      }
    }
    // All was well, but the kill for another case ended the very attempt that theirs waited for.
    for (const schedule of alone) {
      for (const one of await playTogether(system, [schedule])) {
        if (!one.struck) await keepHistory(system, one.caseId);
        keep(one.struck ? one : { ...one, findings: [...one.findings, 'it never struck'] });
      }
    }
  } finally {
    await system.stop();
  }
  const failed = played.filter(({ findings }) => findings.length > 0);
  const report = {
    ...readOrigin(),
    command: ['npm run faults --', ...process.argv.slice(2), `--seed=${seed}`].join(' '),
    startedAt,
    seed,
    schedules: played.map(({ schedule, findings }) => ({ name: schedule.name, findings })),
  };
  mkdirSync('reports', { recursive: true });
  writeFileSync(join('reports', 'faults.json'), JSON.stringify(report, undefined, 2));
  // Again at the end, where a reader of a long log looks first.
  for (const { schedule, caseId, findings } of failed) {
    console.log(`${schedule.name}, ${caseId}: ${findings.join('; ')}`);
  }
  console.log(`${played.length - failed.length} passed, ${failed.length} failed, 0 skipped`);
  return failed.length === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
