/**
 * What people read about a code, in their language: what happened and what it means, then what to do.
 * English comes from the error table itself, so that answers and documentation never differ; the
 * Chinese sentences stand beside it. No sentence ever contains data.
 */
import type { Locale } from '../workflows/contract/case-data';
import { ERRORS } from '../workflows/contract/errors';
import type { ErrorCode } from '../workflows/contract/errors';
import { ZH_REQUESTS } from './messages-zh-requests';
import { ZH_WORK } from './messages-zh-work';

/** Two sentences about one code. */
export interface Message {
  /** What happened and what it means. */
  readonly meaning: string;
  /** What the person who reads it does. */
  readonly remedy: string;
}

/** What happened, and what to do. */
export type MessagePair = readonly [meaning: string, remedy: string];

const CHINESE: Readonly<Record<ErrorCode, MessagePair>> = { ...ZH_REQUESTS, ...ZH_WORK };

/** Both sentences of a code, apart. */
export function messagePartsFor(code: ErrorCode, locale: Locale): Message {
  if (locale === 'en') {
    const { meaning, remedy } = ERRORS[code];
    return { meaning, remedy };
  }
  const [meaning, remedy] = CHINESE[code];
  return { meaning, remedy };
}

/** Both sentences of a code as one text. */
export function messageFor(code: ErrorCode, locale: Locale): string {
  const { meaning, remedy } = messagePartsFor(code, locale);
  return locale === 'en' ? `${meaning} ${remedy}` : `${meaning}${remedy}`;
}
