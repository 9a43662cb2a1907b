/** Hashes by SHA-256, written in hex. */
import { createHash } from 'node:crypto';

/** Hex SHA-256 of a text in UTF-8 or of bytes. */
export function sha256Hex(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
