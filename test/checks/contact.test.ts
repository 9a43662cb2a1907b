/** How a merchant is reached: what is taken at opening and at every change, and what is refused. */
import { DEFAULT_TIME_ZONE, checkContact } from '../../checks/people/contact';
import { readEmail } from '../../checks/people/email';
import type { EnteredContact } from '../../checks/people/contact';
import { PHONE } from './samples';

const ENTERED: EnteredContact = {
  merchantNumber: 'M100200300',
  contactName: '陈青禾',
  phone: PHONE,
  email: 'office@qinghe.example',
  locale: 'zh-CN',
};

function problemsOf(changes: Partial<EnteredContact>): readonly string[] {
  return checkContact({ ...ENTERED, ...changes }).problems.map(
    ({ path, code }) => `${path} ${code}`,
  );
}

test.each<[string, Partial<EnteredContact>, Partial<EnteredContact>, string]>([
  ['a merchant number is given', {}, { merchantNumber: ' ' }, 'merchantNumber FIELD_REQUIRED'],
  [
    'a merchant number has letters, digits and few signs',
    { merchantNumber: 'Ｍ-1.2_3' },
    { merchantNumber: 'M/1' },
    'merchantNumber FIELD_INVALID',
  ],
  [
    'a contact has a name',
    { contactName: '陈' },
    { contactName: '' },
    'contactName FIELD_REQUIRED',
  ],
  [
    'the name of a contact has at most 100 characters',
    { contactName: '陈'.repeat(100) },
    { contactName: '陈'.repeat(101) },
    'contactName FIELD_INVALID',
  ],
  [
    'the name of a contact has no line breaks',
    { contactName: 'Chen Qinghe' },
    { contactName: 'Chen\nQinghe' },
    'contactName FIELD_INVALID',
  ],
  ['a phone exists', { phone: '13800138000' }, { phone: '138' }, 'phone PHONE_INVALID'],
  [
    'an e-mail address is one address',
    { email: 'a@b.example' },
    { email: 'a@' },
    'email EMAIL_INVALID',
  ],
  [
    'a time zone is one that exists',
    { timeZone: 'Europe/Berlin' },
    { timeZone: 'Mars/Base' },
    'timeZone FIELD_INVALID',
  ],
])('%s', (_rule, accepted, refused, problem) => {
  expect(problemsOf(accepted)).toEqual([]);
  expect(problemsOf(refused)).toEqual([`merchant.${problem}`]);
});

describe('a merchant', () => {
  test.each<[string, Partial<EnteredContact>]>([
    ['a mobile number alone', { email: undefined }],
    ['an e-mail address alone', { phone: undefined }],
    ['an e-mail address and an empty phone', { phone: ' ' }],
    ['an e-mail address beside a landline', { phone: '010-65529988' }],
  ])('is reached by %s', (_how, changes) => {
    expect(problemsOf(changes)).toEqual([]);
  });

  test('without mobile number and e-mail address cannot be told anything', () => {
    expect(problemsOf({ phone: '', email: ' ' })).toEqual(['merchant NO_NOTICE_CHANNEL']);
  });

  test('with a landline alone cannot be told anything', () => {
    const { problems, contact } = checkContact({
      ...ENTERED,
      phone: '010-65529988',
      email: undefined,
    });
    expect(problems).toEqual([{ path: 'merchant', code: 'NO_NOTICE_CHANNEL' }]);
    expect(contact.phone).toBe('+861065529988');
  });

  test('with a wrong number and no address has to correct the number', () => {
    expect(problemsOf({ phone: '138', email: undefined })).toEqual([
      'merchant.phone PHONE_INVALID',
    ]);
  });
});

test('every problem is returned at once', () => {
  const nothing = { merchantNumber: '', contactName: '', phone: '1', email: 'x', timeZone: 'x' };
  expect(problemsOf(nothing)).toHaveLength(5);
});

test('a contact is stored in its normal form, in the time zone of China unless another is named', () => {
  const { contact } = checkContact({
    ...ENTERED,
    merchantNumber: ' Ｍ1 ',
    contactName: ' 陈青禾 ',
    phone: '138 0013 8000',
    email: ' office@qinghe.example ',
  });
  expect(contact).toEqual({
    merchantNumber: 'M1',
    contactName: '陈青禾',
    phone: PHONE,
    email: 'office@qinghe.example',
    locale: 'zh-CN',
    timeZone: DEFAULT_TIME_ZONE,
  });
});

test('what cannot be read is kept as it was entered', () => {
  expect(checkContact({ ...ENTERED, phone: ' 138 ' }).contact.phone).toBe('138');
});

describe('an e-mail address', () => {
  test.each([
    'a@b.cn',
    "o'neil+pos@shop.example.com",
    'first.last@sub-domain.example.org',
    `${'a'.repeat(64)}@example.com`,
  ])('is one such as %s', (address) => {
    expect(readEmail(address)).toEqual({ value: address });
  });

  test.each([
    'a@b',
    'a@b.c1',
    'a b@example.com',
    '.a@example.com',
    'a.@example.com',
    'a..b@example.com',
    'a@-b.example.com',
    'a@b..example.com',
    'a@b@example.com',
    'a@example.com\r\nBcc: b@example.com',
    '"a"@example.com',
    'a@[127.0.0.1]',
    `${'a'.repeat(65)}@example.com`,
    '',
  ])('is nothing such as %j', (address) => {
    expect(readEmail(address).value).toBeUndefined();
  });
});
