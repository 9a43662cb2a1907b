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
  return foldWidth(name.normalize('NFC'))
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
