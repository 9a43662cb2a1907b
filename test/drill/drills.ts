/**
 * The drills: each breaks a running desk in one way, sees it by the operator's commands, and repairs it by
 * them alone. A minute of a drill is a second of the clock.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { draw } from '../../local/simulator/faults';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import type { EffectPoint } from '../../activities/effects/effect-observer';
import { eventually } from '../e2e/eventually';
import {
  applicationOf,
  approve,
  openCase,
  proveIdentityAndConsent,
  submitApplication,
  untilCase,
} from '../e2e/play';
import type { System } from '../e2e/system';
import { untilTaken } from '../faults/play-schedules';
import { type AuditOptions, type Audit, auditCases } from './audit';
import { buildBrokenBundle, deploy } from './deploys';
import { type DrillCase, must, type Place, runUnbind } from './place';
import { retryParked, retryStep, retryUntilOver, untilListed } from './repairs';

/** Test time: a minute of it, ms. */
export const MINUTE_MS = 1_000;

/** Requests park after half an hour: a worker that was killed on a busy machine is back by then. */
export const DRILL_POLICY = { acceptLimitMs: 30 * MINUTE_MS };

export interface DrillResult extends Audit {
  readonly name: string;
  readonly repaired: boolean;
}

/** A drill on a system; numbers between 0 and 1 come from its seed. */
export interface Drill {
  readonly name: string;
  run(system: System, random: () => number): Promise<DrillResult>;
}

export function placeOf(system: System): Place {
  const { agent, reviewer, operator } = system.staff;
  return {
    agent,
    reviewer,
    operator,
    simulator: system.simulator,
    unbind: (who, ...words) => runUnbind(system.apiUrl, system.keys[who], words),
  };
}

/** Numbers of one seed, one after the other. */
export function randomOf(seed: number): () => number {
  let at = 0;
  return () => draw(seed, at++);
}

interface Prepared extends DrillCase {
  readonly revision: number;
}

/** An account of the merchant's own: a payment that was returned can go there after all. */
function bankAccount({ merchantName }: FreshMerchant): object {
  const account = { accountNumber: '6222020012345671', bankCode: '102290000000' };
  return { payee: { kind: 'bank-account', accountName: merchantName, ...account } };
}

/** Cases that wait for their review. */
export async function prepare(
  place: Place,
  count: number,
  wishesOf: (merchant: FreshMerchant) => object = () => ({}),
): Promise<readonly Prepared[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const merchant = await place.simulator.freshMerchant();
      const caseId = await openCase(place, merchant);
      await proveIdentityAndConsent(place, caseId);
      const application = applicationOf(merchant, { application: wishesOf(merchant) });
      const revision = await submitApplication(place, caseId, application);
      return { caseId, merchant, revision };
    }),
  );
}

async function approveAll(place: Place, cases: readonly Prepared[]): Promise<void> {
  await Promise.all(cases.map(({ caseId, revision }) => approve(place, caseId, revision)));
}

/** Whatever happens in a drill, what it has done to the world is audited. */
export async function judged(
  name: string,
  place: Place,
  cases: readonly DrillCase[],
  repair: () => Promise<void>,
  options?: AuditOptions,
): Promise<DrillResult> {
  let repaired = true;
  const stuck: string[] = [];
  try {
    await repair();
  } catch (error) {
    repaired = false;
    stuck.push(messageOf(error));
  }
  try {
    const audit = await auditCases(place, cases, options);
    return { name, repaired, ...audit, stuck: [...stuck, ...audit.stuck] };
  } catch (error) {
    // A case that cannot even be looked at; why it is not repaired stands before it.
    return { name, repaired: false, doubled: [], lost: [], stuck: [...stuck, messageOf(error)] };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const acquirerDown: Drill = {
  name: 'acquirer down for 10 minutes',
  async run(system, random) {
    const place = placeOf(system);
    const cases = await prepare(place, 4);
    return judged(this.name, place, cases, async () => {
      // Some are caught before their request, some after it.
      await approveAll(place, cases.slice(0, 2));
      await delay(random() * 1_200);
      const outage = await place.simulator.fault({ operation: 'acquirer', kind: 'outage' });
      await approveAll(place, cases.slice(2));
      await delay(10 * MINUTE_MS);
      for (const { caseId } of cases) {
        await must(place.unbind('operator', 'ops', 'diagnosis', caseId));
      }
      await place.simulator.liftFault(outage);
      await retryUntilOver(place, cases);
    });
  },
};

const wrongAnswers: Drill = {
  name: 'wrong answer codes',
  async run(system, random) {
    const place = placeOf(system);
    const cases = await prepare(place, 3);
    return judged(this.name, place, cases, async () => {
      const operations = ['unbind', 'refund', 'closure'] as const;
      const shift = Math.floor(random() * operations.length);
      const faults = await Promise.all(
        cases.map(({ merchant: { merchantNumber } }, index) =>
          place.simulator.fault({
            operation: operations[(index + shift) % operations.length],
            kind: 'refuse',
            code: 'NOT_A_KNOWN_CODE',
            match: { merchantNumber },
            times: null,
          }),
        ),
      );
      await approveAll(place, cases);
      const codes = await untilListed(place, cases);
      if (new Set(codes).size !== operations.length) throw new Error(`listed as ${codes.join()}`);
      for (const fault of faults) await place.simulator.liftFault(fault);
      await retryUntilOver(place, cases);
    });
  },
};

interface NoticeAnswer {
  readonly noticeId: string;
  readonly kind: string;
  readonly occurrence: number;
  readonly channel: string;
  readonly state: string;
}

const smtpRefusing: Drill = {
  name: 'SMTP refusing',
  async run(system) {
    const place = placeOf(system);
    const cases = await prepare(place, 2);
    return judged(this.name, place, cases, async () => {
      // Their phones are dead, so mail is the only way to them.
      for (const { merchant } of cases) {
        const match = { to: merchant.phone };
        const dead = { operation: 'sms', kind: 'refuse', code: '21614', match, times: null };
        await place.simulator.fault(dead);
      }
      system.mail.fault({ kind: 'refuse', code: 554, times: null });
      await approveAll(place, cases);
      await untilListed(place, cases);
      system.mail.clearFaults();
      await retryUntilOver(place, cases);
      await Promise.all(cases.map((one) => sendAgain(place, one)));
    });
  },
};

/** Resends by mail what has reached nobody, until everything has. */
async function sendAgain(place: Place, { caseId }: DrillCase): Promise<void> {
  const asked = new Set<string>();
  await eventually(`everybody of ${caseId} is told`, async () => {
    const out = await must(place.unbind('agent', 'notices', caseId));
    const { items } = JSON.parse(out) as { items: readonly NoticeAnswer[] };
    const subjectOf = ({ kind, occurrence }: NoticeAnswer) => `${kind}#${occurrence}`;
    const told = new Set(
      items.filter(({ state }) => ['accepted', 'sent', 'delivered'].includes(state)).map(subjectOf),
    );
    const untold = items.filter((one) => !told.has(subjectOf(one)));
    const isAtWork = untold.some(({ state }) => state === 'planned' || state === 'attempting');
    if (untold.length === 0) return true;
    if (isAtWork) return undefined;
    for (const one of untold) {
      if (one.channel !== 'email' || asked.has(subjectOf(one))) continue;
      asked.add(subjectOf(one));
      await must(place.unbind('agent', 'resend', caseId, one.noticeId));
    }
    return undefined;
  });
}

const POINTS: readonly EffectPoint[] = ['after-intent', 'after-call', 'after-answer'];

const workerKilled: Drill = {
  name: 'worker killed',
  async run(system, random) {
    const place = placeOf(system);
    const cases = await prepare(place, 3);
    return judged(this.name, place, cases, async () => {
      const struck = (['unbind', 'refund', 'closure'] as const).map((effect, index) => {
        const point = POINTS[Math.floor(random() * POINTS.length)] ?? 'after-call';
        return system.armKill({ effect, point, keyIncludes: cases[index]?.caseId ?? '' });
      });
      const approved = Promise.all(
        cases.map(({ caseId, revision }) => untilTaken(() => approve(place, caseId, revision))),
      );
      await eventually(
        'every kill has struck',
        async () => {
          await system.reviveWorker();
          await retryParked(place, cases);
          return struck.every((has) => has()) || undefined;
        },
        240_000,
      );
      await system.reviveWorker();
      await approved;
      // The last kill may strike while its process still seems to run.
      await retryUntilOver(place, cases, () => system.reviveWorker());
    });
  },
};

const badDeploy: Drill = {
  name: 'bad deploy',
  async run(system) {
    const place = placeOf(system);
    const cases = await prepare(place, 3);
    return judged(this.name, place, cases, async () => {
      const bundle = await buildBrokenBundle(system);
      const gate = await place.unbind('operator', 'ops', 'replay', '--open', '--bundle', bundle);
      if (gate.code !== 1) throw new Error(`the gate of the deploy answered ${gate.code}`);
      await deploy(system, bundle);
      const asked = await place.unbind('operator', 'ops', 'hold', cases[0]?.caseId ?? '', ...WHY);
      if (asked.code !== 5) throw new Error(`a stuck case answered ${asked.code}: ${asked.out}`);
      await eventually('Temporal reports the cases', async () => {
        const query = `TemporalReportedProblems IS NOT NULL AND ExecutionStatus = 'Running'`;
        const { count } = await system.temporal.client.workflow.count(query);
        return count > 0 || undefined;
      });
      await deploy(system, undefined);
      await holdAndRelease(place, cases[0]?.caseId ?? '');
      await approveAll(place, cases);
      await retryUntilOver(place, cases);
    });
  },
};

const WHY = ['--reason', 'a drill'];

/** A stuck case may have taken the first decision after the way back, or lost it with its caller. */
async function holdAndRelease(place: Place, caseId: string): Promise<void> {
  await eventually('the case answers again', async () => {
    const { code, out } = await place.unbind('operator', 'ops', 'hold', caseId, ...WHY);
    return code === 0 || out.includes('UNBIND_ALREADY_HELD') || undefined;
  });
  await must(place.unbind('operator', 'ops', 'release-hold', caseId, ...WHY));
}

const lateReturn: Drill = {
  name: 'provider returns a refund late',
  async run(system) {
    const place = placeOf(system);
    const cases = await prepare(place, 2, bankAccount);
    return judged(this.name, place, cases, async () => {
      await approveAll(place, cases);
      await retryUntilOver(place, cases);
      for (const { caseId, merchant } of cases) {
        await system.temporal.client.workflow.getHandle(caseId).result();
        const match = { merchantNumber: merchant.merchantNumber };
        // The callback that would tell of it is lost.
        await place.simulator.fault({
          operation: 'refund',
          kind: 'drop-callback',
          match,
          times: null,
        });
        const { refunds } = await place.simulator.ledger(merchant);
        const paid = refunds.find(({ state }) => state === 'succeeded');
        await place.simulator.change(`refunds/${paid?.refundId ?? ''}/return`, {});
      }
      await place.unbind('operator', 'ops', 'reconcile', '--wait');
      await Promise.all(
        cases.map(({ caseId }) =>
          untilCase(place.agent, caseId, 'is open again', ({ refundReopened }) => refundReopened),
        ),
      );
      await repay(place, cases);
      const again = await place.unbind('operator', 'ops', 'reconcile', '--wait');
      const mine = cases.filter(({ caseId }) => again.out.includes(caseId));
      if (mine.length > 0) throw new Error(`still different: ${again.out}`);
    });
  },
};

/** Pays again what came back, as the runbook says: find out where the money can go, then retry. */
async function repay(place: Place, cases: readonly DrillCase[]): Promise<void> {
  const left = new Set(cases.map(({ caseId }) => caseId));
  await eventually(
    'the money is paid again',
    async () => {
      for (const caseId of left) {
        const out = await must(place.unbind('agent', 'show', caseId));
        const { view } = JSON.parse(out) as {
          view: { deposits: readonly { refund: string; kind: string }[] };
        };
        const states = view.deposits
          .filter(({ kind }) => kind === 'refundable-deposit')
          .map(({ refund }) => refund);
        if (states.every((state) => state === 'succeeded')) left.delete(caseId);
        else if (states.includes('returned')) {
          await retryStep(place, caseId, 'refund-deposit', WHY);
        }
      }
      return left.size === 0 || undefined;
    },
    90_000,
  );
}

/** Drills on one system, in the order in which they are told. */
export const DRILLS: readonly Drill[] = [
  acquirerDown,
  wrongAnswers,
  smtpRefusing,
  workerKilled,
  badDeploy,
  lateReturn,
];
