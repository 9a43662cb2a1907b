/** The words of a diagnosis, in both languages. Facts come in as states and codes, never as data. */
import { messagePartsFor } from '../../../../words/errors';
import type { OpenSentence, Place } from '../../../../checks/problems/open-sentence';
import type { PlaceKind, AdvisedAction } from '../../../../wire/states';
import type { Intent } from '../../../../record/port/desk-record';
import type { Locale } from '../../../../workflows/contract/case-data';
import type { CaseView } from '../../../../workflows/contract/case-view';
import { type ErrorCode, type GateCode, publicCode } from '../../../../workflows/contract/errors';
import { isEnd } from '../../../../workflows/contract/lifecycle';
import { type LostWorkflow, sendsMoneyAnew } from '../../../../workflows/contract/operations';
import type { PendingWork } from '../../../../temporal/workflow-now';
import { RETRY_ANEW } from '../repairs/paid-anew-text';
import type { ProviderWord } from './diagnosis';

export interface Facts {
  readonly view: CaseView;
  readonly intents: readonly Intent[];
  readonly words: ReadonlyMap<string, ProviderWord>;
  /** What the gate says now; undefined: not known. */
  readonly gate: readonly GateCode[] | undefined;
  /** Why no workflow carries the open case; absent: one does, or Temporal did not answer. */
  readonly lost?: LostWorkflow;
  readonly trying: readonly PendingWork[];
  readonly temporalAnswered: boolean;
}

export interface RepairAdvice {
  readonly remedy?: string;
  readonly repairs: readonly {
    readonly action: AdvisedAction;
    readonly what: string;
    readonly recommended: boolean;
  }[];
}

type Words = Readonly<Record<Locale, string>>;

const REPAIRS: Readonly<Record<AdvisedAction, Words>> = {
  retry: {
    'zh-CN': '重试：先向对方核对结果，只有证明尚未发生才用原请求号再次发起，不会重复执行。',
    en: 'Retry: reads back first and asks again under the same number only where nothing has happened.',
  },
  resolve: {
    'zh-CN': '人工处理：在对方系统核实后，填写结果并附证据，流程据此继续。',
    en: 'Resolve by hand: settles the step by the outcome that you prove; the case goes on from there.',
  },
  'correct-reference': {
    'zh-CN':
      '更正编号：收单机构查无我方所用的商户号、序列号或押金项目；核对新编号后由另一位运维人员批准。',
    en: 'Correct the reference: the acquirer knows nothing under the one that the case uses; the new one is proven live, and a second operator approves it.',
  },
  reset: {
    'zh-CN':
      '回退到历史中最近的一点：流程从那里继续，已在外部完成的不会再做一次，其后的决定可以勾选再次执行。',
    en: 'Reset to the latest point of its history: the workflow goes on from there, nothing that was done outside is done again, and later decisions can be taken again.',
  },
  'send-back': {
    'zh-CN': '退回：回到补充资料，仅限首次解绑请求发出之前。',
    en: 'Send back: returns the case for a correction; only before the first unbind request was sent.',
  },
};

const LOST: Readonly<Record<LostWorkflow, Words>> = {
  failed: { 'zh-CN': '流程已失败', en: 'it failed' },
  terminated: { 'zh-CN': '流程已被人强制终止', en: 'somebody terminated it' },
  canceled: { 'zh-CN': '流程已被人取消', en: 'somebody canceled it' },
  'timed-out': { 'zh-CN': '流程已超时', en: 'it timed out' },
  completed: {
    'zh-CN': '流程已正常结束，而数据库中工单未结束，即数据库较旧；请重建（docs/operations.md）',
    en: 'it has ended in order, and the record is of an earlier moment; rebuild it (docs/operations.md)',
  },
  gone: {
    'zh-CN': 'Temporal 中没有它的历史；只有恢复 Temporal 的备份才能继续（docs/operations.md）',
    en: 'Temporal has no history of it; only a restore of Temporal brings it back (docs/operations.md)',
  },
};
/** Those whose history is there to be taken back. */
const HEALED_BY_RESET: readonly LostWorkflow[] = ['failed', 'terminated', 'canceled', 'timed-out'];

function lostSentence(lost: LostWorkflow, locale: Locale): OpenSentence {
  const why = LOST[lost][locale];
  return sayIn(locale)(
    `没有流程在处理此工单：${why}。不会有任何自动动作，也不接受任何决定。`,
    `No workflow carries this case: ${why}. Nothing happens by itself, and no decision is taken.`,
  );
}

type Places = OpenSentence['places'];

function sayIn(locale: Locale) {
  return (zh: string, en: string, places: Places = {}): OpenSentence => ({
    text: locale === 'en' ? en : zh,
    places,
  });
}

function place(kind: PlaceKind, value: string): Place {
  return { kind, value };
}

/** A code and what it means, each where the sentence has its place. */
function meant(code: ErrorCode, locale: Locale): Places {
  const meaning = messagePartsFor(code, locale).meaning;
  return { code: place('code', publicCode(code)), meaning: place('text', meaning) };
}

function standing({ view, lost }: Facts, locale: Locale): OpenSentence[] {
  const say = sayIn(locale);
  const { waitsFor, nextDueAt } = view;
  const status = place('status', view.status);
  const since = place('moment', view.statusSince);
  if (isEnd(view.status)) {
    return [
      say('工单已于{since}结束：{status}。', 'The case ended at {since}: {status}.', {
        since,
        status,
      }),
    ];
  }
  return [
    ...(lost === undefined ? [] : [lostSentence(lost, locale)]),
    say(
      '工单处于“{status}”，自{since}起，等待{party}。',
      'The case stands at “{status}” since {since} and waits for {party}.',
      { status, since, party: place('party', waitsFor) },
    ),
    ...(nextDueAt === undefined || lost !== undefined
      ? []
      : [
          say('下一个自动动作在{due}。', 'The next thing happens by itself at {due}.', {
            due: place('moment', nextDueAt),
          }),
        ]),
    ...(view.overdue ? [say('已超时，已升级。', 'It is overdue and was escalated.')] : []),
    ...(view.held ? [say('工单被暂停。', 'An operator holds it.')] : []),
    view.pointOfNoReturn
      ? say(
          '首个解绑请求已发出，不能撤回。',
          'An unbind request was sent, so it cannot be taken back.',
        )
      : say('尚未发出不可撤销的请求。', 'Nothing irreversible was sent yet.'),
  ];
}

/** What is concerned, in one sentence however many there are. */
function concerned(subjects: readonly string[], locale: Locale): OpenSentence {
  const names = subjects.map((_, index) => `{part${index}}`);
  const places = subjects.map((id, index) => [`part${index}`, place('part', id)] as const);
  const [zh, en] = [names.join('、'), names.join(', ')];
  return sayIn(locale)(`涉及：${zh}。`, `Concerned: ${en}.`, Object.fromEntries(places));
}

function reasons({ view, gate }: Facts, locale: Locale): OpenSentence[] {
  const say = sayIn(locale);
  const { parked } = view;
  const known = [...view.terminals, ...view.deposits, view.closure].flatMap(
    (part) => part.gate ?? [],
  );
  const closed = gate ?? known;
  return [
    ...(parked
      ? [
          say(
            '步骤“{step}”自{since}起挂起：{meaning}（{code}）',
            'The step “{step}” is parked since {since}: {meaning} ({code})',
            {
              step: place('step', parked.step),
              since: place('moment', parked.since),
              ...meant(parked.code, locale),
            },
          ),
          ...(parked.subjects.length > 0 ? [concerned(parked.subjects, locale)] : []),
        ]
      : []),
    ...(gate?.length === 0
      ? [say('准入条件现已满足，可以重试。', 'The gate is open now: retry.')]
      : []),
    ...[...new Set(closed)].map((code) =>
      say(
        '准入条件未满足：{meaning}（{code}）',
        'The gate is closed: {meaning} ({code})',
        meant(code, locale),
      ),
    ),
  ];
}

function evidence(
  { intents, words, trying, temporalAnswered }: Facts,
  locale: Locale,
): OpenSentence[] {
  const say = sayIn(locale);
  const effects = intents.flatMap(({ key, state }) => {
    const word = words.get(key);
    if (!word) return [];
    const code = word.code === undefined ? '' : locale === 'en' ? ' ({code})' : '（{code}）';
    return [
      say(
        `{request}：我方记录为“{ours}”，对方现在答复“{theirs}”${code}。`,
        `{request}: our record says “{ours}”, the provider says “{theirs}”${code} now.`,
        {
          request: place('request', key),
          ours: place('effect-state', state),
          theirs: place('provider-state', word.says),
          ...(word.code === undefined ? {} : { code: place('code', word.code) }),
        },
      ),
    ];
  });
  const work = trying.map(({ activityType, attempt, nextAttemptAt, lastFailure }) => {
    const [whyZh, whyEn] =
      lastFailure === undefined ? ['', ''] : ['（上次：{code}）', ' (last: {code})'];
    const [nextZh, nextEn] =
      nextAttemptAt === undefined ? ['', ''] : ['，下次在{next}', ', next at {next}'];
    return say(
      `正在执行“{activity}”，第{attempt}次${whyZh}${nextZh}。`,
      `At work: “{activity}”, attempt {attempt}${whyEn}${nextEn}.`,
      {
        activity: place('activity', activityType),
        attempt: place('text', String(attempt)),
        ...(lastFailure === undefined ? {} : { code: place('code', lastFailure) }),
        ...(nextAttemptAt === undefined ? {} : { next: place('moment', nextAttemptAt) }),
      },
    );
  });
  const silent = temporalAnswered
    ? []
    : [
        say(
          'Temporal 没有应答，以上来自档案。',
          'Temporal did not answer; this is from the record.',
        ),
      ];
  return [...effects, ...work, ...silent];
}

/** Everything worth knowing, in plain sentences. */
export function sentencesOf(facts: Facts, locale: Locale): OpenSentence[] {
  return [...standing(facts, locale), ...reasons(facts, locale), ...evidence(facts, locale)];
}

/** Codes with which acquirers say that they know nothing under a reference, or know it as another's. */
const UNKNOWN_THERE: ReadonlySet<string> = new Set([
  'MERCHANT_NOT_FOUND',
  'TERMINAL_NOT_FOUND',
  'TERMINAL_BOUND_ELSEWHERE',
  'DEPOSIT_NOT_FOUND',
  'resource_missing',
]);
const REFUSED_STEPS: ReadonlySet<ErrorCode> = new Set([
  'UNBIND_REFUSED',
  'REFUND_REFUSED',
  'CLOSURE_REFUSED',
]);

/** True where the acquirer does not find what the case asks for. */
function seemsMisnamed({ view, intents }: Pick<Facts, 'view' | 'intents'>): boolean {
  const code = view.parked?.code;
  if (code === 'TERMINAL_MOVED') return true;
  if (code === undefined || !REFUSED_STEPS.has(code)) return false;
  return intents.some(
    ({ state, providerCode }) => state === 'refused' && UNKNOWN_THERE.has(providerCode ?? ''),
  );
}

/** The one repair to try first: proof by hand only where nobody else can tell. */
function recommendedFor(
  { view, words, gate }: Pick<Facts, 'view' | 'words' | 'gate'>,
  actions: readonly AdvisedAction[],
): AdvisedAction | undefined {
  if (actions.includes('correct-reference')) return 'correct-reference';
  const said = [...words.values()].map(({ says }) => says);
  const onlyPeopleCanTell = said.length > 0 && said.every((says) => says === 'cannot');
  if (onlyPeopleCanTell && actions.includes('resolve')) return 'resolve';
  const mayStayClosed = view.parked?.code === 'ELIGIBILITY_LIMIT' && gate?.length !== 0;
  if (mayStayClosed && actions.includes('send-back')) return 'send-back';
  return actions.includes('retry') ? 'retry' : actions[0];
}

function wordsFor(action: AdvisedAction, { view }: Pick<Facts, 'view'>): Words {
  const isPaidAnew = view.parked !== undefined && sendsMoneyAnew(view, view.parked.step);
  return action === 'retry' && isPaidAnew ? RETRY_ANEW : REPAIRS[action];
}

/** What an operator can do with a parked case or a manual task, and what to do first. */
export function repairsOf(
  facts: Pick<Facts, 'view' | 'lost' | 'intents' | 'words' | 'gate'>,
  locale: Locale,
): RepairAdvice {
  const { view, lost } = facts;
  if (lost !== undefined) {
    const what = REPAIRS.reset[locale];
    return {
      remedy: messagePartsFor('WORKFLOW_MISSING', locale).remedy,
      repairs: HEALED_BY_RESET.includes(lost) ? [{ action: 'reset', what, recommended: true }] : [],
    };
  }
  const manual =
    view.terminals.some(({ state }) => state === 'manual') ||
    view.deposits.some(({ refund }) => refund === 'manual') ||
    view.closure.state === 'manual';
  const actions: readonly AdvisedAction[] = [
    ...(view.parked?.actions ?? (manual ? ['resolve' as const] : [])),
    ...(seemsMisnamed(facts) ? ['correct-reference' as const] : []),
  ];
  const recommended = recommendedFor(facts, actions);
  return {
    ...(view.parked
      ? {
          remedy: messagePartsFor(view.parked.code, locale).remedy,
        }
      : {}),
    repairs: actions.map((action) => ({
      action,
      what: wordsFor(action, facts)[locale],
      recommended: action === recommended,
    })),
  };
}
