/** Texts of rebuilding the record after a restore of the record alone. */
import type { Pair } from '../../../words/sentence';

export const REBUILD = {
  title: ['重建记录', 'Rebuild the record'],
  lead: [
    '仅在只有档案被恢复到较早的备份、而 Temporal 没有恢复时使用：缺少的内容按流程历史写回，不向对方请求任何事。',
    'For a record that was restored to an earlier backup while Temporal was not: what it lacks is written back as the histories have it. Nothing is asked for at a provider.',
  ],
  dont: [
    '不要为了一致而把 Temporal 也恢复；重建之前不要新建同一工单，也不要对工单作出决定。',
    'Do not restore Temporal too to make them equal, do not open a case anew, and do not decide on cases before they are rebuilt.',
  ],
  since: ['备份的时间', 'Moment of the backup'],
  sinceHint: [
    '请写成 2026-11-30 08:00 这样。列出仍在进行的工单，以及此后结束的工单。',
    'Written as 2026-11-30 08:00. Lists the cases that run and those that have ended since.',
  ],
  sinceForm: ['年-月-日 时:分', 'YYYY-MM-DD hh:mm'],
  list: ['列出工单', 'List the cases'],
  known: ['Temporal 中的工单', 'Cases that Temporal knows'],
  none: ['Temporal 中没有这样的工单。', 'Temporal knows no such case.'],
  more: ['显示更多', 'Show more'],
  choose: [
    '列出工单后选择一个，查看档案缺少什么。查看不会写入任何内容。',
    'List the cases and choose one to see what the record lacks of it. Looking writes nothing.',
  ],
  lookAll: ['逐个预演（{count}）', 'Run dry one by one ({count})'],
  stop: ['停止', 'Stop'],
  looked: ['已预演 {done} / {total}', '{done} of {total} run dry'],
  lackingCount: ['{count} 个工单有缺失', '{count} lack something'],
  all: [
    '一次重建全部工单用命令行，缺少开单信息的工单除外：',
    'All of them at once, but for those whose opening is lost, by command:',
  ],
  whole: ['完整', 'complete'],
  lacks: ['有缺失', 'lacks something'],
  unread: ['未能读取', 'not read'],
  status: ['流程所处状态', 'Where the workflow stands'],
  inRecord: ['在档案中', 'In the record'],
  yes: ['是', 'yes'],
  no: ['否', 'no'],
  held: ['已暂停', 'held'],
  reading: ['预演：档案缺少的内容', 'Dry run: what the record lacks'],
  nothingYet: ['尚未写入任何内容。', 'Nothing has been written yet.'],
  again: ['重新预演', 'Run dry again'],
  nothing: ['档案没有缺少任何内容。', 'The record lacks nothing.'],
  write: ['将写回', 'Would be written'],
  written: ['已写回', 'Written'],
  rows: ['台账 {count} 行', '{count} rows of the ledger'],
  rowsFirst: ['前 {count} 行：', 'The first {count}:'],
  somebody: ['有人', 'somebody'],
  notices: ['已发出的通知 {count} 条', '{count} notices that were sent'],
  effects: [
    '对外请求 {count} 项：再次读取对方的结果，不会重复请求',
    '{count} requests to providers: what became of each is read, and none is made again',
  ],
  request: ['请求', 'Request'],
  says: ['对方现在答复', 'The provider says now'],
  left: ['无法得知或需要人处理', 'What cannot be known, or needs a person'],
  lostOpening: [
    '开单信息丢失：向商户询问后重新填写商户和终端（共 {count} 台，按当时的顺序）。',
    'The opening is lost: ask the merchant, and enter merchant and terminals again ({count}, in their order).',
  ],
  lostRevision: [
    '申请第 {revision} 版的内容丢失：由坐席向商户重新询问并填写。',
    'What was entered as revision {revision} is gone for good: an agent asks for it and enters it again.',
  ],
  lostConsents: [
    '{count} 份同意的凭证丢失：台账仍有时间和方式，请重新索取凭证并作为备注保存。',
    'The evidence of {count} consents is lost. The ledger still says when and how; ask for it again and keep it as a note.',
  ],
  conflict: [
    '台账在同一行号下有不同内容：不会继续写入。',
    'The ledger holds other content under the number of a row: nothing after it is written.',
  ],
  ahead: [
    '档案比 Temporal 多 {count} 行：较旧的是 Temporal。',
    'The record is ahead by {count} rows: here Temporal is the older of the two.',
  ],
  unplaced: [
    '{count} 行无法放入：工单曾被回退并已继续写入，这些行只在流程历史中。',
    '{count} rows cannot be placed: the case was reset and has written since. They stay in its history only.',
  ],
  terminalsLost: [
    '终端已被另一工单占用：先结束较新的工单，再重建一次。',
    'Another case holds the terminals by now: end the newer one, then rebuild again.',
  ],
  willHold: [
    '已批准的申请内容丢失时，工单会被暂停：重新填写后再重建一次，由运维恢复。',
    'Where the application is lost and the case was approved, the case is held: once it is entered, rebuild again, and release the hold.',
  ],
  isHeld: [
    '工单已暂停：核对收款人和联系方式后再恢复。',
    'The case is held: compare payee and contact before you release it.',
  ],
  open: ['重建此工单…', 'Rebuild this case…'],
  dialogTitle: ['重建记录 · {caseId}', 'Rebuild the record · {caseId}'],
  consequence: [
    '按流程历史写回缺少的内容，并在台账中留下一行。不向对方请求任何事；重复执行不会写入两次。',
    'Writes back what is missing as the history has it, with a row in the ledger that says so. Nothing is asked for at a provider, and said twice nothing is written twice.',
  ],
  opening: ['重新填写开单信息', 'Enter the opening again'],
  openingWhat: [
    '填写当时的内容；终端按当时的顺序。',
    'As it was entered once, the terminals in their order.',
  ],
  confirm: ['重建记录', 'Rebuild the record'],
  done: ['已重建', 'Rebuilt'],
  toDiagnosis: ['诊断', 'Diagnosis'],
} as const satisfies Record<string, Pair>;
