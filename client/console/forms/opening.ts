/** The form of a new case: what is wrong with it, by the rules that the server has, and its body. Pure. */
import { checkContact } from '../../../checks/contact';
import type { EnteredOpening } from '../../../checks/repair-schemas';
import type { OpenCaseBody } from '../../../checks/schemas';
import { isSerialNumber, normalizeSerialNumber } from '../../../checks/serial-number';
import type { Locale } from '../../../workflows/contract/case-data';
import type { CaseChannel, UnbindReason } from '../../../workflows/contract/case-view';
import type { Problem } from '../../../workflows/contract/messages';

export interface ContactForm {
  readonly merchantNumber: string;
  readonly contactName: string;
  readonly phone: string;
  readonly email: string;
  readonly locale: Locale;
}
/** What only a person knows of an opening. */
export interface EnteredForm extends ContactForm {
  readonly serials: readonly string[];
}
export interface OpeningForm extends EnteredForm {
  readonly channel: CaseChannel;
  readonly reason: UnbindReason;
  readonly closeAccount: boolean;
}

/** Problems of serial numbers as they are typed; the first of two that are equal stands. */
export function serialProblems(serials: readonly string[]): readonly Problem[] {
  const seen = new Set<string>();
  return serials.flatMap((serial, index): Problem[] => {
    const path = `terminals[${index}].serialNumber`;
    const normalized = normalizeSerialNumber(serial);
    if (normalized === '') return [{ path, code: 'FIELD_REQUIRED' }];
    if (!isSerialNumber(normalized)) return [{ path, code: 'FIELD_INVALID' }];
    if (seen.has(normalized)) return [{ path, code: 'DUPLICATE_TERMINAL' }];
    seen.add(normalized);
    return [];
  });
}

/** Every problem that can be found without asking the server. */
export function openingProblems(form: EnteredForm): readonly Problem[] {
  const { merchantNumber, contactName, phone, email, locale, serials } = form;
  const contact = checkContact({ merchantNumber, contactName, phone, email, locale });
  return [...contact.problems, ...serialProblems(serials)];
}

function given(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim();
}

/** What was entered, as the API takes it; fields that hold nothing are left out. */
export function enteredBody(form: EnteredForm): EnteredOpening {
  const phone = given(form.phone);
  const email = given(form.email);
  return {
    merchant: {
      merchantNumber: form.merchantNumber.trim(),
      contactName: form.contactName.trim(),
      ...(phone === undefined ? {} : { phone }),
      ...(email === undefined ? {} : { email }),
      locale: form.locale,
    },
    terminals: form.serials.map((serialNumber) => ({ serialNumber })),
  };
}

/** The body that opens the case. */
export function openingBody(form: OpeningForm): OpenCaseBody {
  const { channel, reason, closeAccount } = form;
  return { channel, reason, closeAccount, ...enteredBody(form) };
}
