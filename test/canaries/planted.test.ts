/** A canary that is planted in a place of a running Temporal, a log or the metrics is found there. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type WorkflowStartOptions } from '@temporalio/client';
import { defaultPayloadConverter, defineSearchAttributeKey } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { SEARCH_ATTRIBUTES } from '../../workflows/contract/identifiers';
import { eventually } from '../e2e/eventually';
import { startTestTemporal, type TestTemporal } from '../support/temporal';
import { quietRuntime } from '../workflow/harness';
import { MAIN_ENCODINGS } from './encodings';
import type { Canary } from './forms';
import { createPlantedActivities } from './planted-activities';
import { findIn, type FoundIn, placeOfLog, placesOf, refuseFindings } from './places';
import type * as workflows from './planted-workflow';
import { searchFor } from './search';

const CANARY: Canary = { label: 'the canary', kind: 'phone', value: '+8613866554433' };
const PLANTED = MAIN_ENCODINGS.map(({ encode }) => encode(CANARY.value)).join(' ');
const FORMS = MAIN_ENCODINGS.map(({ form }) => form);
const TASK_QUEUE = 'planted';
const status = defineSearchAttributeKey(SEARCH_ATTRIBUTES.status.name, 'KEYWORD');

let temporal: TestTemporal;
let running: Promise<void>;
let worker: Worker;
let metrics: Server;
let found: readonly FoundIn[];
const folder = mkdtempSync(join(tmpdir(), 'unbind-planted-'));

beforeAll(async () => {
  quietRuntime();
  temporal = await startTestTemporal();
  worker = await Worker.create({
    connection: temporal.nativeConnection,
    namespace: temporal.namespace,
    taskQueue: TASK_QUEUE,
    workflowsPath: require.resolve('./planted-workflow'),
    activities: createPlantedActivities(),
  });
  running = worker.run();
  await plantInStarts();
  await plantInLife();
  writeFileSync(join(folder, 'api.log'), `{"msg":"answered","url":"/cases?q=${PLANTED}"}\n`);
  metrics = createServer((_request, response) =>
    response.end(`requests_total{to="${PLANTED}"} 1\n`),
  ).listen(0, '127.0.0.1');
  await once(metrics, 'listening');
  const { port } = metrics.address() as AddressInfo;
  found = findIn(
    searchFor([CANARY]),
    await placesOf({
      client: temporal.client,
      hasWorker: true,
      logs: [placeOfLog(join(folder, 'api.log'))],
      metricsUrls: [`http://127.0.0.1:${port}/metrics`],
    }),
  );
}, 120_000);
afterAll(async () => {
  worker.shutdown();
  await running;
  metrics.close();
  await temporal.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Workflows that are started with the canary in one part of the start each. */
async function plantInStarts(): Promise<void> {
  const { client } = temporal;
  const start = (id: string, options: Partial<WorkflowStartOptions> = {}, by = client) =>
    by.workflow.start<typeof workflows.waits>('waits', {
      args: [],
      workflowId: `${id} of a start`,
      taskQueue: TASK_QUEUE,
      ...options,
    });
  const headers = { 'x-trace': defaultPayloadConverter.toPayload(PLANTED) };
  const withHeader = new Client({
    connection: temporal.connection,
    namespace: temporal.namespace,
    interceptors: {
      workflow: [{ startWithDetails: (input, next) => next({ ...input, headers }) }],
    },
  });
  await start('input', { args: [{ deep: [{ down: PLANTED }] }] });
  await start('memo', { memo: { note: PLANTED } });
  await start('key of a memo', { memo: { [PLANTED]: 1 } });
  await start('search attribute', { typedSearchAttributes: [{ key: status, value: PLANTED }] });
  await start('summary', { staticSummary: PLANTED });
  await start('details', { staticDetails: PLANTED });
  await start('header', {}, withHeader);
  await start('id', { workflowId: `id of a start ${PLANTED}` });
}

/** Workflows that leave the canary in what happens to them. */
async function plantInLife(): Promise<void> {
  const { workflow } = temporal.client;
  const options = (workflowId: string) => ({ workflowId, taskQueue: TASK_QUEUE });
  const life = await workflow.start<typeof workflows.leavesEverywhere>('leavesEverywhere', {
    ...options('life'),
  });
  await life.executeUpdate<string, [string]>('asked', { args: [PLANTED] });
  await life.signal<[string]>('told', PLANTED);
  const args: [string] = [PLANTED];
  await workflow.execute<typeof workflows.endsWith>('endsWith', { ...options('result'), args });
  await workflow
    .execute<typeof workflows.failsWith>('failsWith', { ...options('failure'), args })
    .catch(() => undefined); // It fails on purpose.
  const stopped = await workflow.start<typeof workflows.waits>('waits', {
    ...options('termination'),
    args: [],
  });
  await stopped.terminate(PLANTED);
  await eventually('the last activity has failed once', async () => {
    const { raw } = await life.describe();
    return raw.pendingActivities?.some(({ lastFailure }) => lastFailure) || undefined;
  });
}

const HISTORIES = [
  'input of a start: WORKFLOW_EXECUTION_STARTED',
  'memo of a start: WORKFLOW_EXECUTION_STARTED',
  'key of a memo of a start: WORKFLOW_EXECUTION_STARTED',
  'search attribute of a start: WORKFLOW_EXECUTION_STARTED',
  'summary of a start: WORKFLOW_EXECUTION_STARTED',
  'details of a start: WORKFLOW_EXECUTION_STARTED',
  'header of a start: WORKFLOW_EXECUTION_STARTED',
  'life: WORKFLOW_EXECUTION_SIGNALED',
  'life: WORKFLOW_EXECUTION_UPDATE_ACCEPTED',
  'life: WORKFLOW_EXECUTION_UPDATE_COMPLETED',
  'life: ACTIVITY_TASK_SCHEDULED',
  'life: ACTIVITY_TASK_COMPLETED',
  'life: ACTIVITY_TASK_FAILED',
  'life: MARKER_RECORDED',
  'life: TIMER_STARTED',
  'result: WORKFLOW_EXECUTION_COMPLETED',
  'failure: WORKFLOW_EXECUTION_FAILED',
  'termination: WORKFLOW_EXECUTION_TERMINATED',
].map((name) => `history of ${name}`);

const PLACES = [
  ...HISTORIES,
  'visibility of memo of a start',
  'visibility of key of a memo of a start',
  'visibility of search attribute of a start',
  'description of memo of a start',
  'description of life',
  'current details of life',
  'log api.log',
];

test.each(PLACES)('in the %s the canary is found in every form', (place) => {
  const forms = found.filter((finding) => finding.place === place).map(({ form }) => form);
  expect(forms).toEqual(expect.arrayContaining(FORMS));
});

test.each(['metrics', 'visibility of id of a start'])(
  '%s: the canary is found in every form',
  (begin) => {
    const forms = found.filter(({ place }) => place.startsWith(begin)).map(({ form }) => form);
    expect(forms).toEqual(expect.arrayContaining(FORMS));
  },
);

test('places without the canary are not named', () => {
  const places = new Set(found.map(({ place }) => place));
  expect(places).not.toContain('visibility of input of a start');
  expect(places).not.toContain('history of life: WORKFLOW_EXECUTION_STARTED');
  expect(places).not.toContain('current details of input of a start');
});

test('what was found is refused by place, canary and form', () => {
  const log = found.filter(({ place }) => place === 'log api.log');
  expect(() => refuseFindings(log)).toThrow(/^log api\.log: the canary as sha256 in hex$/m);
  expect(() => refuseFindings(log)).not.toThrow(/13866554433/);
  expect(() => refuseFindings([])).not.toThrow();
});
