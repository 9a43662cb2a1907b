/** Texts of the operators' page. */
import { VERB_WORDS } from '../../../words/causes';
import type { Pair } from '../../../words/sentence';

export const OPS = {
  title: ['运维', 'Operations'],
  lead: [
    '需要人处理的工单：按原因分组，等得最久的在前。',
    'What needs a person: by cause, longest waiting first.',
  ],
  nothing: ['没有需要处理的事项。', 'Nothing needs attention.'],
  more: ['全部显示', 'Show all'],
  filters: ['筛选', 'Filters'],
  moneyFrom: ['涉及押金不低于', 'At stake from'],
  filtered: [
    '筛选的是工单；流程和 worker 的问题只在不筛选时显示。',
    'Cases are filtered; what is wrong with workflows and workers shows without a filter only.',
  ],
  nothingFound: ['没有符合条件的事项。', 'Nothing needs attention under these filters.'],
  nextPage: ['显示更多', 'Show more'],
  atStake: ['涉及押金 {amount}', '{amount} at stake'],
  forAll: ['全部{verb}（{count}）…', '{verb} all ({count})…'],
  bulkTitle: ['批量{verb}', '{verb} many cases'],
  wouldHappen: ['将会发生的事', 'What would happen'],
  wouldAct: [
    '共 {matched} 个工单，将处理 {count} 个：',
    'Of {matched} cases, something would be done to {count}:',
  ],
  bulkReason: ['原因', 'Reason'],
  bulkReasonHint: [
    '写入每个工单的备注和台账。',
    'It becomes a note of every case; the ledger names it.',
  ],
  bulkLimit: ['最多处理（可不填）', 'At most so many (optional)'],
  bulkRate: ['每秒处理', 'Cases a second'],
  bulkStopAfter: ['出错多少个后停止', 'Stop after so many errors'],
  noNumber: ['请输入不小于 1 的整数。', 'Enter a whole number from 1.'],
  bulkNothing: ['没有可以处理的工单。', 'There is nothing to be done to any of them.'],
  bulkStart: ['{verb} {count} 个', '{verb} {count}'],
  bulkStop: ['停止', 'Stop'],
  bulkProgress: ['进度', 'Progress'],
  bulkCounts: [
    '已完成 {done} / {total}，跳过 {skipped}，失败 {failed}，再次挂起 {again}，剩余 {left}',
    '{done} of {total} done, {skipped} skipped, {failed} failed, {again} parked again, {left} left',
  ],
  bulkGoesOn: [
    '关闭此窗口后继续进行；已完成的不会重复。',
    'It goes on when this is closed; what is done is not done again.',
  ],
  bulkFailed: ['失败的工单', 'Cases that failed'],
  silent: {
    record: ['档案没有答复，以下内容不完整。', 'The record did not answer; this is not all.'],
    temporal: [
      'Temporal 没有答复：流程和 worker 的问题不在下面。',
      'Temporal did not answer: what is wrong with workflows and workers is missing here.',
    ],
  },
  since: ['自', 'since'],
  diagnose: ['诊断', 'Diagnosis'],
  choose: ['从左侧选择一个工单查看诊断。', 'Choose a case to see its diagnosis.'],
  sentences: ['情况', 'What is going on'],
  remedy: ['建议的做法', 'What to do'],
  repairs: ['可用的处理方式', 'Repairs'],
  otherRepairs: ['其他处理方式', 'Other repairs'],
  recommended: ['建议', 'recommended'],
  effects: ['对外操作', 'Effects on the outside'],
  key: ['请求号', 'Request number'],
  effect: ['操作', 'Effect'],
  state: ['我方状态', 'Our state'],
  attempt: ['次数', 'Attempts'],
  says: ['对方现在答复', 'The provider says now'],
  trying: ['正在尝试', 'Being tried'],
  tries: ['{what}，第 {count} 次', '{what}, attempt {count}'],
  lastFailure: ['上次失败', 'last failure'],
  nextAttempt: ['下次尝试', 'next attempt'],
  gate: ['未满足的条件', 'What closes the gate now'],
  temporalAway: [
    'Temporal 没有答复，以下只有记录中的内容。',
    'Temporal did not answer; this is what the record knows.',
  ],
  again: ['重新诊断', 'Diagnose again'],
  inTemporal: ['在 Temporal 中查看', 'Open in Temporal'],
  toCase: ['打开工单', 'Open the case'],
  search: ['按工单号诊断', 'Diagnose a case by its id'],
} as const satisfies Record<string, Pair | Readonly<Record<string, Pair>>>;

export const BULK_VERB = VERB_WORDS;
