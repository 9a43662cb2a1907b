// checks/people/: people and companies: their names, how they are reached, how they prove who they are.
/** How a merchant is reached: checked at opening and whenever it changes. */
import type { Locale, MerchantContact } from '../../workflows/contract/case-data';
import { DESK_TIME_ZONE } from '../../workflows/contract/desk-days';
import type { Problem } from '../../workflows/contract/messages';
import { readEmail } from './email';
import { isBlank } from '../entered-text';
import { normalizeMerchantNumber, readMerchantNumber } from '../references/merchant-number';
import { isTimeZone } from '../days/moments';
import { normalizeName, readName } from './names';
import { isTextable, normalizePhone, readPhone } from './phone';

/** Time zone of a merchant who names none; quiet hours count in it. */
export const DEFAULT_TIME_ZONE = DESK_TIME_ZONE;

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

/** A field that counts as left out where there is nothing to see in it. */
function given(entered: string | undefined): string | undefined {
  return isBlank(entered) ? undefined : entered;
}

/**
 * Checks contact data, all problems at once, paths below `prefix`: `FIELD_REQUIRED`, `FIELD_INVALID`,
 * `PHONE_INVALID`, `EMAIL_INVALID`, and `NO_NOTICE_CHANNEL` with neither an address nor a number that gets texts:
 * a landline may be recorded, and nothing is sent there.
 */
export function checkContact(entered: EnteredContact, prefix = 'merchant'): CheckedContact {
  const problems: Problem[] = [];
  const add = (field: string, code: Problem['code'] | undefined) => {
    const path = [prefix, field].filter((part) => part !== '').join('.');
    if (code !== undefined) problems.push({ path, code });
  };

  const merchantNumber = readMerchantNumber(entered.merchantNumber);
  add('merchantNumber', merchantNumber.code);
  const contactName = readName(entered.contactName);
  add('contactName', contactName.code);

  const enteredPhone = given(entered.phone);
  const phone = enteredPhone === undefined ? undefined : readPhone(enteredPhone);
  add('phone', phone?.code);
  const enteredEmail = given(entered.email);
  const email = enteredEmail === undefined ? undefined : readEmail(enteredEmail);
  add('email', email?.code);

  const timeZone = given(entered.timeZone) ?? DEFAULT_TIME_ZONE;
  if (!isTimeZone(timeZone)) add('timeZone', 'FIELD_INVALID');

  const isSilent = phone === undefined || (phone.value !== undefined && !isTextable(phone.value));
  if (isSilent && email === undefined) add('', 'NO_NOTICE_CHANNEL');

  return {
    problems,
    contact: {
      merchantNumber: normalizeMerchantNumber(entered.merchantNumber),
      contactName: normalizeName(entered.contactName),
      ...(enteredPhone === undefined ? {} : { phone: normalizePhone(enteredPhone) }),
      ...(enteredEmail === undefined ? {} : { email: email?.value ?? enteredEmail }),
      locale: entered.locale,
      timeZone,
    },
  };
}
