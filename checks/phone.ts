/** Phone numbers: read as people write them, stored as E.164, and whether SMS can reach them. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { foldWidth } from './entered-text';

/** A number without a country code is one of mainland China. */
const DEFAULT_COUNTRY = 'CN';

export interface Phone {
  readonly e164: string;
  /** True where the numbering plan says mobile, or cannot tell mobile from fixed (as in the US). */
  readonly canReceiveSms: boolean;
}

/** The number as E.164, or undefined where it does not exist in its numbering plan. */
export function readPhone(entered: string): Phone | undefined {
  const parsed = parsePhoneNumberFromString(foldWidth(entered).trim(), {
    defaultCountry: DEFAULT_COUNTRY,
    extract: false,
  });
  if (!parsed?.isValid() || parsed.ext !== undefined) return undefined;
  const type = parsed.getType();
  return {
    e164: parsed.number,
    canReceiveSms: type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE',
  };
}

/** E.164 where the number can be read, else what was entered without spaces at its ends. Idempotent. */
export function normalizePhone(entered: string): string {
  return readPhone(entered)?.e164 ?? entered.trim();
}

/** Whether both are the same number, however written. */
export function samePhone(a: string, b: string): boolean {
  return normalizePhone(a) === normalizePhone(b);
}
