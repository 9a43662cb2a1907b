/** Serial numbers of terminals: one written form for each device, whatever was typed. */
import { foldWidth, upperAscii } from './entered-text';

/** Longest serial number, characters. */
export const MAX_SERIAL_LENGTH = 40;

const SERIAL_PATTERN = /^[0-9A-Z](?:[0-9A-Z._/-]*[0-9A-Z])?$/;

/**
 * Folds full-width characters, removes white space at both ends and writes letters in upper case.
 * Idempotent.
 */
export function normalizeSerialNumber(entered: string): string {
  return upperAscii(foldWidth(entered)).trim();
}

/** True for a normalized serial number of letters, digits and inner `. _ / -`. */
export function isSerialNumber(normalized: string): boolean {
  return normalized.length <= MAX_SERIAL_LENGTH && SERIAL_PATTERN.test(normalized);
}
