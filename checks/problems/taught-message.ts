/** What people read about a problem: what happened, what to do, and what would be right. */
import type { Locale, Phrase } from '../../workflows/contract/case-data';
import { messageFor } from '../../words/errors';
import { type TaughtProblem, withForm } from './field-forms';

/** What is said of a field, after where it stands. */
export const AT_FIELD: Phrase = { 'zh-CN': '{path}：{message}', en: '{path}: {message}' };

/** The sentences of a problem, and after them what would be right, where that is known. */
export function taughtMessage(problem: TaughtProblem, locale: Locale): string {
  return withForm(messageFor(problem.code, locale), problem, locale);
}
