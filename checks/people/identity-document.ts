/** Numbers of identity documents: the form of each kind, check digits, birth dates. */
import { DOCUMENT_KINDS } from '../../workflows/contract/case-data';
import type { DocumentKind } from '../../workflows/contract/case-data';
import type { ErrorCode } from '../../workflows/contract/errors';
import type { IsoDay } from '../../workflows/contract/desk-days';
import { isRealDay } from '../days/day';
import { foldNumber, hasUntypedCharacter, upperAscii } from '../entered-text';
import { type Read, readWith } from '../reading';

const RESIDENT_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const RESIDENT_CHECK_CHARACTERS = '10X98765432';
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Without invisible marks and white space, one width, plain separators, upper case. Idempotent. */
export function normalizeDocumentNumber(entered: string): string {
  return upperAscii(foldNumber(entered)).replace(/\s+/g, '');
}

/** What tells one document from another: no signs between groups, around letters. Idempotent. */
export function comparableDocumentNumber(entered: string): string {
  return normalizeDocumentNumber(entered).replace(/[-()]/g, '');
}

const SOUGHT_NUMBER = /^[\p{L}\p{N}./]{2,50}$/u;

/**
 * The number of a document of any kind as it is looked for, in its comparable form. `FIELD_REQUIRED`,
 * `DOCUMENT_NUMBER_INVALID`.
 */
export function readDocumentNumber(entered: string): Read {
  const number = comparableDocumentNumber(entered);
  return readWith(number, SOUGHT_NUMBER.test(number), 'DOCUMENT_NUMBER_INVALID');
}

export function isDocumentKind(kind: string): kind is DocumentKind {
  return (DOCUMENT_KINDS as readonly string[]).includes(kind);
}

/**
 * Number of a resident identity card by GB 11643-1999: 17 digits and a check character, with a birth
 * date that exists and does not lie after `today`.
 */
export function isResidentId(normalized: string, today: IsoDay): boolean {
  const parts = /^[1-9]\d{5}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(normalized);
  if (!parts) return false;
  const birth = parts.slice(1).join('-');
  if (!isRealDay(birth) || birth > today) return false;
  const sum = RESIDENT_WEIGHTS.reduce(
    (total, weight, index) => total + weight * Number(normalized[index]),
    0,
  );
  return RESIDENT_CHECK_CHARACTERS[sum % 11] === normalized[17];
}

/** Whether a text has the 18 signs of a unified social credit code: digits and letters but I, O, S, V, Z. */
function hasUsccForm(normalized: string): boolean {
  return normalized.length === 18 && Array.from(normalized).every((c) => USCC_ALPHABET.includes(c));
}

/** Unified social credit code by GB 32100-2015, form and check character. Real codes exist that fail. */
export function isUscc(normalized: string): boolean {
  if (!hasUsccForm(normalized)) return false;
  const values = Array.from(normalized, (char) => USCC_ALPHABET.indexOf(char));
  let weight = 1;
  let sum = 0;
  for (const value of values.slice(0, 17)) {
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return values[17] === (31 - (sum % 31)) % 31;
}

/** Kinds in whose numbers hyphens belong; in others people set them between groups. */
const HYPHENATED: readonly DocumentKind[] = ['military-id', 'other'];

/** Forms of the kinds that publish no check digit, or none that may be relied on. */
const FORMS: Readonly<Record<Exclude<DocumentKind, 'resident-id' | 'uscc'>, RegExp>> = {
  passport: /^[A-Z0-9]{5,20}$/,
  // Letter of the region and 8 digits; older cards carry 2 more for the issue.
  'hk-macao-permit': /^[HM]\d{8}(?:\d{2})?$/,
  // 8 digits; older ones 10, with or without a letter.
  'taiwan-permit': /^\d{8}(?:\d{2}(?:\(?[A-Z]\)?)?)?$/,
  // 3 letters and 12 digits until 2023, since then 9 and 17 more.
  'foreigner-residence': /^(?:[A-Z]{3}\d{12}|9\d{16}[\dX])$/,
  'military-id': /^[\p{Script=Han}A-Z0-9()-]{4,30}$/u,
  other: /^.{2,50}$/u,
};

/** What a document number is found to be: an error, a warning for the reviewer, or neither. */
export interface DocumentFinding {
  readonly error?: ErrorCode;
  readonly warning?: ErrorCode;
}

/**
 * Checks a document that is not empty: `DOCUMENT_KIND_UNKNOWN`, `DOCUMENT_NUMBER_INVALID`; a credit
 * code that has its form and fails its check sum is only the warning `USCC_CHECKSUM`.
 */
export function checkDocument(kind: string, number: string, today: IsoDay): DocumentFinding {
  if (!isDocumentKind(kind)) return { error: 'DOCUMENT_KIND_UNKNOWN' };
  const typed = normalizeDocumentNumber(number);
  const normalized = HYPHENATED.includes(kind) ? typed : typed.replace(/-/g, '');
  if (kind === 'uscc') {
    if (!hasUsccForm(normalized)) return { error: 'DOCUMENT_NUMBER_INVALID' };
    return isUscc(normalized) ? {} : { warning: 'USCC_CHECKSUM' };
  }
  const fits =
    kind === 'resident-id' ? isResidentId(normalized, today) : FORMS[kind].test(normalized);
  return fits && !hasUntypedCharacter(normalized) ? {} : { error: 'DOCUMENT_NUMBER_INVALID' };
}
