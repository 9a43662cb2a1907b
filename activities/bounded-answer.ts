/** The body of an answer, read piece by piece and given up beyond a bound: a worker has other cases too. */

/**
 * Largest body that is read, in bytes after decompression: a list of some ten thousand terminals. A small
 * compressed body can unpack to any size, so what the headers say of its length proves nothing.
 */
export const ANSWER_LIMIT_BYTES = 4 * 1024 * 1024;

export class AnswerTooLarge extends Error {
  constructor() {
    super('the answer is larger than any that is read');
    this.name = 'AnswerTooLarge';
  }
}

/** The body as text. `AnswerTooLarge` as soon as it passes the bound; the connection is then closed. */
export async function readBounded(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  if (body === null) return '';
  // Leaving the loop by the error cancels the stream.
  for await (const piece of body) {
    sizeBytes += piece.byteLength;
    if (sizeBytes > ANSWER_LIMIT_BYTES) throw new AnswerTooLarge();
    pieces.push(piece);
  }
  return new TextDecoder().decode(Buffer.concat(pieces));
}
