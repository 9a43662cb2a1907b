/** Both sides of an application: what is the same, what is not, and that neither side is told in full. */
import type { AcquirerSide } from '../../checks/application/acquirer-side';
import {
  checkAgainstAcquirer,
  joinFindings,
} from '../../checks/application/application-against-acquirer';
import { checkForm } from '../../checks/application/application-form';
import { compareApplication } from '../../checks/application/comparison';
import { beyondConsent, scopeToShow } from '../../checks/application/consent-scope';
import type { ApplicationData, ConsentScope } from '../../workflows/contract/case-data';
import {
  BANK_ACCOUNT,
  MERCHANT_NAME,
  OTHER_PHONE,
  PHONE,
  RESIDENT_IDS,
  TODAY,
  USCC,
  acquirerSide,
  application,
  bound,
  caseData,
} from './samples';

function compared(changes: Partial<ApplicationData> = {}, side?: AcquirerSide) {
  const data = caseData(changes);
  const form = checkForm(data, TODAY);
  const findings = side ? joinFindings(form, checkAgainstAcquirer(data, side)) : form;
  return compareApplication({ ...data, application: application(changes) }, side, findings);
}
type Rows = ReturnType<typeof compared>;
const row = (rows: Rows, path: string) => rows.find((one) => one.path === path);
const statesOf = (rows: Rows) => rows.map(({ path, state }) => `${path} ${state}`);

const registered = (changes: object): AcquirerSide =>
  acquirerSide({
    merchant: { kind: 'found', value: { merchantName: MERCHANT_NAME, phone: PHONE, ...changes } },
  });

test('an application that agrees with the record is the same in every field that it tells', () => {
  const document = { kind: 'uscc', number: USCC } as const;
  const rows = compared({ payee: BANK_ACCOUNT }, registered({ document }));
  expect(statesOf(rows)).toEqual([
    'merchantName same',
    'document.kind same',
    'document.number same',
    'phone same',
    'email unknown',
    'terminals[0].serialNumber same',
    'terminals[1].serialNumber same',
    'deposits[0] same',
    'deposits[1] same',
    'payee.kind unknown',
    'payee.accountName same',
    'payee.accountNumber unknown',
    'payee.bankCode unknown',
    'closeAccount unknown',
  ]);
  expect(rows.flatMap(({ codes }) => codes)).toEqual([]);
});

test('each field that differs is marked with its code, and its twin is not', () => {
  const rows = compared(
    {
      merchantName: '杭州青和贸易有限公司',
      phone: OTHER_PHONE,
      document: { kind: 'uscc', number: '91350100M000100Y44' },
      payee: {
        kind: 'bank-account',
        accountName: '他人商行有限公司',
        accountNumber: '6222020200112233446',
        bankCode: 'ICBC',
      },
    },
    registered({ document: { kind: 'uscc', number: USCC } }),
  );
  expect(row(rows, 'merchantName')).toMatchObject({
    state: 'different',
    codes: ['MERCHANT_NAME_MISMATCH'],
  });
  expect(row(rows, 'document.number')).toMatchObject({ state: 'different', acquirer: null });
  expect(row(rows, 'document.kind')).toMatchObject({ state: 'same', codes: [] });
  expect(row(rows, 'phone')).toMatchObject({ state: 'different' });
  expect(row(rows, 'payee.accountName')).toMatchObject({
    state: 'different',
    codes: ['PAYEE_NAME_MISMATCH'],
  });
});

test('terminals stand beside those that the acquirer lists, entered or not', () => {
  const side = acquirerSide();
  const terminals = new Map(side.terminals);
  terminals.set('SN10000002', { kind: 'absent' });
  const listed = {
    kind: 'found',
    value: [bound('SN10000001'), bound('SN10009999')],
  } as const;
  const rows = compared({}, { ...side, terminals, listed });
  expect(row(rows, 'terminals[0].serialNumber')).toMatchObject({ state: 'same' });
  expect(row(rows, 'terminals[1].serialNumber')).toMatchObject({
    state: 'only-entered',
    acquirer: '',
    codes: ['TERMINAL_NOT_FOUND'],
  });
  expect(row(rows, 'terminals')).toMatchObject({
    state: 'only-acquirer',
    entered: '',
    acquirer: '****9999',
  });
});

test('deposits stand beside the ledger, each item once', () => {
  const [first, second] = application().deposits;
  const rows = compared(
    {
      deposits: [
        { ...first!, amountMinor: 19_000 },
        { ...second!, kind: 'cashback' },
      ],
    },
    acquirerSide(),
  );
  expect(row(rows, 'deposits[0]')).toEqual({
    path: 'deposits[0]',
    entered: '****0001 refundable-deposit CNY 190.00',
    acquirer: '****0001 refundable-deposit CNY 200.00',
    state: 'different',
    codes: ['DEPOSIT_MISMATCH'],
  });
  expect(row(rows, 'deposits[1]')).toMatchObject({ state: 'only-entered', acquirer: '' });
  expect(row(rows, 'deposits')).toMatchObject({
    state: 'only-acquirer',
    acquirer: '****0001 service-fee CNY 60.00',
  });
});

test('what the merchant agreed to stands beside each field that consent is about, masked', () => {
  const data = { ...caseData(), application: application() };
  const less: ConsentScope = {
    ...scopeToShow(data, acquirerSide().deposits, false),
    terminals: data.terminals.slice(0, 1),
    items: [
      { serialNumber: 'SN10000001', kind: 'service-fee', amountMinor: 5_000, currency: 'CNY' },
    ],
    closeAccount: false,
  };
  const { problems, agreed } = beyondConsent([less], data);
  const findings = { problems, warnings: [] };
  const rows = compareApplication(data, acquirerSide(), findings, agreed);
  expect(rows.filter((one) => one.agreed !== undefined)).toMatchObject([
    { path: 'terminals[0].serialNumber', agreed: '****0001', codes: [] },
    { path: 'terminals[1].serialNumber', agreed: '', codes: ['CONSENT_NOT_COVERING'] },
    { path: 'deposits[0]', agreed: '', codes: ['CONSENT_NOT_COVERING'] },
    { path: 'deposits[1]', agreed: '****0001 service-fee CNY 50.00' },
    { path: 'payee.kind', agreed: 'original-payment', codes: [] },
    { path: 'closeAccount', entered: 'true', agreed: 'false', codes: ['CONSENT_NOT_COVERING'] },
  ]);
});

test('an acquirer that could not be read leaves every field unknown, with the findings of form', () => {
  const rows = compared({ phone: '+8613' });
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['unknown']));
  expect(new Set(rows.map(({ acquirer }) => acquirer))).toEqual(new Set([null]));
  expect(row(rows, 'phone')?.codes).toEqual(['PHONE_INVALID']);
});

test('a merchant that the acquirer does not know has nothing beside what was entered', () => {
  const rows = compared({}, acquirerSide({ merchant: { kind: 'absent' } }));
  expect(row(rows, 'merchantName')).toMatchObject({ state: 'only-entered', acquirer: '' });
  expect(row(rows, 'contact.merchantNumber')).toMatchObject({ codes: ['MERCHANT_NOT_FOUND'] });
});

test('neither side is told in full, and nothing of the document that the acquirer holds', () => {
  const other = { kind: 'resident-id', number: RESIDENT_IDS[0] } as const;
  const rows = compared(
    { payee: BANK_ACCOUNT, document: { kind: 'resident-id', number: RESIDENT_IDS[1] } },
    registered({ merchantName: '杭州青禾商贸有限公司', phone: OTHER_PHONE, document: other }),
  );
  const text = JSON.stringify(rows);
  const whole = ['青禾', 'SN1000', PHONE, OTHER_PHONE, 'office@', ...RESIDENT_IDS, '6222020200'];
  for (const secret of whole) expect(text).not.toContain(secret);
  expect(text).not.toContain(RESIDENT_IDS[0].slice(-4));
  expect(row(rows, 'document.number')).toMatchObject({ state: 'different', acquirer: null });
});
