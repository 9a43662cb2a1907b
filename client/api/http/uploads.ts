/** A file as it enters: one part `file` of a form, told by its content, never by the type that it claims. */
import type { FastifyRequest } from 'fastify';
import { ApiError, fieldError } from './api-error';
import { MAX_FILE_BYTES } from '../../../wire/limits';
import {
  FILE_KINDS_EN,
  FILE_KINDS_ZH,
  type FileMediaType,
  MAX_FILE_MIB,
} from '../../../workflows/contract/files';
import { keptName, sentName } from './file-name';
import { nameFits, sniffMediaType } from './media-type';

/** Room for the multipart frame around the file, bytes. */
const FRAME_BYTES = 64 * 1024;
/** Limit of the body of a route that takes a file, bytes. */
export const UPLOAD_LIMIT_BYTES = MAX_FILE_BYTES + FRAME_BYTES;

const ONE_FILE = {
  'zh-CN': `一个文件，${FILE_KINDS_ZH}，最大 ${MAX_FILE_MIB} MiB`,
  en: `one file, ${FILE_KINDS_EN}, of at most ${MAX_FILE_MIB} MiB`,
};

export interface Upload {
  readonly fileName: string;
  readonly mediaType: FileMediaType;
  readonly content: Buffer;
}

/** A part that the form calls a file; a client may leave its name out. */
interface FilePart {
  readonly filename?: string | undefined;
  readonly content: Buffer;
}

/** What the library says of itself; everything else comes of the bytes that the client sent. */
function isOfLibrary(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && code.startsWith('FST_') && code !== 'FST_MP_PREMATURE_CLOSE';
}

/** `UPLOAD_NO_BOUNDARY`, `UPLOAD_NOT_WHOLE`. */
async function readPart(request: FastifyRequest): Promise<FilePart | undefined> {
  if (!/;\s*boundary=[^\s;]/i.test(request.headers['content-type'] ?? '')) {
    throw new ApiError('UPLOAD_NO_BOUNDARY');
  }
  // One byte more than is taken: what is cut off there is seen here, and never kept as if whole.
  const fileSize = MAX_FILE_BYTES + 1;
  try {
    const part = await request.file({ limits: { fileSize, files: 1 } });
    return part && { filename: part.filename, content: await part.toBuffer() };
  } catch (cause) {
    if (isOfLibrary(cause)) throw cause;
    throw new ApiError('UPLOAD_NOT_WHOLE', { cause });
  }
}

/**
 * `NOT_UTF8`, `UNSUPPORTED_MEDIA_TYPE`, `UPLOAD_NO_BOUNDARY`, `UPLOAD_NOT_WHOLE`, `UPLOAD_NO_NAME`,
 * `FIELD_REQUIRED`, `ATTACHMENT_TOO_LARGE`, `ATTACHMENT_TYPE`.
 */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw new ApiError('UNSUPPORTED_MEDIA_TYPE');
  const part = await readPart(request);
  if (!part) throw fieldError('file', 'FIELD_REQUIRED', ONE_FILE);
  const { filename = '', content } = part;
  if (content.length > MAX_FILE_BYTES) throw fieldError('file', 'ATTACHMENT_TOO_LARGE');
  // A name of another encoding arrives with replacement signs, which no name has of itself.
  if (filename.includes('\uFFFD')) throw new ApiError('NOT_UTF8');
  const name = sentName(filename);
  if (name === '') throw fieldError('file', 'UPLOAD_NO_NAME');
  const mediaType = sniffMediaType(content);
  if (!mediaType || !nameFits(name, mediaType)) throw fieldError('file', 'ATTACHMENT_TYPE');
  return { fileName: keptName(name), mediaType, content };
}
