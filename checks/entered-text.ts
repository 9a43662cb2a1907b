/**
 * What every reader does to typed text first: drop what cannot be seen, fold full-width forms and signs that only
 * look like others, look for characters nobody types.
 */

/**
 * Marks that are never seen: directions, joiners, soft hyphens, byte order marks. Numbers copied from contacts and
 * names copied from chats carry them. Selectors of a variant stay, as they choose what is seen.
 */
const INVISIBLE = /(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/gu;
/** Full-width ASCII and signs, half-width katakana, small forms. */
const OTHER_WIDTH = /[\uFE50-\uFE6B\uFF01-\uFFEF]/g;
const WIDE_SPACES = /[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g;
/** Control and format characters, line separators, lone surrogates. */
const UNTYPED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Hyphens, dashes, minus signs, and the long vowel and box lines that input methods give instead. */
const DASHES = /[\u02D7\u1806\u2010-\u2015\u2043\u2212\u2500\u2E3A\u2E3B\u30FC\uFE58\uFE63]/g;
const SLASHES = /[\u2044\u2215\u29F8]/g;
const FULL_STOPS = /[\u2024\u3002]/g;

/** Without marks that are never seen. Idempotent. */
export function dropInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/** Every kind of width becomes the usual one, every kind of space a plain one. Idempotent. */
export function foldWidth(text: string): string {
  return text.replace(OTHER_WIDTH, (char) => char.normalize('NFKC')).replace(WIDE_SPACES, ' ');
}

/** A number of any kind as people mean it: no invisible marks, one width, plain separators. Idempotent. */
export function foldNumber(text: string): string {
  return foldWidth(dropInvisible(text))
    .replace(DASHES, '-')
    .replace(SLASHES, '/')
    .replace(FULL_STOPS, '.');
}

/** Letters a to z in upper case; others stay, as some would grow (`ß`). */
export function upperAscii(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** Whether the text holds a control character, an invisible one or half of one. */
export function hasUntypedCharacter(text: string): boolean {
  return UNTYPED.test(text);
}

/** Nothing to see in it, so it counts as left out. */
export function isBlank(text: string | undefined): boolean {
  return text === undefined || dropInvisible(text).trim() === '';
}

/** Length as people count it: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
