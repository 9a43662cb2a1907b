/** The control API: faults, merchants, the clock, and the ledger of what happened. Loopback only. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { finishClosure, finishUnbind } from './acquirer/acquirer';
import { OPERATIONS } from './faults';
import { returnRefund, settleRefund } from './money/money';
import { ledgerReport, smsReport, type LedgerFilter } from './store/ledger-report';
import { renumberMerchant, swapDevice, unboundFrom } from './acquirer/renaming';
import { FAULT_KINDS, type FaultRow, type MerchantRow, type TerminalRow } from './store/rows';
import { addFreshMerchant, addSeededMerchants, freshBody, seededMerchants } from './acquirer/seed';
import { timeOf, type World } from './world';

const amount = z.int().min(0);
const identifier = z.string().min(1).max(64);
const faultBody = z.strictObject({
  operation: z.enum(OPERATIONS),
  kind: z.enum(FAULT_KINDS),
  match: z.record(z.string(), z.string()).default({}),
  stage: z.enum(['request', 'effect']).default('request'),
  /** Omitted: once, and an outage until it is deleted. Null: until it is deleted. */
  times: z.int().min(1).nullable().optional(),
  ms: z.int().min(0).max(86_400_000).optional(),
  status: z.int().min(200).max(599).optional(),
  /** Of a wrong answer: its body, or the fields that it has in place of the right ones. */
  body: z.record(z.string(), z.unknown()).optional(),
  bytes: z.int().min(1).max(1_000_000_000).optional(),
  code: z.string().min(1).max(64).optional(),
  retryAfterSeconds: z.int().min(0).optional(),
  seed: z.int().optional(),
  probability: z.number().min(0).max(1).optional(),
});
const settingsBody = z.strictObject({
  acquirerCallbackUrl: z.union([z.literal(''), z.url()]).optional(),
  acquirerWebhookSecret: z.string().min(1).optional(),
  stripeWebhookUrl: z.union([z.literal(''), z.url()]).optional(),
  stripeWebhookSecret: z.string().min(1).optional(),
  stripeAccount: z.string().optional(),
  unbindDelayMs: amount.optional(),
  refundDelayMs: amount.optional(),
  closureDelayMs: amount.optional(),
  smsStepMs: amount.optional(),
  callbackRetryMs: z.int().min(1).optional(),
  callbackAttempts: z.int().min(1).optional(),
  mainlandRules: z.boolean().optional(),
});
const merchantBody = z.strictObject({
  merchantName: z.string().min(1).optional(),
  boundPhone: z.string().nullable().optional(),
  status: z.enum(['active', 'closing', 'closed']).optional(),
  balanceMinor: amount.optional(),
  pendingMinor: amount.optional(),
  unpaidFeesMinor: amount.optional(),
  complaintOpen: z.boolean().optional(),
  riskHold: z.boolean().optional(),
  currency: z.string().length(3).optional(),
});
const terminalBody = z.strictObject({
  merchantNumber: identifier.nullable().optional(),
  status: z.enum(['bound', 'unbinding', 'unbound']).optional(),
  model: z.string().optional(),
  offlineTransactions: amount.optional(),
});
const filterBody = z.strictObject({
  merchantNumber: identifier.optional(),
  to: z.string().optional(),
});
const clockBody = z.strictObject({ advanceMs: amount });
const resetBody = z.strictObject({ seeded: z.boolean().default(true) });
const renameBody = z.strictObject({ to: z.string().min(1) });
const finishBody = z.strictObject({ code: z.string().min(1).optional() });

/** The clock's part of the world that only the control API moves. */
export interface Clock {
  advance(ms: number): void;
  reset(): void;
}

type ById = { Params: { id: string } };

/** Without what signs callbacks. */
function shownSettings({ settings }: World): object {
  return { ...settings, acquirerWebhookSecret: undefined, stripeWebhookSecret: undefined };
}

function unknown(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ code: 'not_found' });
}

function addFault(world: World, body: z.infer<typeof faultBody>): FaultRow {
  const { times, ...rest } = body;
  const position = world.store.next('faults');
  const faultId = `fault_${position}`;
  const remaining = times === undefined ? (body.kind === 'outage' ? null : 1) : times;
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  const fields = Object.fromEntries(given) as Omit<FaultRow, 'faultId' | 'position'>;
  const row: FaultRow = { ...fields, faultId, position, remaining, taken: 0, draws: 0 };
  world.store.put('faults', faultId, row);
  return row;
}

function faultRoutes(world: World, server: FastifyInstance): void {
  const { store } = world;
  server.get('/faults', () => ({ items: [...store.all('faults')] }));
  server.post('/faults', (request, reply) => {
    const fault = store.transact(() => addFault(world, faultBody.parse(request.body)));
    return reply.code(201).send(fault);
  });
  server.delete('/faults', (_request, reply) => {
    store.transact(() => {
      for (const { faultId } of [...store.all('faults')]) store.remove('faults', faultId);
    });
    return reply.code(204).send();
  });
  server.delete<ById>('/faults/:id', (request, reply) => {
    store.remove('faults', request.params.id);
    return reply.code(204).send();
  });
}

function putMerchant(
  world: World,
  merchantNumber: string,
  body: z.infer<typeof merchantBody>,
): MerchantRow {
  const before = world.store.get('merchants', merchantNumber);
  const { boundPhone, ...rest } = body;
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  const { boundPhone: phoneBefore, ...base } = before ?? newMerchant(merchantNumber);
  const phone = boundPhone === undefined ? phoneBefore : (boundPhone ?? undefined);
  const row: MerchantRow = {
    ...base,
    ...Object.fromEntries(given),
    ...(phone !== undefined && { boundPhone: phone }),
  };
  world.store.put('merchants', merchantNumber, row);
  return row;
}

function newMerchant(merchantNumber: string): MerchantRow {
  return {
    merchantNumber,
    merchantName: merchantNumber,
    status: 'active',
    balanceMinor: 0,
    pendingMinor: 0,
    unpaidFeesMinor: 0,
    complaintOpen: false,
    riskHold: false,
    currency: 'CNY',
  };
}

function putTerminal(
  world: World,
  serialNumber: string,
  body: z.infer<typeof terminalBody>,
): TerminalRow {
  const before = world.store.get('terminals', serialNumber);
  const base: TerminalRow = before ?? {
    serialNumber,
    merchantNumber: null,
    status: 'unbound',
    model: 'unknown',
    boundAt: timeOf(world),
    offlineTransactions: 0,
    readerId: `tmr_${serialNumber}`,
  };
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  const isTakenOff = body.merchantNumber === null;
  const row: TerminalRow = {
    ...(isTakenOff ? unboundFrom(base) : base),
    ...Object.fromEntries(given),
  };
  const boundNow = body.status ?? (row.merchantNumber === null ? 'unbound' : row.status);
  const status = body.merchantNumber && body.status === undefined ? 'bound' : boundNow;
  world.store.put('terminals', serialNumber, { ...row, status });
  return { ...row, status };
}

function merchantRoutes(world: World, server: FastifyInstance): void {
  const { store } = world;
  server.get('/merchants/seeded', () => ({ items: seededMerchants() }));
  server.post('/merchants/fresh', (request, reply) => {
    const options = freshBody.parse(request.body ?? {});
    return reply.code(201).send(store.transact(() => addFreshMerchant(world, options)));
  });
  server.get<ById>('/merchants/:id', (request, reply) => {
    const merchant = store.get('merchants', request.params.id);
    if (merchant === undefined) return unknown(reply);
    const { merchantNumber } = merchant;
    const terminals = store.lookUp('terminalsOfMerchant', merchantNumber);
    const deposits = store.lookUp('depositsOfMerchant', merchantNumber);
    return reply.send({ ...merchant, terminals, deposits });
  });
  server.post<ById>('/merchants/:id', (request) => {
    const body = merchantBody.parse(request.body);
    return store.transact(() => putMerchant(world, request.params.id, body));
  });
  server.post<ById>('/merchants/:id/renumber', (request, reply) => {
    const { to } = renameBody.parse(request.body);
    const merchant = store.transact(() => renumberMerchant(world, request.params.id, to));
    return merchant === undefined ? unknown(reply) : reply.send(merchant);
  });
  server.post<ById>('/terminals/:id/swap', (request, reply) => {
    const { to } = renameBody.parse(request.body);
    const terminal = store.transact(() => swapDevice(world, request.params.id, to));
    return terminal === undefined ? unknown(reply) : reply.send(terminal);
  });
  server.post<ById>('/terminals/:id', (request) => {
    const body = terminalBody.parse(request.body);
    return store.transact(() => putTerminal(world, request.params.id, body));
  });
}

function resultRoutes(world: World, server: FastifyInstance): void {
  const { store } = world;
  server.post<ById>('/refunds/:id/return', (request, reply) => {
    const { code = 'ACCOUNT_INVALID' } = finishBody.parse(request.body ?? {});
    const returned = store.transact(() => returnRefund(world, request.params.id, code));
    if (!returned) return reply.code(409).send({ code: 'not_succeeded' });
    return reply.send(store.get('refunds', request.params.id));
  });
  server.post<ById>('/refunds/:id/settle', (request, reply) => {
    const { code } = finishBody.parse(request.body ?? {});
    store.transact(() => {
      settleRefund(world, request.params.id, code);
    });
    const row = store.get('refunds', request.params.id);
    return row === undefined ? unknown(reply) : reply.send(row);
  });
  server.post<ById>('/unbind-requests/:id/finish', (request, reply) => {
    const { code } = finishBody.parse(request.body ?? {});
    store.transact(() => {
      finishUnbind(world, request.params.id, code);
    });
    const row = store.get('unbinds', request.params.id);
    return row === undefined ? unknown(reply) : reply.send(row);
  });
  server.post<ById>('/closures/:id/finish', (request, reply) => {
    const { code } = finishBody.parse(request.body ?? {});
    store.transact(() => {
      finishClosure(world, request.params.id, code);
    });
    const row = store.get('closures', request.params.id);
    return row === undefined ? unknown(reply) : reply.send(row);
  });
}

function worldRoutes(world: World, clock: Clock, server: FastifyInstance): void {
  server.get('/health', () => ({ ok: true }));
  server.get('/settings', () => shownSettings(world));
  server.post('/settings', (request) => {
    const given = Object.entries(settingsBody.parse(request.body));
    const known = given.filter(([, value]) => value !== undefined);
    world.settings = { ...world.settings, ...Object.fromEntries(known) };
    return shownSettings(world);
  });
  server.post('/clock', (request) => {
    clock.advance(clockBody.parse(request.body).advanceMs);
    world.agenda.wake();
    return { now: timeOf(world) };
  });
  server.post('/reset', (request, reply) => {
    const { seeded } = resetBody.parse(request.body ?? {});
    world.store.clear();
    clock.reset();
    if (seeded)
      world.store.transact(() => {
        addSeededMerchants(world);
      });
    return reply.code(204).send();
  });
  server.get('/ledger', () => ledgerReport(world, {}));
  server.post('/ledger', (request) => ledgerReport(world, filterOf(request.body)));
  server.get<{ Querystring: { to?: string } }>('/sms', (request) => ({
    items: smsReport(world, request.query.to),
  }));
}

function filterOf(body: unknown): LedgerFilter {
  const { merchantNumber, to } = filterBody.parse(body ?? {});
  return {
    ...(merchantNumber !== undefined && { merchantNumber }),
    ...(to !== undefined && { to }),
  };
}

/** Registers the routes; the caller gives them their prefix. */
export function controlRoutes(
  world: World,
  clock: Clock,
): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    await Promise.resolve();
    server.setErrorHandler((error, _request, reply) => {
      if (error instanceof z.ZodError)
        return reply.code(400).send({ code: 'bad_request', problems: error.issues });
      throw error;
    });
    faultRoutes(world, server);
    merchantRoutes(world, server);
    resultRoutes(world, server);
    worldRoutes(world, clock, server);
  };
}
