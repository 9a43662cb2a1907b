/** What a case does when the record fails: it waits out what passes, and parks where it is refused for good. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/activity';
import { defineSearchAttributeKey } from '@temporalio/common';
import { publicCode, type ErrorCode } from '../../workflows/contract/errors';
import { SEARCH_ATTRIBUTES } from '../../workflows/contract/identifiers';
import * as messages from '../../workflows/contract/messages';
import { eventually } from '../e2e/eventually';
import { AGENT, approveCase, codeOf, type Harness, OPERATOR, startHarness } from './harness';
import { failure } from './scripted-activities';

let desk: Harness;
beforeAll(async () => {
  desk = await startHarness();
}, 120_000);
afterAll(() => desk.stop());

const PARKED = defineSearchAttributeKey(SEARCH_ATTRIBUTES.parked.name, 'BOOL');
const HOUR_MS = 3_600_000;
const by = OPERATOR;
const retryRecord = { by, step: 'write-ledger' } as const;
const refuses = (code: ErrorCode) => () => Promise.reject(failure(code));
const fails = (code: ErrorCode) => () =>
  Promise.reject(ApplicationFailure.create({ type: publicCode(code), message: 'passes' }));

/** An operator asks again until it stands. */
async function retryUntil(running: Awaited<ReturnType<Harness['open']>>, status: string) {
  await eventually(`${status} after a retry`, async () => {
    const answer = await running.decide(messages.retry, retryRecord);
    return answer === status || undefined;
  });
}

test.each(['STEP_FAILED', 'BAD_REQUEST', 'LEDGER_CONFLICT'] as const)(
  'a change that the record refuses with %s parks the case, and is written when an operator asks',
  async (code) => {
    const running = await desk.open();
    let isAsked = false;
    const writes: boolean[] = [];
    const taken = (): undefined => void writes.push(isAsked);
    running.script.recordChange = [refuses(code), taken];
    const decided = running.decide(messages.verifyIdentity, { by: AGENT, method: 'document-seen' });
    await eventually('the case shows as parked', async () => {
      const { typedSearchAttributes } = await running.handle.describe();
      return typedSearchAttributes.get(PARKED) === true || undefined;
    });
    // It is not tried again by itself, however long nobody asks.
    await running.skip(HOUR_MS);
    isAsked = true;
    await retryUntil(running, 'awaiting-consent');
    expect(await decided).toBe('awaiting-consent');
    expect(writes).not.toContain(false);
    await running.decide(messages.end, { by });
    expect((await running.result()).view.status).toBe('rejected');
    expect(running.trace.stuck).toEqual([code]);
  },
);

test('a record that fails in passing, at every write of a case, loses nothing of it', async () => {
  const running = await desk.open();
  const passing = [
    'RECORD_READ_ONLY',
    'RECORD_UNAVAILABLE',
    'DISK_FULL',
    'RECORD_BUSY',
    'RECORD_REFUSED',
    'RECORD_FAULT',
  ] as const;
  running.script.recordChange = [
    ...passing.flatMap((code) => [fails(code), undefined]),
    fails('RECORD_READ_ONLY'),
    undefined,
  ];
  await approveCase(running);
  const { view } = await running.result();
  expect(view.status).toBe('completed');
  expect(running.trace.undelivered).toEqual([]);
  const sequences = running.trace.ledger.map(({ sequence }) => sequence);
  expect(sequences).toEqual(sequences.map((_, index) => index + 1));
});

test('a record that does not answer a write in time is asked again', async () => {
  const running = await desk.open();
  const tooLate = () => sleep(11_000, undefined);
  running.script.recordChange = [tooLate, undefined];
  const answer = await running.decide(messages.verifyIdentity, {
    by: AGENT,
    method: 'document-seen',
  });
  expect(answer).toBe('awaiting-consent');
  await running.decide(messages.end, { by });
}, 60_000);

test('an opening that the record refuses for good is refused by its code, and nothing runs on', async () => {
  const opening = desk.open({ script: { opening: [refuses('STEP_FAILED')] } });
  const refused: unknown = await opening.catch((error: unknown) => error);
  expect(codeOf(refused)).toBe('STEP_FAILED');
});

test('what a case has to ask the record before it unbinds parks it where it is refused', async () => {
  const running = await desk.open({ script: { attempted: [refuses('STEP_FAILED'), false] } });
  await approveCase(running);
  await retryUntil(running, 'unbinding');
  expect((await running.result()).view.status).toBe('completed');
});

test('the word that a notice reached nobody is given again where it could not be taken', async () => {
  const running = await desk.open({
    script: {
      notices: [() => Promise.reject(failure('STEP_FAILED'))],
      undelivered: [refuses('STEP_FAILED'), undefined],
    },
  });
  await running.decide(messages.withdraw, { by: AGENT });
  await retryUntil(running, 'withdrawn');
  expect((await running.result()).view.status).toBe('withdrawn');
  expect(running.trace.undelivered).toEqual(['withdrawn']);
});
