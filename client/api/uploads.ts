/** A file as it enters: one part `file` of a form, told by its content, never by the type that it claims. */
import type { FastifyRequest } from 'fastify';
import { ApiError, fieldError } from './api-error';
import { nameFits, sniffMediaType } from './media-type';

/** Largest attachment, bytes (10 MiB). */
export const ATTACHMENT_LIMIT_BYTES = 10 * 1024 * 1024;
/** Room for the multipart frame around the file, bytes. */
const FRAME_BYTES = 64 * 1024;
/** Limit of the body of a route that takes a file, bytes. */
export const UPLOAD_LIMIT_BYTES = ATTACHMENT_LIMIT_BYTES + FRAME_BYTES;
const MAX_FILE_NAME_LENGTH = 200;

export interface Upload {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** The last part of what the client called the file, without characters that headers do not bear. */
function safeFileName(name: string): string {
  const last = name.split(/[\\/]/).pop() ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}"]/gu, '').trim();
  return clean.slice(0, MAX_FILE_NAME_LENGTH) || 'attachment';
}

/** `NOT_UTF8`, `UNSUPPORTED_MEDIA_TYPE`, `FIELD_REQUIRED`, `ATTACHMENT_TOO_LARGE`, `ATTACHMENT_TYPE`. */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw new ApiError('UNSUPPORTED_MEDIA_TYPE');
  // One byte more than is taken: what is cut off there is seen here, and never kept as if whole.
  const fileSize = ATTACHMENT_LIMIT_BYTES + 1;
  const part = await request.file({ limits: { fileSize, files: 1 } });
  if (!part) throw fieldError('file', 'FIELD_REQUIRED');
  const content = await part.toBuffer();
  if (content.length > ATTACHMENT_LIMIT_BYTES) throw fieldError('file', 'ATTACHMENT_TOO_LARGE');
  // A name of another encoding arrives with replacement signs, which no name has of itself.
  if (part.filename.includes('\uFFFD')) throw new ApiError('NOT_UTF8');
  const mediaType = sniffMediaType(content);
  const fileName = safeFileName(part.filename);
  if (!mediaType || !nameFits(fileName, mediaType)) throw fieldError('file', 'ATTACHMENT_TYPE');
  return { fileName, mediaType, content };
}
