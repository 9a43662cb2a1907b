// checks/references/: numbers by which a case, a merchant or a terminal is known, and the search for them.
/** Numbers of cases as people type, dictate and paste them. */
import { CASE_ID_PATTERN, type CaseId } from '../../workflows/contract/identifiers';
import { foldNumber, upperAscii } from '../entered-text';
import type { Read } from '../reading';

/**
 * The id of a case, with or without `UC-`, in any case and width; the letters that are misread stand for their
 * digits, as the alphabet has none of them. `FIELD_REQUIRED`, `CASE_ID_INVALID`.
 */
export function readCaseId(entered: string): Read<CaseId> {
  const plain = upperAscii(foldNumber(entered)).replace(/[\s-]/g, '');
  if (plain === '') return { code: 'FIELD_REQUIRED' };
  // No id has a U, so what begins with it is the prefix.
  const tail = plain.startsWith('UC') ? plain.slice(2) : plain;
  const caseId = `UC-${tail.replace(/O/g, '0').replace(/[IL]/g, '1')}`;
  return CASE_ID_PATTERN.test(caseId) ? { value: caseId } : { code: 'CASE_ID_INVALID' };
}

/** The id where it can be read, else what was entered. Idempotent. */
export function normalizeCaseId(entered: string): string {
  return readCaseId(entered).value ?? entered;
}
