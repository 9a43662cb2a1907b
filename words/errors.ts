/**
 * What people read about a code, in their language: what happened and what it means, then what to do.
 * English comes from the error table itself, so that answers and documentation never differ; the other
 * languages stand beside it. No sentence ever contains data.
 */
import type { Locale } from '../workflows/contract/case-data';
import { ERRORS } from '../workflows/contract/errors';
import type { ErrorCode } from '../workflows/contract/errors';
import { ZH_REQUESTS } from './errors-zh-requests';
import { ZH_WORK } from './errors-zh-work';
import { type Message, asText, messageOf } from './request-messages';

const CHINESE: Readonly<Record<ErrorCode, readonly [string, string]>> = {
  ...ZH_REQUESTS,
  ...ZH_WORK,
};

const MESSAGES: Readonly<Record<Locale, (code: ErrorCode) => Message>> = {
  'zh-CN': (code) => messageOf(CHINESE[code]),
  en: (code) => ERRORS[code],
};

/** Both sentences of a code, apart. */
export function messagePartsFor(code: ErrorCode, locale: Locale): Message {
  const { meaning, remedy } = MESSAGES[locale](code);
  return { meaning, remedy };
}

/** Both sentences of a code as one text. */
export function messageFor(code: ErrorCode, locale: Locale): string {
  return asText(messagePartsFor(code, locale), locale);
}
