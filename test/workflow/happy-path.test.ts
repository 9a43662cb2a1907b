/** The life of a case that goes well, and what it costs. */
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
});

test('a case whose acquirer is prompt and whose bank takes its time needs at most 100 events', async () => {
  const done = { kind: 'done' } as const;
  const running = await desk.open({ script: { unbind: [done], closure: [done] } });
  await approveCase(running);
  await running.result();
  const history = await running.handle.fetchHistory();
  expect(history.events?.length).toBeLessThanOrEqual(100);
});
