/** Content of the next revision: nothing entered is lost, and ids stay with their terminals. */
import { terminalsFor, withApplication } from '../../checks/application/case-content';
import type { NewIds } from '../../checks/application/case-content';
import type { ApplicationBody } from '../../wire/cases/case-requests';
import { TERMINALS, application, caseData, caseWithoutApplication } from './samples';

/** Ids in the order in which they were asked for. */
function newIds(): NewIds {
  let count = 0;
  const next = (kind: string) => () => {
    count += 1;
    return `${kind}_new${String(count)}`;
  };
  return { terminalId: next('t'), depositId: next('d') };
}

test('an empty draft is kept as an application with nothing in it', () => {
  expect(withApplication(caseWithoutApplication(), {}, newIds()).application).toEqual({
    merchantName: '',
    document: { kind: '', number: '' },
    phone: '',
    terminals: [],
    deposits: [],
    payee: { kind: '' },
    closeAccount: false,
  });
});

test('a draft is kept as it was entered, wrong fields too', () => {
  const body: ApplicationBody = {
    merchantName: ' 青 ',
    document: { kind: 'library-card', number: '?' },
    phone: 'none',
    email: 'x',
    terminals: [{ serialNumber: ' ｓｎ1 ' }, {}],
    payee: { kind: 'bank-account', accountNumber: '1' },
    closeAccount: true,
  };
  expect(withApplication(caseWithoutApplication(), body, newIds()).application).toMatchObject({
    ...body,
    terminals: [{ serialNumber: ' ｓｎ1 ' }, { serialNumber: '' }],
    payee: { kind: 'bank-account', accountNumber: '1', accountName: '', bankCode: '' },
  });
});

test('a terminal keeps its id however its serial number is typed, and a new one gets its own', () => {
  const terminals = terminalsFor(TERMINALS, [' ｓｎ10000002', 'SN3', ''], newIds().terminalId);
  expect(terminals).toEqual([
    { terminalId: 't_0000000002', serialNumber: 'SN10000002' },
    { terminalId: 't_new1', serialNumber: 'SN3' },
  ]);
});

test('the terminals of the case stay while a draft names none', () => {
  expect(withApplication(caseData(), { terminals: [] }, newIds()).terminals).toEqual(TERMINALS);
});

test('a deposit item keeps its id for the same terminal and kind', () => {
  const [held, fee] = application().deposits;
  const body: ApplicationBody = {
    deposits: [
      { serialNumber: 'sn10000001', kind: 'service-fee', amountMinor: 1, currency: 'CNY' },
      { serialNumber: 'SN10000001', kind: 'cashback', amountMinor: 2, currency: 'CNY' },
      { serialNumber: 'SN10000001', kind: 'refundable-deposit', amountMinor: 3, currency: 'CNY' },
    ],
  };
  const { deposits } = withApplication(caseData(), body, newIds()).application ?? application();
  expect(deposits.map(({ depositId }) => depositId)).toEqual([
    fee?.depositId,
    'd_new1',
    held?.depositId,
  ]);
});

test('an item that is listed twice does not share its id', () => {
  const line = {
    serialNumber: 'SN10000001',
    kind: 'service-fee',
    amountMinor: 1,
    currency: 'CNY',
  } as const;
  const next = withApplication(caseData(), { deposits: [line, line] }, newIds());
  const ids = next.application?.deposits.map(({ depositId }) => depositId);
  expect(new Set(ids).size).toBe(2);
});

test('the contact stays as it is', () => {
  expect(withApplication(caseData(), {}, newIds()).contact).toEqual(caseData().contact);
});
