/** Every reader against odd ways of typing one value: one written form each, or a refusal by name. */
import { readCaseId } from '../../checks/references/case-id';
import { readEmail } from '../../checks/people/email';
import { readDocumentNumber } from '../../checks/people/identity-document';
import { readMerchantName, sameMerchantName } from '../../checks/people/merchant-name';
import { readMerchantNumber } from '../../checks/references/merchant-number';
import { readMobile, readPhone } from '../../checks/people/phone';
import type { Read } from '../../checks/reading';
import { personalKindOf, readSearch } from '../../checks/references/search';
import { readSerialNumber } from '../../checks/references/serial-number';

type Reader = (entered: string) => Read;

const READ: readonly (readonly [
  kind: string,
  reader: Reader,
  value: string,
  ways: readonly string[],
])[] = [
  [
    'a phone number abroad',
    readPhone,
    '+85251234567',
    ['00852 5123 4567', '＋852 5123 4567', '+852\u20115123\u20114567'],
  ],
  [
    'a phone number of the mainland',
    readPhone,
    '+8613800138001',
    [
      '+86 (0)138 0013 8001',
      '13800138001',
      '86 138 0013 8001',
      '（０）１３８ ００１３ ８００１',
      '138\u20130013\u20138001',
      'tel:+86-138-0013-8001',
    ],
  ],
  [
    'a number copied from contacts',
    readPhone,
    '+8613800138000',
    ['\u202d+86 138 0013 8000\u202c', '\u2066138\u00a00013\u00a08000\u2069', '\ufeff13800138000'],
  ],
  [
    'a landline',
    readPhone,
    '+861065529988',
    ['010-65529988', '(010) 6552 9988', '+86 10 65529988'],
  ],
  [
    'an internationalized address',
    readEmail,
    'zhang@xn--fsqu00a.xn--fiqs8s',
    [
      'zhang@xn--fsqu00a.xn--fiqs8s',
      'zhang@例子.中国',
      'zhang@例子。中国',
      'zhang@XN--FSQU00A.xn--fiqs8s',
      ' ｚｈａｎｇ＠例子．中国\u200b',
    ],
  ],
  [
    'an address',
    readEmail,
    'Office@qinghe.example',
    [
      'Office@Qinghe.Example',
      'mailto:Office@qinghe.example',
      'Office\uFE6Bqinghe\uFE52example',
      '\u200eOffice@qinghe.example\u3000',
    ],
  ],
  [
    'a serial number',
    readSerialNumber,
    'SN-0042/A',
    [
      'sn-0042/a',
      '\u202dSN\u20130042／A',
      'SN\u22120042\u2044A',
      'SN\u30fc0042/A',
      ' ＳＮ- 0042/ a\u200b',
    ],
  ],
  ['a merchant number', readMerchantNumber, 'M.1-b', ['M.1-b', ' M.1\u2011b', 'Ｍ。1-b\u200b']],
  [
    'a document number',
    readDocumentNumber,
    '11010519491231002X',
    ['110105 19491231 002x', '110105-19491231-002X', '\u202d１１０１０５19491231002Ｘ\u202c'],
  ],
  [
    'the id of a case',
    readCaseId,
    'UC-7Q4M2K9T1B',
    [
      'uc-7q4m2k9t1b',
      '7Q4M2K9T1B',
      'UC 7Q4M 2K9T 1B',
      'ＵＣ－７Ｑ４Ｍ２Ｋ９Ｔ１Ｂ',
      'uc\u20137q4m2k9tlb\u200b',
    ],
  ],
  ['a name', readMerchantName, '青禾贸易', ['\u202d青禾贸易\u202c', ' 青\u200b禾\u00ad贸易 ']],
];

/** Marks that nobody sees; they come with what is copied out of contacts, chats and documents. */
const MARKS = [
  '\u00AD', // soft hyphen
  '\u034F', // combining grapheme joiner
  '\u061C', // Arabic letter mark
  '\u200B', // zero width space
  '\u200D', // zero width joiner
  '\u200E', // left-to-right mark
  '\u202A', // left-to-right embedding
  '\u2060', // word joiner
  '\u2066', // left-to-right isolate
  '\u3164', // Hangul filler
  '\uFEFF', // byte order mark
];

test.each(
  READ.flatMap(([kind, reader, value]) =>
    MARKS.map((mark) => [kind, mark, value, reader] as const),
  ),
)('%s with %j in it and around it is read without', (_kind, mark, value, reader) => {
  const [first = '', ...rest] = value;
  expect(reader(`${mark}${first}${mark}${rest.join('')}${mark}`)).toEqual({ value });
});

test.each([
  '\u00B7',
  '\u0387',
  '\u16EB',
  '\u2022',
  '\u2027',
  '\u2219',
  '\u22C5',
  '\u30FB',
  '\uFF65',
])('a name with %j between its parts is the name with any other dot', (dot) => {
  expect(sameMerchantName(`阿里木${dot}买买提`, '阿里木·买买提')).toBe(true);
});

test('a name is the same whether its accents stand alone or not', () => {
  expect(sameMerchantName('Cafe\u0301', 'Caf\u00E9')).toBe(true);
  expect(readMerchantName('Cafe\u0301')).toEqual({ value: 'Caf\u00E9' });
});

test.each(
  READ.flatMap(([kind, reader, value, ways]) =>
    ways.map((way) => [kind, way, value, reader] as const),
  ),
)('%s typed as %j is read as %s', (_kind, way, value, reader) => {
  expect(reader(way)).toEqual({ value });
  expect(reader(value)).toEqual({ value });
});

test.each<[string, Reader, string, string]>([
  ['a phone', readPhone, '0571-88886666-801', 'PHONE_INVALID'],
  ['a phone', readPhone, '138 0013 800', 'PHONE_INVALID'],
  ['a phone', readPhone, 'hello', 'PHONE_INVALID'],
  ['a mobile phone', readMobile, '010-65529988', 'PHONE_NOT_MOBILE'],
  ['an address', readEmail, 'a@b', 'EMAIL_INVALID'],
  ['an address', readEmail, 'a@xn--a.example', 'EMAIL_INVALID'],
  ['an address', readEmail, 'a@xn--pokxncvks.example', 'EMAIL_INVALID'],
  ['an address', readEmail, 'a@xn--a-.example', 'EMAIL_INVALID'],
  ['an address', readEmail, 'a@b%2ec.example', 'EMAIL_INVALID'],
  ['an address', readEmail, 'a@127.0.0.1', 'EMAIL_INVALID'],
  ['an address', readEmail, `a@${'例'.repeat(60)}.example`, 'EMAIL_INVALID'],
  ['a serial number', readSerialNumber, 'SN 1²', 'FIELD_INVALID'],
  ['a serial number', readSerialNumber, '终端一', 'FIELD_INVALID'],
  ['a merchant number', readMerchantNumber, 'M①', 'FIELD_INVALID'],
  ['a document number', readDocumentNumber, 'x', 'DOCUMENT_NUMBER_INVALID'],
  ['a document number', readDocumentNumber, 'a@b.example', 'DOCUMENT_NUMBER_INVALID'],
  ['the id of a case', readCaseId, 'UC-123', 'CASE_ID_INVALID'],
  ['the id of a case', readCaseId, 'UC-7Q4M2K9T1U', 'CASE_ID_INVALID'],
])('%s is none such as %3$j', (_kind, reader, entered, code) => {
  expect(reader(entered)).toEqual({ code });
});

test.each(READ.map(([kind, reader]) => [kind, reader] as const))(
  '%s that holds nothing to see is missing',
  (_kind, reader) => {
    for (const nothing of ['', ' \u3000', '\u200b\ufeff']) {
      expect(reader(nothing)).toEqual({ code: 'FIELD_REQUIRED' });
    }
  },
);

describe('the ordinary search', () => {
  test.each([
    ['zhang@xn--fsqu00a.xn--fiqs8s', 'email'],
    ['zhang＠例子.中国', 'email'],
    ['not an address@', 'email'],
    ['00852 5123 4567', 'phone'],
    ['\u202d+86 138 0013 8000\u202c', 'phone'],
    ['+86 (0)138 0013 8001', 'phone'],
    ['13800138000', 'phone'],
    ['0571-88886666', 'phone'],
    ['110105 19491231 002X', 'documentNumber'],
    ['110105194912310021', 'documentNumber'],
    ['91350100M000100Y43', 'documentNumber'],
  ])('knows %j for a value of a person (%s)', (entered, kind) => {
    expect(personalKindOf(entered)).toBe(kind);
  });

  test.each(['UC-7Q4M2K9T1B', 'SN0042', 'M104110048160001', '104110048160001', 'N910-001'])(
    'takes %j for none of a person',
    (entered) => {
      expect(personalKindOf(entered)).toBeUndefined();
    },
  );

  test('reads a text as everything that it can be', () => {
    expect(readSearch(' 7q4m2k9t1b\u200b')).toEqual({
      value: {
        caseId: 'UC-7Q4M2K9T1B',
        merchantNumber: '7q4m2k9t1b',
        serialNumber: '7Q4M2K9T1B',
      },
    });
  });

  test.each([
    ['UC-123', 'CASE_ID_INVALID'],
    ['zhang@qinghe.example', 'SEARCH_PERSONAL'],
    ['+852 5123 4567', 'SEARCH_PERSONAL'],
    ['青禾贸易', 'SEARCH_UNREADABLE'],
    ["SN' or 1=1", 'SEARCH_UNREADABLE'],
    ['\u200b', 'FIELD_REQUIRED'],
  ])('refuses %j by name', (entered, code) => {
    expect(readSearch(entered)).toEqual({ code });
  });
});
