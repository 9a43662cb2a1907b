/**
 * An acquirer that answers about something else than was asked, with its own ledger as the auditor.
 * @long
 */
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { untilCase, untilEnd, untilParked, workUpToApproval } from './play';
import { HOOK_LIMIT_MS, startSystem, type System } from './system';

let system: System;

beforeAll(async () => {
  system = await startSystem({ policy: { acceptLimitMs: 8_000 } });
}, HOOK_LIMIT_MS);
afterAll(() => system.stop(), HOOK_LIMIT_MS);
afterEach(() => system.simulator.liftFaults());

/** Until it is lifted, requests do not arrive. */
async function lose(operation: string, { merchantNumber }: FreshMerchant): Promise<void> {
  await system.simulator.fault({
    operation,
    kind: 'reset',
    times: null,
    match: { merchantNumber },
  });
}

const READINGS: readonly (readonly [string, object])[] = [
  [
    'another terminal',
    {
      kind: 'execute-then-wrong-answer',
      body: { serialNumber: 'SN-X', merchantNumber: null, status: 'unbound' },
    },
  ],
  [
    'a terminal bound to nobody',
    { kind: 'execute-then-wrong-answer', body: { merchantNumber: null } },
  ],
  ['nothing at all', { kind: 'refuse' }],
];

test.each(READINGS)(
  'a terminal whose readings tell of %s stays bound, parks with no money gone, and is healed by a retry',
  async (_what, wrong) => {
    const { agent } = system.staff;
    const merchant = await system.simulator.freshMerchant();
    const serialNumber = merchant.terminals[0]?.serialNumber ?? '';
    await lose('unbind', merchant);
    const reading = { operation: 'terminal', times: null, match: { serialNumber } };
    await system.simulator.fault({ ...reading, ...wrong });
    const caseId = await workUpToApproval(system.staff, merchant);
    const parked = await untilParked(agent, caseId);
    expect(parked).toMatchObject({
      status: 'unbinding',
      parked: { step: 'unbind-terminals', code: 'UNBIND_UNBIND_NOT_ACCEPTED' },
    });
    const before = await system.simulator.ledger(merchant);
    expect(before).toMatchObject({ unbinds: [], refunds: [], closures: [] });

    await system.simulator.liftFaults();
    const retry = { step: 'unbind-terminals', reason: 'the acquirer has mended its gateway' };
    await system.staff.operator.post(`/ops/cases/${caseId}/retry`, retry);
    expect(await untilEnd(agent, caseId)).toMatchObject({ status: 'completed', partial: false });
    const { unbinds, refunds, closures } = await system.simulator.ledger(merchant);
    for (const rows of [unbinds, refunds, closures]) {
      expect(rows.map(({ executed }) => executed)).toEqual([1]);
    }
  },
);

test('an account is not closed by a reading of another, closed one', async () => {
  const { agent } = system.staff;
  const merchant = await system.simulator.freshMerchant();
  const { merchantNumber } = merchant;
  await lose('closure', merchant);
  const caseId = await workUpToApproval(system.staff, merchant);
  await untilCase(
    agent,
    caseId,
    'is about to be closed',
    (view) => view.status === 'closing-account',
  );
  await system.simulator.fault({
    operation: 'merchant',
    kind: 'execute-then-wrong-answer',
    times: null,
    match: { merchantNumber },
    body: { merchantNumber: `${merchantNumber}9`, status: 'closed' },
  });
  const parked = await untilParked(agent, caseId);
  expect(parked.parked).toMatchObject({
    step: 'close-account',
    code: 'UNBIND_CLOSURE_NOT_CONFIRMED',
  });
  expect((await system.simulator.ledger(merchant)).closures).toEqual([]);
  await system.simulator.liftFaults();
  const retry = { step: 'close-account', reason: 'checked' };
  await system.staff.operator.post(`/ops/cases/${caseId}/retry`, retry);
  expect(await untilEnd(agent, caseId)).toMatchObject({ status: 'completed' });
  expect((await system.simulator.ledger(merchant)).closures).toMatchObject([{ executed: 1 }]);
});

test('a refund that is answered as another is read back and paid once', async () => {
  const { agent } = system.staff;
  const merchant = await system.simulator.freshMerchant();
  await system.simulator.fault({
    operation: 'refund',
    kind: 'execute-then-wrong-answer',
    match: { merchantNumber: merchant.merchantNumber },
    body: { requestNumber: 'refund:UC-X:d_x:g1', amountMinor: 1 },
  });
  const caseId = await workUpToApproval(system.staff, merchant);
  expect(await untilEnd(agent, caseId)).toMatchObject({ status: 'completed' });
  const { refunds, anomalies } = await system.simulator.ledger(merchant);
  expect(refunds).toMatchObject([{ executed: 1, state: 'succeeded' }]);
  expect(anomalies).toEqual([]);
});
