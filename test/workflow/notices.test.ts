/** What a case makes of a delivery that fails, however early it hears of it. */
import type { Channel } from '../../workflows/contract/notices';
import * as messages from '../../workflows/contract/messages';
import { AGENT, startHarness } from './harness';
import type { Harness, RunningCase } from './harness';
import { standing, type States } from './scripted-activities';

let desk: Harness;
beforeAll(async () => {
  desk = await startHarness();
});
afterAll(async () => {
  await desk.stop();
});

const fails = (running: RunningCase, channel: Channel, occurrence = 1) =>
  running.handle.signal(messages.noticeFailed, { kind: 'withdrawn', occurrence, channel });

/** A withdrawn case whose only batch leaves when `release` is called, and then stands as it says. */
async function leaving(...then: readonly States[]) {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const [first, ...later] = then.map((states) => standing(states));
  const running = await desk.open({
    script: {
      notices: [async () => (await released, first!), ...later.map((one) => () => one)],
    },
  });
  await running.decide(messages.withdraw, { by: AGENT });
  await running.until((_view, { calls }) => calls.includes('notices'));
  return { running, release };
}

test.each<{ readonly how: string; readonly then: readonly States[]; readonly lost: Channel[] }>([
  { how: 'a phone only', then: [{ sms: 'accepted' }], lost: ['sms'] },
  { how: 'both channels dead', then: [{ sms: 'accepted', email: 'failed' }], lost: ['sms'] },
  { how: 'it is told twice', then: [{ sms: 'accepted' }], lost: ['sms', 'sms'] },
  { how: 'the batch has seen it too', then: [{ sms: 'undelivered' }], lost: ['sms'] },
  {
    how: 'another channel waits for the morning and fails',
    then: [
      { sms: 'accepted', email: 'deferred' },
      { sms: 'accepted', email: 'failed' },
    ],
    lost: ['sms'],
  },
])('a failure before its batch is through is reported once: $how', async ({ then, lost }) => {
  const { running, release } = await leaving(...then);
  for (const channel of lost) await fails(running, channel);
  release();
  await running.result();
  expect(running.trace.undelivered).toEqual(['withdrawn']);
});

test('a failure while another channel waits for the morning is reported once', async () => {
  const { running, release } = await leaving(
    { sms: 'accepted', email: 'deferred' },
    { sms: 'accepted', email: 'failed' },
  );
  release();
  await running.until((_view, { sent }) => sent.length > 0);
  await fails(running, 'sms');
  await running.result();
  expect(running.trace.undelivered).toEqual(['withdrawn']);
});

test('what the batch learns of a channel last counts, where no failure was told', async () => {
  const { running, release } = await leaving(
    { sms: 'accepted', email: 'deferred' },
    { sms: 'undelivered', email: 'failed' },
  );
  release();
  await running.result();
  expect(running.trace.undelivered).toEqual(['withdrawn']);
});

test.each<{ readonly how: string; readonly then: States; readonly occurrence: number }>([
  { how: 'the mail was taken', then: { sms: 'accepted', email: 'accepted' }, occurrence: 1 },
  { how: 'it is about another message', then: { sms: 'accepted' }, occurrence: 2 },
])('an early failure of a text is nothing to report where $how', async (one) => {
  const { running, release } = await leaving(one.then);
  await fails(running, 'sms', one.occurrence);
  release();
  await running.result();
  expect(running.trace.undelivered).toEqual([]);
});
