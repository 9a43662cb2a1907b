/** Stripe's events at the desk: a hint to read back at once, however late, doubled or out of order they come. */
import Stripe from 'stripe';
import {
  applicationOf,
  approve,
  openCase,
  proveIdentityAndConsent,
  submitApplication,
  untilCase,
  untilEnd,
} from '../e2e/play';
import type { Answer } from './caller';
import { peopleOf } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ acquirer: 'stripe' });
});
afterAll(() => stage.stop());
afterEach(() => stage.simulator.liftFaults());

/** An event as Stripe sends it. */
function stripe(event: object, secret = 'whsec_simulator'): Promise<Answer> {
  const payload = JSON.stringify(event);
  return stage.anyone.call('POST', '/webhooks/acquirer', {
    body: payload,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret }),
    },
  });
}

/** A refund of another desk or shop in the same account. */
function refundEvent(request_number: string): object {
  const metadata = { request_number };
  return { type: 'refund.failed', data: { object: { object: 'refund', metadata } } };
}

async function refunded() {
  const people = peopleOf(stage);
  const merchant = await stage.simulator.freshMerchant();
  const wishes = { closeAccount: false };
  const caseId = await openCase(people, merchant, wishes);
  await proveIdentityAndConsent(people, caseId);
  const revision = await submitApplication(people, caseId, applicationOf(merchant, wishes));
  // Stripe tells neither name nor phone, so another person than opened the case calls back.
  await stage.staff.agent2.post(`/cases/${caseId}/verify-identity`, {
    method: 'callback',
    documents: [],
    evidence: 'The number answered.',
    calledNumber: merchant.phone,
  });
  await approve(people, caseId, revision);
  await untilEnd(people.agent, caseId);
  const [refund] = (await stage.simulator.ledger(merchant)).refunds;
  return { people, merchant, caseId, refundId: refund?.refundId ?? '' };
}

test.each(['duplicate-callback', 'late-callback', 'reorder-callbacks'])(
  'a refund that fails after success opens its branch at once, with events under %s',
  async (kind) => {
    const { people, merchant, caseId, refundId } = await refunded();
    const { merchantNumber } = merchant;
    await stage.simulator.fault({
      operation: 'refund',
      kind,
      match: { merchantNumber },
      times: null,
      ms: 20,
    });
    await stage.simulator.change(`refunds/${refundId}/return`, {});
    const view = await untilCase(
      people.agent,
      caseId,
      'is reopened',
      (seen) => seen.refundReopened && seen.parked !== undefined,
    );
    expect(view.parked).toMatchObject({ step: 'refund-deposit', code: 'UNBIND_REFUND_RETURNED' });
    const { refunds, anomalies } = await stage.simulator.ledger(merchant);
    expect([refunds.length, anomalies]).toEqual([1, []]);
  },
);

test('what is signed and not ours is taken and changes nothing', async () => {
  const large = {
    type: 'invoice.paid',
    data: { object: { object: 'invoice', note: 'x'.repeat(200_000) } },
  };
  const foreign = [
    large,
    { type: 'payment_intent.succeeded', data: { object: { object: 'payment_intent' } } },
    refundEvent('order-17'),
    refundEvent('refund:UC-0000000000:d_0000000000:g1'),
    { object: 'v2.core.event', type: 'v2.core.account.closed' },
  ];
  for (const event of foreign) expect((await stripe(event)).status).toBe(204);
  expect((await stripe(refundEvent('order-17'), 'whsec_guessed')).status).toBe(403);
});
