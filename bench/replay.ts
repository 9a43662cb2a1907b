/**
 * `npm run bench:replay`: the gate of a release at thousands of open cases. The command itself runs as a
 * process, `unbind ops replay --open --bundle`, against a stand-in that pages recorded histories as the API
 * does; its peak memory with many is compared with that of few. Writes reports/replay.json; exit code 3
 * where memory grows with the number of histories, 1 where one does not replay.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { temporal } from '@temporalio/proto';
import { z } from 'zod';
import { historyToJson } from '../temporal/history-json';
import { ratio, rounded } from './numbers';
import { readOrigin } from './origin';
import { progressOf } from './progress';

const REPORT = join('reports', 'replay.json');
const RECORDED = join('test', 'replay', 'histories');
const FEW = 100;
/** Beyond some thousands nothing grows; what lies above the few is what was not collected yet. */
const AIM = 2;
/** As many as the API gives at most. */
const PAGE = 50;
const LOOK_EVERY_MS = 50;

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '10000' },
    concurrency: { type: 'string', default: '1' },
  },
});
const many = Number(values.histories);
const started = performance.now();
const say = progressOf('replay', started);

const answer = z.object({ replayed: z.int(), failed: z.array(z.unknown()) });

/** Recorded histories of cases, as the API answers them, each as text. */
function recordedHistories(): readonly string[] {
  return readdirSync(RECORDED).map((file) => {
    const recorded: unknown = JSON.parse(readFileSync(join(RECORDED, file), 'utf8'));
    const history = temporal.api.history.v1.History.fromObject(recorded as Record<string, unknown>);
    return JSON.stringify(historyToJson(history));
  });
}

/** Answers pages of `count` histories, copies of the recorded ones in turn, one page in memory. */
async function startPages(count: number, histories: readonly string[]) {
  const server = createServer((request, response) => {
    const cursor = new URL(request.url ?? '', 'http://localhost').searchParams.get('cursor');
    const start = Number(cursor ?? '0');
    const end = Math.min(start + PAGE, count);
    const items = Array.from({ length: end - start }, (_, at) => {
      const history = histories[(start + at) % histories.length] ?? '{}';
      return `{"workflowId":"UC-${start + at}","history":${history}}`;
    });
    const more = end < count ? `,"nextCursor":"${end}"` : '';
    const total = cursor === null ? `,"total":${count}` : '';
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`{"items":[${items.join(',')}],"missing":[]${total}${more}}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** Highest resident memory of a process so far, MB; by the kernel's own mark. */
function peakOf(pid: number): number | undefined {
  try {
    const [, kb] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kb === undefined ? undefined : Number(kb) / 1024;
  } catch {
    // It has ended; the last look stands.
    return undefined;
  }
}

interface Gate {
  readonly histories: number;
  readonly peakMb: number;
  readonly seconds: number;
}

async function runGate(count: number, histories: readonly string[]): Promise<Gate> {
  const pages = await startPages(count, histories);
  const begun = performance.now();
  try {
    const words = ['ops', 'replay', '--open', '--bundle', 'dist', '--json'];
    const child = spawn(
      process.execPath,
      [join('bin', 'unbind.js'), ...words, '--concurrency', values.concurrency],
      {
        env: { ...process.env, UNBIND_API_URL: pages.url, UNBIND_API_KEY: 'stand-in' },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    let peakMb = 0;
    const looking = setInterval(() => {
      peakMb = Math.max(peakMb, peakOf(child.pid ?? 0) ?? 0);
    }, LOOK_EVERY_MS);
    const code = await new Promise<number>((resolve) => {
      child.once('close', (ended) => resolve(ended ?? 1));
    });
    clearInterval(looking);
    const { replayed, failed } = answer.parse(JSON.parse(out));
    if (code !== 0 || replayed !== count) {
      throw new Error(`exit code ${code}, ${replayed} replayed, ${failed.length} failed`);
    }
    const seconds = (performance.now() - begun) / 1_000;
    say(`${count} histories: ${peakMb.toFixed(0)} MB, ${seconds.toFixed(0)} s`);
    return { histories: count, peakMb: rounded(peakMb), seconds: rounded(seconds) };
  } finally {
    pages.close();
  }
}

async function main(): Promise<number> {
  if (process.platform !== 'linux') throw new Error('Peak memory is read as Linux tells it.');
  const histories = recordedHistories();
  const few = await runGate(FEW, histories);
  const all = await runGate(many, histories);
  const memoryRatio = rounded(ratio(all.peakMb, few.peakMb));
  const report = {
    ...readOrigin(),
    command: ['npm run bench:replay --', ...process.argv.slice(2)].join(' '),
    recorded: histories.length,
    few,
    many: all,
    memoryRatio,
    aim: AIM,
    historiesPerSecond: rounded(all.histories / all.seconds),
  };
  mkdirSync('reports', { recursive: true });
  const text = `${JSON.stringify(report, undefined, 2)}\n`;
  writeFileSync(REPORT, text);
  process.stdout.write(text);
  return memoryRatio <= AIM ? 0 : 3;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? String(error.stack) : String(error)}\n`);
    process.exit(1);
  },
);
