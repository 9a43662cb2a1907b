/** The forms in which a case is found by its numbers, from the readers that stand at every other door. */
import type { SearchForms, SearchKind } from '../../workflows/contract/search-forms';
import { readEmail } from '../people/email';
import { upperAscii } from '../entered-text';
import { readDocumentNumber } from '../people/identity-document';
import { readMerchantNumber } from './merchant-number';
import { readPhone } from '../people/phone';
import { readSerialNumber } from './serial-number';

const WRITERS: Readonly<Record<SearchKind, (entered: string) => string | undefined>> = {
  // Kept as the acquirer writes it, found in whatever case it is typed.
  'merchant-number': (entered) => upperText(readMerchantNumber(entered).value),
  serial: (entered) => readSerialNumber(entered).value,
  phone: (entered) => readPhone(entered).value,
  'document-number': (entered) => readDocumentNumber(entered).value,
  // Mail servers that tell large letters from small ones are not met.
  email: (entered) => readEmail(entered).value?.toLowerCase(),
};

function upperText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : upperAscii(text);
}

/**
 * Version 2, by the readers. Raise it with every change of a reader that writes a value which was readable before
 * in another way, and let `writeFormer` be what the readers were: hashes that lie in the record are made anew.
 */
export const SEARCH_FORMS: SearchForms = {
  version: 2,
  write: (kind, entered) => WRITERS[kind](entered),
  writeFormer: (kind, entered) => {
    if (kind === 'email') return undefined;
    const written = kind === 'phone' ? formerPhone(entered) : formerNumber(entered);
    return written === '' ? undefined : written;
  },
};

/** Version 1 of numbers: compatibility forms folded, white space dropped, upper case. */
function formerNumber(entered: string): string {
  return entered.normalize('NFKC').replace(/\s+/gu, '').toUpperCase();
}

const FORMER_MOBILE = /^(?:\+86|0086|86)?(1[3-9]\d{9})$/;

/** Version 1 of phones, which knew the country code of mobile numbers of the mainland only. */
function formerPhone(entered: string): string {
  const digits = formerNumber(entered).replace(/[().\-‐-―]/gu, '');
  return digits.replace(FORMER_MOBILE, '+86$1');
}
