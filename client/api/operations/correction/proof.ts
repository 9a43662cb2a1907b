/**
 * What the acquirer says of a new reference, before a case takes it: whether it names what the case is
 * about, and nothing of anybody else. Live, and reads only.
 */
import { comparableDocumentNumber } from '../../../../checks/people/identity-document';
import { sameMerchantName } from '../../../../checks/people/merchant-name';
import { normalizeSerialNumber } from '../../../../checks/references/serial-number';
import type {
  ApplicationData,
  CaseData,
  DepositData,
} from '../../../../workflows/contract/case-data';
import type { ErrorCode } from '../../../../workflows/contract/errors';
import type { DepositId } from '../../../../workflows/contract/identifiers';
import type { ReferencePlace } from '../../../../workflows/contract/operations';
import type { ReferenceParts } from '../../../../workflows/contract/reference-parts';
import { readAcquirer } from '../../providers/acquirer-reads';
import type { ApiDeps } from '../../deps';

/** What was found of a new reference. */
export interface ReferenceProof {
  /** Why it must not be taken; undefined: it may. */
  readonly code?: ErrorCode;
  /** Reads to which the acquirer had an answer; 0: only a person can tell. */
  readonly told: number;
  /** Deposit items that the acquirer's ledger keeps under the new serial number of their terminal. */
  readonly along: readonly DepositId[];
}

type Reads = Pick<ApiDeps, 'acquirer' | 'record'>;
type Verdict = ErrorCode | 'fits' | 'cannot-tell';

/** Asks the acquirer about a new value, normalized. `ACQUIRER_UNAVAILABLE` where it gives no answer. */
export async function proveReference(
  deps: Reads,
  of: { readonly caseId: string; readonly data: CaseData; readonly left: ReferenceParts },
  place: ReferencePlace,
  value: string,
): Promise<ReferenceProof> {
  switch (place.reference) {
    case 'merchant-number':
      return judged(await merchantVerdicts(deps, of, value));
    case 'terminal': {
      const { merchantNumber } = of.data.contact;
      const free = await isFree(deps, of, value);
      const verdict = free ?? (await terminalVerdict(deps, value, merchantNumber, false));
      const mine = depositsOf(of.data, of.left);
      const items = await ledgerOf(deps, merchantNumber);
      const along = mine.filter((one) => holds(items, { ...one, serialNumber: value }));
      return judged(
        [verdict],
        along.map(({ depositId }) => depositId),
      );
    }
    case 'deposit':
      return judged(await depositVerdicts(deps, of, place, value));
  }
}

function judged(verdicts: readonly Verdict[], along: readonly DepositId[] = []): ReferenceProof {
  const code = verdicts.find((one): one is ErrorCode => one !== 'fits' && one !== 'cannot-tell');
  const told = verdicts.filter((one) => one !== 'cannot-tell').length;
  return { told, along, ...(code === undefined ? {} : { code }) };
}

type Of = Parameters<typeof proveReference>[1];

/** The account has to be the same merchant's, and to hold what the case is still about. */
async function merchantVerdicts(deps: Reads, of: Of, value: string): Promise<readonly Verdict[]> {
  const { data, left } = of;
  const serials = new Map(data.terminals.map((t) => [t.terminalId, t.serialNumber]));
  const account = await accountVerdict(deps, data.application, value);
  const terminals = await Promise.all(
    left.terminals.map(({ terminalId }) =>
      terminalVerdict(deps, normalizeSerialNumber(serials.get(terminalId) ?? ''), value, true),
    ),
  );
  const items = await ledgerOf(deps, value);
  const deposits = depositsOf(data, left).map((one) => ledgerVerdict(items, one));
  return [account, ...terminals, ...deposits];
}

async function accountVerdict(
  { acquirer }: Reads,
  application: ApplicationData | undefined,
  merchantNumber: string,
): Promise<Verdict> {
  const read = await readAcquirer((signal) => acquirer.readMerchant(merchantNumber, signal));
  if (read.kind === 'cannot') return 'cannot-tell';
  if (read.kind === 'absent') return 'REFERENCE_NOT_FOUND';
  const { merchantName, document } = read.value;
  const entered = application?.document;
  const isSame =
    application !== undefined &&
    sameMerchantName(application.merchantName, merchantName) &&
    (document === undefined ||
      (document.kind === entered?.kind &&
        comparableDocumentNumber(document.number) === comparableDocumentNumber(entered.number)));
  return isSame ? 'fits' : 'REFERENCE_NOT_OURS';
}

/** `mayBeUnbound`: the serial number was proven before; only the account is new. */
async function terminalVerdict(
  { acquirer }: Reads,
  serialNumber: string,
  merchantNumber: string,
  mayBeUnbound: boolean,
): Promise<Verdict> {
  const read = await readAcquirer((signal) => acquirer.readTerminal(serialNumber, signal));
  if (read.kind === 'cannot') return 'cannot-tell';
  if (read.kind === 'absent') return 'REFERENCE_NOT_FOUND';
  const { merchantNumber: boundTo, lastMerchantNumber: last } = read.value;
  if (boundTo === undefined && last === undefined && mayBeUnbound) return 'cannot-tell';
  const owner = boundTo ?? (mayBeUnbound ? last : undefined);
  return owner === merchantNumber ? 'fits' : 'REFERENCE_NOT_OURS';
}

type Ledger = Awaited<ReturnType<ApiDeps['acquirer']['readDeposits']>>;

function ledgerOf({ acquirer }: Reads, merchantNumber: string): Promise<Ledger> {
  return readAcquirer((signal) => acquirer.readDeposits(merchantNumber, signal));
}

function holds(ledger: Ledger, line: DepositData): boolean {
  return ledgerVerdict(ledger, line) === 'fits';
}

function ledgerVerdict(ledger: Ledger, line: DepositData): Verdict {
  if (ledger.kind === 'cannot') return 'cannot-tell';
  const items = ledger.kind === 'found' ? ledger.value : [];
  const fits = items.some(
    (item) =>
      normalizeSerialNumber(item.serialNumber) === normalizeSerialNumber(line.serialNumber) &&
      item.kind === line.kind &&
      item.amountMinor === line.amountMinor &&
      item.currency === line.currency,
  );
  return fits ? 'fits' : 'REFERENCE_NOT_FOUND';
}

function depositsOf(
  { application }: CaseData,
  { deposits }: ReferenceParts,
): readonly DepositData[] {
  const left = new Set(deposits.map(({ depositId }) => depositId));
  return (application?.deposits ?? []).filter(({ depositId }) => left.has(depositId));
}

/** One amount for one item: the same line of the ledger never stands for two of them. */
async function depositVerdicts(
  deps: Reads,
  of: Of,
  { subject }: ReferencePlace,
  value: string,
): Promise<readonly Verdict[]> {
  const lines = of.data.application?.deposits ?? [];
  const own = lines.find(({ depositId }) => depositId === subject);
  if (own === undefined) return ['SUBJECT_UNKNOWN'];
  const isNamed = lines.some(
    (one) =>
      one !== own && one.kind === own.kind && normalizeSerialNumber(one.serialNumber) === value,
  );
  if (isNamed) return ['REFERENCE_NOT_OURS'];
  const holder = await deps.record.cases.findByTerminal(value);
  if (holder !== undefined && holder !== of.caseId) return ['TERMINAL_HAS_OPEN_CASE'];
  const items = await ledgerOf(deps, of.data.contact.merchantNumber);
  return [ledgerVerdict(items, { ...own, serialNumber: value })];
}

/** A terminal belongs to one open case, and to one place in it. */
async function isFree(
  { record }: Reads,
  { caseId, data }: Of,
  serialNumber: string,
): Promise<ErrorCode | undefined> {
  const named = data.terminals.some((t) => normalizeSerialNumber(t.serialNumber) === serialNumber);
  if (named) return 'DUPLICATE_TERMINAL';
  const holder = await record.cases.findByTerminal(serialNumber);
  return holder === undefined || holder === caseId ? undefined : 'TERMINAL_HAS_OPEN_CASE';
}
