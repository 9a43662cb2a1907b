/** What of that which is typed into the ordinary search is personal, and must not enter the address. Pure. */
import { foldWidth } from '../../../checks/entered-text';
import { isResidentId, isUscc, normalizeDocumentNumber } from '../../../checks/identity-document';

export type PersonalKind = 'phone' | 'documentNumber';

/** With a country code, or a mobile number of the mainland without one. */
const PHONE = /^(?:\+\d{7,15}|(?:0086|86)?1[3-9]\d{9})$/;

/**
 * What kind of personal number this is by its form; undefined where it may as well be a case, a merchant or
 * a serial number. `today` is a day as `YYYY-MM-DD`.
 */
export function personalKindOf(entered: string, today: string): PersonalKind | undefined {
  if (PHONE.test(foldWidth(entered).replace(/[\s()-]/g, ''))) return 'phone';
  const document = normalizeDocumentNumber(entered);
  return isResidentId(document, today) || isUscc(document) ? 'documentNumber' : undefined;
}
