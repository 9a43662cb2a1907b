/** The acquirer behind the project's own contract, acquirer-api.yaml. */
import type { ZodType } from 'zod';
import type { AcquirerAdapter, Names, RefundStatement, RequestStatement } from './acquirer-adapter';
import type { AcquirerCallback, AcquirerPort, AcquirerTerminal, Read } from './acquirer-port';
import { AcquirerFailure } from './acquirer-port';
import { isSignedCallback } from './callback-signature';
import { holdAnswers } from './held-answers';
import {
  callbackBody,
  closureAnswer,
  depositListAnswer,
  eligibilityAnswer,
  merchantAnswer,
  refundAnswer,
  refundListAnswer,
  terminalAnswer,
  terminalListAnswer,
  unbindAnswer,
} from './http-answers';
import type { ClosureAnswer, RefundItem, TerminalAnswer, UnbindAnswer } from './http-answers';
import { callAcquirer } from './http-call';

export interface HttpAcquirerOptions {
  /** Address up to the version, e.g. `http://127.0.0.1:4010/acquirer/v1`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly webhookSecret: string;
  /** Of one call, ms; default 10,000. */
  readonly timeoutMs?: number;
  /** Default: the clock of the machine. */
  readonly nowMs?: () => number;
}

type Body = Readonly<Record<string, unknown>>;
interface Caller {
  post<T>(
    path: string,
    body: Body,
    schema: ZodType<T>,
    signal: AbortSignal,
  ): Promise<T | undefined>;
  get<T>(path: string, schema: ZodType<T>, signal: AbortSignal): Promise<T | undefined>;
}

/** Adapter `http`. One call a method, each parsed by its schema. */
export function createHttpAcquirer(options: HttpAcquirerOptions): AcquirerPort {
  const call = { timeoutMs: 10_000, ...options };
  const caller: Caller = {
    post: (path, body, schema, signal) =>
      callAcquirer(call, { method: 'POST', path, body }, schema, signal),
    get: (path, schema, signal) => callAcquirer(call, { method: 'GET', path }, schema, signal),
  };
  return holdAnswers({
    name: 'http',
    ...createReads(caller),
    ...createUnbindCalls(caller),
    ...createRefundCalls(caller),
    ...createClosureCalls(caller),
    verifyCallback(rawBody, headers) {
      const nowMs = options.nowMs?.() ?? Date.now();
      const isSigned = isSignedCallback(rawBody, headers, options.webhookSecret, nowMs);
      return Promise.resolve(isSigned ? parseCallback(rawBody.toString()) : undefined);
    },
  });
}

type Reads = Pick<
  AcquirerAdapter,
  'readMerchant' | 'readTerminal' | 'listTerminals' | 'readDeposits' | 'readGate'
>;
function createReads(caller: Caller): Reads {
  return {
    async readMerchant(merchantNumber, signal) {
      const answer = await caller.post(
        '/queries/merchant',
        { merchantNumber },
        merchantAnswer,
        signal,
      );
      return found(
        answer && {
          merchantNumber: answer.merchantNumber,
          merchantName: answer.merchantName,
          accountState: answer.status,
          ...(answer.boundPhone !== undefined && { phone: answer.boundPhone }),
        },
      );
    },
    async readTerminal(serialNumber, signal) {
      const answer = await caller.post(
        '/queries/terminal',
        { serialNumber },
        terminalAnswer,
        signal,
      );
      return found(answer && terminalOf(answer));
    },
    async listTerminals(merchantNumber, signal) {
      const body = { merchantNumber };
      const answer = await caller.post('/queries/terminals', body, terminalListAnswer, signal);
      return found(answer && { names: namesIn(answer), value: answer.items.map(terminalOf) });
    },
    async readDeposits(merchantNumber, signal) {
      const body = { merchantNumber };
      const answer = await caller.post('/queries/deposits', body, depositListAnswer, signal);
      return found(answer && { names: namesIn(answer), value: answer.items });
    },
    async readGate({ merchantNumber, serialNumber }, signal) {
      const body = { merchantNumber, ...(serialNumber !== undefined && { serialNumber }) };
      const answer = await caller.post('/queries/eligibility', body, eligibilityAnswer, signal);
      return found(answer && { names: namesIn(answer), value: answer.codes });
    },
  };
}

function createUnbindCalls(
  caller: Caller,
): Pick<AcquirerAdapter, 'requestUnbind' | 'readUnbindRequest'> {
  return {
    async requestUnbind({ key, merchantNumber, serialNumber }, signal) {
      const body = { requestNumber: key, merchantNumber, serialNumber };
      return statementOf(
        present(await caller.post('/unbind-requests', body, unbindAnswer, signal)),
      );
    },
    async readUnbindRequest({ key }, signal) {
      const answer = await caller.get(
        `/unbind-requests/${encodeURIComponent(key)}`,
        unbindAnswer,
        signal,
      );
      return found(answer && statementOf(answer));
    },
  };
}

function createRefundCalls(caller: Caller): Pick<AcquirerAdapter, 'requestRefund' | 'findRefunds'> {
  return {
    async requestRefund(order, signal) {
      const { key, merchantNumber, serialNumber, amountMinor, currency, payee } = order;
      const body = {
        requestNumber: key,
        merchantNumber,
        serialNumber,
        amountMinor,
        currency,
        payee,
      };
      const answer = present(await caller.post('/refunds', body, refundAnswer, signal));
      if (answer.state === 'refused') return refusalOf(answer);
      return { names: namesIn(answer), state: 'accepted', providerRef: answer.refundId };
    },
    async findRefunds({ serialNumber }, signal) {
      const answer = await caller.post(
        '/queries/refunds',
        { serialNumber },
        refundListAnswer,
        signal,
      );
      return found(answer && { names: namesIn(answer), value: answer.items.map(refundOf) });
    },
  };
}

function createClosureCalls(
  caller: Caller,
): Pick<AcquirerAdapter, 'requestClosure' | 'readClosureRequest'> {
  return {
    async requestClosure({ key, merchantNumber }, signal) {
      const body = { requestNumber: key, merchantNumber };
      return statementOf(present(await caller.post('/closures', body, closureAnswer, signal)));
    },
    async readClosureRequest({ key }, signal) {
      const answer = await caller.get(
        `/closures/${encodeURIComponent(key)}`,
        closureAnswer,
        signal,
      );
      return found(answer && statementOf(answer));
    },
  };
}

function found<T>(value: T | undefined): Read<T> {
  return value === undefined ? { kind: 'absent' } : { kind: 'found', value };
}

/** A request that is answered with 404 went to another service than the contract's. */
function present<T>(answer: T | undefined): T {
  if (answer === undefined) throw new AcquirerFailure('misconfigured', 'answer 404 to a request');
  return answer;
}

/** What an answer of the contract names; a part that is null names nothing. */
function namesIn(answer: Names): Names {
  const { requestNumber, merchantNumber, serialNumber, amountMinor, currency } = answer;
  return { requestNumber, merchantNumber, serialNumber, amountMinor, currency };
}

function statementOf(request: UnbindAnswer | ClosureAnswer): RequestStatement {
  if (request.state === 'refused') return refusalOf(request);
  const state = request.state === 'accepted' ? 'accepted' : 'effective';
  return { names: namesIn(request), state };
}

function refusalOf(
  request: Names & { readonly refusal?: { readonly code: string } | undefined },
): RequestStatement {
  const providerCode = request.refusal?.code ?? 'NOT_NAMED';
  return { names: namesIn(request), state: 'refused', providerCode };
}

function terminalOf(answer: TerminalAnswer): AcquirerTerminal {
  const { serialNumber, status, model, merchantNumber, lastMerchantNumber } = answer;
  return {
    serialNumber,
    state: status,
    model,
    ...(merchantNumber !== null && { merchantNumber }),
    ...(lastMerchantNumber !== undefined && { lastMerchantNumber }),
  };
}

function refundOf(item: RefundItem): RefundStatement {
  const { requestNumber: key, failure, merchantNumber, serialNumber } = item;
  const { refundId, amountMinor, currency, state } = item;
  return {
    names: { merchantNumber, serialNumber },
    refundId,
    key,
    amountMinor,
    currency,
    state,
    ...(failure && { providerCode: failure.code }),
  };
}

function parseCallback(rawBody: string): AcquirerCallback | undefined {
  let body: unknown;
  try {
    body = JSON.parse(rawBody);
  } catch {
    return undefined; // Signed, but not JSON: not of the contract.
  }
  const parsed = callbackBody.safeParse(body);
  if (!parsed.success) return undefined;
  const [effect] = parsed.data.event.split('.') as [AcquirerCallback['effect'], string];
  return { effect, requestNumber: parsed.data.requestNumber };
}
