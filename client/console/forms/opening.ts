/** The form of a new case: what is wrong with it, by the rules that the server has, and its body. Pure. */
import { checkOpening } from '../../../checks/application/opening';
import type { EnteredOpening } from '../../../wire/operations/repair-requests';
import type { OpenCaseBody } from '../../../wire/cases/case-requests';
import type { Locale } from '../../../workflows/contract/case-data';
import type { CaseChannel, UnbindReason } from '../../../workflows/contract/case-view';
import type { Problem } from '../../../workflows/contract/messages';

export interface ContactForm {
  readonly merchantNumber: string;
  readonly contactName: string;
  readonly phone: string;
  readonly email: string;
  readonly locale: Locale;
  /** IANA name. */
  readonly timeZone: string;
}
/** What only a person knows of an opening. */
export interface EnteredForm extends ContactForm {
  readonly serials: readonly string[];
}
export interface OpeningForm extends EnteredForm {
  readonly channel: CaseChannel;
  /** Empty while nobody has chosen. */
  readonly reason: UnbindReason | '';
  readonly closeAccount: boolean;
}

/** Every problem with what only a person knows that can be found without asking the server. */
export function enteredProblems(form: EnteredForm): readonly Problem[] {
  return checkOpening({ merchant: form, terminals: terminalsOf(form) }).problems;
}

/** The same of the whole form. */
export function openingProblems(form: OpeningForm): readonly Problem[] {
  const missing: readonly Problem[] =
    form.reason === '' ? [{ path: 'reason', code: 'FIELD_REQUIRED' }] : [];
  return [...enteredProblems(form), ...missing];
}

function terminalsOf({ serials }: EnteredForm) {
  return serials.map((serialNumber) => ({ serialNumber }));
}

function given(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim();
}

/** What was entered, as the API takes it; fields that hold nothing are left out. */
export function enteredBody(form: EnteredForm): EnteredOpening {
  const phone = given(form.phone);
  const email = given(form.email);
  const timeZone = given(form.timeZone);
  return {
    merchant: {
      merchantNumber: form.merchantNumber.trim(),
      contactName: form.contactName.trim(),
      ...(phone === undefined ? {} : { phone }),
      ...(email === undefined ? {} : { email }),
      locale: form.locale,
      ...(timeZone === undefined ? {} : { timeZone }),
    },
    terminals: terminalsOf(form),
  };
}

/** The body that opens the case; a reason that was not chosen is the server's to refuse. */
export function openingBody(
  form: OpeningForm,
): Omit<OpenCaseBody, 'reason'> & Pick<OpeningForm, 'reason'> {
  const { channel, reason, closeAccount } = form;
  return { channel, reason, closeAccount, ...enteredBody(form) };
}
