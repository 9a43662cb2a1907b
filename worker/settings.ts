/** How environments are read: what is empty counts as not set, and each mistake names its variable. */
import type { z } from 'zod';

export type Env = Readonly<Record<string, string | undefined>>;

/** A setting that is left empty counts as not set. */
export function definedOnly(env: Env): Record<string, string> {
  const entries = Object.entries(env).filter((pair): pair is [string, string] => !!pair[1]);
  return Object.fromEntries(entries);
}

/** `NAME: what is wrong` for each variable, in one line. */
export function describeProblems(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}
