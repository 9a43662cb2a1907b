/**
 * What a text in the search for cases is looked for as. What is a person's by its form is never looked for as
 * anything else, and never enters an address; what can be nothing that a case is found by is refused by name.
 */
import type { CaseId } from '../../workflows/contract/identifiers';
import { readCaseId } from './case-id';
import { foldNumber } from '../entered-text';
import { isUscc, normalizeDocumentNumber } from '../people/identity-document';
import { readMerchantNumber } from './merchant-number';
import type { Read } from '../reading';
import { readSerialNumber } from './serial-number';

/** What is searched for in a body, as an address would keep it. */
export const PERSONAL_KINDS = ['phone', 'documentNumber', 'email'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/** With a country code, or a mobile or area number of the mainland without one. */
const PHONE_SHAPE =
  /^(?:(?:\+|00)\d{7,15}|(?:86)?1[3-9]\d{9}|0(?:10|2\d)\d{8}|0[3-9]\d{2}\d{7,8})$/;
/** A resident's number, also one that was mistyped: region, year, month, day, order. */
const RESIDENT_SHAPE = /^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dX]$/;

/**
 * What kind of personal value this is by its form, whether or not it is a right one; undefined where it may as
 * well be a case, a merchant or a serial number.
 */
export function personalKindOf(entered: string): PersonalKind | undefined {
  const typed = foldNumber(entered).trim();
  if (typed.includes('@')) return 'email';
  if (PHONE_SHAPE.test(typed.replace(/^tel:/i, '').replace(/\(0\)|[\s().-]/g, ''))) return 'phone';
  const document = normalizeDocumentNumber(entered).replace(/-/g, '');
  return RESIDENT_SHAPE.test(document) || isUscc(document) ? 'documentNumber' : undefined;
}

/** Everything that a text can be read as; a case is found by any of them. */
export interface Sought {
  readonly caseId?: CaseId | undefined;
  readonly merchantNumber?: string | undefined;
  readonly serialNumber?: string | undefined;
}

/** Begins like the id of a case, so it is one or a mistake. */
const CASE_ID_SHAPE = /^UC\s*-/;

/**
 * A text of the ordinary search. `FIELD_REQUIRED`; `SEARCH_PERSONAL` for an e-mail address or a phone number with
 * its country code, which are sent in a body; `CASE_ID_INVALID` for what only begins like a case id;
 * `SEARCH_UNREADABLE` for what is no case, merchant or serial number.
 */
export function readSearch(entered: string): Read<Sought> {
  const typed = foldNumber(entered).trim();
  if (typed === '') return { code: 'FIELD_REQUIRED' };
  const caseId = readCaseId(entered).value;
  if (caseId === undefined && CASE_ID_SHAPE.test(typed.toUpperCase())) {
    return { code: 'CASE_ID_INVALID' };
  }
  const merchantNumber = readMerchantNumber(entered).value;
  const serialNumber = readSerialNumber(entered).value;
  if (caseId ?? merchantNumber ?? serialNumber) {
    return { value: { caseId, merchantNumber, serialNumber } };
  }
  return { code: personalKindOf(entered) ? 'SEARCH_PERSONAL' : 'SEARCH_UNREADABLE' };
}
