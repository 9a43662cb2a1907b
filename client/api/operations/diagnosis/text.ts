/** The words of a diagnosis, in both languages. Facts come in as states and codes, never as data. */
import { messagePartsFor } from '../../../../words/errors';
import { BETWEEN_WORDS, type Values, sentence } from '../../../../words/phrase';
import type { OpenSentence, Place } from '../../../../checks/problems/open-sentence';
import type { PlaceKind } from '../../../../wire/states';
import type { Intent } from '../../../../record/port/desk-record';
import type { Locale, Phrase } from '../../../../workflows/contract/case-data';
import type { CaseView } from '../../../../workflows/contract/case-view';
import { type ErrorCode, type GateCode, publicCode } from '../../../../workflows/contract/errors';
import { isEnd } from '../../../../workflows/contract/lifecycle';
import type { LostWorkflow } from '../../../../workflows/contract/operations';
import type { PendingWork } from '../../../../temporal/workflow-now';
import type { ProviderWord } from './diagnosis';
import type { Unproven } from './forged';

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
  /** Why it stands still at what is not proven; absent: nothing of that kind. */
  readonly unproven?: Unproven;
}

const LOST: Readonly<Record<LostWorkflow, Phrase>> = {
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
const NOT_CARRIED: Phrase = {
  'zh-CN': '没有流程在处理此工单：{why}。不会有任何自动动作，也不接受任何决定。',
  en: 'No workflow carries this case: {why}. Nothing happens by itself, and no decision is taken.',
};

function lostSentence(lost: LostWorkflow, locale: Locale): OpenSentence {
  return openIn(locale)(NOT_CARRIED, {}, { why: LOST[lost][locale] });
}

const STANDS_STILL: Phrase = {
  'zh-CN': '工单停住不动：{meaning}（{code}）',
  en: 'The case stands still: {meaning} ({code})',
};

type Places = OpenSentence['places'];

/** Says with places that the client fills; `parts` are in place at once. */
function openIn(locale: Locale) {
  return (said: Phrase, places: Places = {}, parts: Values = {}): OpenSentence => ({
    text: sentence(locale, said, parts),
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

function standing({ view, lost, unproven }: Facts, locale: Locale): OpenSentence[] {
  const say = openIn(locale);
  const { waitsFor, nextDueAt } = view;
  const status = place('status', view.status);
  const since = place('moment', view.statusSince);
  if (isEnd(view.status)) {
    return [
      say(
        { 'zh-CN': '工单已于{since}结束：{status}。', en: 'The case ended at {since}: {status}.' },
        {
          since,
          status,
        },
      ),
    ];
  }
  return [
    ...(lost === undefined ? [] : [lostSentence(lost, locale)]),
    ...(unproven === undefined ? [] : [say(STANDS_STILL, meant('DECISION_UNPROVEN', locale))]),
    say(
      {
        'zh-CN': '工单处于“{status}”，自{since}起，等待{party}。',
        en: 'The case stands at “{status}” since {since} and waits for {party}.',
      },
      { status, since, party: place('party', waitsFor) },
    ),
    ...(nextDueAt === undefined || lost !== undefined
      ? []
      : [
          say(
            {
              'zh-CN': '下一个自动动作在{due}。',
              en: 'The next thing happens by itself at {due}.',
            },
            {
              due: place('moment', nextDueAt),
            },
          ),
        ]),
    ...(view.overdue
      ? [say({ 'zh-CN': '已超时，已升级。', en: 'It is overdue and was escalated.' })]
      : []),
    ...(view.held ? [say({ 'zh-CN': '工单被暂停。', en: 'An operator holds it.' })] : []),
    view.pointOfNoReturn
      ? say({
          'zh-CN': '首个解绑请求已发出，不能撤回。',
          en: 'An unbind request was sent, so it cannot be taken back.',
        })
      : say({ 'zh-CN': '尚未发出不可撤销的请求。', en: 'Nothing irreversible was sent yet.' }),
  ];
}

const CONCERNED: Phrase = { 'zh-CN': '涉及：{names}。', en: 'Concerned: {names}.' };

/** What is concerned, in one sentence however many there are. */
function concerned(subjects: readonly string[], locale: Locale): OpenSentence {
  const places = subjects.map((id, index) => [`part${index}`, place('part', id)] as const);
  const names = places.map(([name]) => `{${name}}`).join(BETWEEN_WORDS[locale]);
  return openIn(locale)(CONCERNED, Object.fromEntries(places), { names });
}

function reasons({ view, gate }: Facts, locale: Locale): OpenSentence[] {
  const say = openIn(locale);
  const { parked } = view;
  const known = [...view.terminals, ...view.deposits, view.closure].flatMap(
    (part) => part.gate ?? [],
  );
  const closed = gate ?? known;
  return [
    ...(parked
      ? [
          say(
            {
              'zh-CN': '步骤“{step}”自{since}起挂起：{meaning}（{code}）',
              en: 'The step “{step}” is parked since {since}: {meaning} ({code})',
            },
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
      ? [say({ 'zh-CN': '准入条件现已满足，可以重试。', en: 'The gate is open now: retry.' })]
      : []),
    ...[...new Set(closed)].map((code) =>
      say(
        {
          'zh-CN': '准入条件未满足：{meaning}（{code}）',
          en: 'The gate is closed: {meaning} ({code})',
        },
        meant(code, locale),
      ),
    ),
  ];
}

const EVIDENCE = {
  effect: {
    'zh-CN': '{request}：我方记录为“{ours}”，对方现在答复“{theirs}”{coded}。',
    en: '{request}: our record says “{ours}”, the provider says “{theirs}”{coded} now.',
  },
  coded: { 'zh-CN': '（{code}）', en: ' ({code})' },
  work: {
    'zh-CN': '正在执行“{activity}”，第{attempt}次{why}{then}。',
    en: 'At work: “{activity}”, attempt {attempt}{why}{then}.',
  },
  why: { 'zh-CN': '（上次：{code}）', en: ' (last: {code})' },
  then: { 'zh-CN': '，下次在{next}', en: ', next at {next}' },
  silent: {
    'zh-CN': 'Temporal 没有应答，以上来自档案。',
    en: 'Temporal did not answer; this is from the record.',
  },
} as const satisfies Record<string, Phrase>;

function evidence(
  { intents, words, trying, temporalAnswered }: Facts,
  locale: Locale,
): OpenSentence[] {
  const say = openIn(locale);
  const effects = intents.flatMap(({ key, state }) => {
    const word = words.get(key);
    if (!word) return [];
    const places = {
      request: place('request', key),
      ours: place('effect-state', state),
      theirs: place('provider-state', word.says),
      ...(word.code === undefined ? {} : { code: place('code', word.code) }),
    };
    const coded = word.code === undefined ? '' : EVIDENCE.coded[locale];
    return [say(EVIDENCE.effect, places, { coded })];
  });
  const work = trying.map(({ activityType, attempt, nextAttemptAt, lastFailure }) => {
    const places = {
      activity: place('activity', activityType),
      attempt: place('text', String(attempt)),
      ...(lastFailure === undefined ? {} : { code: place('code', lastFailure) }),
      ...(nextAttemptAt === undefined ? {} : { next: place('moment', nextAttemptAt) }),
    };
    const why = lastFailure === undefined ? '' : EVIDENCE.why[locale];
    const then = nextAttemptAt === undefined ? '' : EVIDENCE.then[locale];
    return say(EVIDENCE.work, places, { why, then });
  });
  return [...effects, ...work, ...(temporalAnswered ? [] : [say(EVIDENCE.silent)])];
}

/** Everything worth knowing, in plain sentences. */
export function sentencesOf(facts: Facts, locale: Locale): OpenSentence[] {
  return [...standing(facts, locale), ...reasons(facts, locale), ...evidence(facts, locale)];
}
