/** A first contact by the merchant: nothing is held before it is proven who asks. */
import * as messages from '../../workflows/contract/messages';
import { AGENT, MERCHANT, startHarness } from './harness';
import type { Harness } from './harness';
import { failure } from './scripted-activities';

let desk: Harness;
beforeAll(async () => {
  desk = await startHarness();
});
afterAll(async () => {
  await desk.stop();
});

const input = { openedBy: MERCHANT, channel: 'website' } as const;
const proven = { by: AGENT, method: 'callback' } as const;

test('a request by the merchant takes its terminals when identity is proven', async () => {
  const running = await desk.open({ input });
  expect(running.trace.calls).not.toContain('takeTerminals');
  expect(await running.decide(messages.verifyIdentity, proven)).toBe('awaiting-consent');
  expect(running.trace.calls.filter((call) => call === 'takeTerminals')).toHaveLength(1);
  await running.decide(messages.withdraw, { by: MERCHANT });
  await running.result();
});

test('a case that an agent opened takes no terminals a second time', async () => {
  const running = await desk.open();
  await running.decide(messages.verifyIdentity, proven);
  expect(running.trace.calls).not.toContain('takeTerminals');
  await running.decide(messages.withdraw, { by: MERCHANT });
  await running.result();
});

test('a request whose terminal another case holds stays where it is until that one lets go', async () => {
  const held = () => Promise.reject(failure('TERMINAL_HAS_OPEN_CASE'));
  const running = await desk.open({ input, script: { terminals: [held, undefined] } });
  expect(await running.decide(messages.verifyIdentity, proven)).toBe('TERMINAL_HAS_OPEN_CASE');
  expect(running.trace.view?.status).toBe('awaiting-identity');
  expect(await running.decide(messages.verifyIdentity, proven)).toBe('awaiting-consent');
  await running.decide(messages.withdraw, { by: MERCHANT });
  await running.result();
});

test('a withdrawal while the terminals are taken wins over the proof of identity', async () => {
  let release: () => void = () => undefined;
  const released = new Promise<undefined>((resolve) => {
    release = () => resolve(undefined);
  });
  const running = await desk.open({ input, script: { terminals: [() => released] } });
  const proof = running.decide(messages.verifyIdentity, proven);
  const withdrawn = await running.decide(messages.withdraw, { by: MERCHANT });
  release();
  expect(withdrawn).toBe('withdrawn');
  expect(await proof).toBe('CASE_ENDED');
  expect((await running.result()).view.status).toBe('withdrawn');
});

test('the merchant who asks is told where to follow, and a case by an agent tells nobody yet', async () => {
  const [asked, opened] = [await desk.open({ input }), await desk.open()];
  expect(asked.trace.planned).toEqual([{ kind: 'page-link', occurrence: 1 }]);
  expect(opened.trace.planned).toEqual([]);
  for (const running of [asked, opened]) {
    await running.decide(messages.withdraw, { by: MERCHANT });
    await running.result();
  }
});

test('every wait says by when it should be over', async () => {
  const running = await desk.open({ input });
  const { view } = running.trace;
  expect(Date.parse(view?.expectedBy ?? '')).toBeGreaterThan(Date.now());
  expect(Date.parse(view?.expectedBy ?? '')).toBeLessThan(Date.parse(view?.limitAt ?? ''));
  await running.decide(messages.verifyIdentity, proven);
  const later = running.trace.view;
  expect(later?.expectedBy).toBe(later?.limitAt);
  await running.decide(messages.withdraw, { by: MERCHANT });
  expect((await running.result()).view.expectedBy).toBeUndefined();
});
