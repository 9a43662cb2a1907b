/** A mark that asks for a second proof, and what clears it. */
import * as messages from '../../workflows/contract/messages';
import { AGENT, REVIEWER, actor, startHarness, walkTo } from './harness';
import type { Harness, RunningCase } from './harness';
import { passing } from './scripted-activities';

let desk: Harness;
beforeAll(async () => {
  desk = await startHarness();
});
afterAll(async () => {
  await desk.stop();
});

const CALLER = actor('s_agent2', 'agent');

/** Sent back by a reviewer for a correction, and submitted again. */
async function corrected(running: RunningCase): Promise<void> {
  const { decide } = running;
  await decide(messages.claim, { by: REVIEWER, revision: 2 });
  await decide(messages.requestInformation, { by: REVIEWER, revision: 2, fields: ['email'] });
  await decide(messages.submit, { by: AGENT, revision: 3 });
}

const called = (running: RunningCase) =>
  running.decide(messages.verifyIdentity, { by: CALLER, method: 'callback' });

test.each([
  [
    'what the acquirer cannot tell of a merchant is proven once for a case',
    'MERCHANT_UNREADABLE',
    [],
  ],
  [
    'a phone that is not the bound one is marked at each submission',
    'PHONE_CHANGED',
    ['PHONE_CHANGED'],
  ],
] as const)('%s', async (_rule, reason, marks) => {
  const running = await desk.open({ script: { check: [passing({ stepUp: [reason] })] } });
  await walkTo(running, 'awaiting-review');
  expect(running.trace.view?.stepUp).toEqual([reason]);
  await called(running);
  expect(running.trace.view?.stepUp).toEqual([]);
  await corrected(running);
  expect(running.trace.view).toMatchObject({ status: 'awaiting-review', stepUp: marks });
});
