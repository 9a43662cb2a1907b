/** Normal forms and check digits, held against anything that could be typed. */
import fc from 'fast-check';
import { readEmail } from '../../checks/people/email';
import { dropInvisible, foldNumber, foldWidth, upperAscii } from '../../checks/entered-text';
import {
  checkDocument,
  comparableDocumentNumber,
  isResidentId,
  isUscc,
  normalizeDocumentNumber,
} from '../../checks/people/identity-document';
import {
  comparableMerchantName,
  merchantNameDifference,
  sameMerchantName,
} from '../../checks/people/merchant-name';
import { normalizeAccountNumber } from '../../checks/money/payee';
import { normalizeMerchantNumber } from '../../checks/references/merchant-number';
import { normalizeName } from '../../checks/people/names';
import { isTextable, normalizePhone, readPhone, samePhone } from '../../checks/people/phone';
import { normalizeSerialNumber } from '../../checks/references/serial-number';
import { MERCHANT_NAME, PHONE, RESIDENT_IDS, TODAY, USCC } from './samples';

const typed = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      ...Array.from(' \t\u3000\u00a0ａＡ１xX0（【)]-青é́ß\u200b\u202d\ufeff·•・･ｶﾞー–@。'),
    ),
  }),
);

describe.each([
  ['serial number', normalizeSerialNumber],
  ['document number', normalizeDocumentNumber],
  ['document number in comparison', comparableDocumentNumber],
  ['merchant number', normalizeMerchantNumber],
  ['name', normalizeName],
  ['comparable merchant name', comparableMerchantName],
  ['account number', normalizeAccountNumber],
  ['e-mail address', (text: string) => readEmail(text).value ?? text],
  ['phone number', normalizePhone],
  ['width', foldWidth],
  ['invisible marks', dropInvisible],
  ['number', foldNumber],
  ['upper case', upperAscii],
] as const)('normal form: %s', (_name, normalize) => {
  test('stays as it is when normalized again', () => {
    fc.assert(
      fc.property(typed, (text) => normalize(normalize(text)) === normalize(text)),
      { numRuns: 1_000 },
    );
  });
});

/** Every text that differs from `text` in exactly one character of `alphabet`. */
function oneCharacterOff(text: string, alphabet: string): readonly string[] {
  const characters = Array.from(text);
  return characters.flatMap((right, index) =>
    Array.from(alphabet)
      .filter((other) => other !== right)
      .map((other) => characters.with(index, other).join('')),
  );
}

describe('one wrong character', () => {
  test.each(RESIDENT_IDS)('is found wherever it stands in the resident id %s', (right) => {
    expect(isResidentId(right, TODAY)).toBe(true);
    const missed = oneCharacterOff(right, '0123456789X').filter((id) => isResidentId(id, TODAY));
    expect(missed).toEqual([]);
  });

  test('is found wherever it stands in a credit code', () => {
    expect(isUscc(USCC)).toBe(true);
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    expect(oneCharacterOff(USCC, alphabet).filter(isUscc)).toEqual([]);
  });

  test('of its alphabet in a credit code is a warning, and a code of another form an error', () => {
    const code = fc.stringMatching(/^[0-9A-HJ-NPQRTUWXY]{18}$/);
    fc.assert(
      fc.property(code, (number) => checkDocument('uscc', number, TODAY).error === undefined),
    );
    fc.assert(
      fc.property(typed, (number) => {
        const { error, warning } = checkDocument('uscc', number, TODAY);
        return error === undefined || warning === undefined;
      }),
    );
  });

  test('makes another serial number', () => {
    const serial = fc.stringMatching(/^[0-9A-Z]{1,20}$/);
    fc.assert(
      fc.property(
        serial,
        fc.nat(),
        fc.constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')),
        (text, at, other) => {
          const index = at % text.length;
          fc.pre(text[index] !== other);
          const wrong = Array.from(text).with(index, other).join('');
          return normalizeSerialNumber(wrong) !== normalizeSerialNumber(text);
        },
      ),
    );
  });

  test('makes another phone number', () => {
    const missed = oneCharacterOff(PHONE.slice(1), '0123456789').filter((digits) =>
      samePhone(`+${digits}`, PHONE),
    );
    expect(missed).toEqual([]);
  });
});

describe('names of merchants', () => {
  test.each([
    ['brackets of another kind', '青禾（杭州）贸易', '青禾(杭州)贸易'],
    ['square brackets', '青禾【杭州】贸易', '青禾(杭州)贸易'],
    ['spaces beside Han characters', ' 青禾 （杭州） 贸易 ', '青禾(杭州)贸易'],
    ['full width', 'Ｑｉｎｇｈｅ　１', 'Qinghe 1'],
    ['composed and decomposed letters', 'Cafe\u0301', 'Caf\u00e9'],
    ...Array.from('\u2022\u2027\u2219\u22c5\u30fb\uff65\u0387', (dot): [string, string, string] => [
      `the dot U+${dot.charCodeAt(0).toString(16)} between the parts`,
      `阿里木${dot}买买提`,
      '阿里木\u00b7买买提',
    ]),
    ['spaces around the dot', '阿里木 \u2022 买买提', '阿里木\u00b7买买提'],
    ['invisible marks', '\u202d青\u200b禾\u00ad贸易\u202c\ufeff', '青禾贸易'],
    ['half-width katakana', 'ﾌﾞﾙｰ', 'ブルー'],
    ['radicals in the place of characters', '⽊下', '木下'],
  ])('are the same in spite of %s', (_what, a, b) => {
    expect(sameMerchantName(a, b)).toBe(true);
    expect(merchantNameDifference(a, b)).toBeUndefined();
  });

  test.each([
    ['one character', MERCHANT_NAME, '杭州青和贸易有限公司'],
    ['the case of a letter', 'Qinghe', 'qinghe'],
    ['a space between words', 'Qing he', 'Qinghe'],
  ])('are others for %s', (_what, a, b) => {
    expect(sameMerchantName(a, b)).toBe(false);
    expect(merchantNameDifference(a, b)).toBeDefined();
  });

  test.each([
    ['a wrong character', '杭州青和贸易', '杭州青禾贸易', 4, '和', '禾'],
    ['a missing character', '杭州青贸易', '杭州青禾贸易', 4, '', '禾'],
    ['a character too many', '杭州青禾禾苗', '杭州青禾苗', 5, '禾', ''],
    ['a missing last character', '杭州青', '杭州青禾', 4, '', '禾'],
    ['a wrong character after spaces', '  杭 州青和', '杭州青禾', 7, '和', '禾'],
    ['a wrong character beyond the basic plane', '𠮷野家', '吉野家', 1, '𠮷', '吉'],
  ])('that differ by %s name its place', (_what, entered, registered, position, wrong, right) => {
    expect(merchantNameDifference(entered, registered)).toEqual({
      position,
      entered: wrong,
      registered: right,
    });
  });

  test('differ by a stretch exactly where they are not the same name', () => {
    const names = fc.string({ unit: fc.constantFrom(...Array.from('青禾杭州ab （(')) });
    fc.assert(
      fc.property(names, names, (a, b) => {
        const difference = merchantNameDifference(a, b);
        if (difference === undefined) return sameMerchantName(a, b);
        return !sameMerchantName(a, b) && difference.entered !== difference.registered;
      }),
    );
  });
});

describe('phone numbers', () => {
  test.each(['13800138000', '+86 138-0013-8000', '0086 138 0013 8000', '１３８００１３８０００'])(
    'are read as people write them: %s',
    (entered) => {
      expect(readPhone(entered)).toEqual({ value: PHONE });
      expect(isTextable(PHONE)).toBe(true);
    },
  );

  test.each(['call 13800138000', '13800138000 ext. 5', '13800138000,13800138001', ''])(
    'are not read out of other text: %s',
    (entered) => {
      expect(readPhone(entered).value).toBeUndefined();
    },
  );
});
