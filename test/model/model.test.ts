/**
 * Random commands of all roles, legal and illegal, against cases on a real server and against a pure
 * model of the domain (life.ts). `UNBIND_TEST_SEED` repeats a run, `UNBIND_MODEL_RUNS` makes it longer:
 * `npm run test:model` plays a thousand. `UNBIND_MODEL_RUN` plays one of them as often instead.
 * @long
 */
import fc from 'fast-check';
import { alterWorkflows } from '../support/altered-workflows';
import type { Alteration } from '../support/altered-workflows';
import { startTestTemporal } from '../support/temporal';
import type { TestTemporal } from '../support/temporal';
import { quietRuntime, startCaseWorker } from '../workflow/harness';
import { clockOfWorkflows } from '../workflow/skip-time';
import { play } from './commands';
import type { Play } from './commands';
import { Difference, perform } from './driver';
import type { Stage } from './driver';
import { createWorld } from './world';

const SEED = Number(process.env['UNBIND_TEST_SEED'] ?? Date.now() % 1_000_000_000);
const RUNS = Number(process.env['UNBIND_MODEL_RUNS'] ?? 150);
/** One run of the seed alone, again and again beside itself. */
const ONLY = process.env['UNBIND_MODEL_RUN'];
const AT_A_TIME = 30;
/** Only a case that differs takes so long: long where none should, shorter where one must. */
const PATIENCE_MS = { asItIs: 90_000, planted: 20_000 };

let temporal: TestTemporal;
beforeAll(async () => {
  quietRuntime();
  temporal = await startTestTemporal();
});
afterAll(async () => {
  await temporal.stop();
});

/** The first run whose case and model differ, if any; runs start in order, many at a time. */
async function firstDifference(stage: Stage, plays: readonly Play[]) {
  const found: { readonly run: number; readonly difference: Difference }[] = [];
  const isOver = () => found.length > 0;
  let next = 0;
  async function playOn(): Promise<void> {
    while (next < plays.length && !isOver()) {
      const run = next;
      next += 1;
      try {
        await perform(stage, plays[run]!, isOver);
      } catch (error) {
        if (!(error instanceof Difference)) throw error;
        found.push({ run, difference: error });
      }
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, playOn));
  return found.sort((a, b) => a.run - b.run)[0];
}

/** Plays on workflows of its own; an altered copy gets a worker and a task queue of its own, too. */
async function playAll(
  plays: readonly Play[],
  taskQueue: string,
  patienceMs: number,
  workflowsPath?: string,
) {
  const world = createWorld(clockOfWorkflows(temporal));
  const { activities } = world;
  const worker = await startCaseWorker(temporal, { activities, taskQueue, workflowsPath });
  try {
    return await firstDifference({ temporal, world, taskQueue, patienceMs }, plays);
  } finally {
    await worker.stop();
  }
}

test(`${RUNS} random cases end up as the domain says`, async () => {
  process.stdout.write(`model-based test: UNBIND_TEST_SEED=${SEED} UNBIND_MODEL_RUNS=${RUNS}\n`);
  const sampled = fc.sample(play, { seed: SEED, numRuns: RUNS });
  const plays = ONLY === undefined ? sampled : sampled.map(() => sampled[Number(ONLY)]!);
  const found = await playAll(plays, 'as-it-is', PATIENCE_MS.asItIs);
  if (found) throw new Error(`run ${found.run} of seed ${SEED}: ${found.difference.message}`);
}, 900_000);

/** `begin`: the plays of the seed from which on the fault is found soon; all later ones may find it, too. */
interface Planted {
  readonly name: string;
  readonly begin: number;
  readonly alteration: Alteration;
  /** What differs where it is found. */
  readonly seen: RegExp;
}

test.each<Planted>([
  {
    name: 'an arrow that is open to the wrong roles',
    begin: 0,
    alteration: {
      file: 'contract/lifecycle.ts',
      text: "arrow('awaiting-identity', 'verifyIdentity', 'awaiting-consent', STAFF)",
      by: "arrow('awaiting-identity', 'verifyIdentity', 'awaiting-consent', REVIEW)",
    },
    seen: /^answer .*ROLE_NOT_ALLOWED/m,
  },
  {
    name: 'an arrow that reaches another status',
    begin: 0,
    alteration: {
      file: 'decisions/decisions.ts',
      text: "leave(desk, 'awaiting-consent', 'identity-verified'",
      by: "leave(desk, 'awaiting-application', 'identity-verified'",
    },
    seen: /^is {5}\{"status":"awaiting-application"\}\nshould \{"status":"awaiting-consent"\}$/m,
  },
  {
    name: 'four eyes that are two',
    begin: 40,
    alteration: {
      file: 'contract/permissions.ts',
      text: "if (isInvolved) return 'FOUR_EYES';",
      by: '',
    },
    seen: /^answer \S+, should be FOUR_EYES$/m,
  },
])(
  '$name is found',
  async ({ name, begin, alteration, seen }) => {
    const altered = alterWorkflows(alteration);
    try {
      const plays = fc.sample(play, { seed: 1, numRuns: 300 }).slice(begin);
      const found = await playAll(plays, name, PATIENCE_MS.planted, altered.path);
      expect(found?.difference.message).toMatch(seen);
    } finally {
      altered.remove();
    }
  },
  300_000,
);
