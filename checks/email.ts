/** E-mail addresses: exactly one, in a form that is safe to put into a mail header. */

export const MAX_EMAIL_LENGTH = 254;
const MAX_LOCAL_PART_LENGTH = 64;

/** Dots stand between other signs only; quoted names and addresses of numbers are not taken. */
const LOCAL_PART = /^[A-Za-z0-9_'+-]+(?:\.[A-Za-z0-9_'+-]+)*$/;
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;
const TOP_LABEL = /^[A-Za-z]{2,}$/;

/** Without spaces at the ends; line breaks stay, as they are an error. Idempotent. */
export function normalizeEmail(entered: string): string {
  return entered.replace(/^[ \t\u3000]+|[ \t\u3000]+$/g, '');
}

/** One address of at most 254 characters without line breaks. */
export function isEmail(normalized: string): boolean {
  if (normalized.length > MAX_EMAIL_LENGTH) return false;
  const [local = '', domain = '', ...more] = normalized.split('@');
  if (more.length > 0 || local.length > MAX_LOCAL_PART_LENGTH || !LOCAL_PART.test(local)) {
    return false;
  }
  const labels = domain.split('.');
  return (
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    TOP_LABEL.test(labels.at(-1) ?? '')
  );
}
