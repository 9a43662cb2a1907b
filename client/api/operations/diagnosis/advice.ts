// client/api/operations/diagnosis/: why a case stands where it stands, and its history.
/** What an operator can do with a case that stands still, and what to do first, in every language. */
import { messagePartsFor } from '../../../../words/errors';
import type { AdvisedAction } from '../../../../wire/states';
import type { Locale, Phrase } from '../../../../workflows/contract/case-data';
import type { ErrorCode } from '../../../../workflows/contract/errors';
import { type LostWorkflow, sendsMoneyAnew } from '../../../../workflows/contract/operations';
import { sentence } from '../../../../words/phrase';
import { laterWords } from '../reset/text';
import type { Unproven } from './forged';
import type { Facts } from './text';
import { RETRY_ANEW } from '../repairs/paid-anew-text';

export interface RepairAdvice {
  readonly remedy?: string;
  readonly repairs: readonly {
    readonly action: AdvisedAction;
    readonly what: string;
    readonly recommended: boolean;
  }[];
}

const REPAIRS: Readonly<Record<AdvisedAction, Phrase>> = {
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

const RESET_FORGED: Phrase = {
  'zh-CN':
    '回退到事件 {point} 处，即“{what}”之前：那项决定未经签名，没有记入台账，也不会再次执行。',
  en: 'Reset to the point at event {point}, before what nobody has signed: {what}. It was not written, and cannot be applied again.',
};

const KEYS_DIFFER: Phrase = {
  'zh-CN':
    '各项决定都由 API 已知的密钥签名，是 worker 配置的公钥不同：请为 worker 配置 API 的公钥，然后重试“写入台账”。',
  en: 'All of it is signed by keys that the API knows, so the workers have others: give them the public keys of the API, then retry to write the ledger.',
};

/** What to do about what is not proven. */
function repairOfUnproven(unproven: Unproven, locale: Locale): RepairAdvice['repairs'][number] {
  if (unproven.kind === 'keys-differ') {
    return { action: 'retry', what: KEYS_DIFFER[locale], recommended: true };
  }
  const { decision, before } = unproven.kind === 'forged' ? unproven : {};
  if (decision === undefined || before === undefined) {
    return { action: 'reset', what: REPAIRS.reset[locale], recommended: true };
  }
  const what = laterWords('decision', decision, locale);
  const words = sentence(locale, RESET_FORGED, { point: before, what });
  return { action: 'reset', what: words, recommended: true };
}

/** Those whose history is there to be taken back. */
const HEALED_BY_RESET: readonly LostWorkflow[] = ['failed', 'terminated', 'canceled', 'timed-out'];

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

function wordsFor(action: AdvisedAction, { view }: Pick<Facts, 'view'>): Phrase {
  const isPaidAnew = view.parked !== undefined && sendsMoneyAnew(view, view.parked.step);
  return action === 'retry' && isPaidAnew ? RETRY_ANEW : REPAIRS[action];
}

/** What an operator can do with a parked case or a manual task, and what to do first. */
export function repairsOf(
  facts: Pick<Facts, 'view' | 'lost' | 'intents' | 'words' | 'gate' | 'unproven'>,
  locale: Locale,
): RepairAdvice {
  const { view, lost, unproven } = facts;
  if (lost !== undefined) {
    const what = REPAIRS.reset[locale];
    return {
      remedy: messagePartsFor('WORKFLOW_MISSING', locale).remedy,
      repairs: HEALED_BY_RESET.includes(lost) ? [{ action: 'reset', what, recommended: true }] : [],
    };
  }
  if (unproven !== undefined) {
    return {
      remedy: messagePartsFor('DECISION_UNPROVEN', locale).remedy,
      repairs: [repairOfUnproven(unproven, locale)],
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
