/**
 * What people read about a code, in their language: what happened and what it means, then what to do.
 * English comes from the error table itself, so that answers and documentation never differ; the
 * Chinese sentences stand beside it. No sentence ever contains data.
 */
import type { Locale } from '../workflows/contract/case-data';
import { ERRORS } from '../workflows/contract/errors';
import type { ErrorCode } from '../workflows/contract/errors';
import { type TaughtProblem, withForm } from '../checks/problems/field-forms';
import { ZH_REQUESTS } from './errors-zh-requests';
import { ZH_WORK } from './errors-zh-work';
import { type Message, type MessagePair, asText } from './request-messages';

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
  return asText(messagePartsFor(code, locale), locale);
}

/** What happened, what to do, and what would be right, as people read it. */
export function taughtMessage(problem: TaughtProblem, locale: Locale): string {
  return withForm(messageFor(problem.code, locale), problem, locale);
}
