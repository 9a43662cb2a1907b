/**
 * The life of a case as the domain describes it, once more and on its own: a pure model that knows
 * nothing of workflows/ (not even its types) and says what every command must lead to. Durations are
 * those of `POLICY` below, which the cases of the model-based test are opened with.
 */

export type Status =
  | 'awaiting-identity'
  | 'awaiting-consent'
  | 'awaiting-application'
  | 'awaiting-review'
  | 'awaiting-information'
  | 'unbinding'
  | 'refunding-deposit'
  | 'closing-account'
  | 'completed'
  | 'rejected'
  | 'withdrawn'
  | 'expired';

export type Role = 'agent' | 'reviewer' | 'operator' | 'auditor' | 'admin' | 'merchant';
export interface Person {
  readonly principalId: string;
  readonly role: Role;
}
export type Step = 'unbind-terminals' | 'refund-deposit' | 'close-account';

/** The merchant number, or the serial number of a terminal or of a deposit item. */
export type Place =
  'merchant-number' | { readonly terminal: number } | { readonly deposit: number };

/** What the acquirer answers to a request; `down` until the limit, `slow` until the test says so. */
export type RequestAnswer =
  'accepted' | 'done' | 'manual' | 'refused' | 'blocked' | 'down' | 'slow';
/** What reading back proves; `never` until the limit, `later` an hour later. */
export type ConfirmAnswer = 'done' | 'refused' | 'never' | 'later' | 'returned';
export type GateAnswer = 'opens' | 'changes' | 'later' | 'never';
export interface Answers {
  readonly request: readonly RequestAnswer[];
  readonly confirm: readonly ConfirmAnswer[];
  readonly gate: readonly GateAnswer[];
}
export interface DepositFacts extends Answers {
  /** Position of its terminal. */
  readonly terminal: number;
  readonly refundable: boolean;
}
/** What one case is about and how the outside behaves. */
export interface Facts {
  readonly openedBy: Person;
  readonly terminals: readonly Answers[];
  readonly deposits: readonly DepositFacts[];
  readonly closure: Answers;
  readonly closeAccount: boolean;
  /** An earlier run of this case has already asked for an unbinding. */
  readonly attemptedBefore: boolean;
}

/**
 * `beyond-consent`: the application names what the consent recorded in this case does not cover, and whatever
 * adds to that consent does.
 */
export type Check = 'passes' | 'phone-changed' | 'problems' | 'beyond-consent' | 'acquirer-down';
export type SlowAnswer = 'accepted' | 'blocked' | 'manual' | 'refused';
export type Command =
  | {
      readonly kind: 'verifyIdentity';
      readonly by: Person;
      readonly method: string;
      readonly thirdParty: boolean;
    }
  | { readonly kind: 'recordConsent'; readonly by: Person; readonly outdated: boolean }
  /** `changed`: the draft is another by now than the one that was to be submitted. */
  | {
      readonly kind: 'extendConsent';
      readonly by: Person;
      readonly outdated: boolean;
      readonly changed: boolean;
    }
  | { readonly kind: 'submit'; readonly by: Person; readonly check: Check }
  | {
      readonly kind: 'claim' | 'approve' | 'reject' | 'requestInformation';
      readonly by: Person;
      readonly stale: boolean;
    }
  | {
      readonly kind:
        | 'release'
        | 'withdraw'
        | 'withdrawConsent'
        | 'sendBack'
        | 'hold'
        | 'releaseHold'
        | 'end'
        | 'amendContact';
      readonly by: Person;
    }
  | { readonly kind: 'retry'; readonly by: Person; readonly step: Step }
  | { readonly kind: 'correctReference'; readonly by: Person; readonly place: Place }
  | {
      readonly kind: 'resolve';
      readonly by: Person;
      readonly step: Step;
      readonly outcome: string;
      readonly subject?: string;
    }
  | { readonly kind: 'pass'; readonly hours: number }
  | { readonly kind: 'answer'; readonly answer: SlowAnswer }
  | { readonly kind: 'withdrawThenAnswer'; readonly by: Person; readonly answer: SlowAnswer }
  | { readonly kind: 'refundComesBack'; readonly deposit: number }
  /** Whatever brings this case further; the model chooses. */
  | { readonly kind: 'forward' };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Ends in odd minutes so that no limit falls together with whole hours that pass in a test. */
export const POLICY = {
  identityFirstLookWorkingMs: 18 * HOUR - 23 * MINUTE,
  identityLimitMs: 14 * DAY - 23 * MINUTE,
  consentLimitMs: 30 * DAY - 23 * MINUTE,
  applicationLimitMs: 30 * DAY - 23 * MINUTE,
  informationLimitMs: 14 * DAY - 23 * MINUTE,
  extensionLimitMs: 6 * DAY - 23 * MINUTE,
  reviewFirstLookWorkingMs: 18 * HOUR - 23 * MINUTE,
  escalationRepeatWorkingMs: 45 * HOUR - 37 * MINUTE,
  claimWorkingMs: 4 * HOUR - 17 * MINUTE,
  gateLimitWorkingMs: 4_000 * HOUR,
  refundLimitWorkingMs: 4_000 * HOUR,
  closureLimitWorkingMs: 4_000 * HOUR,
  effectLimitMs: 4_000 * HOUR,
  withdrawalPatienceMs: 4_000,
};
/** How much later `later` is. */
export const LATER_MS = HOUR + 7 * MINUTE;

export const CONSENT_ID = 'c_1';
export const EXTENSION_ID = 'c_2';
export const TERMINALS = ['t_0000000001', 't_0000000002', 't_0000000003'];
export const DEPOSITS = ['d_0000000001', 'd_0000000002', 'd_0000000003'];

/** One unbinding, refund or closure. */
interface Effect {
  readonly id: string;
  state: string;
  generation: number;
  code: string | undefined;
  /** The acquirer has taken the request of this generation. */
  taken: boolean;
  readyAt: number | undefined;
  readonly request: RequestAnswer[];
  readonly confirm: ConfirmAnswer[];
  readonly gate: GateAnswer[];
}
interface Refund extends Effect {
  readonly terminal: number;
  readonly refundable: boolean;
}

/** `worksOn` tells whether people work on a day (`YYYY-MM-DD`, desk time). */
export type WorksOn = (date: string) => boolean;

export interface Life {
  readonly facts: Facts;
  readonly worksOn: WorksOn;
  now: number;
  /** When something last happened by itself. */
  happenedAt: number | undefined;
  status: Status;
  waitSince: number;
  escalations: number;
  overdue: boolean;
  heldSince: number | undefined;
  /** Since when the merchant is asked to agree to more, and for which revision. */
  asked: { since: number; revision: number } | undefined;
  agreedToMore: boolean;
  revision: number;
  closeAccount: boolean;
  readonly involved: Set<string>;
  readonly stepUp: Set<string>;
  claim: { by: string; until: number } | undefined;
  /** Working time for which the review has waited with nobody looking, and since when it runs. */
  unlooked: number;
  unlookedSince: number | undefined;
  noReturn: boolean;
  terminals: Effect[];
  deposits: Refund[];
  closure: Effect;
  refundReopened: boolean;
  partial: boolean;
  rejection: string | undefined;
}

export function openLife(facts: Facts, worksOn: WorksOn, now: number): Life {
  return {
    facts,
    worksOn,
    now,
    happenedAt: undefined,
    status: 'awaiting-identity',
    waitSince: now,
    escalations: 0,
    overdue: false,
    heldSince: undefined,
    asked: undefined,
    agreedToMore: false,
    revision: 1,
    closeAccount: facts.closeAccount,
    involved: new Set([facts.openedBy.principalId]),
    stepUp: new Set(),
    claim: undefined,
    unlooked: 0,
    unlookedSince: undefined,
    noReturn: false,
    terminals: facts.terminals.map((answers, i) => effect(TERMINALS[i]!, answers, 'waiting')),
    deposits: [],
    closure: effect('', facts.closure, facts.closeAccount ? 'waiting' : 'not-asked'),
    refundReopened: false,
    partial: false,
    rejection: undefined,
  };
}

function effect(id: string, { request, confirm, gate }: Answers, state: string): Effect {
  return {
    id,
    state,
    generation: 1,
    code: undefined,
    taken: false,
    readyAt: undefined,
    request: [...request],
    confirm: [...confirm],
    gate: [...gate],
  };
}

// Working time, minute arithmetic of our own: 9:00 to 18:00 at +08:00 on days that are worked.

function openingHours(life: Life, day: number): readonly [number, number] | undefined {
  const date = new Date(day * DAY).toISOString().slice(0, 10);
  if (!life.worksOn(date)) return undefined;
  return [day * DAY + 1 * HOUR, day * DAY + 10 * HOUR];
}

const dayOf = (at: number) => Math.floor((at + 8 * HOUR) / DAY);

function workedBetween(life: Life, from: number, to: number): number {
  let worked = 0;
  for (let day = dayOf(from); day <= dayOf(to); day += 1) {
    const hours = openingHours(life, day);
    if (hours) worked += Math.max(0, Math.min(hours[1], to) - Math.max(hours[0], from));
  }
  return worked;
}

function afterWork(life: Life, from: number, duration: number): number {
  let left = duration;
  if (left <= 0) return from;
  for (let day = dayOf(from); ; day += 1) {
    const hours = openingHours(life, day);
    if (!hours) continue;
    const start = Math.max(hours[0], from);
    const room = Math.max(0, hours[1] - start);
    if (left <= room) return start + left;
    left -= room;
  }
}

// What happens by itself.

const LIMITS: Partial<Record<Status, number>> = {
  'awaiting-identity': POLICY.identityLimitMs,
  'awaiting-consent': POLICY.consentLimitMs,
  'awaiting-application': POLICY.applicationLimitMs,
  'awaiting-information': POLICY.informationLimitMs,
};
const ENDS: readonly Status[] = ['completed', 'rejected', 'withdrawn', 'expired'];
export const hasEnded = (life: Life): boolean => ENDS.includes(life.status);

interface Event {
  readonly at: number;
  readonly what: 'limit' | 'escalation' | 'ready' | 'asked-in-vain';
}

/** Every moment at which something will happen or lapse by itself, as things stand, and the last one that has. */
export function moments(life: Life): readonly number[] {
  const claim = life.claim ? [life.claim.until] : [];
  const last = life.happenedAt === undefined ? [] : [life.happenedAt];
  return [...events(life).map((event) => event.at), ...claim, ...last];
}

function events(life: Life): Event[] {
  const found: Event[] = [];
  for (const { readyAt } of [...life.terminals, ...life.deposits, life.closure]) {
    if (readyAt !== undefined) found.push({ at: readyAt, what: 'ready' });
  }
  if (life.heldSince !== undefined) return found;
  const limit = LIMITS[life.status];
  if (limit !== undefined) found.push({ at: life.waitSince + limit, what: 'limit' });
  if (life.asked) {
    found.push({ at: life.asked.since + POLICY.extensionLimitMs, what: 'asked-in-vain' });
  }
  const escalation = nextEscalation(life);
  if (escalation !== undefined) found.push({ at: escalation, what: 'escalation' });
  return found;
}

function nextEscalation(life: Life): number | undefined {
  const repeats = life.escalations * POLICY.escalationRepeatWorkingMs;
  if (life.status === 'awaiting-identity') {
    return afterWork(life, life.waitSince, POLICY.identityFirstLookWorkingMs + repeats);
  }
  if (life.status !== 'awaiting-review') return undefined;
  const since = life.claim ? life.claim.until : life.unlookedSince;
  if (since === undefined) return undefined;
  return afterWork(life, since, POLICY.reviewFirstLookWorkingMs + repeats - life.unlooked);
}

/** Lets time pass up to `now` and everything happen that is due on the way, in its order. */
export function advance(life: Life, now: number): void {
  for (;;) {
    const next = events(life).sort((a, b) => a.at - b.at)[0];
    if (!next || next.at > now) break;
    life.now = Math.max(life.now, next.at);
    life.happenedAt = life.now;
    if (next.what === 'limit') enter(life, 'expired');
    else if (next.what === 'asked-in-vain') {
      life.asked = undefined;
      life.overdue = true;
    } else if (next.what === 'escalation') {
      life.escalations += 1;
      life.overdue = true;
    }
    runMachine(life);
  }
  life.now = Math.max(life.now, now);
}

function enter(life: Life, status: Status): void {
  stopClock(life);
  life.status = status;
  life.waitSince = life.now;
  life.escalations = 0;
  life.overdue = false;
  life.claim = undefined;
  life.asked = undefined;
  if (status === 'awaiting-review') life.unlookedSince = life.now;
  // What was asked for and did not leave is no longer waited for.
  if (ENDS.includes(status) || status === 'awaiting-information') {
    for (const terminal of life.terminals) terminal.readyAt = undefined;
  }
}

function stopClock(life: Life): void {
  const since = life.claim ? life.claim.until : life.unlookedSince;
  if (life.status === 'awaiting-review' && life.heldSince === undefined && since !== undefined) {
    if (life.now > since) life.unlooked += workedBetween(life, since, life.now);
  }
  life.unlookedSince = undefined;
}

// Who may do what, when.

const AGENTS: readonly Role[] = ['agent', 'admin'];
const REVIEWERS: readonly Role[] = ['reviewer', 'admin'];
const OPERATORS: readonly Role[] = ['operator', 'admin'];
const MERCHANT_SIDE: readonly Role[] = ['agent', 'merchant', 'admin'];

export type Decision = Extract<Command, { readonly by: Person }>['kind'];
type Rights = Partial<Record<Status, readonly Role[]>>;

const BEFORE_REVIEW: readonly Status[] = [
  'awaiting-identity',
  'awaiting-consent',
  'awaiting-application',
];
const REVOCABLE: readonly Status[] = [
  ...BEFORE_REVIEW,
  'awaiting-review',
  'awaiting-information',
  'unbinding',
];
const MACHINE: readonly Status[] = ['unbinding', 'refunding-deposit', 'closing-account'];
const OPEN: readonly Status[] = [...REVOCABLE, 'refunding-deposit', 'closing-account'];

function rights(statuses: readonly Status[], roles: readonly Role[]): Rights {
  return Object.fromEntries(statuses.map((status) => [status, roles]));
}

/** Decisions after which the case waits for something else. */
const LEAVING: Partial<Record<Decision, Rights>> = {
  verifyIdentity: rights(['awaiting-identity'], AGENTS),
  recordConsent: rights(['awaiting-consent'], MERCHANT_SIDE),
  submit: { 'awaiting-application': AGENTS, 'awaiting-information': MERCHANT_SIDE },
  approve: rights(['awaiting-review'], REVIEWERS),
  reject: { 'awaiting-identity': ['agent', 'reviewer', 'admin'], 'awaiting-review': REVIEWERS },
  requestInformation: rights(['awaiting-review'], REVIEWERS),
  withdraw: rights(REVOCABLE, MERCHANT_SIDE),
  withdrawConsent: rights(REVOCABLE, MERCHANT_SIDE),
  withdrawThenAnswer: rights(REVOCABLE, MERCHANT_SIDE),
  sendBack: rights(['unbinding'], OPERATORS),
  end: rights(REVOCABLE, OPERATORS),
};
/** Decisions that change something about a case and leave its status. */
const STAYING: Partial<Record<Decision, Rights>> = {
  verifyIdentity: rights(
    ['awaiting-application', 'awaiting-review', 'awaiting-information'],
    AGENTS,
  ),
  extendConsent: rights(['awaiting-application', 'awaiting-information'], MERCHANT_SIDE),
  claim: rights(['awaiting-review'], REVIEWERS),
  release: rights(['awaiting-review'], REVIEWERS),
  amendContact: rights(OPEN, MERCHANT_SIDE),
  retry: rights(MACHINE, OPERATORS),
  resolve: rights(MACHINE, OPERATORS),
  correctReference: rights(MACHINE, OPERATORS),
  hold: rights(OPEN, OPERATORS),
  releaseHold: rights(OPEN, OPERATORS),
};
const DECISIONS_OF_REVIEW: readonly string[] = ['approve', 'reject', 'requestInformation'];
const TAKING_BACK: readonly string[] = [
  'withdraw',
  'withdrawConsent',
  'withdrawThenAnswer',
  'sendBack',
  'end',
];

export type Decided = Extract<Command, { readonly by: Person }>;

/** The code of the refusal, if the decision is refused. */
export function refusal(life: Life, asked: Decided): string | undefined {
  const { kind, by } = asked;
  const repairs = kind === 'retry' || kind === 'resolve';
  // A refund that came back while the last notices settle is still repaired.
  const mendsRefund = kind === 'correctReference' || (repairs && asked.step === 'refund-deposit');
  const reopened = mendsRefund && openRefunds(life);
  if (hasEnded(life) && !reopened) return 'CASE_ENDED';
  const status = hasEnded(life) ? 'refunding-deposit' : life.status;
  const leaving = LEAVING[kind]?.[status];
  const staying = STAYING[kind]?.[status];
  if (!leaving && !staying) {
    const tooLate = ['refunding-deposit', 'closing-account'].includes(status);
    return tooLate && TAKING_BACK.includes(kind) ? 'POINT_OF_NO_RETURN' : 'NOT_ALLOWED_NOW';
  }
  if (!leaving?.includes(by.role) && !staying?.includes(by.role)) return 'ROLE_NOT_ALLOWED';
  // A consent is taken back whatever an operator looks at.
  const waits = kind !== 'withdrawConsent' && life.heldSince !== undefined;
  if (leaving && waits) return 'CASE_HELD';
  if ('stale' in asked && asked.stale) return 'STALE_REVISION';
  return reviewRefusal(life, asked) ?? stepUpRefusal(life, asked) ?? machineRefusal(life, asked);
}

/** Whoever opened the case does not clear its mark as well. */
function stepUpRefusal({ facts, stepUp }: Life, asked: Decided): string | undefined {
  if (asked.kind !== 'verifyIdentity' || !['callback', 'video'].includes(asked.method)) {
    return undefined;
  }
  const isOpener = asked.by.principalId === facts.openedBy.principalId;
  return isOpener && (stepUp.size > 0 || asked.thirdParty) ? 'STEP_UP_FOUR_EYES' : undefined;
}

/** True while a refund that came back is not settled again; it keeps an ended case open. */
export function openRefunds(life: Life): boolean {
  return life.refundReopened && life.deposits.some((deposit) => !settled(deposit));
}

/** Clocks stand still while the case is held, that of a claim too. */
function claimHolder(life: Life): string | undefined {
  const at = life.heldSince ?? life.now;
  return life.claim && at < life.claim.until ? life.claim.by : undefined;
}

/** Four eyes, one claim, step-up before approval. */
function reviewRefusal(life: Life, { kind, by }: Decided): string | undefined {
  if (life.status !== 'awaiting-review') return undefined;
  const holder = claimHolder(life);
  const decides = DECISIONS_OF_REVIEW.includes(kind);
  if (decides || kind === 'claim') {
    if (life.involved.has(by.principalId)) return 'FOUR_EYES';
  }
  if (kind === 'claim' && holder !== undefined && holder !== by.principalId) {
    return 'CLAIMED_BY_OTHER';
  }
  if (decides || kind === 'release') {
    if (holder === undefined) return 'CLAIM_REQUIRED';
    if (holder !== by.principalId) return 'CLAIMED_BY_OTHER';
  }
  return kind === 'approve' && life.stepUp.size > 0 ? 'STEP_UP_REQUIRED' : undefined;
}

function machineRefusal(life: Life, asked: Decided): string | undefined {
  const { kind } = asked;
  if (TAKING_BACK.includes(kind) && life.noReturn) return 'POINT_OF_NO_RETURN';
  if ((kind === 'sendBack' || kind === 'end') && asking(life) > 0) return 'POINT_OF_NO_RETURN';
  // Nobody answers in time whether the request has left.
  const withdraws = kind === 'withdraw' || kind === 'withdrawConsent';
  if (withdraws && asking(life) > 0) return 'POINT_OF_NO_RETURN';
  if (kind === 'withdrawConsent' && CONSENTLESS.includes(life.status))
    return 'CONSENT_NOT_IN_FORCE';
  if (kind === 'hold' && life.heldSince !== undefined) return 'ALREADY_HELD';
  if (kind === 'releaseHold' && life.heldSince === undefined) return 'NOT_HELD';
  if (kind === 'retry' && !subjects(life, asked.step).some(isStuck)) return 'NOT_PARKED';
  if (kind === 'resolve') return resolutionRefusal(life, asked);
  if (kind === 'correctReference') return correctionRefusal(life, asked.place);
  if (kind === 'extendConsent' && !life.asked) return 'NOTHING_TO_AGREE';
  if ('outdated' in asked && asked.outdated) return 'TERMS_OUTDATED';
  if (kind === 'submit' && (asked.check === 'problems' || isBeyond(life, asked.check))) {
    return 'APPLICATION_INVALID';
  }
  if (kind === 'submit' && asked.check === 'acquirer-down') return 'ACQUIRER_UNAVAILABLE';
  return undefined;
}

const isBeyond = (life: Life, check: Check) => check === 'beyond-consent' && !life.agreedToMore;

/** Nothing was agreed to yet. */
const CONSENTLESS: readonly Status[] = ['awaiting-identity', 'awaiting-consent'];

const OUTCOMES: Readonly<Record<Step, readonly string[]>> = {
  'unbind-terminals': ['effective', 'left-bound'],
  'refund-deposit': ['paid', 'not-due'],
  'close-account': ['closed', 'not-closed'],
};

function resolutionRefusal(
  life: Life,
  { step, outcome, subject }: Extract<Command, { kind: 'resolve' }>,
): string | undefined {
  const waiting = subjects(life, step).some((one) => isStuck(one) || one.state === 'manual');
  if (!waiting) return 'NOT_PARKED';
  if (!OUTCOMES[step].includes(outcome)) return 'OUTCOME_NOT_ALLOWED';
  if (subject === undefined) return undefined;
  const named = subjects(life, step).find((one) => one.id === subject);
  if (named === undefined) return 'SUBJECT_UNKNOWN';
  return isStuck(named) || named.state === 'manual' ? undefined : 'NOT_PARKED';
}

/** What goes by a reference; a fee is never asked for, and items go with a terminal that is not settled. */
function goingBy(life: Life, place: Place): readonly Effect[] {
  const items = life.deposits.filter(({ refundable }) => refundable);
  if (place === 'merchant-number') return [...life.terminals, ...items, life.closure];
  if ('deposit' in place) return items.filter((one) => one === life.deposits[place.deposit]);
  const terminal = life.terminals[place.terminal];
  if (terminal === undefined) return [];
  return [terminal, ...items.filter((item) => item.terminal === place.terminal)];
}

function leftBy(life: Life, place: Place): readonly Effect[] {
  const left = goingBy(life, place).filter((one) => !settled(one));
  const ofTerminal = typeof place === 'object' && 'terminal' in place;
  return ofTerminal && left[0] !== life.terminals[place.terminal] ? [] : left;
}

function correctionRefusal(life: Life, place: Place): string | undefined {
  if (goingBy(life, place).length === 0) return 'SUBJECT_UNKNOWN';
  const left = leftBy(life, place);
  if (left.length === 0) return 'REFERENCE_SETTLED';
  return left.some(isInUse) ? 'REFERENCE_IN_USE' : undefined;
}

/** A request is on its way, or was taken and has not definitely come to nothing. */
function isInUse({ state, taken, code }: Effect): boolean {
  const came = ['UNBIND_REFUSED', 'REFUND_REFUSED', 'REFUND_RETURNED', 'CLOSURE_REFUSED'];
  const underWay = ['requesting', 'accepted', 'pending', 'asked'].includes(state);
  return underWay || (taken && !came.includes(code ?? ''));
}

function subjects(life: Life, step: Step): readonly Effect[] {
  if (step === 'unbind-terminals') return life.terminals;
  return step === 'refund-deposit' ? life.deposits : [life.closure];
}
const isStuck = ({ state }: Effect) => state === 'stuck' || state === 'returned';

// What a command leads to.

/** Applies a command; the answer is `done`, or the code of the refusal. */
export function apply(life: Life, command: Exclude<Command, { kind: 'forward' }>): string {
  const answer = 'by' in command ? applyDecision(life, command) : applyFact(life, command);
  runMachine(life);
  // A wait that starts with its time used up is escalated at once.
  advance(life, life.now);
  return answer;
}

function applyDecision(life: Life, command: Decided): string {
  const code = refusal(life, command);
  if (command.kind === 'withdrawThenAnswer') {
    // The answer of a request that is on its way decides whether the withdrawal still wins.
    answerSlow(life, command.answer);
    if (code !== undefined) return code;
    if (life.noReturn) return 'POINT_OF_NO_RETURN';
    enter(life, 'withdrawn');
    return 'done';
  }
  if (code === undefined) decide(life, command);
  if (code === 'APPLICATION_INVALID' && command.kind === 'submit') askForMore(life, command);
  return code ?? 'done';
}

function applyFact(
  life: Life,
  fact: Extract<Command, { kind: 'pass' | 'answer' | 'refundComesBack' }>,
): string {
  if (fact.kind === 'answer') answerSlow(life, fact.answer);
  const deposit = fact.kind === 'refundComesBack' ? life.deposits[fact.deposit] : undefined;
  if (deposit?.state === 'succeeded') {
    life.refundReopened = true;
    deposit.state = 'returned';
    deposit.code = 'REFUND_RETURNED';
  }
  return 'done';
}

function answerSlow(life: Life, answer: SlowAnswer): void {
  for (const terminal of life.terminals) {
    if (terminal.state === 'requesting') applyAnswer(life, terminal, UNBIND, answer);
  }
}

function decide(life: Life, command: Exclude<Decided, { kind: 'withdrawThenAnswer' }>): void {
  const { by } = command;
  switch (command.kind) {
    case 'verifyIdentity':
      if (command.method === 'callback' || command.method === 'video') life.stepUp.clear();
      else if (command.thirdParty) life.stepUp.add('THIRD_PARTY_CALLER');
      life.involved.add(by.principalId);
      if (life.status === 'awaiting-identity') enter(life, 'awaiting-consent');
      return;
    case 'recordConsent':
      life.involved.add(by.principalId);
      return enter(life, 'awaiting-application');
    case 'extendConsent': {
      const same = command.changed ? undefined : life.asked;
      life.agreedToMore = true;
      life.asked = undefined;
      life.involved.add(by.principalId);
      // A held case stays where it is.
      if (same && life.heldSince === undefined) submit(life, { by, check: 'passes' });
      return;
    }
    case 'submit':
      return submit(life, command);
    case 'amendContact':
      life.revision += 1;
      life.involved.add(by.principalId);
      if (life.status === 'awaiting-review') life.stepUp.add('PHONE_CHANGED');
      return;
    case 'claim':
      stopClock(life);
      life.claim = { by: by.principalId, until: afterWork(life, life.now, POLICY.claimWorkingMs) };
      life.overdue = false;
      return;
    case 'release':
      stopClock(life);
      life.claim = undefined;
      if (life.heldSince === undefined) life.unlookedSince = life.now;
      return;
    case 'approve':
      enter(life, 'unbinding');
      if (life.facts.attemptedBefore) life.noReturn = true;
      return;
    case 'requestInformation':
      return enter(life, 'awaiting-information');
    case 'reject':
      life.rejection = 'other';
      return enter(life, 'rejected');
    case 'end':
      life.rejection = 'OPERATOR_ENDED';
      return enter(life, 'rejected');
    case 'withdraw':
    case 'withdrawConsent':
      life.heldSince = undefined;
      return enter(life, 'withdrawn');
    case 'sendBack':
      for (const terminal of life.terminals) {
        terminal.state = 'waiting';
        terminal.code = undefined;
      }
      return enter(life, 'awaiting-information');
    default:
      return operate(life, command);
  }
}

function operate(life: Life, command: Decided): void {
  switch (command.kind) {
    case 'hold':
      stopClock(life);
      if (claimHolder(life) === undefined) life.claim = undefined;
      life.heldSince = life.now;
      return;
    case 'releaseHold': {
      const held = life.now - (life.heldSince ?? life.now);
      life.heldSince = undefined;
      life.waitSince += held;
      if (life.asked) life.asked.since += held;
      if (life.claim) life.claim.until += held;
      else if (life.status === 'awaiting-review') life.unlookedSince = life.now;
      return;
    }
    case 'retry':
      for (const one of subjects(life, command.step).filter(isStuck)) retry(one);
      return;
    case 'correctReference': {
      const left = leftBy(life, command.place);
      life.revision += 1;
      for (const one of left) {
        one.generation += 1;
        one.taken = false;
        if (!isStuck(one) && one.state !== 'manual') continue;
        one.state = 'waiting';
        one.code = undefined;
      }
      return;
    }
    case 'resolve':
      for (const one of subjects(life, command.step)) {
        if (!isStuck(one) && one.state !== 'manual') continue;
        if (command.subject !== undefined && command.subject !== one.id) continue;
        one.state = command.outcome;
        one.code = undefined;
        if (command.outcome === 'effective') life.noReturn = true;
        if (command.outcome === 'left-bound') life.partial = true;
      }
      return;
    default:
      throw new Error(`${command.kind} is not an operator's`);
  }
}

/** What the acquirer has taken is only read back; a definite failure gets a new generation. */
function retry(one: Effect): void {
  if (one.code === 'REFUND_REFUSED' || one.code === 'REFUND_RETURNED') {
    one.generation += 1;
    one.taken = false;
  }
  const unproven = ['UNBIND_NOT_EFFECTIVE', 'CLOSURE_NOT_CONFIRMED', 'REFUND_NOT_SETTLED'];
  const readBack = one.taken && unproven.includes(one.code ?? '');
  one.state = readBack ? 'asked' : 'waiting';
  one.code = undefined;
}

/** Where nothing but consent is missing it is asked for; where something else is wrong, not any more. */
function askForMore(life: Life, { by, check }: Extract<Command, { kind: 'submit' }>): void {
  if (!isBeyond(life, check) && !life.asked) return;
  life.involved.add(by.principalId);
  const since = life.asked?.since ?? life.now;
  life.asked = isBeyond(life, check) ? { since, revision: life.revision + 1 } : undefined;
}

function submit(
  life: Life,
  { by, check }: Pick<Extract<Command, { kind: 'submit' }>, 'by' | 'check'>,
): void {
  life.revision += 1;
  life.involved.add(by.principalId);
  if (check === 'phone-changed') life.stepUp.add('PHONE_CHANGED');
  life.deposits = life.facts.deposits.map((deposit, i) => ({
    ...effect(DEPOSITS[i]!, deposit, 'waiting'),
    terminal: deposit.terminal,
    refundable: deposit.refundable,
  }));
  life.closure.generation = 1;
  enter(life, 'awaiting-review');
}

// What the machine does by itself.

interface Kind {
  readonly asked: string;
  readonly done: string;
  readonly refused: string;
  readonly gateLimit: string;
  readonly notAccepted: string;
  readonly notConfirmed: string;
  readonly irrevocable: boolean;
}
const UNBIND: Kind = {
  asked: 'accepted',
  done: 'effective',
  refused: 'UNBIND_REFUSED',
  gateLimit: 'ELIGIBILITY_LIMIT',
  notAccepted: 'UNBIND_NOT_ACCEPTED',
  notConfirmed: 'UNBIND_NOT_EFFECTIVE',
  irrevocable: true,
};
const REFUND: Kind = {
  asked: 'pending',
  done: 'succeeded',
  refused: 'REFUND_REFUSED',
  gateLimit: 'REFUND_BLOCKED',
  notAccepted: 'REFUND_NOT_SETTLED',
  notConfirmed: 'REFUND_NOT_SETTLED',
  irrevocable: false,
};
const CLOSURE: Kind = {
  asked: 'accepted',
  done: 'closed',
  refused: 'CLOSURE_REFUSED',
  gateLimit: 'CLOSURE_GATE',
  notAccepted: 'CLOSURE_NOT_CONFIRMED',
  notConfirmed: 'CLOSURE_NOT_CONFIRMED',
  irrevocable: false,
};

const SETTLED = ['effective', 'left-bound', 'succeeded', 'paid', 'not-due', 'closed', 'not-closed'];
const settled = ({ state }: Effect) => SETTLED.includes(state) || state === 'not-asked';

/** Nothing leaves a status while the case is held. */
function runMachine(life: Life): void {
  if (life.refundReopened) for (const one of life.deposits) runEffect(life, one, REFUND);
  if (life.status === 'unbinding') {
    for (const terminal of life.terminals) runEffect(life, terminal, UNBIND);
    if (life.terminals.every(settled) && life.heldSince === undefined) afterUnbinding(life);
  }
  if (life.status === 'refunding-deposit') {
    for (const deposit of life.deposits) runEffect(life, deposit, REFUND);
    if (life.deposits.every(settled) && life.heldSince === undefined) {
      enter(life, closureDue(life) ? 'closing-account' : 'completed');
    }
  }
  if (life.status === 'closing-account') {
    runEffect(life, life.closure, CLOSURE);
    if (life.closure.state === 'not-closed') life.partial = true;
    const quiet = settled(life.closure) && life.deposits.every(settled);
    if (quiet && life.heldSince === undefined) enter(life, 'completed');
  }
}

function afterUnbinding(life: Life): void {
  for (const deposit of life.deposits) {
    const bound = life.terminals[deposit.terminal]?.state !== 'effective';
    if (bound || !deposit.refundable) deposit.state = 'not-due';
  }
  if (life.closeAccount && !closureDue(life)) life.closure.state = 'not-closed';
  const refundsDue = life.deposits.some((deposit) => !settled(deposit));
  if (refundsDue) enter(life, 'refunding-deposit');
  else enter(life, closureDue(life) ? 'closing-account' : 'completed');
}

function closureDue(life: Life): boolean {
  return life.closeAccount && life.terminals.every(({ state }) => state === 'effective');
}

function runEffect(life: Life, one: Effect, kind: Kind): void {
  for (;;) {
    if (one.state === 'asked') one.state = kind.asked;
    if (one.readyAt !== undefined) {
      if (one.readyAt > life.now) return;
      one.readyAt = undefined;
      one.state = one.state === 'blocked' ? 'waiting' : kind.done;
    } else if (one.state === 'waiting') {
      if (life.heldSince !== undefined) return;
      // No account is closed while money that came back is on its way again.
      if (kind === CLOSURE && !life.deposits.every(settled)) return;
      applyAnswer(life, one, kind, one.request.shift() ?? 'accepted');
    } else if (one.state === 'blocked') applyGate(life, one, kind);
    else if (one.state === kind.asked) applyProof(life, one, kind);
    else return;
  }
}

function applyAnswer(life: Life, one: Effect, kind: Kind, answer: RequestAnswer): void {
  const unsent = answer === 'blocked' || answer === 'manual' || answer === 'slow';
  if (kind.irrevocable && !unsent) life.noReturn = true;
  if (answer === 'accepted') one.taken = true;
  if (answer === 'refused') park(one, kind.refused);
  else if (answer === 'down') park(one, kind.notAccepted);
  else {
    const states = { accepted: kind.asked, done: kind.done, slow: 'requesting' } as const;
    one.state = answer === 'blocked' || answer === 'manual' ? answer : states[answer];
  }
}

function applyGate(life: Life, one: Effect, kind: Kind): void {
  const answer = one.gate.shift() ?? 'opens';
  if (answer === 'opens') one.state = 'waiting';
  if (answer === 'never') park(one, kind.gateLimit);
  if (answer === 'later') one.readyAt = life.now + LATER_MS;
}

function applyProof(life: Life, one: Effect, kind: Kind): void {
  const answer = one.confirm.shift() ?? 'done';
  if (answer === 'done') one.state = kind.done;
  if (answer === 'refused') park(one, kind.refused);
  if (answer === 'never') park(one, kind.notConfirmed);
  if (answer === 'later') one.readyAt = life.now + LATER_MS;
  if (answer !== 'returned') return;
  park(one, 'REFUND_RETURNED');
  one.state = 'returned';
}

function park(one: Effect, code: string): void {
  one.state = 'stuck';
  one.code = code;
}

// What one sees.

/** How many requests are on their way; time stands still until they are answered. */
export function asking(life: Life): number {
  return life.terminals.filter((terminal) => terminal.state === 'requesting').length;
}

export interface Shown {
  readonly status: string;
  readonly overdue: boolean;
  readonly held: boolean;
  readonly partial: boolean;
  readonly noReturn: boolean | 'open';
  readonly refundReopened: boolean;
  readonly asked: boolean;
  readonly revision: number;
  readonly stepUp: readonly string[];
  readonly claimedBy: string | undefined;
  readonly rejection: string | undefined;
  readonly parked: string | undefined;
  readonly terminals: readonly string[];
  readonly deposits: readonly string[];
  readonly closure: string;
}

/** What people see of the case; a request that is on its way still counts as waiting. */
export function shown(life: Life): Shown {
  return {
    status: life.status,
    overdue: life.overdue,
    held: life.heldSince !== undefined,
    partial: life.partial,
    noReturn: asking(life) > 0 ? 'open' : life.noReturn,
    refundReopened: life.refundReopened,
    asked: life.asked !== undefined,
    revision: life.revision,
    stepUp: [...life.stepUp].sort(),
    claimedBy: claimHolder(life),
    rejection: life.rejection,
    parked: parked(life),
    terminals: life.terminals.map(line),
    deposits: life.deposits.map(line),
    closure: line(life.closure),
  };
}

function parked(life: Life): string | undefined {
  const steps: readonly Step[] = ['unbind-terminals', 'refund-deposit', 'close-account'];
  for (const step of steps) {
    const stuck = subjects(life, step).filter(isStuck);
    if (stuck.length > 0) return `${step} ${stuck[0]!.code ?? ''} ${stuck.map((s) => s.id).join()}`;
  }
  return undefined;
}

function line({ state, generation, code }: Effect): string {
  return `${state === 'requesting' ? 'waiting' : state} g${generation} ${code ?? ''}`;
}

/** The decision that a desk at work would make next. */
export function forward(life: Life): Exclude<Command, { kind: 'forward' }> {
  const agent: Person = { principalId: 's_agent1', role: 'agent' };
  const operator: Person = { principalId: 's_operator', role: 'operator' };
  const reviewer: Person = { principalId: claimHolder(life) ?? 's_reviewer1', role: 'reviewer' };
  if (life.heldSince !== undefined) return { kind: 'releaseHold', by: operator };
  switch (life.status) {
    case 'awaiting-identity':
      return { kind: 'verifyIdentity', by: agent, method: 'document-seen', thirdParty: false };
    case 'awaiting-consent':
      return { kind: 'recordConsent', by: agent, outdated: false };
    case 'awaiting-application':
    case 'awaiting-information':
      if (life.asked) {
        const by: Person = { principalId: 'merchant', role: 'merchant' };
        return { kind: 'extendConsent', by, outdated: false, changed: false };
      }
      return { kind: 'submit', by: agent, check: 'passes' };
    case 'awaiting-review':
      if (life.stepUp.size > 0) {
        return { kind: 'verifyIdentity', by: agent, method: 'callback', thirdParty: false };
      }
      if (claimHolder(life) === undefined) return { kind: 'claim', by: reviewer, stale: false };
      return { kind: 'approve', by: reviewer, stale: false };
    default:
      return repair(life, operator);
  }
}

function repair(life: Life, by: Person): Exclude<Command, { kind: 'forward' }> {
  if (asking(life) > 0) return { kind: 'answer', answer: 'accepted' };
  const step = parked(life)?.split(' ')[0] as Step | undefined;
  if (step) return { kind: 'retry', by, step };
  const manual = (Object.keys(OUTCOMES) as Step[]).find((one) =>
    subjects(life, one).some(({ state }) => state === 'manual'),
  );
  if (manual) return { kind: 'resolve', by, step: manual, outcome: OUTCOMES[manual][0]! };
  return { kind: 'pass', hours: 24 };
}
