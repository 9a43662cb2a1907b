/** Names of merchants: their form, and when two spellings are the same name. */
import { foldWidth, hasUntypedCharacter, lengthOf } from './entered-text';

export const MIN_NAME_LENGTH = 2;
export const MAX_NAME_LENGTH = 100;

const OPENING_BRACKETS = /[[{<〔【〖［｛《〈「『﹙﹝]/g;
const CLOSING_BRACKETS = /[\]}>〕】〗］｝》〉」』﹚﹞]/g;
/** A space means nothing beside a Han character or a bracket. */
const IDLE_SPACE = /(?<=[\p{Script=Han}()]) | (?=[\p{Script=Han}()])/gu;

/** Unicode NFC without white space at the ends: the form in which a name is stored. Idempotent. */
export function normalizeMerchantName(entered: string): string {
  return entered.normalize('NFC').trim();
}

/** 2 to 100 characters after normalizing, none of them a control or invisible character. */
export function isMerchantName(entered: string): boolean {
  const name = normalizeMerchantName(entered);
  const length = lengthOf(name);
  return length >= MIN_NAME_LENGTH && length <= MAX_NAME_LENGTH && !hasUntypedCharacter(name);
}

/** What remains of a name without differences of width, spaces and kinds of brackets. Idempotent. */
export function comparableMerchantName(name: string): string {
  // Folded first: a folded letter may compose with the accent that follows it.
  return foldWidth(name)
    .normalize('NFC')
    .replace(OPENING_BRACKETS, '(')
    .replace(CLOSING_BRACKETS, ')')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(IDLE_SPACE, '');
}

/** Whether two spellings name the same merchant. One other character is another merchant. */
export function sameMerchantName(a: string, b: string): boolean {
  return comparableMerchantName(a) === comparableMerchantName(b);
}

/** Where two names part: what stands there in each, an empty text where one has nothing. */
export interface NameDifference {
  /** Position in the entered name, characters, from 1. */
  readonly position: number;
  readonly entered: string;
  readonly registered: string;
}

/** Positions (from 1) in a typed name of the characters that are left in its comparable form. */
function positionsOf(entered: string, comparable: readonly string[]): readonly number[] {
  const positions: number[] = [];
  Array.from(foldWidth(entered).normalize('NFC')).forEach((character, index) => {
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
