/** Texts of the operators' page. */
import { VERB_WORDS } from '../../../words/causes';
import type { Phrase, Sentence } from '../../../words/phrase';

export const OPS = {
  title: { 'zh-CN': '运维', en: 'Operations' },
  lead: {
    'zh-CN': '需要人处理的工单：按原因分组，等得最久的在前。',
    en: 'What needs a person: by cause, longest waiting first.',
  },
  nothing: { 'zh-CN': '没有需要处理的事项。', en: 'Nothing needs attention.' },
  more: { 'zh-CN': '全部显示', en: 'Show all' },
  filters: { 'zh-CN': '筛选', en: 'Filters' },
  moneyFrom: { 'zh-CN': '涉及押金不低于', en: 'At stake from' },
  filtered: {
    'zh-CN': '筛选的是工单；流程和 worker 的问题只在不筛选时显示。',
    en: 'Cases are filtered; what is wrong with workflows and workers shows without a filter only.',
  },
  nothingFound: {
    'zh-CN': '没有符合条件的事项。',
    en: 'Nothing needs attention under these filters.',
  },
  nextPage: { 'zh-CN': '显示更多', en: 'Show more' },
  atStake: { 'zh-CN': '涉及押金 {amount}', en: '{amount} at stake' },
  forAll: {
    'zh-CN': '全部{verb}（{count}）…',
    en: { one: '{verb}: {count} case…', other: '{verb}: all {count} cases…' },
  },
  bulkTitle: { 'zh-CN': '批量{verb}', en: '{verb}: many cases' },
  wouldHappen: { 'zh-CN': '将会发生的事', en: 'What would happen' },
  wouldAct: {
    'zh-CN': '共 {matched} 个工单，将处理 {count} 个：',
    en: {
      one: '{matched} found; something would be done to {count} case:',
      other: '{matched} found; something would be done to {count} cases:',
    },
  },
  bulkReason: { 'zh-CN': '原因', en: 'Reason' },
  bulkReasonHint: {
    'zh-CN': '写入每个工单的备注和台账。',
    en: 'It becomes a note of every case; the ledger names it.',
  },
  bulkLimit: { 'zh-CN': '最多处理（可不填）', en: 'At most so many (optional)' },
  bulkRate: { 'zh-CN': '每秒处理', en: 'Cases a second' },
  bulkStopAfter: { 'zh-CN': '出错多少个后停止', en: 'Stop after so many errors' },
  noNumber: { 'zh-CN': '请输入不小于 1 的整数。', en: 'Enter a whole number from 1.' },
  bulkNothing: {
    'zh-CN': '没有可以处理的工单。',
    en: 'There is nothing to be done to any of them.',
  },
  bulkStart: {
    'zh-CN': '{verb} {count} 个',
    en: { one: '{verb}: {count} case', other: '{verb}: {count} cases' },
  },
  bulkStop: { 'zh-CN': '停止', en: 'Stop' },
  bulkProgress: { 'zh-CN': '进度', en: 'Progress' },
  bulkCounts: {
    'zh-CN':
      '已完成 {done} / {total}，跳过 {skipped}，失败 {failed}，再次挂起 {again}，剩余 {left}',
    en: '{done} of {total} done, {skipped} skipped, {failed} failed, {again} parked again, {left} left',
  },
  bulkGoesOn: {
    'zh-CN': '关闭此窗口后继续进行；已完成的不会重复。',
    en: 'It goes on when this is closed; what is done is not done again.',
  },
  bulkFailed: { 'zh-CN': '失败的工单', en: 'Cases that failed' },
  silent: {
    record: {
      'zh-CN': '档案没有答复，以下内容不完整。',
      en: 'The record did not answer; this is not all.',
    },
    temporal: {
      'zh-CN': 'Temporal 没有答复：流程和 worker 的问题不在下面。',
      en: 'Temporal did not answer: what is wrong with workflows and workers is missing here.',
    },
  },
  since: { 'zh-CN': '自', en: 'since' },
  diagnose: { 'zh-CN': '诊断', en: 'Diagnosis' },
  choose: { 'zh-CN': '从左侧选择一个工单查看诊断。', en: 'Choose a case to see its diagnosis.' },
  sentences: { 'zh-CN': '情况', en: 'What is going on' },
  remedy: { 'zh-CN': '建议的做法', en: 'What to do' },
  repairs: { 'zh-CN': '可用的处理方式', en: 'Repairs' },
  otherRepairs: { 'zh-CN': '其他处理方式', en: 'Other repairs' },
  recommended: { 'zh-CN': '建议', en: 'recommended' },
  effects: { 'zh-CN': '对外操作', en: 'Effects on the outside' },
  key: { 'zh-CN': '请求号', en: 'Request number' },
  effect: { 'zh-CN': '操作', en: 'Effect' },
  state: { 'zh-CN': '我方状态', en: 'Our state' },
  attempt: { 'zh-CN': '次数', en: 'Attempts' },
  says: { 'zh-CN': '对方现在答复', en: 'The provider says now' },
  trying: { 'zh-CN': '正在尝试', en: 'Being tried' },
  tries: { 'zh-CN': '{what}，第 {count} 次', en: '{what}, attempt {count}' },
  lastFailure: { 'zh-CN': '上次失败', en: 'last failure' },
  nextAttempt: { 'zh-CN': '下次尝试', en: 'next attempt' },
  gate: { 'zh-CN': '未满足的条件', en: 'What closes the gate now' },
  temporalAway: {
    'zh-CN': 'Temporal 没有答复，以下只有记录中的内容。',
    en: 'Temporal did not answer; this is what the record knows.',
  },
  again: { 'zh-CN': '重新诊断', en: 'Diagnose again' },
  inTemporal: { 'zh-CN': '在 Temporal 中查看', en: 'Open in Temporal' },
  toCase: { 'zh-CN': '打开工单', en: 'Open the case' },
  search: { 'zh-CN': '按工单号诊断', en: 'Diagnose a case by its id' },
} as const satisfies Record<string, Sentence | Readonly<Record<string, Phrase>>>;

export const BULK_VERB = VERB_WORDS;
