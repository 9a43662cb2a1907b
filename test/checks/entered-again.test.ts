/** An application that was lost is entered again, and nothing about the case is changed by it. */
import { enteredAgain } from '../../checks/application/entered-again';
import type { ApplicationData, CaseData } from '../../workflows/contract/case-data';
import type { CaseView, DepositView } from '../../workflows/contract/case-view';
import { sampleData, sampleView } from '../record/samples';

const since = '2026-03-02T01:00:00.000Z';

function deposit(depositId: string, terminalId: string, amountMinor: number): DepositView {
  return {
    depositId,
    terminalId,
    kind: 'refundable-deposit',
    amountMinor,
    currency: 'CNY',
    refund: 'waiting',
    generation: 1,
    since,
  };
}

const view: CaseView = sampleView('UC-0000000001', {
  status: 'refunding-deposit',
  closeAccount: true,
  terminals: ['t_A', 't_B'].map((terminalId) => ({
    terminalId,
    state: 'effective',
    generation: 1,
    since,
  })),
  deposits: [deposit('d_A', 't_A', 20_000), deposit('d_B', 't_B', 30_000)],
});
/** Only one of the two devices was known before the application. */
const previous: CaseData = sampleData({ terminals: [{ terminalId: 't_A', serialNumber: 'SNA' }] });

function entered(change: Partial<ApplicationData> = {}, serials = ['SNB', 'SNA']): CaseData {
  const item = (serialNumber: string, amountMinor: number) => ({
    depositId: `d_NEW${serialNumber}`,
    serialNumber,
    kind: 'refundable-deposit' as const,
    amountMinor,
    currency: 'CNY',
  });
  return {
    ...previous,
    terminals: serials.map((serialNumber) => ({
      terminalId: previous.terminals.find((one) => one.serialNumber === serialNumber)
        ? 't_A'
        : 't_NEW',
      serialNumber,
    })),
    application: {
      merchantName: '小明便利店',
      document: { kind: 'resident-id', number: '11010519491231002X' },
      phone: '+8613800138000',
      terminals: serials.map((serialNumber) => ({ serialNumber })),
      deposits: [item('SNB', 30_000), item('SNA', 20_000)],
      payee: { kind: 'original-payment' },
      closeAccount: true,
      ...change,
    },
  };
}

test('what was entered takes on the ids that the case knows', () => {
  const { problems, data } = enteredAgain(view, previous, entered());
  expect(problems).toEqual([]);
  expect(data.terminals).toEqual([
    { terminalId: 't_B', serialNumber: 'SNB' },
    { terminalId: 't_A', serialNumber: 'SNA' },
  ]);
  expect(data.application?.deposits.map(({ depositId }) => depositId)).toEqual(['d_B', 'd_A']);
});

const pathsOf = (data: CaseData) =>
  enteredAgain(view, previous, data).problems.map(({ path }) => path);

test('another amount is refused, as money would go another way than was approved', () => {
  const [first, second] = entered().application?.deposits ?? [];
  if (!first || !second) throw new Error('two deposits were entered');
  const deposits = [first, { ...second, amountMinor: 20_001 }];
  expect(pathsOf(entered({ deposits }))).toEqual(['deposits']);
});

test('a device more or fewer, or another closure, is refused', () => {
  expect(pathsOf(entered({}, ['SNA']))).toEqual(['terminals']);
  expect(pathsOf(entered({}, ['SNA', 'SNB', 'SNC']))).toEqual(['terminals']);
  expect(pathsOf(entered({ closeAccount: false }))).toEqual(['closeAccount']);
});
