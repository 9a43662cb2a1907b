/**
 * Passwords of local accounts (argon2id, and the same work for accounts that do not exist) and keys of
 * programs.
 */
import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

const NEW_PASSWORD_BYTES = 15;
const NEW_KEY_BYTES = 32;

/** Of a password that nobody has; made once, as slowly as any. */
let nobody: Promise<string> | undefined;

/** Whether a password is the one of a hash; without a hash it takes as long and is never right. */
export async function passwordFits(
  passwordHash: string | undefined,
  password: string,
): Promise<boolean> {
  nobody ??= hash(randomBytes(NEW_PASSWORD_BYTES));
  const fits = await verify(passwordHash ?? (await nobody), password);
  return passwordHash !== undefined && fits;
}

/** A random password to hand over once, with the hash that is kept. */
export async function newPassword(): Promise<{ password: string; passwordHash: string }> {
  const password = randomBytes(NEW_PASSWORD_BYTES).toString('base64url');
  return { password, passwordHash: await passwordHashOf(password) };
}

/** What is kept of a password that somebody chose. */
export async function passwordHashOf(password: string): Promise<string> {
  return hash(password);
}

/** A random key to hand over once; the record keeps only its hash. */
export function newApiKey(): string {
  return `unbind_${randomBytes(NEW_KEY_BYTES).toString('base64url')}`;
}
