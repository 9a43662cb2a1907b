/**
 * The forms in which a value could lie in a text: as it is written by different hands, encoded, hashed.
 * Pure; what lies inside an encoded text is the business of the search.
 */
import { createHash } from 'node:crypto';

/** A value that must not be found. */
export interface Canary {
  /** What a report says instead of the value, e.g. `phone of merchant 2`. */
  readonly label: string;
  /** Decides in which ways people and programs write it. */
  readonly kind: 'text' | 'phone' | 'email' | 'number';
  readonly value: string;
}

export interface Form {
  /** e.g. `base64`, `sha256 in hex`. */
  readonly name: string;
  readonly text: string;
  /** True where upper and lower case differ, as in base64. */
  readonly exact: boolean;
}

const HASHES = ['md5', 'sha1', 'sha256', 'sha512'] as const;
/** Hashes are often cut; 64 bits of one are nobody else's. */
const HASH_HEX_LENGTH = 16;
const HASH_BASE64_LENGTH = 11;
/** A shorter one stands in other texts by chance: two Chinese characters, six ASCII ones. */
const SHORTEST_BYTES = 6;

/** Every form of one canary, none twice. Throws for a value too short to be told from chance. */
export function formsOf(canary: Canary): readonly Form[] {
  const { value } = canary;
  if (Buffer.byteLength(value) < SHORTEST_BYTES) throw new Error(`${canary.label} is too short`);
  const forms = writingsOf(canary).flatMap((writing) => [
    { name: 'raw', text: writing.toLowerCase(), exact: false },
    { name: 'hex', text: Buffer.from(writing).toString('hex'), exact: false },
    ...[writing, writing.toLowerCase(), writing.toUpperCase()].flatMap((cased) => [
      ...base64Forms(cased),
      ...hashForms(cased),
    ]),
  ]);
  return [...new Map(forms.map((form) => [`${form.name} ${form.text}`, form])).values()];
}

/** The ways in which the same value is written. */
export function writingsOf({ kind, value }: Canary): readonly string[] {
  const unicode = (['NFC', 'NFD', 'NFKC'] as const).map((form) => value.normalize(form));
  const ways = [value, ...unicode, value.replace(/\s/gu, ''), ...otherWritings(kind, value)];
  return [...new Set(ways)];
}

function otherWritings(kind: Canary['kind'], value: string): readonly string[] {
  switch (kind) {
    case 'phone':
      return phoneWritings(value);
    case 'number':
      return [' ', '-'].map((gap) => value.replace(/(.{4})(?=.)/gu, `$1${gap}`));
    case 'email':
    case 'text':
      return [];
  }
}

/** `+8613812345678` with and without the country, in one and in the usual groups. */
function phoneWritings(value: string): readonly string[] {
  const [, national] = /^\+86(\d{11})$/.exec(value) ?? [];
  if (national === undefined) return [value.replace(/^\+/, '')];
  const grouped = [' ', '-'].map((gap) =>
    [national.slice(0, 3), national.slice(3, 7), national.slice(7)].join(gap),
  );
  return [national, ...grouped].flatMap((number) =>
    ['', '86', '0086', '+86 ', '+86-'].map((country) => `${country}${number}`),
  );
}

/** The characters of base64 that the value alone decides, for each way in which it can begin. */
function base64Forms(text: string): readonly Form[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].flatMap((before) => {
    const all = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const certain = all.slice(
      Math.ceil((before * 8) / 6),
      Math.floor(((before + bytes.length) * 8) / 6),
    );
    return bothAlphabets('base64', certain);
  });
}

function hashForms(text: string): readonly Form[] {
  return HASHES.flatMap((algorithm) => {
    const hash = createHash(algorithm).update(text).digest();
    const hex = hash.toString('hex').slice(0, HASH_HEX_LENGTH);
    return [
      { name: `${algorithm} in hex`, text: hex, exact: false },
      ...bothAlphabets(
        `${algorithm} in base64`,
        hash.toString('base64').slice(0, HASH_BASE64_LENGTH),
      ),
    ];
  });
}

function bothAlphabets(name: string, text: string): readonly Form[] {
  const url = text.replaceAll('+', '-').replaceAll('/', '_');
  return [text, ...(url === text ? [] : [url])].map((one) => ({ name, text: one, exact: true }));
}
