/**
 * What people read about a code of what they send. Apart from the words about the work of a case, so that the
 * merchant's page, to which the server says those, need not load them.
 */
import type { Locale } from '../workflows/contract/case-data';
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

/** What happened, and what to do. */
export type MessagePair = readonly [meaning: string, remedy: string];

type RequestCode = keyof typeof ZH_REQUESTS;

/** Whether it is about what was sent, and not about the work of a case. */
export function isRequestCode(code: ErrorCode): code is RequestCode {
  return Object.hasOwn(ZH_REQUESTS, code);
}

/** Both sentences as one text. */
export function asText({ meaning, remedy }: Message, locale: Locale): string {
  return locale === 'en' ? `${meaning} ${remedy}` : `${meaning}${remedy}`;
}

/** Both sentences of a code as one text. */
export function requestMessageFor(code: RequestCode, locale: Locale): string {
  const [meaning, remedy] = ZH_REQUESTS[code];
  return asText(locale === 'en' ? ERRORS[code] : { meaning, remedy }, locale);
}
