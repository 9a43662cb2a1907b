/** What a route throws to refuse a request, and the sentence a foreign failure becomes. */
import { RecordError } from '../../../record/port/desk-record';
import { type ErrorCode, mayPassLater } from '../../../workflows/contract/errors';
import type { Phrase } from '../../../workflows/contract/case-data';
import type { TaughtProblem } from '../../../checks/problems/field-forms';
import type { Problem } from '../../../workflows/contract/messages';
import { DeskError } from '../../../temporal/failures';

export interface ApiErrorOptions {
  /** Fields concerned, with codes and what would be right; never values. */
  readonly problems?: readonly TaughtProblem[];
  /** Seconds for `Retry-After`. */
  readonly retryAfterS?: number;
  /** Further members of the answer: ids and names of roles only. */
  readonly members?: Readonly<Record<string, string | readonly string[]>>;
  /** HTTP headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A refusal by code; the HTTP status is the one of the error table. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly options: ApiErrorOptions = {},
  ) {
    super(code, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'ApiError';
  }
}

/** A refusal that concerns one field; `allowed` says what would be right. */
export function fieldError(path: string, code: ErrorCode, allowed?: Phrase): ApiError {
  return new ApiError(code, { problems: [{ path, code, ...(allowed && { allowed }) }] });
}

/**
 * Refuses what has problems; nothing where there are none. One kind of problem is its own answer,
 * several are an invalid request with all of them named.
 */
export function refuseProblems(problems: readonly TaughtProblem[]): void {
  const [only] = problems;
  if (!only) return;
  const sameCode = problems.every(({ code }) => code === only.code);
  throw new ApiError(sameCode ? only.code : 'APPLICATION_INVALID', { problems });
}

const RETRY_AFTER_S = 2;
/** After this a phone or case may be sent codes again, s. */
const CODES_AGAIN_S = 15 * 60;

/** Fastify's and its plugins' codes that have a row in the error table. */
const FRAMEWORK_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_REQ_FILE_TOO_LARGE: 'ATTACHMENT_TOO_LARGE',
};

/** Any failure as a refusal; what is not known is `INTERNAL` and keeps its cause for the log. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof DeskError) return ofDesk(error);
  if (error instanceof RecordError) {
    const { code, detail } = error;
    const names = code === 'BAD_REQUEST' && detail !== undefined;
    return names ? wrongField(detail, error) : ofCode(code, error);
  }
  const foreign = error as { code?: unknown; statusCode?: unknown } | null;
  const known = typeof foreign?.code === 'string' ? FRAMEWORK_CODES[foreign.code] : undefined;
  if (known) return new ApiError(known, { cause: error });
  const status = foreign?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new ApiError('BAD_REQUEST', { cause: error });
  }
  return new ApiError('INTERNAL', { cause: error });
}

/** The one thing that the record reads itself is the place in a list. */
const ANSWERED = {
  'zh-CN': '同一列表、同一排序的上一次回答中的 nextCursor',
  en: 'the nextCursor of the answer before, of the same list in the same order',
};

/** A request that is not of its form, with the part of it that is wrong. */
function wrongField(path: string, cause: unknown): ApiError {
  const problems = [{ path, code: 'FIELD_INVALID', allowed: ANSWERED }] as const;
  return new ApiError('BAD_REQUEST', { problems, cause });
}

function ofCode(code: ErrorCode, cause: unknown): ApiError {
  if (code === 'TOO_MANY_CODES') return new ApiError(code, { retryAfterS: CODES_AGAIN_S, cause });
  if (!mayPassLater(code)) return new ApiError(code, { cause });
  // Which of the two is away is nothing that a caller could act on.
  const said = code === 'RECORD_UNAVAILABLE' ? 'UNAVAILABLE' : code;
  return new ApiError(said, { retryAfterS: RETRY_AFTER_S, cause });
}

function ofDesk(error: DeskError): ApiError {
  const [first] = error.details;
  if (error.code === 'APPLICATION_INVALID' && isProblemList(first)) {
    return new ApiError(error.code, { problems: first, cause: error });
  }
  if (error.code === 'TERMINAL_HAS_OPEN_CASE' && typeof first === 'string') {
    return new ApiError(error.code, { members: { otherCaseId: first }, cause: error });
  }
  return ofCode(error.code, error);
}

function isProblemList(value: unknown): value is readonly Problem[] {
  return (
    Array.isArray(value) &&
    value.every(
      (item: unknown) =>
        typeof item === 'object' && item !== null && 'path' in item && 'code' in item,
    )
  );
}
