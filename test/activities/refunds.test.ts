/** Money: never more than the deposit, never twice, and what comes back is told. */
import { withReference } from '../../checks/references/references';
import type { RefundRow } from '../../local/simulator/store/rows';
import {
  CALLS,
  codeOf,
  executions,
  failureOf,
  perform,
  prepare,
  startStage,
  viewOf,
} from './stage';
import type { OpenedCase, Stage } from './stage';

const DAY_MS = 24 * 60 * 60 * 1_000;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
afterEach(() => stage.clearFaults());

/** A refund that somebody else makes at the acquirer. */
async function payElsewhere(one: OpenedCase, amountMinor: number): Promise<void> {
  const { signal } = new AbortController();
  const answer = await stage.http.requestRefund(
    {
      key: `elsewhere:${one.caseId}`,
      merchantNumber: one.merchant.merchantNumber,
      serialNumber: one.data.terminals[0]?.serialNumber ?? '',
      kind: 'refundable-deposit',
      amountMinor,
      currency: 'CNY',
      payee: { kind: 'original-payment' },
    },
    signal,
  );
  expect(answer.kind).toBe('accepted');
}

async function refundsOf(one: OpenedCase): Promise<readonly RefundRow[]> {
  return (await stage.ledger(one.merchant.merchantNumber)).refunds;
}

const second = (one: OpenedCase) => ({
  ...one,
  refund: { ...one.refund, generation: 2 },
});

test('pays the amount of the deposit to the payee of the application as the checks read it', async () => {
  const merchantName = '明明便利店';
  const payee = {
    kind: 'bank-account',
    accountName: ` ${merchantName} `,
    accountNumber: '6222 0200-1234 5671',
    bankCode: 'ｉcbc',
  } as const;
  const one = await stage.openCase({ payee, merchant: { merchantName, depositMinor: 12_345 } });
  await perform(stage.effects(), 'unbind', one);
  expect(await perform(stage.effects(), 'refund', one)).toEqual({ kind: 'done' });
  const [refund] = await refundsOf(one);
  expect(refund).toMatchObject({
    amountMinor: 12_345,
    currency: 'CNY',
    state: 'succeeded',
    payee: { accountName: merchantName, accountNumber: '6222020012345671', bankCode: 'ICBC' },
    requestNumber: CALLS.refund(stage.effects(), one).key,
  });
});

test('refuses a refund that would exceed the deposit together with one of another origin', async () => {
  const one = await prepare(stage, 'refund');
  await payElsewhere(one, 1);
  const before = await stage.calls('refund');
  const failed = await failureOf(stage.effects().requestRefund(one.refund));
  expect(failed).toMatchObject({ type: 'UNBIND_REFUND_EXCEEDS_DEPOSIT', nonRetryable: true });
  expect(await stage.calls('refund')).toBe(before);
  expect(await refundsOf(one)).toHaveLength(1);
});

test('pays what is left of a deposit of which a part went back before', async () => {
  const one = await stage.openCase({ merchant: { depositMinor: 20_000 }, amountMinor: 15_000 });
  await perform(stage.effects(), 'unbind', one);
  await payElsewhere(one, 5_000);
  expect(await perform(stage.effects(), 'refund', one)).toEqual({ kind: 'done' });
  expect((await refundsOf(one)).map(({ amountMinor }) => amountMinor)).toEqual([5_000, 15_000]);
});

test('does not pay again when the provider has forgotten the key', async () => {
  const one = await prepare(stage, 'refund');
  await stage.fault({ operation: 'refund', kind: 'execute-then-reset' });
  const effects = stage.effects({ acquirer: stage.stripe });
  expect(await codeOf(effects.requestRefund(one.refund))).toBe('ACQUIRER_UNAVAILABLE');
  await stage.control('clock', { advanceMs: 2 * DAY_MS });
  expect(await perform(effects, 'refund', one)).toEqual({ kind: 'done' });
  expect(await executions(stage, 'refund', one)).toBe(1);
});

test('does not pay again under a corrected reference what had left under the old one', async () => {
  const one = await prepare(stage, 'refund');
  const { serialNumber: old } = one.merchant.terminals[0]!;
  await stage.fault({ operation: 'refund', kind: 'execute-then-reset' });
  expect(await codeOf(stage.effects().requestRefund(one.refund))).toBe('ACQUIRER_UNAVAILABLE');
  await stage.control(`terminals/${old}/swap`, { to: `${old}X` });
  const data = withReference(one.data, { reference: 'deposit', subject: one.depositId }, `${old}X`);
  const { caseId } = one;
  await stage.record.revisions.add({ caseId, author: 's_operator', expected: 1, data });
  const entry = { sequence: 1, at: '2026-11-26T02:00:00Z', event: 'reference-corrected' };
  await stage.record.cases.change({
    caseId,
    runId: 'run-1',
    entries: [{ ...entry, by: { principalId: 's_operator', role: 'operator' }, facts: {} }],
    view: viewOf(caseId, 2),
    notices: [],
    freeTerminals: false,
    task: { historyLength: 10, atMs: Date.parse(entry.at) },
  });
  const again = { ...one, refund: { ...one.refund, generation: 2 } };
  expect(await perform(stage.effects(), 'refund', again)).toEqual({ kind: 'done' });
  expect(await executions(stage, 'refund', one)).toBe(1);
});

test('tells that money came back after it had arrived', async () => {
  const one = await prepare(stage, 'refund');
  await perform(stage.effects(), 'refund', one);
  const [refund] = await refundsOf(one);
  await stage.control(`refunds/${refund?.refundId}/return`);
  expect(await stage.effects().confirmRefund(one.refund)).toEqual({ kind: 'returned' });
});

test('tells that money came back between two looks', async () => {
  const one = await prepare(stage, 'refund');
  await stage.effects().requestRefund(one.refund);
  const [refund] = await refundsOf(one);
  await stage.control(`refunds/${refund?.refundId}/settle`);
  await stage.control(`refunds/${refund?.refundId}/return`);
  expect(await perform(stage.effects(), 'refund', one)).toEqual({ kind: 'returned' });
});

test('pays money that came back once more in the next generation', async () => {
  const one = await prepare(stage, 'refund');
  await perform(stage.effects(), 'refund', one);
  const [refund] = await refundsOf(one);
  await stage.control(`refunds/${refund?.refundId}/return`);
  const { requestRefund, confirmRefund } = stage.effects();
  const again = second(one);
  expect(await requestRefund(again.refund)).toEqual({ kind: 'accepted' });
  expect(await perform(stage.effects(), 'refund', again)).toEqual({ kind: 'done' });
  expect(await confirmRefund(again.refund)).toEqual({ kind: 'done' });
  const states = (await refundsOf(one)).map(({ state }) => state);
  expect(states).toEqual(['returned', 'succeeded']);
});

test('pays nothing in the next generation when the earlier one has arrived after all', async () => {
  const one = await prepare(stage, 'refund');
  await perform(stage.effects(), 'refund', one);
  const before = await stage.calls('refund');
  expect(await stage.effects().requestRefund(second(one).refund)).toEqual({ kind: 'done' });
  expect(await stage.calls('refund')).toBe(before);
  expect(await executions(stage, 'refund', one)).toBe(1);
});

test('waits in the next generation for an earlier refund that is still on its way', async () => {
  const one = await prepare(stage, 'refund');
  await stage.fault({ operation: 'refund', kind: 'never-effective' });
  await stage.effects().requestRefund(one.refund);
  const again = second(one);
  expect(await stage.effects().requestRefund(again.refund)).toEqual({ kind: 'accepted' });
  expect(await codeOf(stage.effects().confirmRefund(again.refund))).toBe('EFFECT_PENDING');
  const [refund] = await refundsOf(one);
  await stage.control(`refunds/${refund?.refundId}/settle`);
  expect(await stage.effects().confirmRefund(again.refund)).toEqual({ kind: 'done' });
  expect(await refundsOf(one)).toHaveLength(1);
});

test('a refund that failed for good is not asked for again in its generation', async () => {
  const one = await prepare(stage, 'refund');
  await stage.fault({ operation: 'refund', kind: 'refuse', stage: 'effect', code: 'BANK_REFUSED' });
  const refused = { kind: 'refused', code: 'REFUND_REFUSED' };
  expect(await perform(stage.effects(), 'refund', one)).toEqual(refused);
  const before = await stage.calls('refund');
  expect(await stage.effects().requestRefund(one.refund)).toEqual(refused);
  expect(await stage.calls('refund')).toBe(before);
  expect(await perform(stage.effects(), 'refund', second(one))).toEqual({ kind: 'done' });
});

test('a new payee after a return is paid by the revision that the workflow knows', async () => {
  const one = await prepare(stage, 'refund');
  await perform(stage.effects(), 'refund', one);
  const [refund] = await refundsOf(one);
  await stage.control(`refunds/${refund?.refundId}/return`);
  const { bankAccount, merchantName } = one.merchant;
  const { accountNumber, bankCode } = bankAccount;
  const payee = {
    kind: 'bank-account',
    accountName: merchantName,
    accountNumber,
    bankCode,
  } as const;
  const { application } = one.data;
  const data = { ...one.data, ...(application && { application: { ...application, payee } }) };
  const { caseId } = one;
  const revision = await stage.record.revisions.add({
    caseId,
    author: 's_8H2K5N1W00',
    expected: 1,
    data,
  });
  await stage.record.cases.open({
    caseId,
    runId: 'run-1',
    entries: [],
    view: viewOf(caseId, revision),
    notices: [],
    freeTerminals: false,
    task: { historyLength: 3, atMs: 1_000 },
  });
  expect(await perform(stage.effects(), 'refund', second(one))).toEqual({ kind: 'done' });
  const paid = (await refundsOf(one)).at(-1);
  expect(paid).toMatchObject({ state: 'succeeded', payee: { accountNumber } });
});

test('an item that is not refundable is never paid back', async () => {
  const one = await prepare(stage, 'refund');
  const { application } = one.data;
  const deposits =
    application?.deposits.map((item) => ({ ...item, kind: 'sim-fee' as const })) ?? [];
  const caseId = one.caseId.replace(/.$/, (last) => (last === 'Z' ? 'Y' : 'Z'));
  await stage.record.cases.create({
    caseId,
    teamId: 'team-1',
    author: 's_8H2K5N1W00',
    data: { ...one.data, ...(application && { application: { ...application, deposits } }) },
    view: viewOf(caseId),
  });
  const failed = await failureOf(stage.effects().requestRefund({ ...one.refund, caseId }));
  expect(failed).toMatchObject({ type: 'UNBIND_STEP_FAILED', nonRetryable: true });
});
