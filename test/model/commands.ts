/** Random cases and what people, the merchant and the outside do to them, legal or not. */
import fc from 'fast-check';
import { DEPOSITS, TERMINALS } from './life';
import type {
  Answers,
  Command,
  ConfirmAnswer,
  Facts,
  GateAnswer,
  Person,
  RequestAnswer,
  Step,
} from './life';

/** One case and everything that is tried on it. */
export interface Play {
  readonly facts: Facts;
  readonly commands: readonly Command[];
}

export const PEOPLE: readonly Person[] = [
  { principalId: 's_agent1', role: 'agent' },
  { principalId: 's_agent2', role: 'agent' },
  { principalId: 's_reviewer1', role: 'reviewer' },
  { principalId: 's_reviewer2', role: 'reviewer' },
  // Somebody with two roles, who may meet an own case again.
  { principalId: 's_agent1', role: 'reviewer' },
  { principalId: 's_operator', role: 'operator' },
  { principalId: 's_auditor', role: 'auditor' },
  { principalId: 's_admin', role: 'admin' },
  { principalId: 'merchant', role: 'merchant' },
];
const STEPS: readonly Step[] = ['unbind-terminals', 'refund-deposit', 'close-account'];
const OUTCOMES = ['effective', 'left-bound', 'paid', 'not-due', 'closed', 'not-closed'];

const person = fc.constantFrom(...PEOPLE);
const stale = fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true));
const slowAnswer = fc.constantFrom('accepted', 'blocked', 'manual', 'refused');

/** Mostly what goes well, so that cases get far. */
function answers<T>(good: T, others: readonly T[]): fc.Arbitrary<T[]> {
  const one = fc.oneof({ weight: 3, arbitrary: fc.constant(good) }, fc.constantFrom(...others));
  return fc.array(one, { maxLength: 4 });
}

function effect(
  requests: readonly RequestAnswer[],
  confirms: readonly ConfirmAnswer[],
): fc.Arbitrary<Answers> {
  return fc.record({
    request: answers<RequestAnswer>('accepted', requests),
    confirm: answers<ConfirmAnswer>('done', confirms),
    gate: answers<GateAnswer>('opens', ['changes', 'later', 'never']),
  });
}

const REQUESTS: readonly RequestAnswer[] = ['done', 'manual', 'refused', 'blocked', 'down'];
const CONFIRMS: readonly ConfirmAnswer[] = ['refused', 'never', 'later'];
const terminal = effect([...REQUESTS, 'slow'], CONFIRMS);

const facts: fc.Arbitrary<Facts> = fc
  .array(terminal, { minLength: 1, maxLength: TERMINALS.length })
  .chain((terminals) => {
    const deposit = fc
      .tuple(
        effect(REQUESTS, [...CONFIRMS, 'returned']),
        fc.nat(terminals.length - 1),
        fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
      )
      .map(([own, position, refundable]) => ({ ...own, terminal: position, refundable }));
    return fc.record({
      openedBy: fc.constantFrom(...PEOPLE.slice(0, 2)),
      terminals: fc.constant(terminals),
      deposits: fc.array(deposit, { maxLength: DEPOSITS.length }),
      closure: effect(REQUESTS, CONFIRMS),
      closeAccount: fc.boolean(),
      attemptedBefore: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
    });
  });

const decisions: readonly fc.Arbitrary<Command>[] = [
  fc.record({
    kind: fc.constant('verifyIdentity'),
    by: person,
    method: fc.constantFrom('document-seen', 'callback', 'video', 'bank-check'),
    thirdParty: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('recordConsent'), by: person, outdated: stale }),
  fc.record({
    kind: fc.constant('extendConsent'),
    by: person,
    outdated: stale,
    changed: stale,
  }),
  fc.record({
    kind: fc.constant('submit'),
    by: person,
    check: fc.constantFrom(
      'passes',
      'phone-changed',
      'problems',
      'beyond-consent',
      'beyond-consent',
      'acquirer-down',
    ),
  }),
  fc.record({ kind: fc.constantFrom('claim', 'claim', 'approve'), by: person, stale }),
  fc.record({ kind: fc.constantFrom('reject', 'requestInformation'), by: person, stale }),
  fc.record({
    kind: fc.constantFrom('release', 'sendBack', 'hold', 'releaseHold', 'amendContact'),
    by: person,
  }),
  fc.record({ kind: fc.constantFrom('withdraw', 'withdrawConsent', 'end', 'hold'), by: person }),
  fc.record({ kind: fc.constant('retry'), by: person, step: fc.constantFrom(...STEPS) }),
  fc.record(
    {
      kind: fc.constant('resolve'),
      by: person,
      step: fc.constantFrom(...STEPS),
      outcome: fc.constantFrom(...OUTCOMES),
      subject: fc.constantFrom(...TERMINALS, ...DEPOSITS, 't_UNKNOWN0000'),
    },
    { requiredKeys: ['kind', 'by', 'step', 'outcome'] },
  ),
  fc.record({
    kind: fc.constant('correctReference'),
    by: person,
    place: fc.oneof(
      fc.constant('merchant-number' as const),
      fc.record({ terminal: fc.nat(2) }),
      fc.record({ deposit: fc.nat(2) }),
    ),
  }),
  fc.record({ kind: fc.constant('withdrawThenAnswer'), by: person, answer: slowAnswer }),
];

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 9, arbitrary: fc.constant({ kind: 'forward' } as const) },
  { weight: 9, arbitrary: fc.oneof(...decisions) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pass'),
      hours: fc.constantFrom(1, 5, 24, 72, 200, 400),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('answer'), answer: slowAnswer }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('refundComesBack'), deposit: fc.nat(2) }),
  },
);

/** So many steps forward first, then anything. */
export const play: fc.Arbitrary<Play> = fc
  .tuple(facts, fc.nat(8), fc.array(command, { minLength: 3, maxLength: 14 }))
  .map(([own, steps, tried]) => ({
    facts: own,
    commands: [...Array.from({ length: steps }, () => ({ kind: 'forward' }) as const), ...tried],
  }));
