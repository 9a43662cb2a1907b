/** The encodings in which tests plant a canary, with the name under which the search reports each. */
import { createHash } from 'node:crypto';

export interface Encoding {
  readonly name: string;
  readonly encode: (text: string) => string;
  /** As a finding names it. */
  readonly form: string;
}

export const hashed =
  (algorithm: string, encoding: 'hex' | 'base64' | 'base64url') =>
  (text: string): string =>
    createHash(algorithm).update(text).digest(encoding);

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

export function everyByteInUrl(text: string): string {
  return Buffer.from(text)
    .toString('hex')
    .replace(/../g, (byte) => `%${byte}`);
}

/** Those that every place is tried with: together short enough for a summary of Temporal. */
export const MAIN_ENCODINGS: readonly Encoding[] = [
  { name: 'itself', encode: (text) => text, form: 'raw' },
  { name: 'URL encoding', encode: everyByteInUrl, form: 'URL encoding' },
  { name: 'base64', encode: base64, form: 'base64' },
  { name: 'SHA-256', encode: hashed('sha256', 'hex'), form: 'sha256 in hex' },
  { name: 'SHA-256 in base64', encode: hashed('sha256', 'base64'), form: 'sha256 in base64' },
  { name: 'MD5', encode: hashed('md5', 'hex'), form: 'md5 in hex' },
];

function escapes(text: string): string {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}

function entities(text: string): string {
  return Array.from(text, (one) => `&#x${one.codePointAt(0)!.toString(16)};`).join('');
}

const hex = (text: string): string => Buffer.from(text).toString('hex');
const sha256 = hashed('sha256', 'hex');

/** Every encoding that the search knows, and some of them within others. */
export const ENCODINGS: readonly Encoding[] = [
  ...MAIN_ENCODINGS,
  {
    name: 'URL encoding twice',
    encode: (text) => encodeURIComponent(everyByteInUrl(text)),
    form: 'URL encoding inside URL encoding',
  },
  { name: 'escapes of JSON', encode: escapes, form: 'escapes' },
  { name: 'entities of HTML', encode: entities, form: 'escapes' },
  { name: 'base64 from the second byte', encode: (text) => base64(`"${text}"`), form: 'base64' },
  { name: 'base64 from the third byte', encode: (text) => base64(`{"${text}"}`), form: 'base64' },
  {
    name: 'base64url',
    encode: (text) => Buffer.from(text).toString('base64url'),
    form: 'base64',
  },
  {
    name: 'base64 twice',
    encode: (text) => base64(`say ${base64(text)}`),
    form: 'base64 inside base64',
  },
  {
    name: 'URL encoding in base64',
    encode: (text) => base64(everyByteInUrl(text)),
    form: 'URL encoding inside base64',
  },
  { name: 'hex', encode: hex, form: 'hex' },
  { name: 'hex in capitals', encode: (text) => hex(text).toUpperCase(), form: 'hex' },
  { name: 'SHA-1', encode: hashed('sha1', 'hex'), form: 'sha1 in hex' },
  { name: 'SHA-256 in base64url', encode: hashed('sha256', 'base64url'), form: 'sha256 in base64' },
  {
    name: 'SHA-256 cut to 16 digits',
    encode: (text) => sha256(text).slice(0, 16),
    form: 'sha256 in hex',
  },
  { name: 'SHA-512', encode: hashed('sha512', 'hex'), form: 'sha512 in hex' },
  {
    name: 'SHA-256 in base64 of a payload',
    encode: (text) => base64(`"${sha256(text)}"`),
    form: 'sha256 in hex inside base64',
  },
];
