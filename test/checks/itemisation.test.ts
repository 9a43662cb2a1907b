/** The deposit items shown before consent, and the hash of these alone that older consents name. */
import fc from 'fast-check';
import { heldLines, itemisationHash, itemise } from '../../checks/money/itemisation';
import { DEPOSIT_KINDS } from '../../workflows/contract/case-view';
import { ledger } from './samples';

const OWN = ['SN10000001', 'SN10000002'];

test('shows every kind of item and marks the deposit alone as refundable', () => {
  const all = DEPOSIT_KINDS.map((kind) => ({
    serialNumber: 'SN10000001',
    kind,
    amountMinor: 100,
    currency: 'CNY',
  }));
  const lines = itemise(all, OWN);
  expect(Object.fromEntries(lines.map(({ kind, refundable }) => [kind, refundable]))).toEqual({
    'refundable-deposit': true,
    'service-fee': false,
    cashback: false,
    'sim-fee': false,
  });
});

test('leaves out items of terminals that the case does not name', () => {
  const lines = itemise(heldLines(ledger()), ['SN10000002']);
  expect(lines).toEqual([]);
});

test('finds the terminals of the case however they are written', () => {
  const lines = itemise(heldLines(ledger()), [' ｓｎ10000001 ']);
  expect(lines).toHaveLength(2);
});

test('shows what is still held of a deposit, and nothing of one that was paid back', () => {
  const amounts = (refundedMinor: number) =>
    heldLines(ledger({ refundedMinor })).map(({ amountMinor }) => amountMinor);
  expect(amounts(0)).toEqual([20_000, 6_000]);
  expect(amounts(5_000)).toEqual([15_000, 6_000]);
  expect(amounts(20_000)).toEqual([6_000]);
});

test('hashes a known list to a known value, so that stored consents stay comparable', async () => {
  expect(await itemisationHash(heldLines(ledger()))).toBe(
    '3c5acf6c62dd05f0b5dba882289b3cff3e8691791f6db152a04b0a39ec7772e2',
  );
});

const line = fc.record({
  serialNumber: fc.constantFrom(...OWN),
  kind: fc.constantFrom(...DEPOSIT_KINDS),
  amountMinor: fc.nat(),
  currency: fc.constantFrom('CNY', 'USD'),
});

test('has one hash for the same items in any order', async () => {
  const shuffled = fc
    .array(line)
    .chain((lines) =>
      fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
    );
  await fc.assert(
    fc.asyncProperty(shuffled, async ([lines, others]) => {
      return (await itemisationHash(lines)) === (await itemisationHash(others));
    }),
  );
});

test('has another hash once an amount changes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1 }), fc.nat(), async (lines, at) => {
      const index = at % lines.length;
      const changed = lines.map((item, position) =>
        position === index ? { ...item, amountMinor: item.amountMinor + 1 } : item,
      );
      return (await itemisationHash(lines)) !== (await itemisationHash(changed));
    }),
  );
});
