/** The search for canaries finds every form of every kind of value, and nothing where nothing is. */
import { base64, ENCODINGS, hashed } from './encodings';
import { type Canary, formsOf } from './forms';
import { type Finding, searchFor } from './search';

const NAME: Canary = { label: 'name', kind: 'text', value: '杭州市王晓明小吃店' };
const SHORT_NAME: Canary = { label: 'short name', kind: 'text', value: '何芳' };
const PHONE: Canary = { label: 'phone', kind: 'phone', value: '+8613866554433' };
const EMAIL: Canary = { label: 'email', kind: 'email', value: 'Owner.Zoë-7@example.com' };
const DOCUMENT: Canary = { label: 'document', kind: 'number', value: '11010519491231002X' };
const ACCOUNT: Canary = { label: 'account', kind: 'number', value: '6222020200998877665' };
const ALL = [NAME, SHORT_NAME, PHONE, EMAIL, DOCUMENT, ACCOUNT];

const search = searchFor(ALL);

function formsIn(text: string, canary: Canary): readonly string[] {
  return search
    .in(text)
    .filter((finding: Finding) => finding.canary === canary.label)
    .map(({ form }) => form);
}

describe.each(ENCODINGS)('a value as $name', ({ encode, form }) => {
  test.each(ALL.map((canary) => [canary.label, canary] as const))(
    'is found for the %s, in the middle of a text',
    (_label, canary) => {
      const planted = encode(canary.value);
      expect(
        formsIn(`{"at":1764110559123,"x":"${planted}","y":"UC-7Q4M2K9T1B"}`, canary),
      ).toContain(form);
    },
  );
});

test.each([
  ['NFD of a name with accents', EMAIL, EMAIL.value.normalize('NFD')],
  ['capitals', EMAIL, EMAIL.value.toUpperCase()],
  ['small letters', DOCUMENT, DOCUMENT.value.toLowerCase()],
  ['the hash of small letters', EMAIL, hashed('sha256', 'hex')(EMAIL.value.toLowerCase())],
  ['a number without its country', PHONE, '13866554433'],
  ['the hash of a number without its country', PHONE, hashed('sha256', 'hex')('13866554433')],
  ['the hash of a number without plus', PHONE, hashed('md5', 'hex')('8613866554433')],
  ['a number in groups', PHONE, '138 6655 4433'],
  ['a number with hyphens', PHONE, '+86-138-6655-4433'],
  ['an account in groups', ACCOUNT, '6222 0202 0099 8877 665'],
  ['the form of a browser', EMAIL, encodeURIComponent(EMAIL.value)],
  ['base64 in a URL', EMAIL, encodeURIComponent(base64(EMAIL.value))],
])('%s is found', (_name, canary, text) => {
  expect(formsIn(`to=${text}&n=1`, canary)).not.toEqual([]);
});

test('a text without canaries holds none, however much looks like one', () => {
  const noise = Array.from({ length: 2_000 }, (_, index) =>
    [hashed('sha256', 'hex'), hashed('sha512', 'base64')]
      .map((hash) => hash(String(index)))
      .join(' '),
  );
  const near = ['+8613866554434', '11010519491231003X', 'owner@example.com', '何方', '王晓明'];
  expect(search.in([...noise, ...near, '1764110559123', '%E4%BD'].join('\n'))).toEqual([]);
});

test('a finding names canary and form, and never the value', () => {
  const said = JSON.stringify(search.in(ALL.map(({ value }) => value).join(' ')));
  for (const canary of ALL) {
    expect(said).toContain(canary.label);
    for (const { text } of formsOf(canary))
      expect(said.toLowerCase()).not.toContain(text.toLowerCase());
  }
});

test('a value that stands everywhere by chance is refused as a canary', () => {
  expect(() => searchFor([{ label: 'floor', kind: 'text', value: '王' }])).toThrow('floor');
});
