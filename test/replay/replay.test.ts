/**
 * Every recorded history replays with the workflows as they are now, so that open cases survive the
 * next version. Recording anew: see record-histories.ts.
 * @long
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporal } from '@temporalio/proto';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { alterWorkflows } from '../support/altered-workflows';
import { sharedBundle } from '../support/shared';
import { quietRuntime } from '../workflow/harness';
import { SCENARIOS } from './scenarios';

type History = temporal.api.history.v1.IHistory;

const FOLDER = join(__dirname, 'histories');
const NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));

function read(name: string): History {
  const recorded: unknown = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
  return temporal.api.history.v1.History.fromObject(recorded as { [field: string]: unknown });
}

/** What replaying says, by name of the history; undefined where nothing is wrong. */
async function replayAll(
  names: readonly string[],
  workflowBundle: { readonly code: string },
): Promise<Map<string, Error | undefined>> {
  const histories = names.map((name) => ({ workflowId: name, history: read(name) }));
  const errors = new Map<string, Error | undefined>();
  for await (const { workflowId, error } of Worker.runReplayHistories(
    { workflowBundle },
    histories,
  )) {
    errors.set(workflowId, error);
  }
  return errors;
}

let replayed: Map<string, Error | undefined>;
beforeAll(async () => {
  quietRuntime();
  replayed = await replayAll(NAMES, await sharedBundle());
}, 300_000);

test('every scenario has its history', () => {
  expect([...NAMES].sort()).toEqual(Object.keys(SCENARIOS).sort());
});

test.each(NAMES)('%s replays', (name) => {
  expect(replayed.has(name)).toBe(true);
  expect(replayed.get(name)).toBeUndefined();
});

test.each(NAMES)('%s was recorded without a failing workflow', (name) => {
  const types = (read(name).events ?? []).map((event) => event.eventType);
  const { EventType } = temporal.api.enums.v1;
  expect(types).not.toContain(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED);
  expect(types).not.toContain(EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED);
});

test('a changed order of effects fails the replay of every case that gets that far', async () => {
  const altered = alterWorkflows({
    file: 'unbind-case.ts',
    text: 'await refundDeposits(desk);\n      await settledRefunds(desk);',
    by: 'await closeAccount(desk);\n      await refundDeposits(desk);',
  });
  try {
    const paid = 'reopened-refund-paid-again';
    const withdrawn = 'withdrawn-while-awaiting-consent';
    const bundle = await bundleWorkflowCode({
      workflowsPath: altered.path,
      logger: new DefaultLogger('ERROR'),
    });
    const errors = await replayAll(['completed-with-closure', paid, withdrawn], bundle);
    expect([...errors.keys()].sort()).toEqual(['completed-with-closure', paid, withdrawn]);
    expect(errors.get('completed-with-closure')).toBeInstanceOf(DeterminismViolationError);
    expect(errors.get(paid)).toBeUndefined();
    expect(errors.get(withdrawn)).toBeUndefined();
  } finally {
    altered.remove();
  }
}, 300_000);

/** Every text in a value, keys included. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [key, ...textsIn(one)]);
}

interface Payload {
  readonly data: string;
}

/** Every payload of a recorded history, decoded. */
function payloadsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(payloadsIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('metadata' in value && 'data' in value) {
    const text = Buffer.from((value as Payload).data, 'base64').toString('utf8');
    return text === '' ? [] : [JSON.parse(text) as unknown];
  }
  return Object.values(value).flatMap(payloadsIn);
}

/** Ids, codes, moments, words of the domain; no spaces but in the Markdown of the details. */
const HARMLESS = /^[\w:.\-+[\]/]*$/;
const PERSONAL = [/@/, /\d{11}/, /[\u4e00-\u9fff]/, /\+\d{6}/];

test.each(NAMES)('%s carries ids, codes and numbers only', (name) => {
  const recorded: unknown = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
  const texts = textsIn(payloadsIn(recorded)).filter((text) => !isStory(text));
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.filter((text) => !HARMLESS.test(text))).toEqual([]);
  const all = textsIn(payloadsIn(recorded)).filter((text) => !Number.isFinite(Number(text)));
  expect(all.filter((text) => PERSONAL.some((pattern) => pattern.test(text)))).toEqual([]);
});

/** Summaries and details that Temporal's own Web UI shows. */
function isStory(text: string): boolean {
  return text.includes(' ');
}

test('a name, a phone number or an e-mail address in a payload would be found', () => {
  const payload = (value: unknown) => ({
    metadata: { encoding: 'anNvbi9wbGFpbg==' },
    data: Buffer.from(JSON.stringify(value)).toString('base64'),
  });
  for (const canary of ['张三', '+8613800138000', 'li@shop.cn', '11010519491231002X']) {
    const texts = textsIn(payloadsIn({ input: [payload({ note: `by ${canary}` })] }));
    expect(texts.some((text) => PERSONAL.some((pattern) => pattern.test(text)))).toBe(true);
  }
});
