/** What the providers may do to a case on its way, with the simulator's ledger as the auditor. */
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { isAccepted } from '../../workflows/contract/notices';
import { Refused } from './desk-client';
import { eventually } from './eventually';
import {
  applicationOf,
  approve,
  openCase,
  repairWithApproval,
  proveIdentityAndConsent,
  submitApplication,
  untilCase,
  untilEnd,
  untilParked,
  workUpToApproval,
} from './play';
import { HOOK_LIMIT_MS, startSystem, type System } from './system';

let system: System;

beforeAll(async () => {
  system = await startSystem();
}, HOOK_LIMIT_MS);
afterAll(() => system.stop(), HOOK_LIMIT_MS);

/** A name with one character replaced by another that looks like it. */
function oneCharacterOff(name: string): string {
  const last = name.at(-1) === '店' ? '占' : '店';
  return name.slice(0, -1) + last;
}

async function refusedDouble(merchant: FreshMerchant): Promise<void> {
  const ledger = await system.simulator.ledger(merchant);
  expect(ledger.anomalies).toEqual([]);
  for (const { executed } of [...ledger.unbinds, ...ledger.refunds]) expect(executed).toBe(1);
}

test('a merchant name that is wrong by one character is found, named, and corrected without loss', async () => {
  const { agent, reviewer } = system.staff;
  const merchant = await system.simulator.freshMerchant();
  const caseId = await openCase({ agent }, merchant);
  await proveIdentityAndConsent({ agent }, caseId);
  const right = applicationOf(merchant);
  const wrong = { ...right, merchantName: oneCharacterOff(merchant.merchantName) };
  const draft = await agent.put<{ revision: number; problems: { code: string; path: string }[] }>(
    `/cases/${caseId}/application`,
    wrong,
  );
  expect(draft.problems).toMatchObject([
    { code: 'UNBIND_MERCHANT_NAME_MISMATCH', path: 'merchantName' },
  ]);
  const submitted = agent.post(`/cases/${caseId}/submit`, { revision: draft.revision });
  await expect(submitted).rejects.toThrow(Refused);
  await expect(submitted).rejects.toMatchObject({
    code: 'UNBIND_APPLICATION_INVALID',
    problems: [{ code: 'UNBIND_MERCHANT_NAME_MISMATCH' }],
  });

  const revision = await submitApplication({ agent }, caseId, right);
  await approve({ reviewer }, caseId, revision);
  expect(await untilEnd(agent, caseId)).toMatchObject({ status: 'completed' });
});

test('a terminal that the acquirer refuses is left bound by an operator; the other one is unbound', async () => {
  const { agent } = system.staff;
  const merchant = await system.simulator.freshMerchant({ terminals: 2 });
  const second = merchant.terminals[1]?.serialNumber ?? '';
  await system.simulator.fault({
    operation: 'unbind',
    kind: 'refuse',
    code: 'TERMINAL_LOCKED',
    match: { serialNumber: second },
    times: null,
  });
  const caseId = await workUpToApproval(system.staff, merchant);
  const parked = await untilParked(agent, caseId);
  expect(parked.parked).toMatchObject({ step: 'unbind-terminals' });
  await untilCase(agent, caseId, 'has unbound the first', ({ terminals }) =>
    terminals.some(({ state }) => state === 'effective'),
  );
  await repairWithApproval(system.staff, caseId, 'resolve', {
    step: 'unbind-terminals',
    outcome: 'left-bound',
    evidence: 'the acquirer keeps it: contract runs',
  });
  expect(await untilEnd(agent, caseId)).toMatchObject({ status: 'completed', partial: true });
  const ledger = await system.simulator.ledger(merchant);
  expect(ledger.unbinds.filter(({ executed }) => executed > 0)).toHaveLength(1);
  expect(ledger.refunds).toHaveLength(1);
  expect(ledger.closures).toHaveLength(0);
});

/** The case's own workflow is over, so what comes now reopens its refund. */
async function untilWorkflowEnded(caseId: string): Promise<void> {
  await system.temporal.client.workflow.getHandle(caseId).result();
}

async function returnOnlyRefund(merchant: FreshMerchant): Promise<void> {
  const [refund] = (await system.simulator.ledger(merchant)).refunds;
  await system.simulator.change(`refunds/${refund?.refundId ?? ''}/return`, {});
}

test('a refund that the bank returns after the end is paid again, once, when two operators say so', async () => {
  const { agent } = system.staff;
  const merchant = await system.simulator.freshMerchant();
  const caseId = await workUpToApproval(system.staff, merchant, { closeAccount: false });
  await untilWorkflowEnded(caseId);
  await returnOnlyRefund(merchant);
  await untilParked(agent, caseId);
  const again = { step: 'refund-deposit', reason: 'checked' };
  await repairWithApproval(system.staff, caseId, 'retry', again);
  await untilCase(agent, caseId, 'is paid again', ({ deposits }) =>
    deposits.some(({ generation, refund }) => generation === 2 && refund === 'succeeded'),
  );
  const { refunds, refundedMinor } = await system.simulator.ledger(merchant);
  expect(refunds).toHaveLength(2);
  expect(Object.values(refundedMinor)).toEqual([20_000]);
});

test('a refund that comes back to a closed account is paid by hand, with evidence', async () => {
  const { agent } = system.staff;
  const merchant = await system.simulator.freshMerchant();
  const caseId = await workUpToApproval(system.staff, merchant);
  await untilEnd(agent, caseId);
  await returnOnlyRefund(merchant);
  await untilParked(agent, caseId);
  const retry = { step: 'refund-deposit', reason: 'checked' };
  await repairWithApproval(system.staff, caseId, 'retry', retry);
  const again = await untilCase(
    agent,
    caseId,
    'is parked again',
    ({ parked, deposits }) =>
      parked !== undefined && deposits.some(({ generation }) => generation === 2),
  );
  expect(again.parked?.code).toBe('UNBIND_REFUND_REFUSED');
  await repairWithApproval(system.staff, caseId, 'resolve', {
    step: 'refund-deposit',
    outcome: 'paid',
    evidence: 'bank transfer 2026-0001',
  });
  await untilCase(agent, caseId, 'is settled', ({ parked }) => parked === undefined);
  expect((await system.simulator.ledger(merchant)).refunds).toHaveLength(1);
});

test('a text whose answer is lost is known by its callback and not sent again', async () => {
  const { agent } = system.staff;
  const merchant = await system.simulator.freshMerchant();
  await system.simulator.fault({
    operation: 'sms',
    kind: 'execute-then-timeout',
    match: { to: merchant.phone, textIncludes: '已' },
  });
  await system.simulator.fault({
    operation: 'sms-list',
    kind: 'outage',
    match: { to: merchant.phone },
  });
  const caseId = await workUpToApproval(system.staff, merchant);
  await untilEnd(agent, caseId);
  await everyTextIsTold(caseId, merchant);
});

test('a text whose answer and callback are both lost is found by the list and not sent again', async () => {
  const { agent } = system.staff;
  const merchant = await system.simulator.freshMerchant();
  const match = { to: merchant.phone };
  await system.simulator.fault({ operation: 'sms', kind: 'execute-then-reset', match });
  await system.simulator.fault({ operation: 'sms', kind: 'drop-callback', match, times: null });
  const caseId = await workUpToApproval(system.staff, merchant);
  await untilEnd(agent, caseId);
  await everyTextIsTold(caseId, merchant);
});

/** Each text left once, and the record knows of each. */
async function everyTextIsTold(caseId: string, merchant: FreshMerchant): Promise<void> {
  await eventually(`every notice of ${caseId} is told`, async () => {
    const rows = await system.record.notices.list(caseId);
    return rows.every(({ state }) => isAccepted(state)) || undefined;
  });
  await refusedDouble(merchant);
  const texts = await system.simulator.texts(merchant.phone);
  const bodies = texts.map(({ body }) => body);
  expect(new Set(bodies).size).toBe(bodies.length);
}
