/** What is personal or a secret in the merchants, mails and keys of a test. */
import type { CaughtMail } from '../../local/mail-catcher/mail-store';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import type { Canary } from './forms';

/** Each personal field of each merchant; numbers of terminals and accounts may not be in Temporal either. */
export function canariesOfMerchants(merchants: readonly FreshMerchant[]): readonly Canary[] {
  return merchants.flatMap((merchant, index) => {
    const of = (field: string) => `${field} of merchant ${index + 1}`;
    const { accountName, accountNumber } = merchant.bankAccount;
    const terminals = merchant.terminals.flatMap(({ serialNumber, tusn, imei }) => [
      { label: of('serial number'), kind: 'text' as const, value: serialNumber },
      { label: of('TUSN'), kind: 'number' as const, value: tusn },
      { label: of('IMEI'), kind: 'number' as const, value: imei },
    ]);
    return [
      { label: of('merchant number'), kind: 'number', value: merchant.merchantNumber },
      { label: of('merchant name'), kind: 'text', value: merchant.merchantName },
      { label: of('contact name'), kind: 'text', value: merchant.contactName },
      { label: of('document number'), kind: 'number', value: merchant.document.number },
      { label: of('phone'), kind: 'phone', value: merchant.phone },
      { label: of('e-mail'), kind: 'email', value: merchant.email },
      { label: of('account name'), kind: 'text', value: accountName },
      { label: of('account number'), kind: 'number', value: accountNumber },
      ...terminals,
    ];
  });
}

/** Keys and other secrets by name. */
export function canariesOfSecrets(secrets: Readonly<Record<string, string>>): readonly Canary[] {
  return Object.entries(secrets).map(([name, value]) => ({
    label: `secret ${name}`,
    kind: 'text',
    value,
  }));
}

/** Links of merchants: whoever has one sees the case. */
export function canariesOfMails(mails: readonly CaughtMail[]): readonly Canary[] {
  const tokens = mails.flatMap(({ text }) =>
    Array.from(text.matchAll(/\/m\/?#([A-Za-z0-9_-]{20,})/g), ([, token]) => token ?? ''),
  );
  return [...new Set(tokens)].map((value, index) => ({
    label: `link ${index + 1}`,
    kind: 'text',
    value,
  }));
}
