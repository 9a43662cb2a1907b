/** A consent as the CLI shows it: what was agreed to, in words and amounts. */
import { consentLines } from '../../client/cli/text/consent-lines';
import { createClock } from '../../client/cli/text/moments';
import { wordsIn } from '../../client/cli/text/words';
import type { Consent } from '../../wire/cases/consent-answers';

const CONSENT: Consent = {
  consentId: 'k_000000000000000000000000',
  kind: 'service',
  termsVersion: '1',
  termsHash: 'a1b2c3',
  locale: 'en',
  method: 'recorded-call',
  by: 's_1',
  at: '2026-11-30T02:00:00.000Z',
  covers: {
    terminals: ['****6789'],
    items: [
      {
        serialNumber: '****6789',
        kind: 'refundable-deposit',
        amountMinor: 20_000,
        currency: 'CNY',
      },
    ],
  },
  isInForce: true,
  mayWithdraw: false,
};

test('a consent names each deposit item that it covers, with its kind and amount', () => {
  const shown = { words: wordsIn('en'), clock: createClock('Asia/Shanghai', new Date(CONSENT.at)) };
  const lines = consentLines(shown, { items: [CONSENT], people: { s_1: 'Lin Xiao' } });
  expect(lines.join('\n')).toMatch(/\*{4}6789 .*200\.00/);
});
