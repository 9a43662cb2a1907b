/** Names of merchants: their form, and when two spellings are the same name. */
import { dropInvisible, foldWidth } from '../entered-text';
import { readName } from './names';
import type { Read } from '../reading';

/** Shortest registered name, characters. */
export const MIN_MERCHANT_NAME_LENGTH = 2;

const OPENING_BRACKETS = /[[{<〔【〖［｛《〈「『﹙﹝]/g;
const CLOSING_BRACKETS = /[\]}>〕】〗］｝》〉」』﹚﹞]/g;
/** The dot between the parts of a name, in the code points of all keyboards and registers. */
const INTERPUNCTS =
  /[\u00B7\u0387\u1427\u16EB\u2022\u2027\u2219\u22C5\u2E31\u2E33\u30FB\u318D\uA78F]/g;
/** Radicals that are copied out of documents in the place of the characters. */
const RADICALS = /[\u2E9F\u2EF3\u2F00-\u2FD5]/g;
const VARIANTS = /\p{Variation_Selector}/gu;
/** A space means nothing beside a Han character, a bracket or the dot between parts. */
const IDLE_SPACE = /(?<=[\p{Script=Han}()·]) | (?=[\p{Script=Han}()·])/gu;

/** The registered name as it is kept: `FIELD_REQUIRED`, `MERCHANT_NAME_INVALID` unless 2 to 100 characters. */
export function readMerchantName(entered: string): Read {
  return readName(entered, { min: MIN_MERCHANT_NAME_LENGTH, code: 'MERCHANT_NAME_INVALID' });
}

/** Without what tells no names apart: invisible marks, width, variants, kinds of dots and brackets. */
function folded(name: string): string {
  // Folded first: a folded letter may compose with the accent that follows it.
  return foldWidth(dropInvisible(name))
    .normalize('NFC')
    .replace(VARIANTS, '')
    .replace(RADICALS, (char) => char.normalize('NFKC'))
    .replace(INTERPUNCTS, '·')
    .replace(OPENING_BRACKETS, '(')
    .replace(CLOSING_BRACKETS, ')');
}

/** What remains of a name without differences of width, spaces and kinds of brackets and dots. Idempotent. */
export function comparableMerchantName(name: string): string {
  return folded(name).trim().replace(/\s+/g, ' ').replace(IDLE_SPACE, '');
}

/** Whether two spellings name the same merchant. One other character is another merchant. */
export function sameMerchantName(a: string, b: string): boolean {
  return comparableMerchantName(a) === comparableMerchantName(b);
}

/** Where two names part: what stands there in each, an empty text where one has nothing. */
export interface NameDifference {
  /** Position in the entered name, visible characters, from 1. */
  readonly position: number;
  readonly entered: string;
  readonly registered: string;
}

/** Positions (from 1) in a typed name of the characters that are left in its comparable form. */
function positionsOf(entered: string, comparable: readonly string[]): readonly number[] {
  const positions: number[] = [];
  Array.from(folded(entered)).forEach((character, index) => {
    const isSpace = character.trim() === '';
    if (isSpace && comparable[positions.length] !== ' ') return;
    positions.push(index + 1);
  });
  return positions;
}

/**
 * The smallest stretch in which a name differs from the registered one, or undefined where both are
 * the same name. Differences that do not count (width, spaces, brackets) are never part of it.
 */
export function merchantNameDifference(
  entered: string,
  registered: string,
): NameDifference | undefined {
  const typed = Array.from(comparableMerchantName(entered));
  const held = Array.from(comparableMerchantName(registered));
  const shorter = Math.min(typed.length, held.length);
  let start = 0;
  while (start < shorter && typed[start] === held[start]) start += 1;
  let end = 0;
  while (end < shorter - start && typed.at(-1 - end) === held.at(-1 - end)) end += 1;
  if (start === typed.length && start === held.length) return undefined;
  const positions = positionsOf(entered, typed);
  return {
    position: positions[start] ?? (positions.at(-1) ?? 0) + 1,
    entered: typed.slice(start, typed.length - end).join(''),
    registered: held.slice(start, held.length - end).join(''),
  };
}
