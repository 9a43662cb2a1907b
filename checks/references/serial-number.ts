/** Serial numbers of terminals: one written form for each device, whatever was typed. */
import { foldNumber, upperAscii } from '../entered-text';
import { type Read, readWith } from '../reading';

/** Longest serial number, characters. */
export const MAX_SERIAL_LENGTH = 40;

const SERIAL_PATTERN = /^[0-9A-Z](?:[0-9A-Z._/-]*[0-9A-Z])?$/;

/**
 * Drops invisible marks and white space, folds full-width characters and look-alike separators and writes
 * letters in upper case. Idempotent.
 */
export function normalizeSerialNumber(entered: string): string {
  return upperAscii(foldNumber(entered)).replace(/\s+/g, '');
}

/** A serial number of letters, digits and inner `. _ / -`; `FIELD_REQUIRED`, `FIELD_INVALID`. */
export function readSerialNumber(entered: string): Read {
  const serial = normalizeSerialNumber(entered);
  const isOne = serial.length <= MAX_SERIAL_LENGTH && SERIAL_PATTERN.test(serial);
  return readWith(serial, isOne, 'FIELD_INVALID');
}
