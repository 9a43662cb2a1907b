/** An application beside the acquirer's record: what agrees passes, and its twin is named. */
import { readAcquirerSide } from '../../checks/application/acquirer-side';
import type {
  AcquirerReads,
  AcquirerSide,
  RegisteredMerchant,
} from '../../checks/application/acquirer-side';
import {
  checkAgainstAcquirer,
  joinFindings,
} from '../../checks/application/application-against-acquirer';
import { checkForm } from '../../checks/application/application-form';
import type { ApplicationData, CaseData } from '../../workflows/contract/case-data';
import {
  BANK_ACCOUNT,
  MERCHANT_NAME,
  MERCHANT_NUMBER,
  OTHER_PHONE,
  PHONE,
  RESIDENT_IDS,
  TODAY,
  USCC,
  acquirerSide,
  application,
  bound,
  caseData,
  ledger,
} from './samples';

function found(data: CaseData, side: AcquirerSide = acquirerSide()) {
  const { problems, warnings, stepUp, alreadyUnbound, differences } = checkAgainstAcquirer(
    data,
    side,
  );
  return {
    problems: problems.map(({ path, code }) => `${path} ${code}`),
    warnings: warnings.map(({ path, code }) => `${path} ${code}`),
    stepUp,
    alreadyUnbound: [...alreadyUnbound],
    differences,
  };
}

const NOTHING = { problems: [], warnings: [], stepUp: [], alreadyUnbound: [], differences: [] };

function merchant(changes: Partial<RegisteredMerchant>): Partial<AcquirerSide> {
  const value = { merchantName: MERCHANT_NAME, phone: PHONE, ...changes };
  return { merchant: { kind: 'found', value } };
}

function terminal(serialNumber: string, reading: ReturnType<AcquirerSide['terminals']['get']>) {
  const terminals = new Map(acquirerSide().terminals);
  if (reading) terminals.set(serialNumber, reading);
  return acquirerSide({ terminals });
}

test('an application that agrees with the record has no finding', () => {
  expect(found(caseData())).toEqual(NOTHING);
});

describe('the merchant name', () => {
  test('agrees in spite of width, spaces and brackets', () => {
    const side = acquirerSide(merchant({ merchantName: '青禾(杭州)贸易' }));
    expect(found(caseData({ merchantName: '青禾 （杭州） 贸易' }), side)).toEqual(NOTHING);
  });

  test('fails by one character, and the character and its place are named', () => {
    const { problems, differences } = found(caseData({ merchantName: '杭州青和贸易有限公司' }));
    expect(problems).toEqual(['merchantName MERCHANT_NAME_MISMATCH']);
    expect(differences).toEqual([
      {
        path: 'merchantName',
        entered: '杭州青和贸易有限公司',
        acquirer: MERCHANT_NAME,
        at: { position: 4, entered: '和', registered: '禾' },
      },
    ]);
  });

  test('that is missing is left to the check of the form', () => {
    expect(found(caseData({ merchantName: '' })).problems).toEqual([]);
  });

  test('is not compared where the acquirer does not know the merchant number', () => {
    expect(found(caseData(), acquirerSide({ merchant: { kind: 'absent' } })).problems).toEqual([
      'contact.merchantNumber MERCHANT_NOT_FOUND',
    ]);
  });
});

describe('the identity document', () => {
  const registered = (kind: 'uscc' | 'resident-id', number: string) =>
    acquirerSide(merchant({ document: { kind, number } }));

  test('agrees however it is typed', () => {
    const data = caseData({ document: { kind: 'resident-id', number: '110105 19491231 002x' } });
    expect(found(data, registered('resident-id', RESIDENT_IDS[0]))).toEqual(NOTHING);
  });

  test('fails for another number, and the registered one is not shown', () => {
    const data = caseData({ document: { kind: 'resident-id', number: RESIDENT_IDS[1] } });
    const { problems, differences } = found(data, registered('resident-id', RESIDENT_IDS[0]));
    expect(problems).toEqual(['document.number DOCUMENT_MISMATCH']);
    expect(JSON.stringify(differences)).not.toContain(RESIDENT_IDS[0]);
  });

  test('fails for another kind', () => {
    const data = caseData({ document: { kind: 'uscc', number: USCC } });
    expect(found(data, registered('resident-id', RESIDENT_IDS[0])).problems).toEqual([
      'document.kind DOCUMENT_MISMATCH',
    ]);
  });

  test('is not compared where the acquirer does not tell it', () => {
    expect(found(caseData(), acquirerSide(merchant({})))).toEqual(NOTHING);
  });
});

describe('the phone', () => {
  test('is the bound one, however it is typed', () => {
    expect(found(caseData({ phone: '138 0013 8000' })).stepUp).toEqual([]);
  });

  test('that differs from the bound one needs a second proof and is no error', () => {
    const { problems, stepUp } = found(caseData({ phone: OTHER_PHONE }));
    expect({ problems, stepUp }).toEqual({ problems: [], stepUp: ['PHONE_CHANGED'] });
  });

  test('that is left out needs a second proof', () => {
    expect(found(caseData({ phone: '' })).stepUp).toEqual(['PHONE_CHANGED']);
  });

  test('to which notices go needs a second proof where it is not the bound one', () => {
    expect(found(caseData({}, { phone: OTHER_PHONE })).stepUp).toEqual(['PHONE_CHANGED']);
  });

  test('is not compared where the acquirer has none', () => {
    const side = acquirerSide({
      merchant: { kind: 'found', value: { merchantName: MERCHANT_NAME } },
    });
    expect(found(caseData({ phone: OTHER_PHONE }), side).stepUp).toEqual([]);
  });
});

describe('a terminal', () => {
  const path = 'terminals[1].serialNumber';

  test('that the acquirer does not know is not found', () => {
    expect(found(caseData(), terminal('SN10000002', { kind: 'absent' })).problems).toEqual([
      `${path} TERMINAL_NOT_FOUND`,
    ]);
  });

  test('that is bound to another merchant is named', () => {
    const side = terminal('SN10000002', { kind: 'found', value: bound('SN10000002', 'M999') });
    expect(found(caseData(), side).problems).toEqual([`${path} TERMINAL_BOUND_ELSEWHERE`]);
  });

  test('that is already being unbound for this merchant passes', () => {
    const value = { ...bound('SN10000002'), state: 'unbinding' as const };
    expect(found(caseData(), terminal('SN10000002', { kind: 'found', value }))).toEqual(NOTHING);
  });

  const unbound = (serialNumber: string) => ({
    kind: 'found' as const,
    value: { serialNumber, state: 'unbound' as const, lastMerchantNumber: MERCHANT_NUMBER },
  });

  test.each([undefined, 'M999'])(
    'that is unbound without this merchant as the last owner (%s) is asked for all the same',
    (last) => {
      const value = {
        serialNumber: 'SN10000001',
        state: 'unbound' as const,
        ...(last !== undefined && { lastMerchantNumber: last }),
      };
      const { warnings, alreadyUnbound } = found(
        caseData(),
        terminal('SN10000001', { kind: 'found', value }),
      );
      expect(warnings).toEqual(['terminals[0].serialNumber TERMINAL_ALREADY_UNBOUND']);
      expect(alreadyUnbound).toEqual([]);
    },
  );

  test('that is unbound while its deposit is held counts as done', () => {
    const { problems, warnings, alreadyUnbound } = found(
      caseData(),
      terminal('SN10000001', unbound('SN10000001')),
    );
    expect({ problems, warnings, alreadyUnbound }).toEqual({
      problems: [],
      warnings: ['terminals[0].serialNumber TERMINAL_ALREADY_UNBOUND'],
      alreadyUnbound: ['SN10000001'],
    });
  });

  test('that is unbound with nothing held is not one of the merchant', () => {
    expect(found(caseData(), terminal('SN10000002', unbound('SN10000002'))).problems).toEqual([
      `${path} TERMINAL_NOT_FOUND`,
    ]);
  });

  test('that is unbound with its deposit paid back is not one of the merchant', () => {
    const side = {
      ...terminal('SN10000001', unbound('SN10000001')),
      deposits: { kind: 'found' as const, value: ledger({ refundedMinor: 20_000 }) },
    };
    const data = caseData({ deposits: application().deposits.slice(1) });
    expect(found(data, side).problems).toEqual(['terminals[0].serialNumber TERMINAL_NOT_FOUND']);
  });
});

describe('the closure', () => {
  const listed = {
    kind: 'found' as const,
    value: [bound('SN10000001'), bound('SN10000002'), bound('SN10000003')],
  };

  test('is blocked while another terminal stays bound', () => {
    expect(found(caseData(), acquirerSide({ listed })).problems).toEqual([
      'closeAccount CLOSURE_BLOCKED',
    ]);
  });

  test('is not asked about where the account stays open', () => {
    expect(found(caseData({ closeAccount: false }), acquirerSide({ listed }))).toEqual(NOTHING);
  });

  test('is free once every terminal is part of the application', () => {
    expect(found(caseData({ closeAccount: true }))).toEqual(NOTHING);
  });
});

describe('the payee', () => {
  test('is an account in the registered name', () => {
    expect(found(caseData({ payee: BANK_ACCOUNT }))).toEqual(NOTHING);
  });

  test('may not be an account of somebody else', () => {
    const payee = { ...BANK_ACCOUNT, accountName: '陈青禾' } as ApplicationData['payee'];
    expect(found(caseData({ payee })).problems).toEqual(['payee.accountName PAYEE_NAME_MISMATCH']);
  });

  test('in a wrong name that the application repeats is found by the record', () => {
    const wrong = '杭州青和贸易有限公司';
    const payee = { ...BANK_ACCOUNT, accountName: wrong } as ApplicationData['payee'];
    const data = caseData({ merchantName: wrong, payee });
    expect(checkForm(data, TODAY).problems).toEqual([]);
    expect(found(data).problems).toEqual([
      'merchantName MERCHANT_NAME_MISMATCH',
      'payee.accountName PAYEE_NAME_MISMATCH',
    ]);
  });
});

describe('the deposit', () => {
  const [held, fee] = application().deposits;

  test('with another amount is shown side by side', () => {
    const deposits = application().deposits.map((line) =>
      line === held ? { ...line, amountMinor: 25_000 } : line,
    );
    const { problems, differences } = found(caseData({ deposits }));
    expect(problems).toEqual(['deposits[0].amountMinor DEPOSIT_MISMATCH']);
    expect(differences).toEqual([
      {
        path: 'deposits[0].amountMinor',
        entered: 'SN10000001 refundable-deposit CNY 250.00',
        acquirer: 'SN10000001 refundable-deposit CNY 200.00',
      },
    ]);
  });

  test('in another currency is found', () => {
    const deposits = application().deposits.map((line) =>
      line === held ? { ...line, currency: 'USD' } : line,
    );
    expect(found(caseData({ deposits })).problems).toEqual([
      'deposits[0].currency DEPOSIT_MISMATCH',
    ]);
  });

  test('that the application leaves out is found, fees too', () => {
    const { problems, differences } = found(caseData({ deposits: [] }));
    expect(problems).toEqual(['deposits DEPOSIT_MISMATCH']);
    expect(differences).toEqual([
      { path: 'deposits', entered: '', acquirer: 'SN10000001 refundable-deposit CNY 200.00' },
      { path: 'deposits', entered: '', acquirer: 'SN10000001 service-fee CNY 60.00' },
    ]);
  });

  test('that the acquirer does not hold is found', () => {
    const deposits = [...application().deposits, { ...fee!, kind: 'cashback' as const }];
    expect(found(caseData({ deposits })).problems).toEqual(['deposits[2].kind DEPOSIT_MISMATCH']);
  });

  test('of a terminal outside the application is not asked for', () => {
    const other = { ...ledger()[0]!, serialNumber: 'SN10000003' };
    const deposits = { kind: 'found' as const, value: [...ledger(), other] };
    expect(found(caseData(), acquirerSide({ deposits }))).toEqual(NOTHING);
  });

  test('counts what is still held after an earlier refund', () => {
    const deposits = { kind: 'found' as const, value: ledger({ refundedMinor: 5_000 }) };
    expect(found(caseData(), acquirerSide({ deposits })).problems).toHaveLength(1);
    const lines = application().deposits.map((line) =>
      line === held ? { ...line, amountMinor: 15_000 } : line,
    );
    expect(found(caseData({ deposits: lines }), acquirerSide({ deposits }))).toEqual(NOTHING);
  });
});

test('an acquirer that cannot tell leaves a warning for each part, no error, and wants a second proof', () => {
  const cannot = { kind: 'cannot' as const };
  const side = acquirerSide({
    merchant: cannot,
    terminals: new Map([
      ['SN10000001', cannot],
      ['SN10000002', cannot],
    ]),
    listed: cannot,
    deposits: cannot,
  });
  expect(found(caseData(), side)).toEqual({
    ...NOTHING,
    warnings: [
      'merchantName ACQUIRER_NOT_READABLE',
      'terminals[0].serialNumber ACQUIRER_NOT_READABLE',
      'terminals[1].serialNumber ACQUIRER_NOT_READABLE',
      'deposits ACQUIRER_NOT_READABLE',
      'closeAccount ACQUIRER_NOT_READABLE',
    ],
    stepUp: ['MERCHANT_UNREADABLE'],
  });
});

test('a finding of both checks stands once', () => {
  const payee = { ...BANK_ACCOUNT, accountName: '陈青禾' } as ApplicationData['payee'];
  const data = caseData({ payee });
  const joined = joinFindings(checkForm(data, TODAY), checkAgainstAcquirer(data, acquirerSide()));
  expect(joined.problems).toEqual([{ path: 'payee.accountName', code: 'PAYEE_NAME_MISMATCH' }]);
});

describe('reading the acquirer', () => {
  function reads(listed: AcquirerSide['listed']) {
    const asked: string[] = [];
    const side = acquirerSide();
    const source: AcquirerReads = {
      readMerchant: () => Promise.resolve(side.merchant),
      listTerminals: () => Promise.resolve(listed),
      readDeposits: () => Promise.resolve(side.deposits),
      readTerminal: (serialNumber) => {
        asked.push(serialNumber);
        return Promise.resolve({ kind: 'absent' });
      },
    };
    return { source, asked };
  }
  const { signal } = new AbortController();

  test('asks nothing twice that the list of terminals shows', async () => {
    const { source, asked } = reads({ kind: 'found', value: [bound('SN10000001')] });
    const { terminals } = await readAcquirerSide(source, caseData(), signal);
    expect(asked).toEqual(['SN10000002']);
    expect([...terminals.keys()]).toEqual(['SN10000001', 'SN10000002']);
  });

  test('never sends what cannot be a serial number', async () => {
    const { source, asked } = reads({ kind: 'cannot' });
    const data = caseData({ terminals: [{ serialNumber: '青禾' }, { serialNumber: ' sn1 ' }] });
    const side = await readAcquirerSide(source, data, signal);
    expect(asked).toEqual(['SN1']);
    expect(
      found({ ...data, contact: { ...data.contact, merchantNumber: MERCHANT_NUMBER } }, side)
        .problems,
    ).toContain('terminals[1].serialNumber TERMINAL_NOT_FOUND');
  });
});
