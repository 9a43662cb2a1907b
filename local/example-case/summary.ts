/** What came of an example case, in the providers' own words. */
import { formFor } from '../../words/plural';
import { moneyText } from '../../workflows/contract/money';
import type { PlayedDesk } from '../desk/running-file';
import type { ExampleMerchant, Providers } from './providers';

/** Prints what the merchant received, the money, the terminals and the account. */
export async function showSummary(
  print: (line: string) => void,
  providers: Providers,
  running: PlayedDesk,
  merchant: ExampleMerchant,
  caseId: string,
): Promise<void> {
  const [ledger, mails] = await Promise.all([
    providers.ledgerOf(merchant),
    providers.mailsTo(merchant),
  ]);
  print('');
  print(`What came of case ${caseId}`);
  for (const { serialNumber, executed } of ledger.unbinds) {
    print(`  terminal  ${serialNumber}: taken off the account ${times(executed)}`);
  }
  for (const { refundId, amountMinor, currency, state } of ledger.refunds) {
    print(`  refund    ${refundId}: ${moneyText({ amountMinor, currency }, 'en')}, ${state}`);
  }
  for (const { merchantNumber, executed } of ledger.closures) {
    print(`  account   ${merchantNumber}: ${executed > 0 ? 'closed' : 'not closed'}`);
  }
  for (const { to, body } of ledger.sms) print(`  SMS       to ${to}: ${body}`);
  for (const { id, to, subject } of mails) {
    print(`  mail      to ${to.join(', ')}: ${subject}`);
    print(`            ${running.mailUrl}/messages/${id}`);
  }
  if (running.temporalUiUrl !== undefined) {
    const { temporalUiUrl, temporalNamespace } = running;
    print(`  story     ${temporalUiUrl}/namespaces/${temporalNamespace}/workflows/${caseId}`);
  }
  print('');
}

function times(count: number): string {
  return formFor({ one: 'once', other: `${count} times` }, count, 'en');
}
