/** The effects on a stage: real record, the http adapter against the simulator, its ledger as auditor. */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import type { AcquirerPort } from '../../activities/acquirer/acquirer-port';
import { createHttpAcquirer } from '../../activities/acquirer/http-adapter';
import { createStripeAcquirer } from '../../activities/acquirer/stripe-adapter';
import { createEffectActivities } from '../../activities/create-activities';
import { SILENT_OBSERVER } from '../../activities/effects/effect-observer';
import type { EffectObserver, EffectPoint } from '../../activities/effects/effect-observer';
import type { EffectDeps } from '../../activities/effects/effect';
import type { LedgerReport } from '../../local/simulator/store/ledger-report';
import type { SimulatorOptions } from '../../local/simulator/options';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { startSimulator } from '../../local/simulator/simulator';
import type { DeskRecord } from '../../record/port/desk-record';
import type { CaseData, Payee } from '../../workflows/contract/case-data';
import type { CaseView } from '../../workflows/contract/case-view';
import type { ErrorCode } from '../../workflows/contract/errors';
import { errorCodeOf } from '../../workflows/contract/errors';
import { ID_ALPHABET } from '../../workflows/contract/identifiers';
import type { EffectPort, WaitPort } from '../../workflows/contract/ports';
import { startTestRecord } from '../support/record';

/** Of the adapters that are meant to see a time-out; the others wait as long as a busy machine needs. */
export const IMPATIENT_MS = 1_000;
const PATIENT_MS = 20_000;

export interface OpenedCase {
  readonly caseId: string;
  readonly terminalId: string;
  readonly depositId: string;
  readonly merchant: FreshMerchant;
  readonly data: CaseData;
  readonly unbind: { caseId: string; terminalId: string; generation: number };
  readonly refund: { caseId: string; depositId: string; generation: number };
  readonly closure: { caseId: string; generation: number };
}

export interface CaseChanges {
  /** Of the simulator's merchant, see `freshBody`. */
  readonly merchant?: object;
  readonly payee?: Payee;
  readonly amountMinor?: number;
}

export async function startStage(options: SimulatorOptions = {}) {
  const { record, stop } = await startTestRecord();
  const simulator = await startSimulator({
    seeded: false,
    unbindDelayMs: 1,
    refundDelayMs: 1,
    closureDelayMs: 1,
    ...options,
  });

  async function control<T>(path: string, body: object = {}): Promise<T> {
    const answer = await fetch(`${simulator.url}/control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  }

  const httpWith = (timeoutMs: number): AcquirerPort =>
    createHttpAcquirer({
      baseUrl: `${simulator.url}/acquirer/v1`,
      apiKey: simulator.credentials.acquirerKey,
      webhookSecret: 'webhook-secret',
      timeoutMs,
    });
  const stripeWith = (timeoutMs: number): AcquirerPort =>
    createStripeAcquirer({
      apiKey: simulator.credentials.stripeApiKey,
      apiBase: simulator.url,
      webhookSecret: 'whsec_test',
      timeoutMs,
    });
  const http = httpWith(PATIENT_MS);

  return {
    record,
    simulator,
    http,
    stripe: stripeWith(PATIENT_MS),
    impatient: { http: httpWith(IMPATIENT_MS), stripe: stripeWith(IMPATIENT_MS) },
    control,
    /** Effects with one confirmation left to the caller: no prompt read-backs unless asked for. */
    effects: (change: Partial<EffectDeps> = {}): EffectPort & WaitPort =>
      createEffectActivities({
        record,
        acquirer: http,
        observer: SILENT_OBSERVER,
        promptReadDelaysMs: [],
        attemptSignal: () => AbortSignal.timeout(30_000),
        ...change,
      }),
    openCase: async (change: CaseChanges = {}): Promise<OpenedCase> =>
      await openCase(record, await control('merchants/fresh', change.merchant ?? {}), change),
    fault: (fault: object) => control('faults', fault),
    /** Changes settings of the simulator. */
    change: (settings: object) => control('settings', settings),
    /** The deposits of a merchant, as Stripe shows them. */
    payments: async (merchantNumber: string): Promise<readonly object[]> => {
      const query = encodeURIComponent(`metadata['merchant_number']:'${merchantNumber}'`);
      const answer = await fetch(`${simulator.url}/v1/payment_intents/search?query=${query}`, {
        headers: { authorization: `Bearer ${simulator.credentials.stripeApiKey}` },
      });
      const { data } = (await answer.json()) as { data: object[] };
      return data;
    },
    ledger: (merchantNumber: string) => control<LedgerReport>('ledger', { merchantNumber }),
    calls: async (operation: string): Promise<number> => {
      const { counters } = await control<LedgerReport>('ledger');
      return counters[`calls:${operation}`] ?? 0;
    },
    anomalies: async (key: string) => {
      const { anomalies } = await control<LedgerReport>('ledger');
      return anomalies.filter((row) => row.key.includes(key)).map(({ kind }) => kind);
    },
    clearFaults: () => fetch(`${simulator.url}/control/faults`, { method: 'DELETE' }),
    stop: async (): Promise<void> => {
      await simulator.close();
      await stop();
    },
  };
}
export type Stage = Awaited<ReturnType<typeof startStage>>;

function randomId(prefix: string): string {
  const letters = [...randomBytes(10)].map((byte) => ID_ALPHABET[byte % ID_ALPHABET.length]);
  return `${prefix}${letters.join('')}`;
}

export function viewOf(caseId: string, revision = 1): CaseView {
  const since = '2026-11-23T02:00:00Z';
  return {
    caseId,
    status: 'unbinding',
    statusSince: since,
    openedAt: since,
    openedBy: 's_8H2K5N1W00',
    channel: 'hotline',
    reason: 'business-ended',
    closeAccount: true,
    revision,
    waitsFor: 'acquirer',
    overdue: false,
    held: false,
    partial: false,
    pointOfNoReturn: false,
    refundReopened: false,
    stepUp: [],
    warnings: [],
    requestedFields: [],
    terminals: [],
    deposits: [],
    closure: { state: 'waiting', generation: 1, since },
    reviewClockMs: 0,
  };
}

async function openCase(
  record: DeskRecord,
  merchant: FreshMerchant,
  change: CaseChanges,
): Promise<OpenedCase> {
  const [caseId, terminalId, depositId] = [randomId('UC-'), randomId('t_'), randomId('d_')];
  const { serialNumber = '' } = merchant.terminals[0] ?? {};
  const item = merchant.deposits.find(({ kind }) => kind === 'refundable-deposit');
  const { merchantNumber, merchantName, phone, document } = merchant;
  const data: CaseData = {
    contact: {
      merchantNumber,
      contactName: merchantName,
      phone,
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
    },
    terminals: [{ terminalId, serialNumber }],
    application: {
      merchantName,
      document,
      phone,
      terminals: [{ serialNumber }],
      deposits: [
        {
          depositId,
          serialNumber,
          kind: 'refundable-deposit',
          amountMinor: change.amountMinor ?? item?.amountMinor ?? 1,
          currency: item?.currency ?? 'CNY',
        },
      ],
      payee: change.payee ?? { kind: 'original-payment' },
      closeAccount: true,
    },
  };
  const view = viewOf(caseId);
  await record.cases.create({ caseId, teamId: 'team-1', author: view.openedBy, data, view });
  return {
    caseId,
    terminalId,
    depositId,
    merchant,
    data,
    unbind: { caseId, terminalId, generation: 1 },
    refund: { caseId, depositId, generation: 1 },
    closure: { caseId, generation: 1 },
  };
}

/** Throws once at a point, as a crash there would end the attempt; counts what it saw. */
export function crashOnceAt(
  point: EffectPoint,
): EffectObserver & { readonly struck: () => number } {
  let struck = 0;
  return {
    struck: () => struck,
    onPoint(passed) {
      if (passed !== point || struck > 0) return;
      struck += 1;
      throw new Error('crash');
    },
  };
}

/** Longest that a retry waits here, whatever the failure asks for. */
const RETRY_CAP_MS = 20;
const MAX_TRIES = 100;

function isCrash(error: unknown): boolean {
  return error instanceof ApplicationFailure && error.details?.[0] === 'Error';
}

/** Tries as Temporal does: crashes and retryable failures again, the others at once to the caller. */
export async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isFinal = error instanceof ApplicationFailure && error.nonRetryable === true;
      if ((isFinal && !isCrash(error)) || attempt >= MAX_TRIES) throw error;
      await delay(RETRY_CAP_MS);
    }
  }
}

/** The failure of work that must fail. */
export async function failureOf(work: Promise<unknown>): Promise<ApplicationFailure> {
  const failed: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failed instanceof ApplicationFailure) return failed;
  throw new Error('it did not fail with an ApplicationFailure', { cause: failed });
}

/** The code of work that must fail. */
export async function codeOf(work: Promise<unknown>): Promise<ErrorCode | undefined> {
  return errorCodeOf((await failureOf(work)).type);
}

/** Asks, and waits for the proof as the workflow does. */
export async function perform(effects: EffectPort & WaitPort, name: EffectName, one: OpenedCase) {
  const { request, confirm } = CALLS[name](effects, one);
  const outcome = await untilDone(request);
  return outcome.kind === 'accepted' ? await untilDone(confirm) : outcome;
}

export const EFFECTS = ['unbind', 'refund', 'closure'] as const;
export type EffectName = (typeof EFFECTS)[number];

export const CALLS = {
  unbind: (effects: EffectPort & WaitPort, one: OpenedCase) => ({
    key: `unbind:${one.caseId}:${one.terminalId}:g1`,
    request: () => effects.requestUnbind(one.unbind),
    confirm: () => effects.confirmUnbind(one.unbind),
  }),
  refund: (effects: EffectPort & WaitPort, one: OpenedCase) => ({
    key: `refund:${one.caseId}:${one.depositId}:g1`,
    request: () => effects.requestRefund(one.refund),
    confirm: () => effects.confirmRefund(one.refund),
  }),
  closure: (effects: EffectPort & WaitPort, one: OpenedCase) => ({
    key: `close:${one.caseId}:g1`,
    request: () => effects.requestClosure(one.closure),
    confirm: () => effects.confirmClosure(one.closure),
  }),
};

/** What has to be done before an effect may happen. */
export async function prepare(stage: Stage, name: EffectName): Promise<OpenedCase> {
  const one = await stage.openCase();
  if (name !== 'unbind') await perform(stage.effects(), 'unbind', one);
  if (name === 'closure') await perform(stage.effects(), 'refund', one);
  return one;
}

/** How often an effect has really happened, by the simulator's ledger. */
export async function executions(
  stage: Stage,
  name: EffectName,
  { merchant }: OpenedCase,
): Promise<number> {
  const { unbinds, refunds, closures } = await stage.ledger(merchant.merchantNumber);
  const rows = { unbind: unbinds, refund: refunds, closure: closures }[name];
  return rows.reduce((sum, { executed }) => sum + executed, 0);
}
