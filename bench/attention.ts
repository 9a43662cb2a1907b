// bench/: what the product costs, measured against bare workflows on the same server.
/**
 * `npm run bench:attention`: how long it takes until the operators' list shows what has gone wrong, with
 * thousands of open cases beside it. Writes reports/attention.json; exit code 3 where a cause is found
 * later than the aim.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { eventually } from '../test/e2e/eventually';
import {
  applicationOf,
  approve,
  openCase,
  proveIdentityAndConsent,
  submitApplication,
} from '../test/e2e/play';
import { type BenchDesk, startBenchDesk } from './desk';
import { median, rounded, timeOf, timeOfAll } from './numbers';
import { readOrigin } from './origin';
import { progressOf } from './progress';

const REPORT = join('reports', 'attention.json');
const AIM_SECONDS = 60;
const AT_ONCE = 20;
const LIMIT_MS = 5 * 60_000;
/** Longer than the outage that is measured, so that nothing parks meanwhile. */
const POLICY = { acceptLimitMs: 600_000 };
const LOOKS = 7;

interface Attention {
  readonly tookMs: number;
  readonly groups: readonly { readonly name: string; readonly cases: number }[];
}
interface Ready {
  readonly caseId: string;
  readonly revision: number;
}

const { values } = parseArgs({
  options: {
    'open-cases': { type: 'string', default: '10000' },
    struck: { type: 'string', default: '50' },
  },
});
const openCases = Number(values['open-cases']);
const struck = Number(values.struck);
const started = performance.now();
const say = progressOf('attention', started);

function attention({ staff }: BenchDesk): Promise<Attention> {
  return staff.operator.get<Attention>('/ops/attention');
}

/** Seconds from now until the list shows so many cases of a cause. */
async function untilShown(desk: BenchDesk, name: string, cases: number): Promise<number> {
  const ms = await timeOf(() =>
    eventually(
      `${name} shows ${cases} cases`,
      async () => {
        const { groups } = await attention(desk);
        return groups.some((group) => group.name === name && group.cases >= cases) || undefined;
      },
      LIMIT_MS,
    ),
  );
  say(`${name}: found after ${(ms / 1_000).toFixed(1)} s`);
  return rounded(ms / 1_000);
}

/** Cases that wait for nothing but their approval. */
async function prepare(desk: BenchDesk): Promise<readonly Ready[]> {
  const ready: Ready[] = [];
  await timeOfAll(struck * 2, AT_ONCE, async () => {
    const merchant = await desk.simulator.freshMerchant();
    const caseId = await openCase(desk.staff, merchant);
    await proveIdentityAndConsent(desk.staff, caseId);
    const revision = await submitApplication(desk.staff, caseId, applicationOf(merchant));
    ready.push({ caseId, revision });
  });
  return ready;
}

async function approveAll(desk: BenchDesk, cases: readonly Ready[]): Promise<void> {
  await timeOfAll(cases.length, AT_ONCE, async (index) => {
    const one = cases[index];
    if (one) await approve(desk.staff, one.caseId, one.revision);
  });
}

/** From the moment at which the last case has met the fault. */
async function measure(desk: BenchDesk) {
  await timeOfAll(openCases, AT_ONCE, async (index) => {
    await openCase(desk.staff, await desk.simulator.freshMerchant());
    if ((index + 1) % 500 === 0) say(`${index + 1} of ${openCases} opened`);
  });
  const ready = await prepare(desk);
  const looks: number[] = [];
  while (looks.length < LOOKS) {
    await new Promise((wake) => setTimeout(wake, 11_000));
    looks.push((await attention(desk)).tookMs);
  }
  say(`a look takes ${median(looks)} ms`);

  const outage = await desk.simulator.fault({ operation: 'unbind', kind: 'outage' });
  await approveAll(desk, ready.slice(0, struck));
  const retrying = await untilShown(desk, 'retrying:UNBIND_ACQUIRER_UNAVAILABLE', struck);
  await desk.simulator.liftFault(outage);

  const refusal = await desk.simulator.fault({
    ...{ operation: 'unbind', kind: 'refuse', code: 'TERMINAL_LOCKED', times: null },
  });
  await approveAll(desk, ready.slice(struck));
  const parked = await untilShown(desk, 'parked:UNBIND_UNBIND_REFUSED', struck);
  await desk.simulator.liftFault(refusal);

  const [first] = ready;
  await desk.worker().kill();
  const begun = performance.now();
  // Somebody wants something, as somebody always does; nobody is there to do it.
  const asked = desk.staff.operator
    .post(`/ops/cases/${first?.caseId ?? ''}/hold`, { reason: 'bench' })
    .catch(() => undefined);
  await untilShown(desk, 'no-worker', openCases);
  const noWorker = rounded((performance.now() - begun) / 1_000);
  await desk.reviveWorker();
  await asked;
  return { lookMs: median(looks), seconds: { retrying, parked, noWorker } };
}

async function main(): Promise<number> {
  const origin = readOrigin();
  say('starting');
  const desk = await startBenchDesk(POLICY);
  try {
    const { lookMs, seconds } = await measure(desk);
    const late = Object.entries(seconds).flatMap(([cause, s]) => (s > AIM_SECONDS ? [cause] : []));
    const report = {
      ...origin,
      command: ['npm run bench:attention --', ...process.argv.slice(2)].join(' '),
      durationS: Math.round((performance.now() - started) / 1_000),
      openCases,
      struck,
      lookMs,
      secondsUntilFound: seconds,
      aimSeconds: AIM_SECONDS,
      late,
    };
    mkdirSync('reports', { recursive: true });
    const text = `${JSON.stringify(report, undefined, 2)}\n`;
    writeFileSync(REPORT, text);
    process.stdout.write(text);
    return late.length === 0 ? 0 : 3;
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
