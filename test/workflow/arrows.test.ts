/** Every arrow of the life-cycle table is walked on a real server; the list is the table's own. */
import { Context } from '@temporalio/activity';
import {
  ARROWS,
  CASE_STATUSES,
  isEnd,
  ROLES,
  STAYING_DECISIONS,
} from '../../workflows/contract/lifecycle';
import type { Arrow, CaseStatus, Role, Trigger } from '../../workflows/contract/lifecycle';
import * as messages from '../../workflows/contract/messages';
import type { Actor } from '../../workflows/contract/messages';
import {
  actor,
  AGENT,
  approveCase,
  DAY_MS,
  HOUR_MS,
  OPERATOR,
  REVIEWER,
  startHarness,
  walkTo,
} from './harness';
import type { Harness, RunningCase } from './harness';
import { passing } from './scripted-activities';
import type { Script } from './scripted-activities';

let desk: Harness;
beforeAll(async () => {
  desk = await startHarness();
});
afterAll(async () => {
  await desk.stop();
});

/** Fast-forwards over several escalations stall on server 1.32.0; the limits need only one. */
const ONE_ESCALATION = { escalationRepeatWorkingMs: 1_000 * HOUR_MS };

const GATE_CLOSED: Partial<Script> = {
  unbind: [{ kind: 'blocked', codes: ['FUNDS_PENDING'] }],
  gate: [() => Context.current().cancelled],
};

/** Puts a case into a status as people would; the script decides how the machine's steps go. */
async function caseIn(status: CaseStatus, arrow: Arrow): Promise<RunningCase> {
  const running = await desk.open({ script: scriptFor(arrow), policy: ONE_ESCALATION });
  if (['unbinding', 'refunding-deposit', 'closing-account'].includes(status)) {
    await approveCase(running);
  } else {
    await walkTo(running, status);
  }
  return running;
}

const BEYOND = passing({ problems: [{ path: 'closeAccount', code: 'CONSENT_NOT_COVERING' }] });

function scriptFor({ from, to, trigger }: Arrow): Partial<Script> {
  if (trigger === 'extendConsent') {
    const before = from === 'awaiting-information' ? [passing()] : [];
    return { check: [...before, BEYOND, passing()] };
  }
  if (from === 'unbinding' && trigger !== 'terminalsUnbound') return GATE_CLOSED;
  const refund = from === 'refunding-deposit' || to === 'refunding-deposit';
  const closeAccount = from === 'closing-account' || to === 'closing-account';
  return { check: [passing({ closeAccount, ...(refund ? {} : { deposits: [] }) })] };
}

/** How a person makes the decision of an arrow. */
function ask(running: RunningCase, trigger: Trigger, by: Actor): Promise<string> {
  const revision = running.trace.view?.revision ?? 1;
  switch (trigger) {
    case 'verifyIdentity':
      return running.decide(messages.verifyIdentity, { by, method: 'document-seen' });
    case 'recordConsent':
      return running.decide(messages.recordConsent, { by, method: 'in-person', consentId: 'c1' });
    case 'extendConsent':
      return running.decide(messages.extendConsent, {
        by,
        method: 'in-person',
        consentId: 'c2',
        revision: 2,
      });
    case 'submit':
      return running.decide(messages.submit, { by, revision: 2 });
    case 'claim':
      return running.decide(messages.claim, { by, revision });
    case 'release':
      return running.decide(messages.release, { by });
    case 'approve':
      return running.decide(messages.approve, { by, revision });
    case 'reject':
      return running.decide(messages.reject, { by, revision, reasonCode: 'other' });
    case 'requestInformation':
      return running.decide(messages.requestInformation, { by, revision, fields: ['phone'] });
    case 'withdraw':
      return running.decide(messages.withdraw, { by });
    case 'amendContact':
      return running.decide(messages.amendContact, { by, revision: 3 });
    case 'sendBack':
      return running.decide(messages.sendBack, { by });
    case 'retry':
      return running.decide(messages.retry, { by, step: 'unbind-terminals' });
    case 'resolve':
      return running.decide(messages.resolve, {
        by,
        step: 'unbind-terminals',
        outcome: 'effective',
      });
    case 'correctReference':
      return running.decide(messages.correctReference, {
        by,
        reference: 'merchant-number',
        revision: revision + 1,
      });
    case 'hold':
      return running.decide(messages.hold, { by });
    case 'releaseHold':
      return running.decide(messages.releaseHold, { by });
    case 'end':
      return running.decide(messages.end, { by });
    default:
      throw new Error(`${trigger} is the machine's`);
  }
}

function isMachine(arrow: Arrow): boolean {
  return arrow.by.includes('system');
}

async function walk(arrow: Arrow, role: Role): Promise<string> {
  const running = await caseIn(arrow.from, arrow);
  const by = actor(`s_new_${role}`, role);
  if (arrow.from === 'unbinding') await running.until((v) => v.terminals[0]?.state === 'blocked');
  if (arrow.guards.includes('extension-asked')) await ask(running, 'submit', AGENT);
  if (arrow.guards.includes('holder-of-claim')) await ask(running, 'claim', by);
  return ask(running, arrow.trigger, by);
}

const peoples = ARROWS.filter((arrow) => !isMachine(arrow));
test.concurrent.each(
  peoples.flatMap((a) => a.by.map((role) => [a.from, a.trigger, a.to, role, a] as const)),
)('from %s, %s leads to %s for the role %s', async (_from, _trigger, to, role, arrow) => {
  expect(await walk(arrow, role)).toBe(to);
});

test.concurrent.each(peoples.map((a) => [a.from, a.trigger, a] as const))(
  'from %s, %s is refused to every role that the table does not name',
  async (from, trigger, arrow) => {
    const running = await caseIn(from, arrow);
    const staying = STAYING_DECISIONS.filter((d) => d.trigger === trigger && d.in.includes(from));
    const allowed = [...arrow.by, ...staying.flatMap((d) => d.by)];
    const others = ROLES.filter((role) => role !== 'system' && !allowed.includes(role));
    for (const role of others) {
      expect(await ask(running, trigger, actor(`s_new_${role}`, role))).toBe('ROLE_NOT_ALLOWED');
    }
  },
);

const limits = ARROWS.filter((arrow) => arrow.trigger === 'limitReached');
test.concurrent.each(limits.map((a) => [a.from, a.to, a] as const))(
  'from %s, the limit leads to %s and the merchant hears of it',
  async (from, to, arrow) => {
    const running = await caseIn(from, arrow);
    await running.skip(31 * DAY_MS);
    const { view } = await running.result();
    expect(view.status).toBe(to);
    expect(running.trace.sent.map((notice) => notice.kind)).toContain('expired');
    expect(running.trace.freed).toBe(true);
  },
);

const machines = ARROWS.filter((arrow) => isMachine(arrow) && arrow.trigger !== 'limitReached');
test.concurrent.each(machines.map((a) => [a.from, a.trigger, a.to, a] as const))(
  'from %s, %s leads to %s without a person',
  async (from, trigger, to, arrow) => {
    const running = await caseIn(from, arrow);
    await running.result();
    const moves = running.trace.ledger.map(
      ({ facts }) => `${String(facts['from'])}→${String(facts['to'])}`,
    );
    expect(trigger).not.toBe('limitReached');
    expect(moves).toContain(`${from}→${to}`);
  },
);

test('every status that is not an end is left by some arrow', () => {
  for (const status of CASE_STATUSES.filter((s) => !isEnd(s))) {
    expect(ARROWS.some((arrow) => arrow.from === status)).toBe(true);
  }
});

const triggers: readonly Trigger[] = [
  ...new Set([...peoples.map((a) => a.trigger), ...STAYING_DECISIONS.map((d) => d.trigger)]),
];

test.concurrent.each(['completed', 'rejected', 'withdrawn', 'expired'] as const)(
  'a case that is %s refuses every decision while its notices settle',
  async (status) => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((open) => (release = open));
    const running = await desk.open({
      // The escalation before an expiry is answered at once; time does not pass during an activity.
      script: {
        notices: [
          ...(status === 'expired' ? [() => () => []] : []),
          () => gate.then(() => () => []),
        ],
      },
      policy: ONE_ESCALATION,
    });
    const ending = endAs(running, status);
    await running.until((view) => view.status === status);
    for (const trigger of triggers)
      expect(await ask(running, trigger, OPERATOR)).toBe('CASE_ENDED');
    release();
    await running.result();
    await ending;
  },
);

async function endAs(running: RunningCase, status: CaseStatus): Promise<void> {
  if (status === 'completed') await approveCase(running);
  if (status === 'withdrawn') await running.decide(messages.withdraw, { by: AGENT });
  if (status === 'expired') await running.skip(15 * DAY_MS);
  if (status === 'rejected') {
    await walkTo(running, 'awaiting-review');
    await ask(running, 'claim', REVIEWER);
    await ask(running, 'reject', REVIEWER);
  }
}
