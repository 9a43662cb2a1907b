/**
 * What the desk leans on goes away in the middle of cases and comes back: nothing is lost, nothing
 * happens twice, and nobody has to restart anything.
 * @long
 */
import { randomUUID } from 'node:crypto';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { createCaller } from '../api/caller';
import { expectAllOnce } from './all-once';
import { eventually } from './eventually';
import {
  applicationOf,
  approve,
  openCase,
  proveIdentityAndConsent,
  submitApplication,
  untilEnd,
  viewOf,
  workUpToApproval,
} from './play';
import { HOOK_LIMIT_MS, startSystem, type System } from './system';

let system: System;
// Attempts that met the outage come again in growing intervals.
jest.setTimeout(180_000);

beforeAll(async () => {
  system = await startSystem({ cuttable: true });
}, HOOK_LIMIT_MS);
afterAll(() => system.stop(), HOOK_LIMIT_MS);
afterEach(() => {
  for (const line of Object.values(system.lines)) line.mend();
});

async function reviewable(merchant: FreshMerchant) {
  const { agent } = system.staff;
  const caseId = await openCase({ agent }, merchant);
  await proveIdentityAndConsent({ agent }, caseId);
  const revision = await submitApplication({ agent }, caseId, applicationOf(merchant));
  return { caseId, revision };
}

test('while the mail server is down the case goes on to its end, and the mails follow once it is back', async () => {
  const merchant = await system.simulator.freshMerchant();
  system.lines.mail.cut();
  const caseId = await workUpToApproval(system.staff, merchant);
  expect(await untilEnd(system.staff.agent, caseId)).toMatchObject({ status: 'completed' });
  expect(system.mail.list({ to: merchant.email })).toEqual([]);
  system.lines.mail.mend();
  await expectAllOnce(system, caseId, merchant);
  expect(system.mail.list({ to: merchant.email }).length).toBeGreaterThan(2);
});

test('while the acquirer is down the case waits where it is, and goes on by itself', async () => {
  const { agent } = system.staff;
  const merchant = await system.simulator.freshMerchant();
  const { caseId, revision } = await reviewable(merchant);
  system.lines.providers.cut();
  await approve(system.staff, caseId, revision);
  await untilRefused(caseId);
  expect(await viewOf(agent, caseId)).toMatchObject({ status: 'unbinding' });
  system.lines.providers.mend();
  expect(await untilEnd(agent, caseId)).toMatchObject({ status: 'completed' });
  await expectAllOnce(system, caseId, merchant);
});

test('a submission that the acquirer could not be asked about is refused with 503, and passes under its key after', async () => {
  const { agent } = system.staff;
  const merchant = await system.simulator.freshMerchant();
  const caseId = await openCase({ agent }, merchant);
  await proveIdentityAndConsent({ agent }, caseId);
  const { revision } = await agent.put<{ revision: number }>(
    `/cases/${caseId}/application`,
    applicationOf(merchant),
  );
  const caller = createCaller(system.apiUrl, { authorization: `Bearer ${system.keys.agent}` });
  const key = randomUUID();
  const submit = () => caller.post(`/cases/${caseId}/submit`, { revision }, key);
  system.lines.providers.cut();
  // The workflow waits longer than the API; its answer is met by a request that comes later.
  const refused = await eventually(
    'the case refuses it',
    async () => {
      const answer = await submit();
      expect(answer.status).toBe(503);
      return answer.body['code'] === 'UNBIND_ACQUIRER_UNAVAILABLE' ? answer : undefined;
    },
    90_000,
  );
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  system.lines.providers.mend();
  await eventually('the same request passes', async () => {
    const { status, body } = await submit();
    if (status !== 503) expect(body).toMatchObject({ status: 'awaiting-review' });
    return status === 200 || undefined;
  });
});

/** An activity of the case has failed and will be tried again. */
async function untilRefused(caseId: string): Promise<void> {
  const handle = system.temporal.client.workflow.getHandle(caseId);
  await eventually(`${caseId} has met the outage`, async () => {
    const { raw } = await handle.describe();
    return raw.pendingActivities?.some(({ lastFailure }) => lastFailure) || undefined;
  });
}

const NEEDED: readonly (readonly [string, 'record' | 'temporal'])[] = [
  ['the record', 'record'],
  ['Temporal', 'temporal'],
];

test.each(NEEDED)(
  'while %s is down a decision is answered with 503 and when to come back, and passes after',
  async (_said, name) => {
    const merchant = await system.simulator.freshMerchant();
    const { caseId, revision } = await reviewable(merchant);
    await system.staff.reviewer.post(`/cases/${caseId}/claim`, { revision });
    const reviewer = createCaller(system.apiUrl, {
      authorization: `Bearer ${system.keys.reviewer}`,
    });
    const key = randomUUID();
    const decide = () => reviewer.post(`/cases/${caseId}/approve`, { revision }, key);
    system.lines[name].cut();
    const refused = await decide();
    expect(refused.body).toMatchObject({ status: 503, code: 'UNBIND_UNAVAILABLE' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    system.lines[name].mend();
    await eventually('the same request passes', async () => {
      const { status } = await decide();
      if (status !== 503) expect(status).toBe(200);
      return status === 200 || undefined;
    });
    await untilEnd(system.staff.agent, caseId);
    await expectAllOnce(system, caseId, merchant);
  },
);

test.each(NEEDED)(
  'a case on its way when %s goes down is finished by the same worker once it is back',
  async (_said, name) => {
    const merchant = await system.simulator.freshMerchant();
    const { pid } = system.worker();
    // Money stays on its way until the outage has begun.
    await system.simulator.change('settings', { refundDelayMs: 4_000 });
    const caseId = await workUpToApproval(system.staff, merchant);
    await eventually('money is on its way', async () => {
      const { status } = await viewOf(system.staff.agent, caseId);
      return status === 'refunding-deposit' || undefined;
    });
    system.lines[name].cut();
    await eventually('the worker misses it', async () => {
      const ready = await fetch(system.workerReadyUrl);
      return ready.status === 503 || undefined;
    });
    system.lines[name].mend();
    await system.simulator.change('settings', { refundDelayMs: 300 });
    await untilEnd(system.staff.agent, caseId);
    await expectAllOnce(system, caseId, merchant);
    expect(system.worker().pid).toBe(pid);
    expect(system.worker().isRunning()).toBe(true);
  },
);
