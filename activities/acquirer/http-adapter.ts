/** The acquirer behind the project's own contract, acquirer-api.yaml. */
import type { ZodType } from 'zod';
import type {
  AcquirerCallback,
  AcquirerPort,
  AcquirerTerminal,
  ClosureOrder,
  ProviderRefund,
  Read,
  RequestAnswer,
  Standing,
  UnbindOrder,
} from './acquirer-port';
import { AcquirerFailure } from './acquirer-port';
import { isSignedCallback } from './callback-signature';
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
import type { TerminalAnswer } from './http-answers';
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

/** Refusals that mean that the terminal is not on this merchant; the read-back has to agree. */
const NOT_ON_MERCHANT = ['TERMINAL_NOT_FOUND', 'TERMINAL_BOUND_ELSEWHERE'];

/** Adapter `http`. One call a method (two where a proof needs both), each parsed by its schema. */
export function createHttpAcquirer(options: HttpAcquirerOptions): AcquirerPort {
  const call = { timeoutMs: 10_000, ...options };
  const caller: Caller = {
    post: (path, body, schema, signal) =>
      callAcquirer(call, { method: 'POST', path, body }, schema, signal),
    get: (path, schema, signal) => callAcquirer(call, { method: 'GET', path }, schema, signal),
  };
  return {
    name: 'http',
    ...createReads(caller),
    ...createUnbindCalls(caller),
    ...createRefundCalls(caller),
    ...createClosureCalls(caller),
    verifyCallback(rawBody, headers) {
      const nowMs = options.nowMs?.() ?? Date.now();
      if (!isSignedCallback(rawBody, headers, options.webhookSecret, nowMs)) return undefined;
      return parseCallback(rawBody.toString());
    },
  };
}

type Reads = Pick<
  AcquirerPort,
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
      const body = { serialNumber };
      const answer = await caller.post('/queries/terminal', body, terminalAnswer, signal);
      return found(answer && terminalOf(answer));
    },
    async listTerminals(merchantNumber, signal) {
      const body = { merchantNumber };
      const answer = await caller.post('/queries/terminals', body, terminalListAnswer, signal);
      return found(
        answer?.items.filter((item) => item.merchantNumber === merchantNumber).map(terminalOf),
      );
    },
    async readDeposits(merchantNumber, signal) {
      const body = { merchantNumber };
      const answer = await caller.post('/queries/deposits', body, depositListAnswer, signal);
      return found(answer?.items);
    },
    async readGate(query, signal) {
      const { merchantNumber, serialNumber } = query;
      const body = { merchantNumber, ...(serialNumber !== undefined && { serialNumber }) };
      const answer = await caller.post('/queries/eligibility', body, eligibilityAnswer, signal);
      return found(answer?.codes);
    },
  };
}

function createUnbindCalls(caller: Caller): Pick<AcquirerPort, 'requestUnbind' | 'readUnbind'> {
  async function readUnbind(order: UnbindOrder, signal: AbortSignal): Promise<Standing> {
    const body = { serialNumber: order.serialNumber };
    const terminal = await caller.post('/queries/terminal', body, terminalAnswer, signal);
    if (terminal?.merchantNumber !== order.merchantNumber) {
      const elsewhere = typeof terminal?.merchantNumber === 'string';
      return { kind: 'done', ...(elsewhere && { elsewhere }) };
    }
    const path = `/unbind-requests/${encodeURIComponent(order.key)}`;
    const request = await caller.get(path, unbindAnswer, signal);
    if (request === undefined) return { kind: 'absent' };
    return request.state === 'refused' ? refused(request) : { kind: 'accepted' };
  }
  return {
    async requestUnbind(order, signal) {
      const answer = await caller.post(
        '/unbind-requests',
        {
          requestNumber: order.key,
          merchantNumber: order.merchantNumber,
          serialNumber: order.serialNumber,
        },
        unbindAnswer,
        signal,
      );
      const request = present(answer);
      if (request.state !== 'refused') return { kind: 'accepted' };
      if (NOT_ON_MERCHANT.includes(request.refusal?.code ?? '')) return { kind: 'accepted' };
      return refused(request);
    },
    readUnbind,
  };
}

function createRefundCalls(caller: Caller): Pick<AcquirerPort, 'requestRefund' | 'findRefunds'> {
  return {
    async requestRefund(order, signal) {
      const answer = await caller.post(
        '/refunds',
        {
          requestNumber: order.key,
          merchantNumber: order.merchantNumber,
          serialNumber: order.serialNumber,
          amountMinor: order.amountMinor,
          currency: order.currency,
          payee: order.payee,
        },
        refundAnswer,
        signal,
      );
      const refund = present(answer);
      if (refund.state === 'refused') return refused(refund);
      return { kind: 'accepted', providerRef: refund.refundId };
    },
    async findRefunds(deposit, signal) {
      const body = { serialNumber: deposit.serialNumber };
      const answer = await caller.post('/queries/refunds', body, refundListAnswer, signal);
      const own = answer?.items.filter((item) => item.merchantNumber === deposit.merchantNumber);
      return found(own?.map(refundOf));
    },
  };
}

function createClosureCalls(caller: Caller): Pick<AcquirerPort, 'requestClosure' | 'readClosure'> {
  async function readClosure(order: ClosureOrder, signal: AbortSignal): Promise<Standing> {
    const path = `/closures/${encodeURIComponent(order.key)}`;
    const closure = await caller.get(path, closureAnswer, signal);
    if (closure?.state === 'closed') return { kind: 'done' };
    if (closure?.state === 'accepted') return { kind: 'accepted' };
    const body = { merchantNumber: order.merchantNumber };
    const merchant = await caller.post('/queries/merchant', body, merchantAnswer, signal);
    if (merchant?.status === 'closed') return { kind: 'done' };
    return closure === undefined ? { kind: 'absent' } : refused(closure);
  }
  return {
    async requestClosure(order, signal) {
      const answer = await caller.post(
        '/closures',
        { requestNumber: order.key, merchantNumber: order.merchantNumber },
        closureAnswer,
        signal,
      );
      const closure = present(answer);
      return closure.state === 'refused' ? refused(closure) : { kind: 'accepted' };
    },
    readClosure,
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

function refused(request: {
  readonly refusal?: { readonly code: string } | undefined;
}): Extract<RequestAnswer, { kind: 'refused' }> {
  return { kind: 'refused', providerCode: request.refusal?.code ?? 'NOT_NAMED' };
}

function terminalOf(answer: TerminalAnswer): AcquirerTerminal {
  return {
    serialNumber: answer.serialNumber,
    state: answer.status,
    model: answer.model,
    ...(answer.merchantNumber !== null && { merchantNumber: answer.merchantNumber }),
  };
}

function refundOf(item: (typeof refundListAnswer)['_output']['items'][number]): ProviderRefund {
  return {
    refundId: item.refundId,
    key: item.requestNumber,
    amountMinor: item.amountMinor,
    currency: item.currency,
    state: item.state,
    ...(item.failure && { providerCode: item.failure.code }),
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
