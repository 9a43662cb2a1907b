/**
 * Stands in for `libphonenumber-js/max` in this page's build: the same library with the numbering plans of
 * the countries that merchants are in, as those of the whole world weigh more than the page itself. The
 * build cuts the plans down. A number of another country is left to the server to judge.
 */
import { parsePhoneNumberFromString as parseWith } from 'libphonenumber-js/core';
import plans from 'libphonenumber-js/metadata.max.json';

type Options = Exclude<Parameters<typeof parseWith>[1], string | undefined>;

/** Only what checks/people/phone.ts asks of a number. */
interface ReadNumber {
  readonly number: string;
  readonly ext?: string;
  isValid(): boolean;
  getType(): string | undefined;
}

const ABROAD = /^\+[1-9]\d{6,14}$/;

export function parsePhoneNumberFromString(text: string, options: Options): ReadNumber | undefined {
  const digits = text.replace(/[\s().-]/g, '');
  const isKnown = Object.keys(plans.country_calling_codes).some((code) =>
    digits.startsWith(`+${code}`),
  );
  if (!ABROAD.test(digits) || isKnown) return parseWith(text, options, plans);
  return { number: digits, isValid: () => true, getType: () => 'MOBILE' };
}
