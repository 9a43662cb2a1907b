/** Bytes as text, where they are UTF-8; other encodings are told, never guessed or stored with replacement signs. */

/** The text, without a byte order mark; undefined where the bytes are not UTF-8. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // The one thing that a decoder in this mode throws for.
    return undefined;
  }
}
