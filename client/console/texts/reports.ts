/** Texts of the reports: names, and what each column holds. */
import type { ReportName } from '../../../wire/states';
import { NOTICE_STATE, STATUS } from '../../../words/domain';
import type { Phrase } from '../../../words/phrase';

export const REPORTS = {
  title: { 'zh-CN': '报表', en: 'Reports' },
  from: { 'zh-CN': '自', en: 'From' },
  to: { 'zh-CN': '至', en: 'Until' },
  time: { 'zh-CN': '时长按', en: 'Durations in' },
  working: { 'zh-CN': '工作时间', en: 'working time' },
  calendar: { 'zh-CN': '自然时间', en: 'calendar time' },
  csv: { 'zh-CN': '导出 CSV', en: 'Export CSV' },
  table: { 'zh-CN': '数据表', en: 'The table behind it' },
  nothing: { 'zh-CN': '这段时间没有数据。', en: 'There is nothing in this time.' },
  chart: { 'zh-CN': '图表：{name}', en: 'Chart: {name}' },
  generated: { 'zh-CN': '生成于', en: 'as of' },
  deskDays: { 'zh-CN': '首尾两天都包含。', en: 'Both days are included.' },
  ranges: { 'zh-CN': '报表', en: 'Reports' },
} as const satisfies Record<string, Phrase>;

export const REPORT: Readonly<
  Record<ReportName, { readonly name: Phrase; readonly what: Phrase }>
> = {
  'open-by-status-and-age': {
    name: { 'zh-CN': '未结工单：状态与时长', en: 'Open by status and age' },
    what: {
      'zh-CN': '现在每个状态有多少工单，已停留多久。',
      en: 'How many cases stand in each status now, and for how long.',
    },
  },
  'stage-times': {
    name: { 'zh-CN': '各阶段用时', en: 'Times per stage' },
    what: {
      'zh-CN': '期间内结束的停留：中位数与第 90 百分位。',
      en: 'Stays that ended in this time: median and 90th percentile.',
    },
  },
  'overdue-rate': {
    name: { 'zh-CN': '超时率', en: 'Overdue rate' },
    what: {
      'zh-CN': '期间内开始的停留中有多少须升级。',
      en: 'How many of the stays that began had to be escalated.',
    },
  },
  reasons: {
    name: { 'zh-CN': '解绑原因', en: 'Reasons for unbinding' },
    what: {
      'zh-CN': '期间内创建的工单及其结果。',
      en: 'Cases opened in this time and how they ended.',
    },
  },
  refusals: {
    name: { 'zh-CN': '拒绝与受阻代码', en: 'Refusals by code' },
    what: {
      'zh-CN': '审核拒绝、条件未满足和步骤失败。',
      en: 'Rejections, closed gates and steps that failed.',
    },
  },
  notices: {
    name: { 'zh-CN': '通知结果', en: 'Notices by result' },
    what: {
      'zh-CN': '期间内计划的通知及其送达情况。',
      en: 'Notices planned in this time and what became of them.',
    },
  },
  refunds: {
    name: { 'zh-CN': '退款状态', en: 'Refunds by state' },
    what: {
      'zh-CN': '期间内创建的工单的可退押金。',
      en: 'Refundable deposits of cases opened in this time.',
    },
  },
};

/** Heads of columns by their names in the API. */
export const COLUMN: Readonly<Record<string, Phrase>> = {
  ...NOTICE_STATE,
  status: { 'zh-CN': '状态', en: 'Status' },
  total: { 'zh-CN': '合计', en: 'Total' },
  underOneDay: { 'zh-CN': '1 天内', en: 'under 1 day' },
  oneToThreeDays: { 'zh-CN': '1–3 天', en: '1–3 days' },
  threeToSevenDays: { 'zh-CN': '3–7 天', en: '3–7 days' },
  sevenToThirtyDays: { 'zh-CN': '7–30 天', en: '7–30 days' },
  overThirtyDays: { 'zh-CN': '超过 30 天', en: 'over 30 days' },
  count: { 'zh-CN': '数量', en: 'Count' },
  medianMs: { 'zh-CN': '中位数', en: 'Median' },
  p90Ms: { 'zh-CN': '第 90 百分位', en: '90th percentile' },
  entered: { 'zh-CN': '进入', en: 'Entered' },
  overdue: { 'zh-CN': '超时', en: 'Overdue' },
  rate: { 'zh-CN': '超时率', en: 'Rate' },
  reason: { 'zh-CN': '原因', en: 'Reason' },
  opened: { 'zh-CN': '创建', en: 'Opened' },
  completed: STATUS.completed,
  rejected: STATUS.rejected,
  withdrawn: STATUS.withdrawn,
  expired: STATUS.expired,
  open: { 'zh-CN': '未结', en: 'Open' },
  kind: { 'zh-CN': '种类', en: 'Kind' },
  code: { 'zh-CN': '代码', en: 'Code' },
  cases: { 'zh-CN': '工单', en: 'Cases' },
  channel: { 'zh-CN': '渠道', en: 'Channel' },
  state: { 'zh-CN': '状态', en: 'State' },
  currency: { 'zh-CN': '币种', en: 'Currency' },
  amountMinor: { 'zh-CN': '金额', en: 'Amount' },
  rejection: { 'zh-CN': '审核拒绝', en: 'Rejection' },
  gate: { 'zh-CN': '条件未满足', en: 'Closed gate' },
  step: { 'zh-CN': '步骤失败', en: 'Failed step' },
};
