/** Answers of whatever adapter that name less than the question: nothing is taken for done on their word. */
import type { AcquirerAdapter, Names } from '../../activities/acquirer/acquirer-adapter';
import { createManualAcquirer } from '../../activities/acquirer/manual-adapter';
import { holdAnswers } from '../../activities/acquirer/held-answers';
import { closure, failureOf, refund, signal, unbind } from './scripted-acquirer';

/** An adapter that accepts everything, and calls it effective, in the same names. */
function accepting(names: Names) {
  const told = async () => ({ names, state: 'effective' as const });
  const found = async () => ({ kind: 'found' as const, value: await told() });
  const adapter: AcquirerAdapter = {
    ...createManualAcquirer(),
    readTerminal: async () => ({ kind: 'absent' }),
    listTerminals: async () => ({ kind: 'cannot' }),
    readDeposits: async () => ({ kind: 'cannot' }),
    readGate: async () => ({ kind: 'cannot' }),
    findRefunds: async () => ({ kind: 'cannot' }),
    requestUnbind: told,
    requestRefund: told,
    requestClosure: told,
    readUnbindRequest: found,
    readClosureRequest: found,
  };
  const port = holdAnswers(adapter);
  return {
    'request of an unbinding': () => port.requestUnbind(unbind, signal),
    'request of a closure': () => port.requestClosure(closure, signal),
    'request of a refund': () => port.requestRefund(refund, signal),
    'read-back of an unbinding': () => port.readUnbind(unbind, signal),
    'read-back of a closure': () => port.readClosure(closure, signal),
  };
}
type Asked = keyof ReturnType<typeof accepting>;

const { serialNumber, merchantNumber, amountMinor, currency } = refund;
const UNNAMED: readonly (readonly [Asked, string, Names])[] = [
  ['request of an unbinding', 'nothing', {}],
  ['request of an unbinding', 'the merchant alone', { merchantNumber }],
  ['request of a closure', 'the merchant alone', { merchantNumber }],
  ['request of a refund', 'merchant and terminal', { merchantNumber, serialNumber }],
  ['request of a refund', 'the request alone', { requestNumber: refund.key }],
  ['request of a refund', 'no currency', { requestNumber: refund.key, amountMinor }],
  ['request of a refund', 'no request', { amountMinor, currency }],
  ['read-back of an unbinding', 'the terminal alone', { serialNumber }],
  ['read-back of a closure', 'nothing', {}],
];

test.each(UNNAMED)('the %s is not answered by one that names %s', async (asked, _what, names) => {
  expect((await failureOf(accepting(names)[asked]())).kind).toBe('misfit');
});

const NAMED: readonly (readonly [Asked, Names, string])[] = [
  ['request of an unbinding', { requestNumber: unbind.key }, 'accepted'],
  ['request of an unbinding', { merchantNumber, serialNumber }, 'accepted'],
  ['request of a closure', { requestNumber: closure.key }, 'accepted'],
  ['request of a refund', { requestNumber: refund.key, amountMinor, currency }, 'accepted'],
  ['read-back of an unbinding', { requestNumber: unbind.key }, 'done'],
  ['read-back of a closure', { requestNumber: closure.key }, 'done'],
];

test.each(NAMED)('the %s is answered by one that names %j', async (asked, names, kind) => {
  expect(await accepting(names)[asked]()).toEqual({ kind });
});
