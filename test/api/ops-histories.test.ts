/** Histories by the page, and the judgment of a build: by the workers, and by the command line. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger } from '@temporalio/worker';
import { bundleWorkflowCode } from '@temporalio/worker';
import { type CommandLine, commandLineFor } from '../cli/command-line';
import { alterWorkflows } from '../support/altered-workflows';
import { sharedBundle } from '../support/shared';
import { opened, submitted } from './people';
import { type Stage, startStage } from './stage';

const logger = new DefaultLogger('ERROR');

let stage: Stage;
let line: CommandLine;
beforeAll(async () => {
  stage = await startStage();
  line = commandLineFor(stage.url);
});
afterAll(async () => {
  line.remove();
  await stage.stop();
});

const operator = (...words: string[]) =>
  line.run(['ops', ...words], { env: { UNBIND_API_KEY: stage.keys.operator } });

interface Page {
  readonly items: readonly {
    readonly workflowId: string;
    readonly history: { events: object[] };
  }[];
  readonly nextCursor?: string;
  readonly total?: number;
}

async function page(query: string): Promise<Page> {
  const answer = await stage.staff.operator.get(`/ops/histories${query}`);
  expect(answer.status).toBe(200);
  return answer.body as unknown as Page;
}

test('what is open comes by pages that say how many there are', async () => {
  const cases = [await opened(stage), await opened(stage), await submitted(stage)];
  const ids = cases.map(({ caseId }) => caseId).sort();
  const first = await page('?limit=2');
  expect(first).toMatchObject({ total: 3 });
  expect(first.items).toHaveLength(2);
  const second = await page(`?limit=2&cursor=${first.nextCursor}`);
  const all = [...first.items, ...second.items];
  expect(all.map(({ workflowId }) => workflowId).sort()).toEqual(ids);
  expect(all.every(({ history }) => history.events.length > 1)).toBe(true);
  const reviewed = await page('?status=awaiting-review');
  expect(reviewed.items.map(({ workflowId }) => workflowId)).toEqual([cases[2]?.caseId]);
  expect((await stage.staff.operator.get('/ops/histories?status=dancing')).status).toBe(400);
  expect((await stage.staff.agent.get('/ops/histories')).status).toBe(403);
});

test('the build of the workers is asked about one case, and not about one that is unknown', async () => {
  const { caseId } = await submitted(stage);
  const answer = await stage.staff.operator.post(`/ops/cases/${caseId}/replay`);
  expect(answer.body).toEqual({ workflowId: caseId, replays: true });
  expect((await stage.staff.operator.post('/ops/cases/UC-0000000000/replay')).status).toBe(404);
  expect((await stage.staff.agent.post(`/ops/cases/${caseId}/replay`)).status).toBe(403);
});

test('a release gate passes this build and stops one that open cases do not survive', async () => {
  const { caseId } = await submitted(stage);
  const build = join(line.folder, 'next');
  mkdirSync(build);
  const file = join(build, 'workflow-bundle.js');
  writeFileSync(file, (await sharedBundle()).code);
  const good = await operator('replay', '--open', '--bundle', 'next', '--concurrency', '2');
  expect(good).toMatchObject({ code: 0, err: '' });

  const altered = alterWorkflows({
    file: 'decisions/submission.ts',
    text: 'await checkActivities.checkApplication(asked)',
    by: 'await new Promise((done) => setTimeout(done, 1)).then(() => checkActivities.checkApplication(asked))',
  });
  try {
    const bundle = await bundleWorkflowCode({ workflowsPath: altered.path, logger });
    writeFileSync(file, bundle.code);
  } finally {
    altered.remove();
  }
  const bad = await operator('replay', '--case', caseId, '--bundle', 'next');
  expect(bad.code).toBe(1);
  expect(bad.out).toContain(caseId);
  expect(bad.out).toMatch(/event \d+ ACTIVITY_TASK_SCHEDULED/);
  expect(bad.out).toContain('the code wanted');
  expect((await operator('replay', '--case', caseId, '--bundle', 'nowhere')).code).toBe(2);
  expect((await operator('replay', '--open', '--case', caseId, '--bundle', 'next')).code).toBe(2);
}, 120_000);

test('histories are written to files that are replayed later, and other files are not', async () => {
  const { caseId } = await submitted(stage);
  writeFileSync(join(line.folder, 'bundle.js'), (await sharedBundle()).code);
  expect(await operator('history', caseId, '--out', 'kept')).toMatchObject({ code: 0, err: '' });
  expect(readdirSync(join(line.folder, 'kept'))).toEqual([`${caseId}.json`]);
  const kept = JSON.parse(
    readFileSync(join(line.folder, 'kept', `${caseId}.json`), 'utf8'),
  ) as object;
  expect(kept).toHaveProperty('events');
  const replayed = await operator('replay', `kept/${caseId}.json`, '--bundle', 'bundle.js');
  expect(replayed).toMatchObject({ code: 0, err: '' });
  // As the console saves them: one on each line.
  const one = JSON.stringify({ workflowId: caseId, history: kept });
  writeFileSync(join(line.folder, 'many.jsonl'), `${one}\n${one}\n`);
  const many = await operator('replay', 'many.jsonl', '--bundle', 'bundle.js', '--json');
  expect(JSON.parse(many.out)).toEqual({ replayed: 2, failed: [], missing: [] });
  writeFileSync(join(line.folder, 'cut.jsonl'), `${one}\n${one.slice(0, 40)}`);
  const cut = await operator('replay', 'cut.jsonl', '--bundle', 'bundle.js');
  expect(cut.code).toBe(2);
  expect(cut.err).toContain('cut.jsonl:2 is not JSON');
  expect((await operator('replay', 'none.jsonl', '--bundle', 'bundle.js')).code).toBe(2);
  writeFileSync(join(line.folder, 'other.json'), '{"a":1}');
  const other = await operator('replay', 'other.json', '--bundle', 'bundle.js');
  expect(other.code).toBe(2);
  expect((await operator('history', caseId, caseId)).code).toBe(2);
});
