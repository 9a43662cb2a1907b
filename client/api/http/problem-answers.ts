/** RFC 9457 answers: every refusal and fault leaves the API in this one form, in the caller's language. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { messageFor } from '../../../words/errors';
import { AT_FIELD, taughtMessage } from '../../../checks/problems/taught-message';
import { namedByDisk } from '../../../record/postgres/store/full-disk';
import { sayIn } from '../../../words/phrase';
import { BETWEEN_SENTENCES } from '../../../words/request-messages';
import type { Locale, Phrase } from '../../../workflows/contract/case-data';
import { ERRORS, type ErrorCode, publicCode } from '../../../workflows/contract/errors';
import type { TaughtProblem } from '../../../checks/problems/field-forms';
import { ApiError, asApiError } from './api-error';
import { localeOf } from './language';
import {
  type finding,
  PROBLEM_MEDIA_TYPE,
  type problemAnswer,
} from '../../../wire/problem-answers';

/** Findings in the caller's language, with public codes. */
export function speak(
  problems: readonly TaughtProblem[],
  locale: Locale,
): z.output<typeof finding>[] {
  return problems.map((problem) => ({
    path: problem.path,
    code: publicCode(problem.code),
    message: taughtMessage(problem, locale),
  }));
}

/** Findings that a sentence names one by one. */
const MAX_NAMED = 5;

const DETAIL = {
  more: { 'zh-CN': '另有 {more} 处。', en: 'And {more} more.' },
  otherCase: { 'zh-CN': '工单：{otherCaseId}。', en: 'The case: {otherCaseId}.' },
  allowed: { 'zh-CN': '允许：{allow}。', en: 'Allowed: {allow}.' },
  later: { 'zh-CN': '请在 {retryAfterS} 秒后重试。', en: 'Again after {retryAfterS} s.' },
} as const satisfies Record<string, Phrase>;

/** What is special about this one: the fields, the other case, when to come again; undefined where its code says all. */
function detailOf({ code, options }: ApiError, locale: Locale): string | undefined {
  const { problems: found = [], retryAfterS, members = {}, headers = {} } = options;
  const say = sayIn(locale);
  // What the code says of the whole is said by the title.
  const problems = found.filter((one) => one.path !== '' || one.code !== code);
  const fields = speak(problems.slice(0, MAX_NAMED), locale).map(({ path, message }) =>
    path === '' ? message : say(AT_FIELD, { path, message }),
  );
  const more = problems.length - fields.length;
  const { allow } = headers;
  const otherCaseId = members['otherCaseId']?.toString();
  const parts = [
    ...fields,
    ...(more > 0 ? [say(DETAIL.more, { more })] : []),
    ...(otherCaseId === undefined ? [] : [say(DETAIL.otherCase, { otherCaseId })]),
    ...(allow === undefined ? [] : [say(DETAIL.allowed, { allow })]),
    ...(retryAfterS === undefined ? [] : [say(DETAIL.later, { retryAfterS })]),
  ];
  return parts.length === 0 ? undefined : parts.join(BETWEEN_SENTENCES[locale]);
}

export function localeOfRequest(request: FastifyRequest): Locale {
  return localeOf(request.headers['accept-language']);
}

/** Where the words about a code stand, which names its kind of problem. */
export function problemType(code: ErrorCode): string {
  return `/docs#${publicCode(code)}`;
}

/** The body of a refusal; `instance` is the id of the request, which the log carries too. */
export function problemBody(
  error: ApiError,
  locale: Locale,
  instance: string,
): z.output<typeof problemAnswer> {
  const row = ERRORS[error.code];
  const detail = detailOf(error, locale);
  return {
    type: problemType(error.code),
    title: messageFor(error.code, locale),
    status: row.http,
    code: publicCode(error.code),
    ...(detail !== undefined && { detail }),
    instance,
    problems: speak(error.options.problems ?? [], locale),
    ...error.options.members,
  };
}

type FailureAnswer = (
  failure: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply>;

/** What answers any failure; `storesIn`: see `namedByDisk`. */
export function failureAnswers(storesIn: string | undefined): FailureAnswer {
  return async (failure, request, reply) => {
    const { code, options } = asApiError(failure);
    const error = new ApiError(await namedByDisk(code, storesIn), options);
    return answer(error, failure, request, reply);
  };
}

/** Only faults of ours are logged as such; refusals are part of the work. */
function answer(
  error: ApiError,
  failure: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const status = ERRORS[error.code].http;
  if (error.code === 'INTERNAL') request.log.error({ err: failure, code: error.code }, 'fault');
  else if (status >= 500) request.log.warn({ code: error.code }, 'not available');
  if (error.options.retryAfterS !== undefined) {
    reply.header('retry-after', String(error.options.retryAfterS));
  }
  reply.headers(error.options.headers ?? {});
  return reply
    .code(status)
    .type(PROBLEM_MEDIA_TYPE)
    .serializer(JSON.stringify)
    .send(problemBody(error, localeOfRequest(request), request.id));
}
