/**
 * How settings are read: what is empty counts as not set, every mistake names its setting and what is
 * allowed, and all mistakes are told at once. Values are never repeated, as some are secrets.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

export type Env = Readonly<Record<string, string | undefined>>;

export interface SettingProblem {
  /** As the person wrote it. */
  readonly name: string;
  /** Goes on after the name: `is missing`. */
  readonly message: string;
}

/** One or more settings are missing or malformed. */
export class WrongSettings extends Error {
  constructor(
    readonly problems: readonly SettingProblem[],
    options?: ErrorOptions,
  ) {
    super(problems.map(({ name, message }) => `${name} ${message}.`).join(' '), options);
    this.name = 'WrongSettings';
  }
}

/** A setting that is left empty counts as not set. */
export function definedOnly(env: Env): Record<string, string> {
  const entries = Object.entries(env).filter((pair): pair is [string, string] => !!pair[1]);
  return Object.fromEntries(entries);
}

/** Reads the settings that a schema names. Throws `WrongSettings` with every mistake. */
export function readSettings<T>(schema: z.ZodType<T>, env: Env): T {
  const parsed = schema.safeParse(definedOnly(env));
  if (parsed.success) return parsed.data;
  throw new WrongSettings(
    parsed.error.issues.map(({ path, message }) => ({ name: String(path[0]), message })),
  );
}

/** Tries several readings, so that the mistakes of all of them are told at once, each setting once. */
export function refuseWrong(readings: readonly (() => unknown)[]): void {
  const problems = new Map<string, SettingProblem>();
  for (const read of readings) {
    try {
      read();
    } catch (error) {
      if (!(error instanceof WrongSettings)) throw error;
      for (const problem of error.problems) {
        if (!problems.has(problem.name)) problems.set(problem.name, problem);
      }
    }
  }
  if (problems.size > 0) throw new WrongSettings([...problems.values()]);
}

/** The text of a file that a setting names. Throws `WrongSettings` where it cannot be read. */
export async function fileOfSetting(name: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new WrongSettings([{ name, message: 'names a file that cannot be read' }], { cause });
  }
}

/** A whole number within its bounds, written in digits. */
export function wholeNumber(min: number, max: number): z.ZodType<number, string> {
  const isOne = (text: string): boolean =>
    /^\d{1,15}$/.test(text) && Number(text) >= min && Number(text) <= max;
  const error = `is not a whole number from ${min} to ${max}`;
  return z.string().refine(isOne, { error }).transform(Number);
}

/** One of a few words. */
export function oneOf<const T extends readonly string[]>(words: T): z.ZodType<T[number], string> {
  return z.enum(words, { error: `is none of ${words.join(', ')}` });
}

/** What pino knows; the worker's and the API's. */
export const logLevel = oneOf(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']);

/** An address of the web. */
export const webAddress = z.url({
  protocol: /^https?$/,
  error: 'is no address that begins with http:// or https://',
});

/** An e-mail address, with or without a name before it; `missing` goes on after the name of a setting that is not there. */
export function mailAddress(missing?: string): z.ZodType<string, string> {
  return z
    .string(missing === undefined ? undefined : { error: missing })
    .refine((text) => text.includes('@'), 'is no address');
}

/** A text of at most so many characters. */
export function textUpTo(max: number): z.ZodType<string, string> {
  return z.string().max(max, { error: `is longer than ${max} characters` });
}

/** Several of a kind by commas or blanks, in small letters; empty where nothing is named. */
export function listOf(
  isOne: (item: string) => boolean,
  error: string,
): z.ZodType<readonly string[], string | undefined> {
  return z
    .string()
    .default('')
    .transform((text) =>
      text
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    )
    .refine((items) => items.every(isOne), { error });
}

const HOST = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])$/;

/** UNBIND_ALLOWED_HOSTS: hosts that a port answers to besides those that it knows by itself. */
export const hostNames = listOf(
  (item) => HOST.test(item),
  'is not a list of hosts by commas, without scheme and port',
);
