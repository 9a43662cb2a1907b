/** A retry that makes a new payment says so to both operators, and says what came of it. */
import { eventually } from '../e2e/eventually';
import { untilParked, workUpToApproval, type Wishes } from '../e2e/play';
import { query } from '../record/samples';
import { peopleOf } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { policy: { noticeWindowMs: 300 } } });
});
afterAll(() => stage.stop());

const STEP = { repair: 'retry', step: 'refund-deposit' } as const;

interface Plan {
  readonly sentences: readonly string[];
  readonly payments: readonly { key: string; what: string; amountMinor: number }[];
  readonly effects: readonly { key: string; done: string; what: string }[];
  readonly blockers: readonly { code: string }[];
}
interface Proposal {
  readonly number: number;
  readonly state: string;
  readonly payments?: readonly { key: string; state: string; code?: string }[];
}

/** A case whose refund the provider refuses for good, until `lift`. */
async function refused(wishes: (merchant: { bankAccount: object }) => Wishes = () => ({})) {
  const merchant = await stage.simulator.freshMerchant({
    depositKinds: ['refundable-deposit'],
    depositMinor: 20_000,
  });
  const fault = await stage.simulator.fault({
    operation: 'refund',
    kind: 'refuse',
    code: 'ACCOUNT_INVALID',
    match: { merchantNumber: merchant.merchantNumber },
    times: null,
  });
  const caseId = await workUpToApproval(peopleOf(stage), merchant, wishes(merchant));
  await untilParked(peopleOf(stage).agent, caseId);
  const lift = () => stage.simulator.liftFault(fault);
  return { caseId, path: `/ops/cases/${caseId}`, merchant, lift };
}

async function planOf(path: string, language = 'en'): Promise<Plan> {
  const answer = await stage.staff.operator.call('POST', `${path}/dry-run`, {
    body: STEP,
    headers: { 'accept-language': language },
  });
  expect(answer.status).toBe(200);
  return answer.body as unknown as Plan;
}

async function proposed(path: string): Promise<{ proposal: Proposal; dryRun?: Plan }> {
  const body = { step: 'refund-deposit', reason: 'the account is open again' };
  const asked = await stage.staff.operator.post(`${path}/retry`, body);
  expect(asked.status).toBe(202);
  const { number } = asked.body['proposal'] as Proposal;
  return read(path, number);
}

async function read(path: string, number: number): Promise<{ proposal: Proposal; dryRun?: Plan }> {
  const answer = await stage.staff.operator2.get(`${path}/proposals/${number}`);
  return answer.body as unknown as { proposal: Proposal; dryRun?: Plan };
}

async function approved(path: string, number: number): Promise<Proposal> {
  const answer = await stage.staff.operator2.post(`${path}/proposals/${number}/approve`);
  expect(answer.status).toBe(200);
  return answer.body['proposal'] as Proposal;
}

/** The proposal once its payment has ended somehow. */
function concluded(path: string, number: number): Promise<Proposal> {
  return eventually('the payment ends', async () => {
    const { proposal } = await read(path, number);
    return proposal.state === 'carried-out' ? proposal : undefined;
  });
}

test('both operators read amount, payee and new number of a payment, and nobody that nothing is done twice', async () => {
  const stuck = await refused();
  const plan = await planOf(stuck.path);
  const [payment] = plan.payments;
  expect(payment?.key).toMatch(/^refund:UC-.*:g2$/);
  expect(payment?.what).toBe(
    `A new payment of CNY 200.00 to the account of the original payment under the new number ${payment?.key ?? ''}: the earlier payment was refused for good.`,
  );
  expect(plan.effects).toEqual([
    expect.objectContaining({
      done: 'refused',
      what: 'Refused for good: it stays as it is, and a new payment is made under a new number.',
    }),
  ]);
  expect(plan.sentences.join(' ')).toContain('pays under a new number');
  expect(JSON.stringify(plan)).not.toMatch(/twice|same number/);
  const chinese = await planOf(stuck.path, 'zh-CN');
  expect(chinese.payments[0]?.what).toMatch(/^新付款 ¥200\.00，付至原付款账户/);

  const { proposal, dryRun } = await proposed(stuck.path);
  expect(proposal.state).toBe('open');
  expect(dryRun?.payments).toEqual(plan.payments);
  await stuck.lift();
  const { state, payments } = await approved(stuck.path, proposal.number);
  expect(['taken', 'carried-out']).toContain(state);
  expect(payments?.map(({ key }) => key)).toEqual([payment?.key]);
  const end = await concluded(stuck.path, proposal.number);
  expect(end.payments).toEqual([expect.objectContaining({ key: payment?.key, state: 'paid' })]);
  const { refunds } = await stage.simulator.ledger(stuck.merchant);
  expect(refunds.map((refund) => refund.state)).toEqual(['succeeded']);
});

test('a payment that is refused again is told as that, with its code, and as nothing paid', async () => {
  const stuck = await refused();
  const { proposal } = await proposed(stuck.path);
  await approved(stuck.path, proposal.number);
  const { payments } = await concluded(stuck.path, proposal.number);
  expect(payments).toEqual([
    expect.objectContaining({ state: 'refused', code: 'UNBIND_REFUND_REFUSED' }),
  ]);
  expect((await planOf(stuck.path)).payments[0]?.key).toMatch(/:g3$/);
});

test('the payee of a new payment is shown masked', async () => {
  const stuck = await refused(({ bankAccount }) => ({ application: { payee: bankAccount } }));
  const { accountNumber } = stuck.merchant.bankAccount;
  const [payment] = (await planOf(stuck.path)).payments;
  expect(payment?.what).toContain(`account ****${accountNumber.slice(-4)} of `);
  expect(payment?.what).not.toContain(accountNumber);
  expect(payment?.what).not.toContain(stuck.merchant.merchantName);
});

test('money that came back is called that, and never done', async () => {
  const stuck = await refused(() => ({ closeAccount: false }));
  await stuck.lift();
  const first = await proposed(stuck.path);
  await approved(stuck.path, first.proposal.number);
  await concluded(stuck.path, first.proposal.number);
  const [refund] = (await stage.simulator.ledger(stuck.merchant)).refunds;
  await stage.simulator.change(`refunds/${refund?.refundId ?? ''}/return`, {});
  const plan = await eventually('the case hears of it', async () => {
    const now = await planOf(stuck.path);
    return now.payments.length > 0 ? now : undefined;
  });
  expect(plan.payments[0]?.what).toMatch(/:g3: the earlier payment had arrived and came back\.$/);
  expect(plan.effects.map(({ done }) => done)).toEqual(['refused', 'returned']);
  const { proposal } = await read(stuck.path, first.proposal.number);
  expect(proposal.payments).toEqual([
    expect.objectContaining({ state: 'returned', code: 'UNBIND_REFUND_RETURNED' }),
  ]);
});

test('a proposal whose payment another one has made meanwhile pays nothing', async () => {
  const stuck = await refused();
  const [one, other] = [await proposed(stuck.path), await proposed(stuck.path)];
  await approved(stuck.path, one.proposal.number);
  await concluded(stuck.path, one.proposal.number);
  // Refused again by then, so the step is parked as before.
  const { dryRun } = await read(stuck.path, other.proposal.number);
  expect(dryRun?.blockers.map(({ code }) => code)).toEqual(['UNBIND_NOT_PARKED']);
  await stuck.lift();
  expect(await approved(stuck.path, other.proposal.number)).toMatchObject({
    state: 'failed',
    code: 'UNBIND_NOT_PARKED',
  });
  expect((await stage.simulator.ledger(stuck.merchant)).refunds).toEqual([]);
  const rows = await query(
    stage.databaseUrl,
    `select count(*)::int as n from intents where case_id = $1 and effect = 'refund'`,
    [stuck.caseId],
  );
  expect(rows).toEqual([{ n: 2 }]);
});
