/** Which fields a request for information covers, and what new values make of an application. */
import { fieldsOf, isAsked, withCorrections } from '../../checks/application/corrections';
import { BANK_ACCOUNT, application } from './samples';

const now = application();

test('every field of an application is named once, with what stands in it', () => {
  const fields = fieldsOf(now);
  expect(fields.get('merchantName')).toBe(now.merchantName);
  expect(fields.get('terminals[0].serialNumber')).toBe(now.terminals[0]?.serialNumber);
  expect(fields.get('closeAccount')).toBe(now.closeAccount);
});

test.each([
  ['merchantName', ['merchantName'], true],
  ['document.number', ['document'], true],
  ['terminals[3].serialNumber', ['terminals'], true],
  ['terminals[3].serialNumber', ['terminals[3]'], true],
  ['terminals[3].serialNumber', ['terminals[30]'], false],
  ['document.number', ['document.kind'], false],
  ['merchantName', [], false],
])('%s is covered by %j: %s', (path, asked, expected) => {
  expect(isAsked(path, asked)).toBe(expected);
});

test('a correction changes what was asked for and leaves the rest as it is', () => {
  const { problems, body } = withCorrections(
    now,
    [{ path: 'document.number', value: '440524188001010014' }],
    ['document'],
  );
  expect(problems).toEqual([]);
  expect(body).toMatchObject({
    merchantName: now.merchantName,
    document: { kind: now.document.kind, number: '440524188001010014' },
    phone: now.phone,
    terminals: now.terminals,
    payee: now.payee,
  });
});

test.each([
  ['that was not asked for', { path: 'phone', value: '13800138000' }, 'FIELD_NOT_ASKED'],
  ['that is not there', { path: 'terminals[7].serialNumber', value: 'SN9' }, 'FIELD_NOT_ASKED'],
  ['with a value of another type', { path: 'merchantName', value: true }, 'FIELD_INVALID'],
  ['of a kind that does not exist', { path: 'payee.kind', value: 'cash' }, 'FIELD_INVALID'],
])('a field %s is refused', (_name, correction, code) => {
  const asked = ['merchantName', 'terminals', 'payee'];
  expect(withCorrections(now, [correction], asked).problems).toEqual([
    { path: correction.path, code },
  ]);
});

test('a terminal is added behind the last one only where all terminals were asked for', () => {
  const next = `terminals[${String(now.terminals.length)}].serialNumber`;
  const added = withCorrections(now, [{ path: next, value: 'SN00000009' }], ['terminals']);
  expect(added.problems).toEqual([]);
  expect(added.body.terminals).toHaveLength(now.terminals.length + 1);
  const refused = withCorrections(now, [{ path: next, value: 'SN00000009' }], ['terminals[0]']);
  expect(refused.problems).toMatchObject([{ code: 'FIELD_NOT_ASKED' }]);
});

test('an account takes the place of the original payment with all its parts', () => {
  const { problems, body } = withCorrections(
    now,
    [
      { path: 'payee.kind', value: 'bank-account' },
      { path: 'payee.accountName', value: now.merchantName },
      { path: 'payee.accountNumber', value: '6222020200012349' },
      { path: 'payee.bankCode', value: 'ICBC' },
    ],
    ['payee'],
  );
  expect(problems).toEqual([]);
  expect(body.payee).toMatchObject({ kind: 'bank-account', bankCode: 'ICBC' });
});

const ACCOUNT = [
  { path: 'payee.accountName', value: now.merchantName },
  { path: 'payee.accountNumber', value: '6222020200012349' },
  { path: 'payee.bankCode', value: 'ICBC' },
] as const;

test.each([
  ['while the kind is left open', []],
  ['beside the original payment', [{ path: 'payee.kind', value: 'original-payment' }]],
])('an account that is typed %s is kept for the checks to name', (_name, kind) => {
  const { problems, body } = withCorrections(now, [...kind, ...ACCOUNT], ['payee']);
  expect(problems).toEqual([]);
  expect(body.payee).toMatchObject({ kind: 'original-payment', bankCode: 'ICBC' });
});

test('who turns from an account to the original payment gives up the account that stood there', () => {
  const before = { ...now, payee: BANK_ACCOUNT };
  const turn = [{ path: 'payee.kind', value: 'original-payment' }];
  const { body } = withCorrections(before, turn, ['payee']);
  expect(body.payee).toEqual({
    kind: 'original-payment',
    accountName: '',
    accountNumber: '',
    bankCode: '',
  });
});

test('a part of the payee brings the kind along, which decides whether it counts', () => {
  expect(isAsked('payee.kind', ['payee.accountNumber'])).toBe(true);
  expect(isAsked('payee.bankCode', ['payee.accountNumber'])).toBe(false);
});

test('two values for one field are refused by name, not the later one taken', () => {
  const twice = [
    { path: 'merchantName', value: '甲' },
    { path: 'merchantName', value: '乙' },
  ];
  expect(withCorrections(now, twice, ['merchantName']).problems).toEqual([
    {
      path: 'merchantName',
      code: 'FIELD_INVALID',
      allowed: { 'zh-CN': '每个字段一个值', en: 'one value for each field' },
    },
  ]);
});
