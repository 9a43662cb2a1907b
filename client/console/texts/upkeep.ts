/** Texts of the operators' pages beside the list: histories, comparisons, builds of the worker, runs. */
import type { BuildState } from '../../../workflows/contract/operations';
import type { Phrase, Sentence } from '../../../words/phrase';

export const UPKEEP = {
  attention: { 'zh-CN': '需要处理', en: 'Needs a person' },
  runs: { 'zh-CN': '批量处理', en: 'Bulk repairs' },
  reconcile: { 'zh-CN': '对账', en: 'Reconcile' },
  verify: { 'zh-CN': '台账验证', en: 'Verify the ledger' },
  rebuild: { 'zh-CN': '重建记录', en: 'Rebuild' },
  deployments: { 'zh-CN': 'Worker 版本', en: 'Worker builds' },
  pages: { 'zh-CN': '运维的各个页面', en: 'Pages of operations' },
} as const satisfies Record<string, Sentence>;

export const HISTORY = {
  title: { 'zh-CN': '历史', en: 'History' },
  what: {
    'zh-CN': '历史只含编号、代码和金额，没有个人信息，可以带出。',
    en: 'The history holds ids, codes and amounts and no personal data, so it may leave the building.',
  },
  download: { 'zh-CN': '下载原始 JSON', en: 'Download as raw JSON' },
  replay: { 'zh-CN': '用当前 worker 的版本重放', en: 'Replay on the workers’ build' },
  replayWhat: {
    'zh-CN': '只读：检查现在运行的流程代码能否接着走这段历史。',
    en: 'Reads only: whether the workflow code that runs now fits this history.',
  },
  fits: {
    'zh-CN': '代码与历史一致，工单可以继续。',
    en: 'The code fits the history; the case can go on.',
  },
  differs: { 'zh-CN': '代码与历史不一致', en: 'The code does not fit the history' },
  differsAt: {
    'zh-CN': '第一个不一致的事件：第 {event} 个（{type}）',
    en: 'First event that differs: {event} ({type})',
  },
  recorded: { 'zh-CN': '历史中是', en: 'The history has' },
  wanted: { 'zh-CN': '代码要的是', en: 'The code wanted' },
  unknown: { 'zh-CN': '未知', en: 'not known' },
  story: {
    'zh-CN': '经过（{count} 条）',
    en: { one: 'The story ({count} row)', other: 'The story ({count} rows)' },
  },
} as const satisfies Record<string, Sentence>;

export const HISTORIES = {
  title: { 'zh-CN': '多个工单的历史', en: 'Histories of many cases' },
  lead: {
    'zh-CN': '历史只含编号、代码和金额，没有个人信息，可以带出。存为一个文件，每行一个历史。',
    en: 'Histories hold ids, codes and amounts and no personal data, so they may leave the building. Saved as one file, a history on each line.',
  },
  open: { 'zh-CN': '进行中的全部', en: 'everything that is open' },
  andEnded: { 'zh-CN': '包括已结束的', en: 'with those that have ended' },
  parked: { 'zh-CN': '已挂起', en: 'Parked' },
  overdue: { 'zh-CN': '已超时', en: 'Overdue' },
  download: { 'zh-CN': '下载历史', en: 'Download the histories' },
  stop: { 'zh-CN': '停止', en: 'Stop' },
  progress: { 'zh-CN': '下载进度', en: 'Progress of the download' },
  taken: { 'zh-CN': '已取得 {count} 个', en: '{count} taken so far' },
  takenOf: { 'zh-CN': '已取得 {count} / {total} 个', en: '{count} of {total} taken so far' },
  saved: {
    'zh-CN': '{count} 个历史已保存为 {file}',
    en: { one: '{count} history saved as {file}', other: '{count} histories saved as {file}' },
  },
  missing: {
    'zh-CN': '{count} 个工单的历史 Temporal 已不再保存：',
    en: {
      one: 'Temporal keeps the history of {count} case no longer:',
      other: 'Temporal keeps the histories of {count} cases no longer:',
    },
  },
  replay: {
    'zh-CN': '要用尚未部署的版本重放，请在该版本所在处运行；退出码 0 表示可以接着走：',
    en: 'To replay them on a build that is not deployed, run this where it lies; with exit code 0 it takes them on:',
  },
} as const satisfies Record<string, Sentence>;

/** Of every page about runs over the whole desk. */
export const SWEEP = {
  runs: { 'zh-CN': '最近的运行', en: 'Latest runs' },
  none: { 'zh-CN': '还没有运行过。', en: 'None has run yet.' },
  choose: { 'zh-CN': '选择一次查看结果。', en: 'Choose a run to see what it found.' },
  startedAt: { 'zh-CN': '开始', en: 'Started' },
  endedAt: { 'zh-CN': '结束', en: 'Ended' },
  goesOn: { 'zh-CN': '正在进行，结果会出现在这里。', en: 'It is at work; the result shows here.' },
  failed: { 'zh-CN': '没有完成：{meaning}', en: 'The run did not finish: {meaning}' },
} as const satisfies Record<string, Phrase>;

export const VERIFY = {
  title: { 'zh-CN': '台账验证', en: 'Verify the ledger' },
  lead: {
    'zh-CN':
      '重新计算每个工单台账的哈希链。每晚 3:00（上海时间）自动进行一次；被改动的台账会出现在“需要处理”中。',
    en: 'Computes the hash chain of every ledger anew. One run each night at 3:00 in Shanghai; a ledger that was changed shows under “Needs a person”.',
  },
  start: { 'zh-CN': '立即验证', en: 'Verify now' },
  started: { 'zh-CN': '验证已开始', en: 'The verification has started' },
  cases: { 'zh-CN': '已验证的工单', en: 'Cases verified' },
  rows: { 'zh-CN': '已验证的行', en: 'Rows verified' },
  row: { 'zh-CN': '行', en: 'Row' },
  what: { 'zh-CN': '问题', en: 'What is wrong' },
} as const satisfies Record<string, Phrase>;

export const RECONCILE = {
  title: { 'zh-CN': '对账', en: 'Reconcile' },
  lead: {
    'zh-CN':
      '比较台账、流程、收单机构的台账和通知。每晚 3:00（上海时间）自动进行一次；发现的差异会出现在“需要处理”中。',
    en: 'Compares ledger, workflows, the acquirer’s ledger and notices. One run each night at 3:00 in Shanghai; what differs shows under “Needs a person”.',
  },
  dont: {
    'zh-CN': '不要按清单手工付款、解绑或注销：先看工单，对方知道的可能比台账多。',
    en: 'Do not pay, unbind or close by hand what a list says is missing: look at the case first; the provider may know more than the ledger.',
  },
  start: { 'zh-CN': '立即对账', en: 'Compare now' },
  started: { 'zh-CN': '对账已开始', en: 'The comparison has started' },
  cases: { 'zh-CN': '已比较的工单', en: 'Cases compared' },
  workflows: { 'zh-CN': '已比较的流程', en: 'Workflows compared' },
  reopened: { 'zh-CN': '重新打开的退款', en: 'Refunds opened again' },
  nothing: { 'zh-CN': '没有差异。', en: 'Nothing differs.' },
  differences: { 'zh-CN': '差异（{count}）', en: 'Differences ({count})' },
  case: { 'zh-CN': '工单', en: 'Case' },
  what: { 'zh-CN': '差异', en: 'What differs' },
  subject: { 'zh-CN': '对象', en: 'Concerns' },
  wholeCase: { 'zh-CN': '整个工单', en: 'all of it' },
  first: {
    'zh-CN': '只显示前 {count} 个，其余在“需要处理”中。',
    en: 'The first {count}; “Needs a person” has the others.',
  },
} as const satisfies Record<string, Sentence>;

export const BUILD_STATE_WHAT: Readonly<Record<BuildState, Phrase>> = {
  current: {
    'zh-CN': '新工单在此运行，未结束的工单随下一步转来。',
    en: 'New cases go here, and open ones with their next step.',
  },
  ramping: { 'zh-CN': '接收一部分工单。', en: 'Gets a share of the cases.' },
  draining: {
    'zh-CN': '留在此版本的工单仍需要它：不要停止其 worker。',
    en: 'Open cases stay with it: do not stop its workers.',
  },
  drained: {
    'zh-CN': '没有工单需要它，可以停止其 worker。',
    en: 'Nothing needs it; its workers may be stopped.',
  },
  inactive: { 'zh-CN': '已在等待任务，尚未分到工单。', en: 'It asks for work and gets none yet.' },
};

export const DEPLOY = {
  title: { 'zh-CN': 'Worker 版本', en: 'Worker builds' },
  lead: {
    'zh-CN': '哪个版本的流程代码在运行工单。',
    en: 'Which build of the workflow code runs the cases.',
  },
  none: {
    'zh-CN':
      '没有带版本的 worker。要不停机发布，请给 worker 设置 UNBIND_WORKER_DEPLOYMENT_NAME 和 UNBIND_WORKER_BUILD_ID。',
    en: 'There are no versioned workers. For a release without a gap, give the workers UNBIND_WORKER_DEPLOYMENT_NAME and UNBIND_WORKER_BUILD_ID.',
  },
  build: { 'zh-CN': '版本', en: 'Build' },
  state: { 'zh-CN': '状态', en: 'State' },
  unversioned: { 'zh-CN': '不带版本的 worker', en: 'Workers without a version' },
  unversionedWhat: {
    'zh-CN': '首次按版本发布之前的 worker。',
    en: 'As before the first release by build.',
  },
  makeCurrent: { 'zh-CN': '设为当前', en: 'Make current' },
  makeCurrentOf: { 'zh-CN': '设为当前：{build}', en: 'Make current: {build}' },
  dialogTitle: { 'zh-CN': '设为当前 · {build}', en: 'Make current · {build}' },
  consequence: {
    'zh-CN': '新工单立即在 {build} 上运行；未结束的工单（自动升级的）随下一步转去。',
    en: 'New cases go to {build} at once; open ones that upgrade by themselves move with their next step.',
  },
  warning: {
    'zh-CN': '先用此版本重放未结束的工单',
    en: 'Replay the open cases on this build first',
  },
  warningWhat: {
    'zh-CN': '与历史不一致的工单会停住，直到换回旧版本。在发布机上运行，退出码 0 才可继续：',
    en: 'A case whose history differs stops until the old build is back. Run this where the build lies; go on with exit code 0 only:',
  },
  replayFirst: { 'zh-CN': '请先确认已重放。', en: 'Confirm the replay first.' },
  replayed: {
    'zh-CN': '已重放且退出码为 0，或这是换回此前运行它们的版本',
    en: 'I have replayed them with exit code 0, or I go back to the build that ran them before',
  },
  confirm: { 'zh-CN': '设为当前', en: 'Make it current' },
  done: { 'zh-CN': '{build} 现在是当前版本', en: '{build} is current now' },
} as const satisfies Record<string, Sentence>;

export const RUNS = {
  title: { 'zh-CN': '批量处理', en: 'Bulk repairs' },
  lead: { 'zh-CN': '最近的批量处理，最新的在前。', en: 'Repairs of many cases, the latest first.' },
  none: { 'zh-CN': '还没有进行过批量处理。', en: 'No repair in bulk has run yet.' },
  run: { 'zh-CN': '编号', en: 'Run' },
  verb: { 'zh-CN': '处理', en: 'Repair' },
  by: { 'zh-CN': '由', en: 'By' },
  started: { 'zh-CN': '开始', en: 'Started' },
  state: { 'zh-CN': '状态', en: 'State' },
  progress: { 'zh-CN': '进度', en: 'Progress' },
  counts: { 'zh-CN': '{done} / {total}，失败 {failed}', en: '{done} of {total}, {failed} failed' },
  open: { 'zh-CN': '查看 {run}', en: 'Look at {run}' },
  new: { 'zh-CN': '按条件批量处理', en: 'Repair by filter' },
  newWhat: {
    'zh-CN': '先预演，确认后才执行。至少填一个条件。',
    en: 'It is run dry first. Give one condition at least.',
  },
  status: { 'zh-CN': '状态', en: 'Status' },
  reason: { 'zh-CN': '工单原因', en: 'Reason of the case' },
  before: { 'zh-CN': '在此日期之前开始等待', en: 'Waiting since before' },
  any: { 'zh-CN': '不限', en: 'any' },
  nothingChosen: {
    'zh-CN': '请先选择状态、工单原因或日期。',
    en: 'Choose a status, a reason or a day first.',
  },
  preview: { 'zh-CN': '预演…', en: 'Run dry…' },
} as const satisfies Record<string, Sentence>;
