/**
 * Every answer of every acquirer is held against its question here, and nowhere else: an answer that does
 * not name what was asked for proves nothing. What does not fit is `AcquirerFailure` of kind `misfit`,
 * which callers treat as unknown. What a fitting answer proves stands in standings.ts.
 */
import { normalizeSerialNumber } from '../../checks/references/serial-number';
import type {
  AcquirerAdapter,
  Cannot,
  Names,
  RefundStatement,
  RequestStatement,
  Told,
} from './acquirer-adapter';
import type {
  AcquirerPort,
  AcquirerTerminal,
  ClosureOrder,
  ProviderRefund,
  Read,
  RefundOrder,
  RequestAnswer,
  UnbindOrder,
} from './acquirer-port';
import { AcquirerFailure } from './acquirer-port';
import { readClosureStanding, readUnbindStanding } from './standings';
import type { HeldReads } from './standings';

/** The port of an adapter: the only way to have one. */
export function holdAnswers(adapter: AcquirerAdapter): AcquirerPort {
  const reads = heldReads(adapter);
  return {
    name: adapter.name,
    readMerchant: reads.readMerchant,
    readTerminal: reads.readTerminal,
    async listTerminals(merchantNumber, signal) {
      const listed = await reads.listTerminals(merchantNumber, signal);
      return mapRead(listed, (items) => items.filter(({ state }) => state !== 'unbound'));
    },
    async readDeposits(merchantNumber, signal) {
      const read = await adapter.readDeposits(merchantNumber, signal);
      return await heldOfAccount(reads, { merchantNumber }, read, signal);
    },
    async readGate(query, signal) {
      const { merchantNumber, serialNumber } = query;
      const read = await adapter.readGate(query, signal);
      return await heldOfAccount(reads, { merchantNumber, serialNumber }, read, signal);
    },
    requestUnbind: async (order, signal) =>
      answerTo(await adapter.requestUnbind(order, signal), namesOfUnbind(order)),
    readUnbind: (order, signal) => readUnbindStanding(reads, order, signal),
    requestRefund: async (order, signal) =>
      answerTo(await adapter.requestRefund(order, signal), namesOfRefund(order), NAMES_A_REFUND),
    async findRefunds(deposit, signal) {
      const { merchantNumber, serialNumber } = deposit;
      const read = await adapter.findRefunds(deposit, signal);
      // A list may be empty and is never not there: taken for empty, money could leave twice.
      if (read.kind === 'absent') throw misfit('a list of refunds is not found');
      const items = heldList({ merchantNumber, serialNumber }, read);
      return mapRead(items, (all) => refundsOfMerchant(all, { merchantNumber, serialNumber }));
    },
    requestClosure: async (order, signal) =>
      answerTo(await adapter.requestClosure(order, signal), namesOfClosure(order)),
    readClosure: (order, signal) => readClosureStanding(reads, order, signal),
    verifyCallback: (rawBody, headers) => adapter.verifyCallback(rawBody, headers),
  };
}

function heldReads(adapter: AcquirerAdapter): HeldReads {
  const readMerchant: AcquirerPort['readMerchant'] = async (merchantNumber, signal) => {
    const read = await adapter.readMerchant(merchantNumber, signal);
    if (read.kind === 'found') hold({ merchantNumber }, read.value);
    return read;
  };
  return {
    readMerchant,
    async readTerminal(serialNumber, signal) {
      const read = await adapter.readTerminal(serialNumber, signal);
      if (read.kind !== 'found') return read;
      hold({ serialNumber }, { serialNumber: read.value.serialNumber });
      return { kind: 'found', value: coherent(read.value) };
    },
    async listTerminals(merchantNumber, signal) {
      const read = await adapter.listTerminals(merchantNumber, signal);
      const listed = await heldOfAccount({ readMerchant }, { merchantNumber }, read, signal);
      return mapRead(listed, (items) =>
        items.map(coherent).map((item) => {
          hold({ merchantNumber }, { merchantNumber: item.merchantNumber });
          hold({ merchantNumber }, { merchantNumber: item.lastMerchantNumber });
          return item;
        }),
      );
    },
    readUnbindRequest: async (order, signal) =>
      heldStatement(await adapter.readUnbindRequest(order, signal), namesOfUnbind(order)),
    readClosureRequest: async (order, signal) =>
      heldStatement(await adapter.readClosureRequest(order, signal), namesOfClosure(order)),
  };
}

/**
 * How a refund stands. Some providers call what came back after success a failure; whoever knows that the
 * money had arrived knows better.
 */
export function refundState(
  { state }: Pick<ProviderRefund, 'state'>,
  hadArrived: boolean,
): ProviderRefund['state'] {
  return state === 'failed' && hadArrived ? 'returned' : state;
}

/**
 * The refunds under the order's own key. One of another amount or currency is no answer about the order:
 * `misfit`, as the caller asked what became of this one.
 */
export function refundsUnder(
  { key, amountMinor, currency }: Pick<RefundOrder, 'key' | 'amountMinor' | 'currency'>,
  refunds: readonly ProviderRefund[],
): readonly ProviderRefund[] {
  const own = refunds.filter((refund) => refund.key === key);
  for (const refund of own) hold({ amountMinor, currency }, refund);
  return own;
}

const namesOfUnbind = ({ key, merchantNumber, serialNumber }: UnbindOrder): Names => ({
  requestNumber: key,
  merchantNumber,
  serialNumber,
});
const namesOfClosure = ({ key, merchantNumber }: ClosureOrder): Names => ({
  requestNumber: key,
  merchantNumber,
});
const namesOfRefund = (order: RefundOrder): Names => {
  const { key, merchantNumber, serialNumber, amountMinor, currency } = order;
  return { requestNumber: key, merchantNumber, serialNumber, amountMinor, currency };
};

type Name = keyof Names;
const NAMES: readonly Name[] = [
  'requestNumber',
  'merchantNumber',
  'serialNumber',
  'amountMinor',
  'currency',
];

/** Throws where the answer names another thing than the question. */
function hold(question: Names, answer: Names): void {
  for (const name of NAMES) {
    const [asked, told] = [question[name], answer[name]];
    if (asked === undefined || told === undefined || isSame(name, asked, told)) continue;
    throw misfit(`the answer names another ${name}`);
  }
}

function isSame(name: Name, asked: string | number, told: string | number): boolean {
  if (name !== 'serialNumber') return asked === told;
  return normalizeSerialNumber(String(asked)) === normalizeSerialNumber(String(told));
}

function misfit(what: string): AcquirerFailure {
  return new AcquirerFailure('misfit', what);
}

function heldList<T>(question: Names, read: Read<Told<T>>): Read<T> {
  if (read.kind !== 'found') return read;
  hold(question, read.value.names);
  return { kind: 'found', value: read.value.value };
}

/** "Not found" of an account that the acquirer knows contradicts it: it is neither empty nor open. */
async function heldOfAccount<T>(
  { readMerchant }: Pick<AcquirerPort, 'readMerchant'>,
  question: Names & { readonly merchantNumber: string },
  read: Read<Told<T>>,
  signal: AbortSignal,
): Promise<Read<T>> {
  if (read.kind === 'absent') {
    const merchant = await readMerchant(question.merchantNumber, signal);
    if (merchant.kind === 'found') throw misfit('nothing is found of an account that is known');
  }
  return heldList(question, read);
}

function mapRead<T, U>(read: Read<T>, map: (value: T) => U): Read<U> {
  return read.kind === 'found' ? { kind: 'found', value: map(read.value) } : read;
}

/** Bound means bound to somebody, and unbound to nobody: whoever is named then was the last. */
function coherent(terminal: AcquirerTerminal): AcquirerTerminal {
  const { merchantNumber, lastMerchantNumber, ...rest } = terminal;
  if (terminal.state !== 'unbound') {
    if (merchantNumber !== undefined) return { ...rest, merchantNumber };
    throw misfit('a terminal is bound and names no merchant');
  }
  const last = lastMerchantNumber ?? merchantNumber;
  if (merchantNumber !== undefined && merchantNumber !== last) {
    throw misfit('an unbound terminal names two merchants');
  }
  return last === undefined ? rest : { ...rest, lastMerchantNumber: last };
}

/** A terminal may have had merchants before, so refunds of others are left out. */
function refundsOfMerchant(
  items: readonly RefundStatement[],
  { merchantNumber, serialNumber }: Names,
): readonly ProviderRefund[] {
  return items.flatMap(({ names, ...refund }) => {
    hold({ serialNumber }, names);
    const isOthers = names.merchantNumber !== undefined && names.merchantNumber !== merchantNumber;
    return isOthers ? [] : [refund];
  });
}

function heldStatement(read: Read<RequestStatement>, names: Names): Read<RequestStatement> {
  if (read.kind === 'found') holdStatement(read.value, names, NAMES_A_REQUEST);
  return read;
}

/** Sets of names that say which request an answer is about. */
const NAMES_A_REQUEST: readonly (readonly Name[])[] = [
  ['requestNumber'],
  ['merchantNumber', 'serialNumber'],
];
const NAMES_A_REFUND: readonly (readonly Name[])[] = [['requestNumber', 'amountMinor', 'currency']];

/** A refusal comes as the answer to our own call; anything else has to name what it is about. */
function holdStatement(
  statement: RequestStatement,
  question: Names,
  enough: readonly (readonly Name[])[],
): void {
  const { names, state } = statement;
  hold(question, names);
  if (state === 'refused') return;
  const isNamed = enough.some((set) => set.every((name) => names[name] !== undefined));
  if (!isNamed) throw misfit('the answer does not name the request');
}

/** Refusals that mean that the terminal is not on this merchant; the read-back has to agree. */
const NOT_ON_MERCHANT = ['TERMINAL_NOT_FOUND', 'TERMINAL_BOUND_ELSEWHERE'];

function answerTo(
  statement: RequestStatement | Cannot,
  question: Names,
  enough: readonly (readonly Name[])[] = NAMES_A_REQUEST,
): RequestAnswer {
  if ('kind' in statement) return statement;
  holdStatement(statement, question, enough);
  if (statement.state === 'refused') {
    const { providerCode } = statement;
    if (!NOT_ON_MERCHANT.includes(providerCode)) return { kind: 'refused', providerCode };
    throw new AcquirerFailure('unknown', 'refused as not on this merchant');
  }
  const { state, providerRef } = statement;
  const kind = state === 'deleted' ? 'done' : 'accepted';
  return { kind, ...(providerRef !== undefined && { providerRef }) };
}
