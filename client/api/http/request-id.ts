/** The id of a request, in a header of every answer and in the log; also where no request could be read. */
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { ERRORS, type ErrorCode } from '../../../workflows/contract/errors';
import { ApiError } from './api-error';
import { localeOf } from './language';
import { PROBLEM_MEDIA_TYPE } from '../../../wire/problem-answers';
import { problemBody } from './problem-answers';

export const REQUEST_ID_HEADER = 'x-request-id';

export function newRequestId(): string {
  return `req_${randomUUID()}`;
}

type Unread = NonNullable<FastifyServerOptions['clientErrorHandler']>;

/** What Node says of a request that it could not read. */
const UNREAD: Readonly<Record<string, ErrorCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
};

/** Answers in the one form of every refusal; nobody knows the language of who asks. */
export const answerUnread: Unread = function answerUnread(this: FastifyInstance, error, socket) {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const code = UNREAD[error.code] ?? 'BAD_REQUEST';
  const requestId = newRequestId();
  this.log.info({ code, reqId: requestId, cause: error.code }, 'a request could not be read');
  const body = JSON.stringify(problemBody(new ApiError(code), localeOf(undefined), requestId));
  const { http } = ERRORS[code];
  const head = [
    `HTTP/1.1 ${http} ${STATUS_CODES[http] ?? ''}`,
    `content-type: ${PROBLEM_MEDIA_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `${REQUEST_ID_HEADER}: ${requestId}`,
    'connection: close',
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroy(error);
};
