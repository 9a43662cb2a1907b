/** Texts of the operators' pages beside the list: histories, comparisons, builds of the worker, runs. */
import type { BuildState } from '../../../workflows/contract/operations';
import type { Pair } from '../../../words/sentence';

export const UPKEEP = {
  attention: ['需要处理', 'Needs a person'],
  runs: ['批量处理', 'Bulk repairs'],
  reconcile: ['对账', 'Reconcile'],
  verify: ['台账验证', 'Verify the ledger'],
  rebuild: ['重建记录', 'Rebuild'],
  deployments: ['Worker 版本', 'Worker builds'],
  pages: ['运维的各个页面', 'Pages of operations'],
} as const satisfies Record<string, Pair>;

export const HISTORY = {
  title: ['历史', 'History'],
  what: [
    '历史只含编号、代码和金额，没有个人信息，可以带出。',
    'The history holds ids, codes and amounts and no personal data, so it may leave the building.',
  ],
  download: ['下载原始 JSON', 'Download as raw JSON'],
  replay: ['用当前 worker 的版本重放', 'Replay on the workers’ build'],
  replayWhat: [
    '只读：检查现在运行的流程代码能否接着走这段历史。',
    'Reads only: whether the workflow code that runs now fits this history.',
  ],
  fits: ['代码与历史一致，工单可以继续。', 'The code fits the history; the case can go on.'],
  differs: ['代码与历史不一致', 'The code does not fit the history'],
  differsAt: [
    '第一个不一致的事件：第 {event} 个（{type}）',
    'First event that differs: {event} ({type})',
  ],
  recorded: ['历史中是', 'The history has'],
  wanted: ['代码要的是', 'The code wanted'],
  unknown: ['未知', 'not known'],
  story: ['经过（{count} 条）', 'The story ({count} rows)'],
} as const satisfies Record<string, Pair>;

export const HISTORIES = {
  title: ['多个工单的历史', 'Histories of many cases'],
  lead: [
    '历史只含编号、代码和金额，没有个人信息，可以带出。存为一个文件，每行一个历史。',
    'Histories hold ids, codes and amounts and no personal data, so they may leave the building. Saved as one file, a history on each line.',
  ],
  open: ['进行中的全部', 'everything that is open'],
  andEnded: ['包括已结束的', 'with those that have ended'],
  parked: ['已挂起', 'Parked'],
  overdue: ['已超时', 'Overdue'],
  download: ['下载历史', 'Download the histories'],
  stop: ['停止', 'Stop'],
  progress: ['下载进度', 'Progress of the download'],
  taken: ['已取得 {count} 个', '{count} taken so far'],
  takenOf: ['已取得 {count} / {total} 个', '{count} of {total} taken so far'],
  saved: ['{count} 个历史已保存为 {file}', 'Histories saved as {file}: {count}'],
  missing: [
    '{count} 个工单的历史 Temporal 已不再保存：',
    'Temporal keeps the histories of {count} cases no longer:',
  ],
  replay: [
    '要用尚未部署的版本重放，请在该版本所在处运行；退出码 0 表示可以接着走：',
    'To replay them on a build that is not deployed, run this where it lies; with exit code 0 it takes them on:',
  ],
} as const satisfies Record<string, Pair>;

/** Of every page about runs over the whole desk. */
export const SWEEP = {
  runs: ['最近的运行', 'Latest runs'],
  none: ['还没有运行过。', 'None has run yet.'],
  choose: ['选择一次查看结果。', 'Choose a run to see what it found.'],
  startedAt: ['开始', 'Started'],
  endedAt: ['结束', 'Ended'],
  goesOn: ['正在进行，结果会出现在这里。', 'It is at work; the result shows here.'],
  failed: ['没有完成：{meaning}', 'The run did not finish: {meaning}'],
} as const satisfies Record<string, Pair>;

export const VERIFY = {
  title: ['台账验证', 'Verify the ledger'],
  lead: [
    '重新计算每个工单台账的哈希链。每晚 3:00（上海时间）自动进行一次；被改动的台账会出现在“需要处理”中。',
    'Computes the hash chain of every ledger anew. One run each night at 3:00 in Shanghai; a ledger that was changed shows under “Needs a person”.',
  ],
  start: ['立即验证', 'Verify now'],
  started: ['验证已开始', 'The verification has started'],
  cases: ['已验证的工单', 'Cases verified'],
  rows: ['已验证的行', 'Rows verified'],
  row: ['行', 'Row'],
  what: ['问题', 'What is wrong'],
} as const satisfies Record<string, Pair>;

export const RECONCILE = {
  title: ['对账', 'Reconcile'],
  lead: [
    '比较台账、流程、收单机构的台账和通知。每晚 3:00（上海时间）自动进行一次；发现的差异会出现在“需要处理”中。',
    'Compares ledger, workflows, the acquirer’s ledger and notices. One run each night at 3:00 in Shanghai; what differs shows under “Needs a person”.',
  ],
  dont: [
    '不要按清单手工付款、解绑或注销：先看工单，对方知道的可能比台账多。',
    'Do not pay, unbind or close by hand what a list says is missing: look at the case first; the provider may know more than the ledger.',
  ],
  start: ['立即对账', 'Compare now'],
  started: ['对账已开始', 'The comparison has started'],
  cases: ['已比较的工单', 'Cases compared'],
  workflows: ['已比较的流程', 'Workflows compared'],
  reopened: ['重新打开的退款', 'Refunds opened again'],
  nothing: ['没有差异。', 'Nothing differs.'],
  differences: ['差异（{count}）', 'Differences ({count})'],
  case: ['工单', 'Case'],
  what: ['差异', 'What differs'],
  subject: ['对象', 'Concerns'],
  wholeCase: ['整个工单', 'all of it'],
  first: [
    '只显示前 {count} 个，其余在“需要处理”中。',
    'The first {count}; “Needs a person” has the others.',
  ],
} as const satisfies Record<string, Pair>;

export const BUILD_STATE_WHAT: Readonly<Record<BuildState, Pair>> = {
  current: [
    '新工单在此运行，未结束的工单随下一步转来。',
    'New cases go here, and open ones with their next step.',
  ],
  ramping: ['接收一部分工单。', 'Gets a share of the cases.'],
  draining: [
    '留在此版本的工单仍需要它：不要停止其 worker。',
    'Open cases stay with it: do not stop its workers.',
  ],
  drained: ['没有工单需要它，可以停止其 worker。', 'Nothing needs it; its workers may be stopped.'],
  inactive: ['已在等待任务，尚未分到工单。', 'It asks for work and gets none yet.'],
};

export const DEPLOY = {
  title: ['Worker 版本', 'Worker builds'],
  lead: ['哪个版本的流程代码在运行工单。', 'Which build of the workflow code runs the cases.'],
  none: [
    '没有带版本的 worker。要不停机发布，请给 worker 设置 UNBIND_WORKER_DEPLOYMENT_NAME 和 UNBIND_WORKER_BUILD_ID。',
    'There are no versioned workers. For a release without a gap, give the workers UNBIND_WORKER_DEPLOYMENT_NAME and UNBIND_WORKER_BUILD_ID.',
  ],
  build: ['版本', 'Build'],
  state: ['状态', 'State'],
  unversioned: ['不带版本的 worker', 'Workers without a version'],
  unversionedWhat: ['首次按版本发布之前的 worker。', 'As before the first release by build.'],
  makeCurrent: ['设为当前', 'Make current'],
  makeCurrentOf: ['设为当前：{build}', 'Make current: {build}'],
  dialogTitle: ['设为当前 · {build}', 'Make current · {build}'],
  consequence: [
    '新工单立即在 {build} 上运行；未结束的工单（自动升级的）随下一步转去。',
    'New cases go to {build} at once; open ones that upgrade by themselves move with their next step.',
  ],
  warning: ['先用此版本重放未结束的工单', 'Replay the open cases on this build first'],
  warningWhat: [
    '与历史不一致的工单会停住，直到换回旧版本。在发布机上运行，退出码 0 才可继续：',
    'A case whose history differs stops until the old build is back. Run this where the build lies; go on with exit code 0 only:',
  ],
  replayFirst: ['请先确认已重放。', 'Confirm the replay first.'],
  replayed: [
    '已重放且退出码为 0，或这是换回此前运行它们的版本',
    'I have replayed them with exit code 0, or I go back to the build that ran them before',
  ],
  confirm: ['设为当前', 'Make it current'],
  done: ['{build} 现在是当前版本', '{build} is current now'],
} as const satisfies Record<string, Pair>;

export const RUNS = {
  title: ['批量处理', 'Bulk repairs'],
  lead: ['最近的批量处理，最新的在前。', 'Repairs of many cases, the latest first.'],
  none: ['还没有进行过批量处理。', 'No repair in bulk has run yet.'],
  run: ['编号', 'Run'],
  verb: ['处理', 'Repair'],
  by: ['由', 'By'],
  started: ['开始', 'Started'],
  state: ['状态', 'State'],
  progress: ['进度', 'Progress'],
  counts: ['{done} / {total}，失败 {failed}', '{done} of {total}, {failed} failed'],
  open: ['查看 {run}', 'Look at {run}'],
  new: ['按条件批量处理', 'Repair by filter'],
  newWhat: [
    '先预演，确认后才执行。至少填一个条件。',
    'It is run dry first. Give one condition at least.',
  ],
  status: ['状态', 'Status'],
  reason: ['工单原因', 'Reason of the case'],
  before: ['在此日期之前开始等待', 'Waiting since before'],
  any: ['不限', 'any'],
  nothingChosen: ['请先选择状态、工单原因或日期。', 'Choose a status, a reason or a day first.'],
  preview: ['预演…', 'Run dry…'],
} as const satisfies Record<string, Pair>;
