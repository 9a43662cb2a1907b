/**
 * Masks for personal data: enough to recognize what one already knows, never enough to learn it. The
 * stars never tell how much they hide, and what is too short to show a part of is hidden whole.
 */
import type {
  ApplicationData,
  CaseData,
  ConsentScope,
  EnteredPayee,
} from '../workflows/contract/case-data';
import { isDocumentKind } from './people/identity-document';

const STARS = '****';

/** The last characters, at most `most` of them and never more than one in `share`. */
function maskTail(value: string, most: number, share: number): string {
  const characters = Array.from(value);
  const shown = Math.min(most, Math.floor(characters.length / share));
  return characters.length === 0
    ? ''
    : STARS + characters.slice(characters.length - shown).join('');
}

/** `+86****8000`: three characters in front and four at the end; nothing of one under 11 long. */
export function maskPhone(phone: string): string {
  if (phone === '') return '';
  return phone.length < 11 ? STARS : phone.slice(0, 3) + STARS + phone.slice(-4);
}

/** `z****@example.com`: the domain and the first character of what has at least two before it. */
export function maskEmail(email: string): string {
  if (email === '') return '';
  const at = email.lastIndexOf('@');
  if (at < 1) return STARS;
  const [first = '', ...rest] = Array.from(email.slice(0, at));
  return (rest.length === 0 ? '' : first) + STARS + email.slice(at);
}

/** `张****` for people's names; from six characters on two in front and two at the end. */
export function maskName(name: string): string {
  const characters = Array.from(name);
  if (characters.length === 0) return '';
  if (characters.length < 2) return STARS;
  if (characters.length < 6) return `${characters[0] ?? ''}${STARS}`;
  return characters.slice(0, 2).join('') + STARS + characters.slice(-2).join('');
}

/** `****002X`: at most four at the end and a third of the whole; never a region or birth date. */
export function maskDocumentNumber(number: string): string {
  return maskTail(number, 4, 3);
}

/** `****7890`: at most four at the end and a third of the whole. */
export function maskAccountNumber(number: string): string {
  return maskTail(number, 4, 3);
}

/** `****6789`: at most four at the end and half of the whole. */
export function maskSerialNumber(serialNumber: string): string {
  return maskTail(serialNumber, 4, 2);
}

function maskPayee(payee: EnteredPayee): EnteredPayee {
  const { accountName, accountNumber } = payee;
  return {
    ...payee,
    ...(accountName === undefined ? {} : { accountName: maskName(accountName) }),
    ...(accountNumber === undefined ? {} : { accountNumber: maskAccountNumber(accountNumber) }),
  };
}

function maskApplication(application: ApplicationData): ApplicationData {
  const { merchantName, document, phone, email, terminals, deposits, payee } = application;
  return {
    merchantName: maskName(merchantName),
    document: {
      // A draft keeps whatever was typed, and that may be a number in the wrong field.
      kind: isDocumentKind(document.kind) ? document.kind : maskTail(document.kind, 0, 1),
      number: maskDocumentNumber(document.number),
    },
    phone: maskPhone(phone),
    ...(email === undefined ? {} : { email: maskEmail(email) }),
    terminals: terminals.map(({ serialNumber }) => ({
      serialNumber: maskSerialNumber(serialNumber),
    })),
    deposits: deposits.map((line) => ({
      ...line,
      serialNumber: maskSerialNumber(line.serialNumber),
    })),
    payee: maskPayee(payee),
    closeAccount: application.closeAccount,
  };
}

/**
 * A revision for its own merchant's papers: company, terminals and amounts as they are, the rest masked, as the
 * page may be open on a telephone that others see.
 */
export function merchantCaseData(data: CaseData): CaseData {
  const masked = maskCaseData(data);
  const { application } = data;
  return {
    ...masked,
    terminals: data.terminals,
    ...(application && masked.application
      ? {
          application: {
            ...masked.application,
            merchantName: application.merchantName,
            terminals: application.terminals,
            deposits: application.deposits,
          },
        }
      : {}),
  };
}

/**
 * A revision with every personal field masked. Merchant number, language, time zone, bank code, kinds
 * and amounts stay: they name nobody.
 */
export function maskCaseData({ contact, terminals, application }: CaseData): CaseData {
  return {
    contact: {
      ...contact,
      contactName: maskName(contact.contactName),
      ...(contact.phone === undefined ? {} : { phone: maskPhone(contact.phone) }),
      ...(contact.email === undefined ? {} : { email: maskEmail(contact.email) }),
    },
    terminals: terminals.map(({ terminalId, serialNumber }) => ({
      terminalId,
      serialNumber: maskSerialNumber(serialNumber),
    })),
    ...(application === undefined ? {} : { application: maskApplication(application) }),
  };
}

/** What a consent covers, its serial numbers masked. */
export function maskConsentScope({ terminals, items, ...scope }: ConsentScope): ConsentScope {
  const masked = <Line extends { readonly serialNumber: string }>(line: Line): Line => ({
    ...line,
    serialNumber: maskSerialNumber(line.serialNumber),
  });
  return { ...scope, terminals: terminals.map(masked), items: items.map(masked) };
}
