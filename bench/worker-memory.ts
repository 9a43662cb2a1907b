/** Memory of a worker that holds few and many open cases in its cache. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePorts } from '../base/free-ports';
import { eventually } from '../test/e2e/eventually';
import { openCase } from '../test/e2e/play';
import { startProgram } from '../test/e2e/programs';
import type { BenchDesk } from './desk';
import { median, ratio, timeOfAll } from './numbers';
import type { Counts } from './options';
import type { Progress } from './progress';

export interface WorkerMemory {
  /** What each case beyond the few costs, MB of resident memory. */
  readonly mbPerCachedCase: number;
  /** Memory with many open cases, divided by that with few. */
  readonly ratio: number;
  readonly smallCases: number;
  readonly smallMb: number;
  readonly largeCases: number;
  readonly largeMb: number;
  /** Cases opened a second, by everything that takes part. */
  readonly openedPerSecond: number;
}

const BYTES_PER_MB = 1024 * 1024;
const CASES_AT_ONCE = 20;
/** After a load the collector has work left; the samples span it. */
const SAMPLES = 15;
const SAMPLE_EVERY_MS = 1_000;
const PROGRESS_EVERY_CASES = 500;

/** Replaces the worker of the desk by a fresh one with a cache that is large enough. */
export async function measureMemory(
  desk: BenchDesk,
  counts: Counts,
  progress: Progress,
): Promise<WorkerMemory> {
  const { memorySmallCases: smallCases, memoryLargeCases: largeCases } = counts;
  const folder = mkdtempSync(join(tmpdir(), 'unbind-desk-memory-'));
  await desk.worker().stop();
  const [healthPort = 0, metricsPort = 0] = await findFreePorts(2);
  const worker = await startProgram({
    script: 'worker/main.js',
    env: {
      ...desk.env,
      UNBIND_WORKER_MAX_CACHED_WORKFLOWS: String(largeCases + 100),
      UNBIND_WORKER_HEALTH_PORT: String(healthPort),
      UNBIND_WORKER_METRICS_PORT: String(metricsPort),
    },
    logFile: join(folder, 'worker.log'),
    readyUrl: `http://127.0.0.1:${healthPort}/readyz`,
  });
  const metricsUrl = `http://127.0.0.1:${metricsPort}/metrics`;
  const open = (count: number) => openCases(desk, count, progress);
  try {
    await open(smallCases);
    const smallMb = await memoryWith(metricsUrl, smallCases);
    progress(`${smallCases} open cases: ${smallMb.toFixed(0)} MB`);
    const more = largeCases - smallCases;
    const seconds = await open(more);
    const largeMb = await memoryWith(metricsUrl, largeCases);
    progress(`${largeCases} open cases: ${largeMb.toFixed(0)} MB`);
    return {
      mbPerCachedCase: (largeMb - smallMb) / more,
      ratio: ratio(largeMb, smallMb),
      smallCases,
      smallMb,
      largeCases,
      largeMb,
      openedPerSecond: more / seconds,
    };
  } finally {
    await worker.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function openCases(desk: BenchDesk, count: number, progress: Progress): Promise<number> {
  return timeOfAll(count, CASES_AT_ONCE, async (index) => {
    await openCase(desk.staff, await desk.simulator.freshMerchant());
    if ((index + 1) % PROGRESS_EVERY_CASES === 0) progress(`${index + 1} of ${count} opened`);
  });
}

/** Waits until all of them are in the cache, then the median of some seconds, MB. */
async function memoryWith(metricsUrl: string, cases: number): Promise<number> {
  const read = async (): Promise<string> => (await fetch(metricsUrl)).text();
  await eventually(`${cases} cases are in the cache of the worker`, async () => {
    return metric(await read(), 'temporal_sticky_cache_size') >= cases || undefined;
  });
  const samples: number[] = [];
  while (samples.length < SAMPLES) {
    await delay(SAMPLE_EVERY_MS);
    samples.push(metric(await read(), 'unbind_worker_process_resident_memory_bytes'));
  }
  return median(samples) / BYTES_PER_MB;
}

/** The sum of a metric over its labels, in Prometheus' text form. */
function metric(text: string, name: string): number {
  const lines = text.split('\n').filter((line) => new RegExp(`^${name}(\\{|\\s)`).test(line));
  if (lines.length === 0) throw new Error(`The worker serves no metric ${name}.`);
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
