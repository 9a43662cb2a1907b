/** The life of a case that goes well, and the ways in which its machine steps do not. */
import { approveCase, startHarness } from './harness';
import type { Harness } from './harness';

let desk: Harness;
beforeAll(async () => {
  desk = await startHarness();
});
afterAll(async () => {
  await desk.stop();
});

test('a case goes from opening to completed with each effect asked for once', async () => {
  const running = await desk.open();
  await approveCase(running);
  const { view } = await running.result();
  expect(view.status).toBe('completed');
  expect(running.trace.calls.filter((c) => /^(unbind|refund|close)/.test(c))).toEqual([
    'unbind t_0000000001 g1',
    'refund d_0000000001 g1',
    'close g1',
  ]);
  expect(running.trace.sent.map((n) => n.kind)).toEqual([
    'approved',
    'unbound',
    'refunded',
    'closed',
  ]);
  expect(running.trace.freed).toBe(true);
  const history = await running.handle.fetchHistory();
  const events = history.events?.length ?? 0;
  console.log('events', events, history.events?.map((e) => `${e.eventType}`).join(' '));
});
