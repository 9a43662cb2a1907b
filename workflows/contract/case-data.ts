// workflows/contract/: what everybody may import: the table of the life, messages, ports, errors, ids.
/**
 * The personal and financial data of a case: types only. It lives in the record, encrypted, and never
 * crosses into Temporal, logs, metrics, URLs or errors; workflows do not import this file.
 */
import type { DepositId, TerminalId } from './identifiers';
import type { DepositKind } from './case-view';

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** A text in every language: with one more in `LOCALES` the compiler names each text that lacks it. */
export type Phrase = Readonly<Record<Locale, string>>;

export const DOCUMENT_KINDS = [
  'resident-id',
  'passport',
  'hk-macao-permit',
  'taiwan-permit',
  'foreigner-residence',
  'military-id',
  'uscc',
  'other',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** How the merchant is reached. At least one of `phone` and `email`. */
export interface MerchantContact {
  readonly merchantNumber: string;
  readonly contactName: string;
  /** E.164. */
  readonly phone?: string;
  readonly email?: string;
  readonly locale: Locale;
  /** IANA name; quiet hours count in it. */
  readonly timeZone: string;
}

/** A terminal as the merchant names it; serial number normalized (trimmed, folded, upper case). */
export interface TerminalData {
  readonly terminalId: TerminalId;
  readonly serialNumber: string;
}

export interface DepositData {
  readonly depositId: DepositId;
  readonly serialNumber: string;
  readonly kind: DepositKind;
  readonly amountMinor: number;
  readonly currency: string;
}

export const PAYEE_KINDS = ['original-payment', 'bank-account'] as const;
export type PayeeKind = (typeof PAYEE_KINDS)[number];

/**
 * What a merchant is shown before they agree, and what that consent covers from then on. A later one of the
 * same case holds the difference alone and adds to those before.
 */
export interface ConsentScope {
  readonly terminals: readonly TerminalData[];
  /** Deposit items with their amounts, serial numbers normalized; what is not refundable is kept. */
  readonly items: readonly Omit<DepositData, 'depositId'>[];
  /**
   * How refunds go. Absent where it was not asked, which leaves what was agreed: in a difference that lies
   * elsewhere, and in consents from before 2026-12-01, of which it is the original payment.
   */
  readonly payeeKind?: PayeeKind;
  readonly closeAccount: boolean;
}

export interface BankAccount {
  readonly accountName: string;
  readonly accountNumber: string;
  readonly bankCode: string;
}

/** Where a refund goes, once the checks have passed. */
export type Payee =
  { readonly kind: 'original-payment' } | ({ readonly kind: 'bank-account' } & BankAccount);

/** The payee as entered: the kind may be open, and an account may stand beside one that does not use it. */
export type EnteredPayee =
  | ({ readonly kind: '' | 'original-payment' } & Partial<BankAccount>)
  | ({ readonly kind: 'bank-account' } & BankAccount);

/** The application as entered; may be incomplete or wrong while it is a draft. */
export interface ApplicationData {
  readonly merchantName: string;
  /** `kind` is a `DocumentKind` once the checks have passed; a draft keeps whatever was entered. */
  readonly document: { readonly kind: string; readonly number: string };
  readonly phone: string;
  readonly email?: string;
  readonly terminals: readonly { readonly serialNumber: string }[];
  readonly deposits: readonly DepositData[];
  readonly payee: EnteredPayee;
  readonly closeAccount: boolean;
}

/** Content of one immutable revision. Ids of terminals and deposits are stable across revisions. */
export interface CaseData {
  readonly contact: MerchantContact;
  readonly terminals: readonly TerminalData[];
  /** What was entered, kept as entered so that nothing is lost; absent before the first draft. */
  readonly application?: ApplicationData;
}
