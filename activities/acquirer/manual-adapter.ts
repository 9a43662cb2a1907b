/**
 * The acquirer that has no API: nothing can be read and nothing asked for. Every step becomes a task
 * for a person, who does it in the acquirer's console and gives proof.
 */
import type { AcquirerPort } from './acquirer-port';
import { holdAnswers } from './held-answers';

const CANNOT = { kind: 'cannot' } as const;
const cannot = (): Promise<typeof CANNOT> => Promise.resolve(CANNOT);

/** Adapter `manual`. Answers `cannot` to everything and believes no callback. */
export function createManualAcquirer(): AcquirerPort {
  return holdAnswers({
    name: 'manual',
    readMerchant: cannot,
    readTerminal: cannot,
    listTerminals: cannot,
    readDeposits: cannot,
    readGate: cannot,
    requestUnbind: cannot,
    readUnbindRequest: cannot,
    requestRefund: cannot,
    findRefunds: cannot,
    requestClosure: cannot,
    readClosureRequest: cannot,
    verifyCallback: () => Promise.resolve(undefined),
  });
}
