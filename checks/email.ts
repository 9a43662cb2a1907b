/** E-mail addresses: exactly one, in a form that is safe to put into a mail header. */
import { z } from 'zod';

export const MAX_EMAIL_LENGTH = 254;
const MAX_LOCAL_PART_LENGTH = 64;

const address = z.email().max(MAX_EMAIL_LENGTH);

/** Without spaces at the ends; line breaks stay, as they are an error. Idempotent. */
export function normalizeEmail(entered: string): string {
  return entered.replace(/^[ \t\u3000]+|[ \t\u3000]+$/g, '');
}

/** One address of at most 254 characters without line breaks. */
export function isEmail(normalized: string): boolean {
  return (
    address.safeParse(normalized).success && normalized.indexOf('@') <= MAX_LOCAL_PART_LENGTH
  );
}
