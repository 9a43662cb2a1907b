/**
 * `npm run bench`: measures the parts that were asked for on one desk, prints a table and JSON, and
 * writes reports/bench.json. Ends everything it started, also when it is interrupted or out of time.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchDesk, startBenchDesk } from './desk';
import { type CaseHistory, confirmCase, historyOfCase, playHappyCase } from './happy-case';
import { measureList } from './list-cost';
import { HELP, type Options, type Part, WrongOption, readOptions } from './options';
import { readOrigin } from './origin';
import { type Progress, progressOf } from './progress';
import { type Measured, type Report, reportOf, tableOf } from './report';
import { measureThroughput } from './throughput';
import { measureUpdate } from './update-cost';
import { measureMemory } from './worker-memory';

const REPORT = join('reports', 'bench.json');
const EXIT = { measured: 0, failed: 1, usage: 2, missed: 3, interrupted: 130 } as const;

async function measureHappy(
  desk: BenchDesk,
  { counts }: Options,
  progress: Progress,
): Promise<readonly CaseHistory[]> {
  const histories: CaseHistory[] = [];
  while (histories.length < counts.happyCases) {
    const played = await playHappyCase(desk, await desk.simulator.freshMerchant());
    await confirmCase(desk, played);
    const history = await historyOfCase(desk, played.caseId);
    histories.push(history);
    progress(`${history.events} events, ${history.bytes} bytes`);
  }
  return histories;
}

/** Memory comes last: it takes the worker away. */
async function measureAll(desk: BenchDesk, options: Options, startMs: number): Promise<Measured> {
  const { parts, counts, seed } = options;
  const part = async <T>(
    name: Part,
    measure: (progress: Progress) => Promise<T>,
  ): Promise<T | undefined> =>
    parts.includes(name) ? measure(progressOf(name, startMs)) : undefined;
  const happy = await part('happy', (progress) => measureHappy(desk, options, progress));
  const update = await part('update', (p) => measureUpdate(desk, counts, seed, p));
  const throughput = await part('throughput', (p) => measureThroughput(desk, counts, seed, p));
  const list = await part('list', (p) => measureList(desk, counts, seed, p));
  const memory = await part('memory', (p) => measureMemory(desk, counts, p));
  return {
    ...(happy && { happy }),
    ...(throughput && { throughput }),
    ...(update && { update }),
    ...(list && { list }),
    ...(memory && { memory }),
  };
}

/** Rejects when the time is up or somebody interrupts. */
function theEnd(limitMs: number): Promise<never> {
  return new Promise((_, reject) => {
    const minutes = Math.round(limitMs / 60_000);
    setTimeout(() => reject(new Error(`Not done after ${minutes} minutes.`)), limitMs).unref();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => reject(new Interrupted()));
    }
  });
}

class Interrupted extends Error {}

async function run(options: Options): Promise<Report> {
  const startMs = performance.now();
  const startedAt = new Date().toISOString();
  const origin = readOrigin();
  const end = theEnd(options.limitMs);
  const progress = progressOf('desk', startMs);
  progress(`seed ${options.seed}, ${options.parts.join(', ')}; starting`);
  const desk = await startBenchDesk();
  try {
    progress('everything is up');
    const measured = await Promise.race([measureAll(desk, options, startMs), end]);
    return reportOf(
      {
        ...origin,
        seed: options.seed,
        startedAt,
        durationS: Math.round((performance.now() - startMs) / 1_000),
        command: ['npm run bench --', ...process.argv.slice(2)].join(' '),
        quick: options.quick,
        parts: options.parts,
        counts: options.counts,
      },
      measured,
    );
  } finally {
    progress('stopping');
    await desk.stop();
  }
}

function print(report: Report, json: boolean): void {
  const text = `${JSON.stringify(report, undefined, 2)}\n`;
  mkdirSync('reports', { recursive: true });
  writeFileSync(REPORT, text);
  process.stdout.write(json ? text : `\n${tableOf(report)}\n\n${text}\n`);
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    process.stdout.write(HELP);
    return EXIT.measured;
  }
  const report = await run(options);
  print(report, options.json);
  if (options.quick) return EXIT.measured;
  for (const missed of report.missedAims) process.stderr.write(`Aim missed: ${missed}.\n`);
  return report.missedAims.length === 0 ? EXIT.measured : EXIT.missed;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof WrongOption) {
      process.stderr.write(`${error.message}\n\n${HELP}`);
      process.exit(EXIT.usage);
    }
    if (error instanceof Interrupted) {
      process.stderr.write('Interrupted; everything was stopped, nothing was reported.\n');
      process.exit(EXIT.interrupted);
    }
    process.stderr.write(`${error instanceof Error ? String(error.stack) : String(error)}\n`);
    process.exit(EXIT.failed);
  },
);
