/** The words of a diagnosis, in both languages. Facts come in as states and codes, never as data. */
import { messageFor } from '../../checks/messages';
import type { Intent } from '../../record/desk-record';
import type { Locale } from '../../workflows/contract/case-data';
import type { CaseView, OperatorAction } from '../../workflows/contract/case-view';
import { ERRORS, type GateCode, publicCode } from '../../workflows/contract/errors';
import { isEnd } from '../../workflows/contract/lifecycle';
import type { PendingWork } from '../desk-pending';
import type { ProviderWord } from './diagnosis';

export interface Facts {
  readonly view: CaseView;
  readonly intents: readonly Intent[];
  readonly words: ReadonlyMap<string, ProviderWord>;
  /** What the gate says now; undefined: not known. */
  readonly gate: readonly GateCode[] | undefined;
  readonly trying: readonly PendingWork[];
  readonly temporalAnswered: boolean;
}

export interface RepairAdvice {
  readonly remedy?: string;
  readonly repairs: readonly {
    readonly action: OperatorAction;
    readonly what: string;
    readonly recommended: boolean;
  }[];
}

type Words = Readonly<Record<Locale, string>>;

const REPAIRS: Readonly<Record<OperatorAction, Words>> = {
  retry: {
    'zh-CN': '重试：先向对方核对结果，只有证明尚未发生才用原请求号再次发起，不会重复执行。',
    en: 'Retry: reads back first and asks again under the same number only where nothing has happened.',
  },
  resolve: {
    'zh-CN': '人工处理：在对方系统核实后，填写结果并附证据，流程据此继续。',
    en: 'Resolve by hand: settles the step by the outcome that you prove; the case goes on from there.',
  },
  'send-back': {
    'zh-CN': '退回：回到补充资料，仅限首次解绑请求发出之前。',
    en: 'Send back: returns the case for a correction; only before the first unbind request was sent.',
  },
};

function say(locale: Locale, zh: string, en: string): string {
  return locale === 'en' ? en : zh;
}

function standing({ view }: Facts, locale: Locale): string[] {
  const { status, statusSince, waitsFor } = view;
  if (isEnd(status)) {
    return [
      say(
        locale,
        `工单已于 ${statusSince} 结束：${status}。`,
        `The case ended as ${status} at ${statusSince}.`,
      ),
    ];
  }
  const due = view.nextDueAt;
  return [
    say(
      locale,
      `工单处于 ${status}，自 ${statusSince} 起，等待 ${waitsFor}。`,
      `The case is ${status} since ${statusSince} and waits for: ${waitsFor}.`,
    ),
    ...(due
      ? [say(locale, `下一个自动动作在 ${due}。`, `The next thing happens by itself at ${due}.`)]
      : []),
    ...(view.overdue ? [say(locale, '已超时，已升级。', 'It is overdue and was escalated.')] : []),
    ...(view.held ? [say(locale, '工单被暂停。', 'An operator holds it.')] : []),
    view.pointOfNoReturn
      ? say(
          locale,
          '首个解绑请求已发出，不能撤回。',
          'An unbind request was sent, so it cannot be taken back.',
        )
      : say(locale, '尚未发出不可撤销的请求。', 'Nothing irreversible was sent yet.'),
  ];
}

function reasons({ view, gate }: Facts, locale: Locale): string[] {
  const { parked } = view;
  const known = [...view.terminals, ...view.deposits, view.closure].flatMap(
    (part) => part.gate ?? [],
  );
  const closed = gate ?? known;
  return [
    ...(parked
      ? [
          say(
            locale,
            `步骤 ${parked.step} 自 ${parked.since} 挂起：${publicCode(parked.code)}，${messageFor(parked.code, locale)}`,
            `Step ${parked.step} is parked since ${parked.since}: ${publicCode(parked.code)}. ${ERRORS[parked.code].meaning}`,
          ),
          ...(parked.subjects.length > 0
            ? [
                say(
                  locale,
                  `涉及：${parked.subjects.join('、')}。`,
                  `Concerned: ${parked.subjects.join(', ')}.`,
                ),
              ]
            : []),
        ]
      : []),
    ...(gate?.length === 0
      ? [say(locale, '准入条件现已满足，可以重试。', 'The gate is open now: retry.')]
      : []),
    ...[...new Set(closed)].map((code) =>
      say(
        locale,
        `准入条件未满足：${publicCode(code)}，${messageFor(code, locale)}`,
        `The gate is closed: ${publicCode(code)}. ${ERRORS[code].meaning}`,
      ),
    ),
  ];
}

function evidence({ intents, words, trying, temporalAnswered }: Facts, locale: Locale): string[] {
  const effects = intents.flatMap(({ key, state }) => {
    const word = words.get(key);
    if (!word) return [];
    const code = word.code === undefined ? '' : ` (${word.code})`;
    return [
      say(
        locale,
        `${key}：我方记录为 ${state}，对方现在答复 ${word.says}${code}。`,
        `${key}: our record says ${state}, the provider says ${word.says}${code} now.`,
      ),
    ];
  });
  const work = trying.map(({ activityType, attempt, nextAttemptAt, lastFailure }) => {
    const why = lastFailure === undefined ? '' : ` (${lastFailure})`;
    const next =
      nextAttemptAt === undefined
        ? ''
        : say(locale, `，下次在 ${nextAttemptAt}`, `, next at ${nextAttemptAt}`);
    return say(
      locale,
      `正在执行 ${activityType}，第 ${attempt} 次${why}${next}。`,
      `At work: ${activityType}, attempt ${attempt}${why}${next}.`,
    );
  });
  const silent = temporalAnswered
    ? []
    : [
        say(
          locale,
          'Temporal 没有应答，以上来自档案。',
          'Temporal did not answer; this is from the record.',
        ),
      ];
  return [...effects, ...work, ...silent];
}

/** Everything worth knowing, in plain sentences. */
export function sentencesOf(facts: Facts, locale: Locale): string[] {
  return [...standing(facts, locale), ...reasons(facts, locale), ...evidence(facts, locale)];
}

/** The one repair to try first: proof by hand only where nobody else can tell. */
function recommendedFor(
  { view, words, gate }: Pick<Facts, 'view' | 'words' | 'gate'>,
  actions: readonly OperatorAction[],
): OperatorAction | undefined {
  const said = [...words.values()].map(({ says }) => says);
  const onlyPeopleCanTell = said.length > 0 && said.every((says) => says === 'cannot');
  if (onlyPeopleCanTell && actions.includes('resolve')) return 'resolve';
  const mayStayClosed = view.parked?.code === 'ELIGIBILITY_LIMIT' && gate?.length !== 0;
  if (mayStayClosed && actions.includes('send-back')) return 'send-back';
  return actions.includes('retry') ? 'retry' : actions[0];
}

/** What an operator can do with a parked case or a manual task, and what to do first. */
export function repairsOf(
  facts: Pick<Facts, 'view' | 'words' | 'gate'>,
  locale: Locale,
): RepairAdvice {
  const { view } = facts;
  const manual =
    view.terminals.some(({ state }) => state === 'manual') ||
    view.deposits.some(({ refund }) => refund === 'manual') ||
    view.closure.state === 'manual';
  const actions: readonly OperatorAction[] = view.parked?.actions ?? (manual ? ['resolve'] : []);
  const recommended = recommendedFor(facts, actions);
  return {
    ...(view.parked
      ? {
          remedy:
            locale === 'en'
              ? ERRORS[view.parked.code].remedy
              : messageFor(view.parked.code, locale),
        }
      : {}),
    repairs: actions.map((action) => ({
      action,
      what: REPAIRS[action][locale],
      recommended: action === recommended,
    })),
  };
}
