// checks/application/: an application as a whole: its form, its content, and what the acquirer holds against it.
/**
 * What the acquirer holds about an application, read live and in as few calls as it takes. Only shapes
 * and the order of reading; what the findings mean is decided in application-against-acquirer.ts.
 */
import type { ApplicationData, CaseData, DocumentKind } from '../../workflows/contract/case-data';
import type { DepositLine } from '../money/deposits';
import { normalizeSerialNumber, readSerialNumber } from '../references/serial-number';

/** What a read found. `cannot`: this acquirer has no way to tell, now or later. */
export type Reading<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'absent' }
  | { readonly kind: 'cannot' };

/** The merchant as registered. Parts that the acquirer does not tell are absent. */
export interface RegisteredMerchant {
  readonly merchantName: string;
  readonly document?: { readonly kind: DocumentKind; readonly number: string };
  /** E.164; the phone bound to the account. */
  readonly phone?: string;
}

export interface RegisteredTerminal {
  readonly serialNumber: string;
  readonly state: 'bound' | 'unbinding' | 'unbound';
  /** Merchant that it is bound to; absent where it is bound to nobody. */
  readonly merchantNumber?: string;
  /** Merchant that it was unbound from last; absent where the acquirer does not tell. */
  readonly lastMerchantNumber?: string;
}

/** A row of the ledger of deposits. */
export interface LedgerDeposit extends DepositLine {
  /** Paid back already, minor units. */
  readonly refundedMinor: number;
}

/** The reads that the checks need; adapters of acquirers have them. */
export interface AcquirerReads {
  readMerchant(merchantNumber: string, signal: AbortSignal): Promise<Reading<RegisteredMerchant>>;
  readTerminal(serialNumber: string, signal: AbortSignal): Promise<Reading<RegisteredTerminal>>;
  listTerminals(
    merchantNumber: string,
    signal: AbortSignal,
  ): Promise<Reading<readonly RegisteredTerminal[]>>;
  readDeposits(
    merchantNumber: string,
    signal: AbortSignal,
  ): Promise<Reading<readonly LedgerDeposit[]>>;
}

/** Everything that was read for one application. */
export interface AcquirerSide {
  readonly merchant: Reading<RegisteredMerchant>;
  /** By normalized serial number, each that the application names. */
  readonly terminals: ReadonlyMap<string, Reading<RegisteredTerminal>>;
  /** Every terminal of the merchant that is not unbound. */
  readonly listed: Reading<readonly RegisteredTerminal[]>;
  readonly deposits: Reading<readonly LedgerDeposit[]>;
}

/** Reads at the same time; an acquirer that limits its rate is not met with fifty calls at once. */
const READS_AT_ONCE = 5;

/** Serial numbers of an application, normalized, each once, empty ones left out. */
export function serialNumbersOf(
  application: Pick<ApplicationData, 'terminals'>,
): readonly string[] {
  const entered = application.terminals.map(({ serialNumber }) =>
    normalizeSerialNumber(serialNumber),
  );
  return [...new Set(entered)].filter((serialNumber) => serialNumber !== '');
}

/** Applies `read` to every item, a few at a time, answers in the order of the items. */
export async function readEach<Item, Answer>(
  items: readonly Item[],
  read: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < items.length; start += READS_AT_ONCE) {
    answers.push(...(await Promise.all(items.slice(start, start + READS_AT_ONCE).map(read))));
  }
  return answers;
}

/**
 * Reads what the application is compared with. Terminals that the merchant's list shows are not asked
 * for one by one. Fails as the reads fail.
 */
export async function readAcquirerSide(
  reads: AcquirerReads,
  { contact, application }: CaseData,
  signal: AbortSignal,
): Promise<AcquirerSide> {
  const { merchantNumber } = contact;
  const [merchant, listed, deposits] = await Promise.all([
    reads.readMerchant(merchantNumber, signal),
    reads.listTerminals(merchantNumber, signal),
    reads.readDeposits(merchantNumber, signal),
  ]);
  const bySerial = new Map(
    (listed.kind === 'found' ? listed.value : []).map((terminal) => [
      normalizeSerialNumber(terminal.serialNumber),
      terminal,
    ]),
  );
  // What cannot be a serial number is a problem of the form and no question to anybody.
  const serialNumbers = serialNumbersOf(application ?? { terminals: [] }).filter(
    (serialNumber) => readSerialNumber(serialNumber).value !== undefined,
  );
  const terminals = await readEach(serialNumbers, async (serialNumber) => {
    const known = bySerial.get(serialNumber);
    const reading: Reading<RegisteredTerminal> =
      known === undefined
        ? await reads.readTerminal(serialNumber, signal)
        : { kind: 'found', value: known };
    return [serialNumber, reading] as const;
  });
  return { merchant, terminals: new Map(terminals), listed, deposits };
}
