/** A cancellation that somebody asks for in Temporal changes nothing in a case. */
import * as messages from '../../workflows/contract/messages';
import { AGENT, approveCase, type Harness, startHarness, walkTo } from './harness';

let desk: Harness;
beforeAll(async () => {
  desk = await startHarness();
}, 120_000);
afterAll(() => desk.stop());

test('a case whose cancellation was asked for takes decisions and goes on to its end, everybody told', async () => {
  const running = await desk.open();
  await running.handle.cancel();
  await walkTo(running, 'awaiting-review');
  await running.handle.cancel();
  await approveCase(running);
  await running.handle.cancel();
  expect((await running.result()).view.status).toBe('completed');
  const told = running.trace.sent.map(({ kind }) => kind);
  expect(told).toEqual(expect.arrayContaining(['approved', 'unbound', 'refunded', 'closed']));
});

test('a case whose cancellation was asked for ends as people decide', async () => {
  const running = await desk.open();
  await running.handle.cancel();
  const answer = await running.decide(messages.withdraw, { by: AGENT });
  expect(answer).toBe('withdrawn');
  expect((await running.result()).view.status).toBe('withdrawn');
});
