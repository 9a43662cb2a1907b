/** How a merchant is reached: checked at opening and whenever it changes. */
import type { Locale, MerchantContact } from '../workflows/contract/case-data';
import { DESK_TIME_ZONE } from '../workflows/contract/desk-days';
import type { Problem } from '../workflows/contract/messages';
import { isEmail, normalizeEmail } from './email';
import { foldWidth, hasUntypedCharacter, lengthOf } from './entered-text';
import { readPhone } from './phone';

/** Time zone of a merchant who names none; quiet hours count in it. */
export const DEFAULT_TIME_ZONE = DESK_TIME_ZONE;

const MAX_CONTACT_NAME_LENGTH = 100;
const MERCHANT_NUMBER = /^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/;

/** Contact data as entered. */
export interface EnteredContact {
  readonly merchantNumber: string;
  readonly contactName: string;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly locale: Locale;
  readonly timeZone?: string | undefined;
}

export interface CheckedContact {
  readonly problems: readonly Problem[];
  /** Normalized; what cannot be read is kept as entered. */
  readonly contact: MerchantContact;
}

function isTimeZone(name: string): boolean {
  try {
    // Only the constructor says whether a name is one that this platform knows.
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** A field that counts as left out where it holds nothing but white space. */
function given(entered: string | undefined): string | undefined {
  return entered === undefined || entered.trim() === '' ? undefined : entered;
}

/** Written as the acquirer writes it, without white space at the ends. Idempotent. */
export function normalizeMerchantNumber(entered: string): string {
  return foldWidth(entered).trim();
}

/** True for a normalized merchant number. */
export function isMerchantNumber(normalized: string): boolean {
  return MERCHANT_NUMBER.test(normalized);
}

/**
 * Checks contact data, all problems at once, paths below `prefix`: `FIELD_REQUIRED`, `FIELD_INVALID`,
 * `PHONE_INVALID`, `PHONE_NOT_MOBILE` (SMS goes to this number, so leave a landline out),
 * `EMAIL_INVALID`, and `NO_NOTICE_CHANNEL` with neither a mobile number nor an address.
 */
export function checkContact(entered: EnteredContact, prefix = 'merchant'): CheckedContact {
  const problems: Problem[] = [];
  const add = (field: string, code: Problem['code']) => {
    problems.push({ path: [prefix, field].filter((part) => part !== '').join('.'), code });
  };

  const merchantNumber = normalizeMerchantNumber(entered.merchantNumber);
  if (merchantNumber === '') add('merchantNumber', 'FIELD_REQUIRED');
  else if (!isMerchantNumber(merchantNumber)) add('merchantNumber', 'FIELD_INVALID');

  const contactName = entered.contactName.normalize('NFC').trim();
  if (contactName === '') add('contactName', 'FIELD_REQUIRED');
  else if (lengthOf(contactName) > MAX_CONTACT_NAME_LENGTH || hasUntypedCharacter(contactName)) {
    add('contactName', 'FIELD_INVALID');
  }

  const enteredPhone = given(entered.phone);
  const phone = enteredPhone === undefined ? undefined : readPhone(enteredPhone);
  if (enteredPhone !== undefined && !phone) add('phone', 'PHONE_INVALID');
  else if (phone && !phone.canReceiveSms) add('phone', 'PHONE_NOT_MOBILE');

  const enteredEmail = given(entered.email);
  const email = enteredEmail === undefined ? undefined : normalizeEmail(enteredEmail);
  if (email !== undefined && !isEmail(email)) add('email', 'EMAIL_INVALID');

  const timeZone = given(entered.timeZone) ?? DEFAULT_TIME_ZONE;
  if (!isTimeZone(timeZone)) add('timeZone', 'FIELD_INVALID');

  const hasMobile = phone?.canReceiveSms === true;
  if (!hasMobile && enteredPhone === undefined && email === undefined) add('', 'NO_NOTICE_CHANNEL');

  return {
    problems,
    contact: {
      merchantNumber,
      contactName,
      ...(enteredPhone === undefined ? {} : { phone: phone?.e164 ?? enteredPhone.trim() }),
      ...(email === undefined ? {} : { email }),
      locale: entered.locale,
      timeZone,
    },
  };
}
