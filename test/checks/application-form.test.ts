/** Every field of an application: what is taken, and the twin that is refused. */
import fc from 'fast-check';
import { checkForm } from '../../checks/application/application-form';
import type { ApplicationData } from '../../workflows/contract/case-data';
import type { ErrorCode } from '../../workflows/contract/errors';
import { MAX_TERMINALS } from '../../wire/limits';
import { APPLICATION_FIELD_PATTERN } from '../../wire/cases/case-requests';
import {
  BANK_ACCOUNT,
  RESIDENT_IDS,
  TODAY,
  USCC,
  application,
  caseData,
  caseWithoutApplication,
} from './samples';

function found(changes: Partial<ApplicationData>) {
  const { problems, warnings } = checkForm(caseData(changes), TODAY);
  return {
    problems: problems.map(({ path, code }) => `${path} ${code}`),
    warnings: warnings.map(({ path, code }) => `${path} ${code}`),
  };
}

interface Twin {
  readonly rule: string;
  readonly accepted: Partial<ApplicationData>;
  readonly refused: Partial<ApplicationData>;
  readonly path: string;
  readonly code: ErrorCode;
}

const document = (kind: string, number: string) => ({ document: { kind, number } });
const account = (
  changes: Partial<Extract<ApplicationData['payee'], { kind: 'bank-account' }>>,
) => ({
  payee: { ...BANK_ACCOUNT, ...changes } as ApplicationData['payee'],
});
const deposit = (changes: Partial<ApplicationData['deposits'][number]>) => ({
  deposits: application().deposits.map((line, index) =>
    index === 0 ? { ...line, ...changes } : line,
  ),
});
const terminals = (...serialNumbers: string[]) => ({
  terminals: serialNumbers.map((serialNumber) => ({ serialNumber })),
  deposits: [],
});

const TWINS: readonly Twin[] = [
  {
    rule: 'a merchant name has at least 2 characters',
    accepted: { merchantName: '青禾' },
    refused: { merchantName: '青' },
    path: 'merchantName',
    code: 'MERCHANT_NAME_INVALID',
  },
  {
    rule: 'a merchant name has at most 100 characters, counted as people count',
    accepted: { merchantName: '𠮷'.repeat(100) },
    refused: { merchantName: '𠮷'.repeat(101) },
    path: 'merchantName',
    code: 'MERCHANT_NAME_INVALID',
  },
  {
    rule: 'a merchant name has no control characters',
    accepted: { merchantName: 'Qinghe Trading' },
    refused: { merchantName: 'Qinghe\u0007Trading' },
    path: 'merchantName',
    code: 'MERCHANT_NAME_INVALID',
  },
  {
    rule: 'a merchant name has no control characters',
    accepted: { merchantName: 'é́clair\u200b 青禾' },
    refused: { merchantName: '青\u0000禾' },
    path: 'merchantName',
    code: 'MERCHANT_NAME_INVALID',
  },
  {
    rule: 'a merchant name is given',
    accepted: {},
    refused: { merchantName: ' \u3000' },
    path: 'merchantName',
    code: 'FIELD_REQUIRED',
  },
  {
    rule: 'the kind of document is one of the list',
    accepted: document('passport', 'E12345678'),
    refused: document('library-card', 'E12345678'),
    path: 'document.kind',
    code: 'DOCUMENT_KIND_UNKNOWN',
  },
  {
    rule: 'the kind of document is given',
    accepted: {},
    refused: document('', USCC),
    path: 'document.kind',
    code: 'FIELD_REQUIRED',
  },
  {
    rule: 'the number of the document is given',
    accepted: {},
    refused: document('uscc', ' '),
    path: 'document.number',
    code: 'FIELD_REQUIRED',
  },
  {
    rule: 'a resident id ends in its check character, also X',
    accepted: document('resident-id', RESIDENT_IDS[0]),
    refused: document('resident-id', '110105194912310021'),
    path: 'document.number',
    code: 'DOCUMENT_NUMBER_INVALID',
  },
  {
    rule: 'a resident id may be typed with spaces, in full width and with a small x',
    accepted: document('resident-id', '１１０１０５ 19491231 002x'),
    refused: document('resident-id', '１１０１０５ 19491231 002y'),
    path: 'document.number',
    code: 'DOCUMENT_NUMBER_INVALID',
  },
  {
    rule: 'a resident id has 18 characters',
    accepted: document('resident-id', RESIDENT_IDS[1]),
    refused: document('resident-id', RESIDENT_IDS[1].slice(0, 17)),
    path: 'document.number',
    code: 'DOCUMENT_NUMBER_INVALID',
  },
  {
    rule: 'a passport number has letters and digits only',
    accepted: document('passport', 'E12345678'),
    refused: document('passport', 'E1234*678'),
    path: 'document.number',
    code: 'DOCUMENT_NUMBER_INVALID',
  },
  {
    rule: 'a Hong Kong or Macao permit begins with H or M',
    accepted: document('hk-macao-permit', 'H00000000'),
    refused: document('hk-macao-permit', 'T00000000'),
    path: 'document.number',
    code: 'DOCUMENT_NUMBER_INVALID',
  },
  {
    rule: 'a Taiwan permit has 8 digits',
    accepted: document('taiwan-permit', '00000000'),
    refused: document('taiwan-permit', '0000000'),
    path: 'document.number',
    code: 'DOCUMENT_NUMBER_INVALID',
  },
  {
    rule: "a foreigner's residence permit has 3 letters and 12 digits",
    accepted: document('foreigner-residence', 'XXX000000000000'),
    refused: document('foreigner-residence', 'XX0000000000000'),
    path: 'document.number',
    code: 'DOCUMENT_NUMBER_INVALID',
  },
  {
    rule: 'a military id has at least 4 characters',
    accepted: document('military-id', '军字第0000000号'),
    refused: document('military-id', '军字'),
    path: 'document.number',
    code: 'DOCUMENT_NUMBER_INVALID',
  },
  {
    rule: 'another document has at most 50 characters',
    accepted: document('other', '0'.repeat(50)),
    refused: document('other', '0'.repeat(51)),
    path: 'document.number',
    code: 'DOCUMENT_NUMBER_INVALID',
  },
  {
    rule: 'a phone number exists in its numbering plan',
    accepted: { phone: '138 0013 8000' },
    refused: { phone: '138 0013 800' },
    path: 'phone',
    code: 'PHONE_INVALID',
  },
  {
    rule: 'a phone number may be foreign with its country code',
    accepted: { phone: '+44 7400 123456' },
    refused: { phone: '7400 123456' },
    path: 'phone',
    code: 'PHONE_INVALID',
  },
  {
    rule: 'a phone number may be a landline, but none with an extension',
    accepted: { phone: '010-65529988' },
    refused: { phone: '010-65529988-801' },
    path: 'phone',
    code: 'PHONE_INVALID',
  },
  {
    rule: 'a phone number may be left out only where there is an e-mail address',
    accepted: { phone: '', email: 'office@qinghe.example' },
    refused: { phone: '', email: ' ' },
    path: 'phone',
    code: 'FIELD_REQUIRED',
  },
  {
    rule: 'an e-mail field holds one address',
    accepted: { email: 'office@qinghe.example' },
    refused: { email: 'a@qinghe.example,b@qinghe.example' },
    path: 'email',
    code: 'EMAIL_INVALID',
  },
  {
    rule: 'an e-mail address has no line breaks',
    accepted: { email: ' office@qinghe.example ' },
    refused: { email: 'office@qinghe.example\r\nBcc: x@qinghe.example' },
    path: 'email',
    code: 'EMAIL_INVALID',
  },
  {
    rule: 'an e-mail address has at most 254 characters',
    accepted: { email: `a@${'b'.repeat(60)}.${`${'c'.repeat(60)}.`.repeat(2)}example` },
    refused: { email: `a@${'b'.repeat(60)}.${`${'c'.repeat(60)}.`.repeat(4)}example` },
    path: 'email',
    code: 'EMAIL_INVALID',
  },
  {
    rule: 'an application names a terminal',
    accepted: terminals('SN10000001'),
    refused: terminals(),
    path: 'terminals',
    code: 'FIELD_REQUIRED',
  },
  {
    rule: 'an application names at most 50 terminals',
    accepted: terminals(...Array.from({ length: MAX_TERMINALS }, (_, n) => `SN${n}`)),
    refused: terminals(...Array.from({ length: MAX_TERMINALS + 1 }, (_, n) => `SN${n}`)),
    path: 'terminals',
    code: 'TERMINALS_TOO_MANY',
  },
  {
    rule: 'a serial number is trimmed, folded and written in upper case before it is judged',
    accepted: terminals(' ｓn１０ '),
    refused: terminals('SN+10'),
    path: 'terminals[0].serialNumber',
    code: 'FIELD_INVALID',
  },
  {
    rule: 'a serial number is given for every terminal',
    accepted: terminals('SN1', 'SN2'),
    refused: terminals('SN1', ' '),
    path: 'terminals[1].serialNumber',
    code: 'FIELD_REQUIRED',
  },
  {
    rule: 'a terminal is named once, however it is typed',
    accepted: terminals('SN1', 'SN2'),
    refused: terminals('SN1', 'ｓｎ１'),
    path: 'terminals[1].serialNumber',
    code: 'DUPLICATE_TERMINAL',
  },
  {
    rule: 'an amount is a whole number of minor units',
    accepted: deposit({ amountMinor: 0 }),
    refused: deposit({ amountMinor: 199.5 }),
    path: 'deposits[0].amountMinor',
    code: 'FIELD_INVALID',
  },
  {
    rule: 'an amount is not negative',
    accepted: deposit({ amountMinor: 1 }),
    refused: deposit({ amountMinor: -1 }),
    path: 'deposits[0].amountMinor',
    code: 'FIELD_INVALID',
  },
  {
    rule: 'a currency is one of ISO 4217',
    accepted: deposit({ currency: 'USD' }),
    refused: deposit({ currency: 'RMB' }),
    path: 'deposits[0].currency',
    code: 'FIELD_INVALID',
  },
  {
    rule: 'a deposit belongs to a terminal of the application',
    accepted: deposit({ serialNumber: ' sn10000002' }),
    refused: deposit({ serialNumber: 'SN10000003' }),
    path: 'deposits[0].serialNumber',
    code: 'FIELD_INVALID',
  },
  {
    rule: 'a deposit names its terminal',
    accepted: deposit({}),
    refused: deposit({ serialNumber: '' }),
    path: 'deposits[0].serialNumber',
    code: 'FIELD_REQUIRED',
  },
  {
    rule: 'a kind of deposit is listed once a terminal',
    accepted: deposit({ kind: 'cashback' }),
    refused: deposit({ kind: 'service-fee' }),
    path: 'deposits[1].kind',
    code: 'FIELD_INVALID',
  },
  {
    rule: 'where the refund goes is chosen by somebody',
    accepted: { payee: { kind: 'original-payment' } },
    refused: { payee: { kind: '' } },
    path: 'payee.kind',
    code: 'FIELD_REQUIRED',
  },
  {
    rule: 'an account that the payee would not use is named, not left out',
    accepted: { payee: { kind: 'original-payment', accountNumber: ' ' } },
    refused: { payee: { kind: 'original-payment', accountNumber: '6222020200012349' } },
    path: 'payee.accountNumber',
    code: 'PAYEE_ACCOUNT_UNUSED',
  },
  {
    rule: 'a payee account is in the name of the merchant',
    accepted: account({ accountName: ' 杭州青禾贸易有限公司 ' }),
    refused: account({ accountName: '陈青禾' }),
    path: 'payee.accountName',
    code: 'PAYEE_NAME_MISMATCH',
  },
  {
    rule: 'a payee account has a name',
    accepted: account({}),
    refused: account({ accountName: '' }),
    path: 'payee.accountName',
    code: 'FIELD_REQUIRED',
  },
  {
    rule: 'a payee account has a number of letters and digits',
    accepted: account({ accountNumber: '6222 0202-0011 2233 446' }),
    refused: account({ accountNumber: '6222' }),
    path: 'payee.accountNumber',
    code: 'FIELD_INVALID',
  },
  ...(
    [
      ['a card of UnionPay', '6222020200112233446', '6222020200112233445'],
      ['a card of sixteen digits', '4111 1111 1111 1111', '4111 1111 1111 1112'],
      ['an IBAN', 'DE89 3704 0044 0532 0130 00', 'DE00 3704 0044 0532 0130 00'],
      [
        'an IBAN of the length of its country',
        'GB82 WEST 1234 5698 7654 32',
        'GB82 WEST 1234 5698 7654 3',
      ],
    ] as const
  ).map(([kind, right, wrong]): Twin => ({
    rule: `${kind} has check digits that fit`,
    accepted: account({ accountNumber: right }),
    refused: account({ accountNumber: wrong }),
    path: 'payee.accountNumber',
    code: 'PAYEE_ACCOUNT_CHECK',
  })),
  {
    rule: 'a payee account names its bank',
    accepted: account({ bankCode: 'icbc' }),
    refused: account({ bankCode: '' }),
    path: 'payee.bankCode',
    code: 'FIELD_REQUIRED',
  },
];

test.each(TWINS)('$rule', ({ accepted, refused, path, code }) => {
  expect(found(accepted).problems).toEqual([]);
  expect(found(refused).problems).toContain(`${path} ${code}`);
});

test('a resident id needs a birth date that exists, whatever its check character', () => {
  const accepted = (first17: string) =>
    Array.from('0123456789X').filter(
      (check) => found(document('resident-id', first17 + check)).problems.length === 0,
    );
  expect(accepted('11010519491231002')).toEqual(['X']);
  expect(accepted('11010519490231002')).toEqual([]);
});

test('a resident id of somebody who is not born yet is refused', () => {
  const data = caseData(document('resident-id', RESIDENT_IDS[0]));
  expect(checkForm(data, '1949-12-31').problems).toEqual([]);
  expect(checkForm(data, '1949-12-30').problems).toHaveLength(1);
});

test.each([
  'x',
  '12345',
  'abc def',
  USCC.slice(1),
  `${USCC}0`,
  `企${USCC.slice(1)}`,
  ...Array.from('IOSVZ', (letter) => `${letter}${USCC.slice(1)}`),
])('%s is no credit code, since it is not 18 signs of its alphabet', (number) => {
  expect(found(document('uscc', number))).toEqual({
    problems: ['document.number DOCUMENT_NUMBER_INVALID'],
    warnings: [],
  });
});

test('a credit code that fails its check sum is a warning and never an error', () => {
  expect(found(document('uscc', USCC))).toEqual({ problems: [], warnings: [] });
  const off = found(document('uscc', `${USCC.slice(0, -1)}4`));
  expect(off).toEqual({ problems: [], warnings: ['document.number USCC_CHECKSUM'] });
});

test('every problem is returned at once', () => {
  const { problems } = found({
    merchantName: '青',
    document: { kind: 'resident-id', number: '1' },
    phone: '1',
    email: 'x',
    terminals: [{ serialNumber: '' }, { serialNumber: '?' }],
    deposits: [
      {
        depositId: 'd_0000000001',
        serialNumber: '',
        kind: 'cashback',
        amountMinor: -1,
        currency: '',
      },
    ],
    payee: { kind: 'bank-account', accountName: '', accountNumber: '', bankCode: '' },
  });
  expect(problems).toEqual([
    'merchantName MERCHANT_NAME_INVALID',
    'document.number DOCUMENT_NUMBER_INVALID',
    'phone PHONE_INVALID',
    'email EMAIL_INVALID',
    'terminals[0].serialNumber FIELD_REQUIRED',
    'terminals[1].serialNumber FIELD_INVALID',
    'deposits[0].serialNumber FIELD_REQUIRED',
    'deposits[0].amountMinor FIELD_INVALID',
    'deposits[0].currency FIELD_INVALID',
    'payee.accountName FIELD_REQUIRED',
    'payee.accountNumber FIELD_REQUIRED',
    'payee.bankCode FIELD_REQUIRED',
  ]);
});

test('a revision without an application lacks every required field', () => {
  expect(checkForm(caseWithoutApplication(), TODAY).problems).toEqual(
    ['merchantName', 'document.kind', 'document.number', 'phone', 'terminals', 'payee.kind'].map(
      (path) => ({ path, code: 'FIELD_REQUIRED' }),
    ),
  );
});

test('whatever is typed, findings hold paths of fields and nothing that was typed', () => {
  const anything = fc.record({
    merchantName: fc.string(),
    document: fc.record({ kind: fc.string(), number: fc.string() }),
    phone: fc.string(),
    email: fc.string(),
    terminals: fc.array(fc.record({ serialNumber: fc.string() }), { maxLength: 60 }),
    payee: fc.record({
      kind: fc.constant('bank-account' as const),
      accountName: fc.string(),
      accountNumber: fc.string(),
      bankCode: fc.string(),
    }),
  });
  fc.assert(
    fc.property(anything, (changes) => {
      const { problems, warnings } = checkForm(caseData(changes), TODAY);
      return [...problems, ...warnings].every(({ path }) => APPLICATION_FIELD_PATTERN.test(path));
    }),
  );
});
