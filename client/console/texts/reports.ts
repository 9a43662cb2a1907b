/** Texts of the reports: names, and what each column holds. */
import type { ReportName } from '../../../wire/states';
import type { Pair } from '../../../words/sentence';

export const REPORTS = {
  title: ['报表', 'Reports'],
  from: ['自', 'From'],
  to: ['至', 'Until'],
  time: ['时长按', 'Durations in'],
  working: ['工作时间', 'working time'],
  calendar: ['自然时间', 'calendar time'],
  csv: ['导出 CSV', 'Export CSV'],
  table: ['数据表', 'The table behind it'],
  nothing: ['这段时间没有数据。', 'There is nothing in this time.'],
  chart: ['图表：{name}', 'Chart: {name}'],
  generated: ['生成于', 'as of'],
  deskDays: ['首尾两天都包含。', 'Both days are included.'],
  ranges: ['报表', 'Reports'],
} as const satisfies Record<string, Pair>;

export const REPORT: Readonly<Record<ReportName, { readonly name: Pair; readonly what: Pair }>> = {
  'open-by-status-and-age': {
    name: ['未结工单：状态与时长', 'Open by status and age'],
    what: [
      '现在每个状态有多少工单，已停留多久。',
      'How many cases stand in each status now, and for how long.',
    ],
  },
  'stage-times': {
    name: ['各阶段用时', 'Times per stage'],
    what: [
      '期间内结束的停留：中位数与第 90 百分位。',
      'Stays that ended in this time: median and 90th percentile.',
    ],
  },
  'overdue-rate': {
    name: ['超时率', 'Overdue rate'],
    what: [
      '期间内开始的停留中有多少须升级。',
      'How many of the stays that began had to be escalated.',
    ],
  },
  reasons: {
    name: ['解绑原因', 'Reasons for unbinding'],
    what: ['期间内创建的工单及其结果。', 'Cases opened in this time and how they ended.'],
  },
  refusals: {
    name: ['拒绝与受阻代码', 'Refusals by code'],
    what: ['审核拒绝、条件未满足和步骤失败。', 'Rejections, closed gates and steps that failed.'],
  },
  notices: {
    name: ['通知结果', 'Notices by result'],
    what: [
      '期间内计划的通知及其送达情况。',
      'Notices planned in this time and what became of them.',
    ],
  },
  refunds: {
    name: ['退款状态', 'Refunds by state'],
    what: ['期间内创建的工单的可退押金。', 'Refundable deposits of cases opened in this time.'],
  },
};

/** Heads of columns by their names in the API. */
export const COLUMN: Readonly<Record<string, Pair>> = {
  status: ['状态', 'Status'],
  total: ['合计', 'Total'],
  underOneDay: ['1 天内', 'under 1 day'],
  oneToThreeDays: ['1–3 天', '1–3 days'],
  threeToSevenDays: ['3–7 天', '3–7 days'],
  sevenToThirtyDays: ['7–30 天', '7–30 days'],
  overThirtyDays: ['超过 30 天', 'over 30 days'],
  count: ['数量', 'Count'],
  medianMs: ['中位数', 'Median'],
  p90Ms: ['第 90 百分位', '90th percentile'],
  entered: ['进入', 'Entered'],
  overdue: ['超时', 'Overdue'],
  rate: ['超时率', 'Rate'],
  reason: ['原因', 'Reason'],
  opened: ['创建', 'Opened'],
  completed: ['已完成', 'Completed'],
  rejected: ['已拒绝', 'Rejected'],
  withdrawn: ['已撤回', 'Withdrawn'],
  expired: ['已过期', 'Expired'],
  open: ['未结', 'Open'],
  kind: ['种类', 'Kind'],
  code: ['代码', 'Code'],
  cases: ['工单', 'Cases'],
  channel: ['渠道', 'Channel'],
  planned: ['待发送', 'Planned'],
  attempting: ['发送中', 'Sending'],
  deferred: ['推迟', 'Deferred'],
  accepted: ['已受理', 'Accepted'],
  sent: ['已发出', 'Sent'],
  delivered: ['已送达', 'Delivered'],
  undelivered: ['未送达', 'Undelivered'],
  failed: ['失败', 'Failed'],
  unknown: ['未知', 'Unknown'],
  suppressed: ['抑制', 'Suppressed'],
  state: ['状态', 'State'],
  currency: ['币种', 'Currency'],
  amountMinor: ['金额', 'Amount'],
  rejection: ['审核拒绝', 'Rejection'],
  gate: ['条件未满足', 'Closed gate'],
  step: ['步骤失败', 'Failed step'],
};
