/** What every check does to typed text first: fold full-width forms, look for characters nobody types. */

const FULL_WIDTH = /[\uFF01-\uFF5E]/g;
const WIDE_SPACES = /[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g;
/** Control and format characters, line separators, lone surrogates. */
const UNTYPED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Full-width ASCII becomes ASCII, every kind of space a plain one. Idempotent. */
export function foldWidth(text: string): string {
  return text
    .replace(FULL_WIDTH, (char) => String.fromCodePoint((char.codePointAt(0) ?? 0) - 0xfee0))
    .replace(WIDE_SPACES, ' ');
}

/** Letters a to z in upper case; others stay, as some would grow (`ß`). */
export function upperAscii(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** Whether the text holds a control character, an invisible one or half of one. */
export function hasUntypedCharacter(text: string): boolean {
  return UNTYPED.test(text);
}

/** Length as people count it: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
