/** Phone numbers: read as people write them, stored as E.164, and whether SMS can reach them. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { foldNumber } from '../entered-text';
import type { Read } from '../reading';

/** A number without a country code is one of mainland China. */
const DEFAULT_COUNTRY = 'CN';
/** Stands in front of a number that is copied out of a link. */
const LINK = /^tel:/i;

/** The number as E.164; `FIELD_REQUIRED`, `PHONE_INVALID` where it does not exist in its numbering plan. */
export function readPhone(entered: string): Read {
  const typed = foldNumber(entered).trim();
  if (typed === '') return { code: 'FIELD_REQUIRED' };
  const parsed = parse(typed.replace(LINK, ''));
  return parsed === undefined ? { code: 'PHONE_INVALID' } : { value: parsed.number };
}

/** As `readPhone`, and `PHONE_NOT_MOBILE` for a number that gets no texts. */
export function readMobile(entered: string): Read {
  const read = readPhone(entered);
  return read.code !== undefined || isTextable(read.value) ? read : { code: 'PHONE_NOT_MOBILE' };
}

/**
 * Whether texts reach a number of E.164: the numbering plan says mobile, or cannot tell mobile from fixed (as in
 * the US). A landline may be recorded all the same, and gets none.
 */
export function isTextable(e164: string): boolean {
  const type = parse(e164)?.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
}

/** E.164 where the number can be read, else what was entered without spaces at its ends. Idempotent. */
export function normalizePhone(entered: string): string {
  return readPhone(entered).value ?? foldNumber(entered).trim();
}

/** Whether both are the same number, however written. */
export function samePhone(a: string, b: string): boolean {
  return normalizePhone(a) === normalizePhone(b);
}

/** An extension cannot be called from E.164, so a number with one is not read. */
function parse(text: string): ReturnType<typeof parsePhoneNumberFromString> {
  const parsed = parsePhoneNumberFromString(text, {
    defaultCountry: DEFAULT_COUNTRY,
    extract: false,
  });
  return parsed?.isValid() === true && parsed.ext === undefined ? parsed : undefined;
}
