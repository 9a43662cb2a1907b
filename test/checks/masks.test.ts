/** Masks show enough to recognize and never more than their rule allows. */
import fc from 'fast-check';
import {
  maskAccountNumber,
  maskCaseData,
  maskDocumentNumber,
  maskEmail,
  maskName,
  maskPhone,
  maskSerialNumber,
} from '../../checks/masks';
import type { CaseData } from '../../workflows/contract/case-data';
import { BANK_ACCOUNT, MERCHANT_NAME, PHONE, RESIDENT_IDS, USCC, caseData } from './samples';

describe.each([
  [
    'phone',
    maskPhone,
    [
      [PHONE, '+86****8000'],
      ['13800138000', '138****8000'],
      ['8000', '****'],
    ],
  ],
  [
    'e-mail address',
    maskEmail,
    [
      ['office@qinghe.example', 'o****@qinghe.example'],
      ['o@qinghe.example', '****@qinghe.example'],
      ['@qinghe.example', '****'],
      ['13800138000', '****'],
    ],
  ],
  [
    'name',
    maskName,
    [
      [MERCHANT_NAME, '杭州****公司'],
      ['陈青禾', '陈****'],
      ['陈禾', '陈****'],
      ['禾', '****'],
    ],
  ],
  [
    'document number',
    maskDocumentNumber,
    [
      [RESIDENT_IDS[0], '****002X'],
      [USCC, '****0Y43'],
      ['E12345678', '****678'],
      ['E1', '****'],
    ],
  ],
  [
    'account number',
    maskAccountNumber,
    [
      ['6222020200112233446', '****3446'],
      ['62', '****'],
    ],
  ],
  [
    'serial number',
    maskSerialNumber,
    [
      ['SN10000001', '****0001'],
      ['SN1', '****1'],
      ['S', '****'],
    ],
  ],
] as const)('a masked %s', (_name, mask, examples) => {
  test.each<readonly [string, string]>(examples)('of %s is %s', (value, masked) => {
    expect(mask(value)).toBe(masked);
  });

  test('of nothing is nothing', () => {
    expect(mask('')).toBe('');
  });
});

/** Characters that a mask shows of a value without `@`. */
function shownBy(mask: (value: string) => string, value: string): number {
  const parts = mask(value).split('****');
  const [head = '', tail = ''] = [parts[0], parts.at(-1)];
  return Array.from(head).length + Array.from(tail).length;
}

describe('no mask', () => {
  const digits = fc.stringMatching(/^[0-9X]{1,40}$/);

  test.each([
    ['document number', maskDocumentNumber, 4, 3],
    ['account number', maskAccountNumber, 4, 3],
    ['serial number', maskSerialNumber, 4, 2],
    ['phone', maskPhone, 7, 1.5],
    ['name', maskName, 4, 1.5],
  ] as const)('of a %s shows more than its share', (_name, mask, most, share) => {
    fc.assert(
      fc.property(digits, (value) => {
        const shown = shownBy(mask, value);
        return shown <= most && shown <= value.length / share;
      }),
    );
  });

  test('tells how long the hidden part is', () => {
    const long = fc.integer({ min: 12, max: 40 });
    fc.assert(
      fc.property(long, long, (a, b) =>
        [maskDocumentNumber, maskAccountNumber, maskSerialNumber, maskPhone, maskName].every(
          (mask) => mask('1'.repeat(a)) === mask('1'.repeat(b)),
        ),
      ),
    );
  });

  test('of an e-mail address shows more than one character before its domain', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const local = maskEmail(address).split('@')[0] ?? '';
        return local.replace('****', '').length <= 1;
      }),
    );
  });
});

describe('a masked revision', () => {
  const data = caseData({
    document: { kind: 'resident-id', number: RESIDENT_IDS[0] },
    payee: BANK_ACCOUNT,
  });
  const secrets = [
    MERCHANT_NAME,
    '陈青禾',
    RESIDENT_IDS[0],
    PHONE,
    'office@qinghe.example',
    '6222020200112233446',
    'SN10000001',
    'SN10000002',
  ];

  test.each(secrets)('does not hold %s', (secret) => {
    expect(JSON.stringify(data)).toContain(secret);
    expect(JSON.stringify(maskCaseData(data))).not.toContain(secret);
  });

  test('keeps what names nobody', () => {
    const masked = maskCaseData(data);
    expect(masked.contact).toMatchObject({ merchantNumber: 'M100200300', locale: 'zh-CN' });
    expect(masked.application).toMatchObject({
      document: { kind: 'resident-id' },
      payee: { kind: 'bank-account', bankCode: 'ICBC' },
      closeAccount: true,
    });
    expect(masked.application?.deposits.map(({ amountMinor }) => amountMinor)).toEqual([
      20_000, 6_000,
    ]);
  });

  test('hides a number that was typed in place of the kind of document', () => {
    const wrong = caseData({ document: { kind: RESIDENT_IDS[1], number: '' } });
    expect(maskCaseData(wrong).application?.document).toEqual({ kind: '****', number: '' });
  });

  test('adds nothing that the revision does not have', () => {
    const bare: CaseData = {
      contact: {
        merchantNumber: 'M1',
        contactName: '陈青禾',
        locale: 'en',
        timeZone: 'Asia/Shanghai',
      },
      terminals: [],
    };
    expect(maskCaseData(bare)).toEqual({
      ...bare,
      contact: { ...bare.contact, contactName: '陈****' },
    });
  });
});
