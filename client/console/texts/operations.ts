/** Texts of the operators' page. */
import type { Pair } from './sentence';

export const OPS = {
  title: ['运维', 'Operations'],
  lead: [
    '需要人处理的工单：按原因分组，等得最久的在前。',
    'What needs a person: by cause, longest waiting first.',
  ],
  nothing: ['没有需要处理的事项。', 'Nothing needs attention.'],
  overdue: ['超时', 'Overdue'],
  overdueWhat: [
    '已升级给主管，等待中的人尚未处理。',
    'Escalated to the team lead; whoever it waits for has not acted.',
  ],
  parkedSince: ['挂起于', 'parked'],
  since: ['自', 'since'],
  diagnose: ['诊断', 'Diagnosis'],
  choose: ['从左侧选择一个工单查看诊断。', 'Choose a case to see its diagnosis.'],
  sentences: ['情况', 'What is going on'],
  remedy: ['建议的做法', 'What to do'],
  repairs: ['可用的处理方式', 'Repairs'],
  recommended: ['建议', 'recommended'],
  effects: ['对外操作', 'Effects on the outside'],
  key: ['请求号', 'Request number'],
  effect: ['操作', 'Effect'],
  state: ['我方状态', 'Our state'],
  attempt: ['次数', 'Attempts'],
  says: ['对方现在答复', 'The provider says now'],
  trying: ['正在尝试', 'Being tried'],
  lastFailure: ['上次失败', 'last failure'],
  nextAttempt: ['下次尝试', 'next attempt'],
  gate: ['未满足的条件', 'What closes the gate now'],
  temporalAway: [
    'Temporal 没有答复，以下只有记录中的内容。',
    'Temporal did not answer; this is what the record knows.',
  ],
  again: ['重新诊断', 'Diagnose again'],
  history: ['下载历史', 'Download the history'],
  toCase: ['打开工单', 'Open the case'],
  search: ['按工单号诊断', 'Diagnose a case by its id'],
} as const satisfies Record<string, Pair>;
