/**
 * One deposit's refund, as the protocol and the confirmation see it. Every refund that the provider
 * knows of the deposit is looked at, whoever asked for it: never more goes back than was paid.
 */
import { z } from 'zod';
import type { Intent } from '../record/port/desk-record';
import { DEPOSIT_KINDS } from '../workflows/contract/case-view';
import { KEYS_OF, refundKey } from '../workflows/contract/identifiers';
import type { RefundRef } from '../workflows/contract/ports';
import type { AcquirerPort, ProviderRefund, RefundOrder, Standing } from './acquirer/acquirer-port';
import { refundState, refundsUnder } from './acquirer/held-answers';
import { depositIn, isLive, sumMinor } from './acquirer/live-refunds';
import { failure } from './failures';
import { readCaseSubject } from './effects/case-subject';
import type { Effect, EffectDeps, EffectParams } from './effects/effect';

const frozenParams = z.object({
  merchantNumber: z.string(),
  serialNumber: z.string(),
  kind: z.enum(DEPOSIT_KINDS),
  amountMinor: z.number().int().positive(),
  currency: z.string(),
  payee: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('original-payment') }),
    z.object({
      kind: z.literal('bank-account'),
      accountName: z.string(),
      accountNumber: z.string(),
      bankCode: z.string(),
    }),
  ]),
});

export function refundEffect(deps: EffectDeps, ref: RefundRef): Effect {
  const { acquirer } = deps;
  const key = refundKey(ref.caseId, ref.depositId, ref.generation);
  return {
    name: 'refund',
    key,
    caseId: ref.caseId,
    refusedCode: 'REFUND_REFUSED',
    refusalBinds: true,
    plan: () => planRefund(deps, ref),
    sameSubject: isSamePayment,
    gate: (plan, signal) => {
      const { merchantNumber, serialNumber } = frozenParams.parse(plan);
      return acquirer.readGate({ effect: 'refund', merchantNumber, serialNumber }, signal);
    },
    isDoneAlready: async (plan, signal) => {
      const { merchantNumber, serialNumber, kind } = frozenParams.parse(plan);
      const read = await acquirer.findRefunds({ merchantNumber, serialNumber, kind }, signal);
      if (read.kind !== 'found') return false;
      return read.value.some(
        (one) => isLive(one) && one.key?.startsWith(KEYS_OF.refund(ref.caseId, ref.depositId)),
      );
    },
    readBack: (intent, signal) => readRefund(deps, ref, intent, signal),
    call: (intent, signal) => acquirer.requestRefund(orderOf(intent), signal),
  };
}

async function planRefund(deps: EffectDeps, ref: RefundRef): Promise<EffectParams> {
  const subject = await readCaseSubject(deps, ref.caseId);
  const { serialNumber, kind, amountMinor, currency, payee } = subject.depositOf(ref.depositId);
  if (kind !== 'refundable-deposit') throw failure('STEP_FAILED', { details: ['NOT_REFUNDABLE'] });
  const { merchantNumber } = subject;
  return { merchantNumber, serialNumber, kind, amountMinor, currency, payee };
}

/** Amount, currency and payee count too: other money, or money to somebody else, is another refund. */
function isSamePayment(frozen: EffectParams, plan: EffectParams): boolean {
  const [before, now] = [frozenParams.parse(frozen), frozenParams.parse(plan)];
  const isSamePayee =
    before.payee.kind === 'bank-account' && now.payee.kind === 'bank-account'
      ? before.payee.accountNumber === now.payee.accountNumber &&
        before.payee.bankCode === now.payee.bankCode &&
        before.payee.accountName === now.payee.accountName
      : before.payee.kind === now.payee.kind;
  return (
    isSamePayee &&
    before.merchantNumber === now.merchantNumber &&
    before.serialNumber === now.serialNumber &&
    before.kind === now.kind &&
    before.amountMinor === now.amountMinor &&
    before.currency === now.currency
  );
}

/** What a refund's intent asks for, frozen. */
export function orderOf({ key, params, firstAttemptAt }: Intent): RefundOrder {
  return { key, ...frozenParams.parse(params), ...(firstAttemptAt && { firstAttemptAt }) };
}

/**
 * What the provider's list says of the order. Money of an earlier generation that is on its way or has
 * arrived after all is this order's money; money of any other origin leaves less room for it.
 */
async function readRefund(
  deps: EffectDeps,
  ref: RefundRef,
  intent: Intent,
  signal: AbortSignal,
): Promise<Standing> {
  const { acquirer } = deps;
  const order = orderOf(intent);
  const refunds = await acquirer.findRefunds(order, signal);
  if (refunds.kind === 'cannot') return refunds;
  const known = [
    ...(refunds.kind === 'found' ? refunds.value : []),
    ...(await paidElsewhere(deps, ref, order, signal)),
  ];
  const own = refundsUnder(order, known);
  const mine = own.find(isLive) ?? own.at(-1);
  if (mine !== undefined) return standingOf(mine, intent);
  const live = known.filter(isLive);
  const earlier = live.find(({ key }) =>
    key?.startsWith(KEYS_OF.refund(ref.caseId, ref.depositId)),
  );
  const isSameMoney =
    earlier?.amountMinor === order.amountMinor && earlier.currency === order.currency;
  if (isSameMoney) return standingOf(earlier, intent);
  if (live.length > 0) await checkRoom(acquirer, order, live, signal);
  return { kind: 'absent' };
}

/** What earlier generations were paid under another reference, before an operator corrected it. */
async function paidElsewhere(
  { record, acquirer }: EffectDeps,
  ref: RefundRef,
  order: RefundOrder,
  signal: AbortSignal,
): Promise<readonly ProviderRefund[]> {
  const found: ProviderRefund[] = [];
  for (let generation = ref.generation - 1; generation > 0; generation -= 1) {
    const key = refundKey(ref.caseId, ref.depositId, generation);
    const earlier = await record.intents.get(key);
    if (earlier === undefined || earlier.attempt === 0) continue;
    const { merchantNumber, serialNumber, kind } = orderOf(earlier);
    if (merchantNumber === order.merchantNumber && serialNumber === order.serialNumber) continue;
    const read = await acquirer.findRefunds({ merchantNumber, serialNumber, kind }, signal);
    if (read.kind === 'found') found.push(...read.value.filter((one) => one.key === key));
  }
  return found;
}

/** `REFUND_EXCEEDS_DEPOSIT` where the deposit has no room for the order beside what is live. */
async function checkRoom(
  acquirer: AcquirerPort,
  order: RefundOrder,
  live: readonly ProviderRefund[],
  signal: AbortSignal,
): Promise<void> {
  const { merchantNumber, amountMinor } = order;
  const deposits = await acquirer.readDeposits(merchantNumber, signal);
  const limitMinor = depositIn(deposits, order)?.amountMinor ?? amountMinor;
  if (sumMinor(live) + amountMinor > limitMinor) throw failure('REFUND_EXCEEDS_DEPOSIT');
}

function standingOf(refund: ProviderRefund, intent: Intent): Standing {
  const providerRef = refund.refundId;
  switch (refundState(refund, intent.state === 'done')) {
    case 'pending':
      return { kind: 'accepted', providerRef };
    case 'succeeded':
      return { kind: 'done', providerRef };
    case 'returned':
      return { kind: 'returned', providerRef };
    case 'failed':
      return { kind: 'refused', providerCode: refund.providerCode ?? 'NOT_NAMED' };
  }
}
