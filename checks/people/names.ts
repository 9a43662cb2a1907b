/** Names of people and companies as they are kept: what is seen of them, and how long they may be. */
import type { ErrorCode } from '../../workflows/contract/errors';
import { MAX_NAME_LENGTH } from '../../wire/limits';
import { dropInvisible, hasUntypedCharacter, lengthOf } from '../entered-text';
import { type Read, readWith } from '../reading';

/** Unicode NFC without invisible marks and without white space at the ends. Idempotent. */
export function normalizeName(entered: string): string {
  return dropInvisible(entered).normalize('NFC').trim();
}

/**
 * The name as it is kept: `FIELD_REQUIRED`, or `code` where it is shorter or longer than it may be or holds a
 * control character.
 */
export function readName(
  entered: string,
  { min = 1, code = 'FIELD_INVALID' }: { readonly min?: number; readonly code?: ErrorCode } = {},
): Read {
  const name = normalizeName(entered);
  const length = lengthOf(name);
  const isOne = length >= min && length <= MAX_NAME_LENGTH && !hasUntypedCharacter(name);
  return readWith(name, isOne, code);
}
