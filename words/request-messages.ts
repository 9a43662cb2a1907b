/**
 * What people read about a code of what they send. Apart from the words about the work of a case, so that the
 * merchant's page, to which the server says those, need not load them.
 */
import type { Locale, Phrase } from '../workflows/contract/case-data';
import { ERRORS } from '../workflows/contract/errors';
import type { ErrorCode } from '../workflows/contract/errors';
import { ZH_REQUESTS } from './errors-zh-requests';

/** Two sentences about one code. */
export interface Message {
  /** What happened and what it means. */
  readonly meaning: string;
  /** What the person who reads it does. */
  readonly remedy: string;
}

type RequestCode = keyof typeof ZH_REQUESTS;

/** The two sentences as a table of one language holds them. */
export function messageOf([meaning, remedy]: readonly [string, string]): Message {
  return { meaning, remedy };
}

const MESSAGES: Readonly<Record<Locale, (code: RequestCode) => Message>> = {
  'zh-CN': (code) => messageOf(ZH_REQUESTS[code]),
  en: (code) => ERRORS[code],
};

/** What stands between two sentences of a text. */
export const BETWEEN_SENTENCES: Phrase = { 'zh-CN': '', en: ' ' };

/** Whether it is about what was sent, and not about the work of a case. */
export function isRequestCode(code: ErrorCode): code is RequestCode {
  return Object.hasOwn(ZH_REQUESTS, code);
}

/** Both sentences as one text. */
export function asText({ meaning, remedy }: Message, locale: Locale): string {
  return `${meaning}${BETWEEN_SENTENCES[locale]}${remedy}`;
}

/** Both sentences of a code as one text. */
export function requestMessageFor(code: RequestCode, locale: Locale): string {
  return asText(MESSAGES[locale](code), locale);
}
