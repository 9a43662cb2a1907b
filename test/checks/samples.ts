/** An application that passes every check, and the acquirer's side that it agrees with. */
import type { AcquirerSide, LedgerDeposit } from '../../checks/application/acquirer-side';
import type { ConsentRow } from '../../record/port/desk-record';
import type { ApplicationData, CaseData, ConsentScope } from '../../workflows/contract/case-data';

/** The published examples of GB 11643 and GB 32100; no other identity number stands in the tests. */
export const RESIDENT_IDS = ['11010519491231002X', '440524188001010014'] as const;
export const USCC = '91350100M000100Y43';

export const TODAY = '2026-11-24';
export const MERCHANT_NUMBER = 'M100200300';
export const MERCHANT_NAME = '杭州青禾贸易有限公司';
export const PHONE = '+8613800138000';
export const OTHER_PHONE = '+8613800138001';
export const TERMINALS = [
  { terminalId: 't_0000000001', serialNumber: 'SN10000001' },
  { terminalId: 't_0000000002', serialNumber: 'SN10000002' },
] as const;

const DEPOSITS: ApplicationData['deposits'] = [
  {
    depositId: 'd_0000000001',
    serialNumber: 'SN10000001',
    kind: 'refundable-deposit',
    amountMinor: 20_000,
    currency: 'CNY',
  },
  {
    depositId: 'd_0000000002',
    serialNumber: 'SN10000001',
    kind: 'service-fee',
    amountMinor: 6_000,
    currency: 'CNY',
  },
];

export const BANK_ACCOUNT: ApplicationData['payee'] = {
  kind: 'bank-account',
  accountName: MERCHANT_NAME,
  accountNumber: '6222020200112233446',
  bankCode: 'ICBC',
};

export function application(changes: Partial<ApplicationData> = {}): ApplicationData {
  return {
    merchantName: MERCHANT_NAME,
    document: { kind: 'uscc', number: USCC },
    phone: PHONE,
    email: 'office@qinghe.example',
    terminals: TERMINALS.map(({ serialNumber }) => ({ serialNumber })),
    deposits: DEPOSITS,
    payee: { kind: 'original-payment' },
    closeAccount: true,
    ...changes,
  };
}

export function caseData(
  changes: Partial<ApplicationData> = {},
  contact: Partial<CaseData['contact']> = {},
): CaseData {
  return {
    contact: {
      merchantNumber: MERCHANT_NUMBER,
      contactName: '陈青禾',
      phone: PHONE,
      email: 'office@qinghe.example',
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      ...contact,
    },
    terminals: TERMINALS,
    application: application(changes),
  };
}

/** The case before the first draft of its application. */
export function caseWithoutApplication(): CaseData {
  const { contact, terminals } = caseData();
  return { contact, terminals };
}

/** The ledger as it stands when nothing was paid back. */
export function ledger(changes: Partial<LedgerDeposit> = {}): readonly LedgerDeposit[] {
  return DEPOSITS.map(({ depositId: _id, ...line }) => ({
    ...line,
    refundedMinor: 0,
    ...(line.kind === 'refundable-deposit' ? changes : {}),
  }));
}

export function bound(serialNumber: string, merchantNumber = MERCHANT_NUMBER) {
  return { serialNumber, state: 'bound' as const, merchantNumber };
}

/** What the acquirer holds: both terminals bound, the deposits as entered. */
export function acquirerSide(changes: Partial<AcquirerSide> = {}): AcquirerSide {
  const listed = TERMINALS.map(({ serialNumber }) => bound(serialNumber));
  return {
    merchant: {
      kind: 'found',
      value: {
        merchantName: MERCHANT_NAME,
        document: { kind: 'uscc', number: USCC },
        phone: PHONE,
      },
    },
    terminals: new Map(
      listed.map((value) => [value.serialNumber, { kind: 'found', value }] as const),
    ),
    listed: { kind: 'found', value: listed },
    deposits: { kind: 'found', value: ledger() },
    ...changes,
  };
}

/** A consent that was given on the telephone; its terms are not looked at. */
export function consentRow(caseId: string, scope: ConsentScope): ConsentRow {
  return {
    consentId: 'k_1',
    caseId,
    kind: 'service',
    termsVersion: '2026-01',
    termsHash: '',
    itemisationHash: '',
    method: 'recorded-call',
    locale: 'zh-CN',
    by: 's_agent',
    at: new Date(0),
    scope,
  };
}
