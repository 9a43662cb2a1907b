/** Texts of rebuilding the record after a restore of the record alone. */
import type { Sentence } from '../../../words/phrase';

export const REBUILD = {
  title: { 'zh-CN': '重建记录', en: 'Rebuild the record' },
  lead: {
    'zh-CN':
      '仅在只有档案被恢复到较早的备份、而 Temporal 没有恢复时使用：缺少的内容按流程历史写回，不向对方请求任何事。',
    en: 'For a record that was restored to an earlier backup while Temporal was not: what it lacks is written back as the histories have it. Nothing is asked for at a provider.',
  },
  dont: {
    'zh-CN': '不要为了一致而把 Temporal 也恢复；重建之前不要新建同一工单，也不要对工单作出决定。',
    en: 'Do not restore Temporal too to make them equal, do not open a case anew, and do not decide on cases before they are rebuilt.',
  },
  since: { 'zh-CN': '备份的时间', en: 'Moment of the backup' },
  sinceHint: {
    'zh-CN': '请写成 2026-11-30 08:00 这样。列出仍在进行的工单，以及此后结束的工单。',
    en: 'Written as 2026-11-30 08:00. Lists the cases that run and those that have ended since.',
  },
  sinceForm: { 'zh-CN': '年-月-日 时:分', en: 'YYYY-MM-DD hh:mm' },
  list: { 'zh-CN': '列出工单', en: 'List the cases' },
  known: { 'zh-CN': 'Temporal 中的工单', en: 'Cases that Temporal knows' },
  none: { 'zh-CN': 'Temporal 中没有这样的工单。', en: 'Temporal knows no such case.' },
  more: { 'zh-CN': '显示更多', en: 'Show more' },
  choose: {
    'zh-CN': '列出工单后选择一个，查看档案缺少什么。查看不会写入任何内容。',
    en: 'List the cases and choose one to see what the record lacks of it. Looking writes nothing.',
  },
  lookAll: { 'zh-CN': '逐个预演（{count}）', en: 'Run dry one by one ({count})' },
  stop: { 'zh-CN': '停止', en: 'Stop' },
  looked: { 'zh-CN': '已预演 {done} / {total}', en: '{done} of {total} run dry' },
  lackingCount: {
    'zh-CN': '{count} 个工单有缺失',
    en: { one: '{count} case lacks something', other: '{count} cases lack something' },
  },
  all: {
    'zh-CN': '一次重建全部工单用命令行，缺少开单信息的工单除外：',
    en: 'All of them at once, but for those whose opening is lost, by command:',
  },
  whole: { 'zh-CN': '完整', en: 'complete' },
  lacks: { 'zh-CN': '有缺失', en: 'lacks something' },
  unread: { 'zh-CN': '未能读取', en: 'not read' },
  status: { 'zh-CN': '流程所处状态', en: 'Where the workflow stands' },
  inRecord: { 'zh-CN': '在档案中', en: 'In the record' },
  yes: { 'zh-CN': '是', en: 'yes' },
  no: { 'zh-CN': '否', en: 'no' },
  held: { 'zh-CN': '已暂停', en: 'held' },
  reading: { 'zh-CN': '预演：档案缺少的内容', en: 'Dry run: what the record lacks' },
  nothingYet: { 'zh-CN': '尚未写入任何内容。', en: 'Nothing has been written yet.' },
  again: { 'zh-CN': '重新预演', en: 'Run dry again' },
  nothing: { 'zh-CN': '档案没有缺少任何内容。', en: 'The record lacks nothing.' },
  write: { 'zh-CN': '将写回', en: 'Would be written' },
  written: { 'zh-CN': '已写回', en: 'Written' },
  rows: {
    'zh-CN': '台账 {count} 行',
    en: { one: '{count} row of the ledger', other: '{count} rows of the ledger' },
  },
  rowsFirst: { 'zh-CN': '前 {count} 行：', en: 'The first {count}:' },
  somebody: { 'zh-CN': '有人', en: 'somebody' },
  notices: {
    'zh-CN': '已发出的通知 {count} 条',
    en: { one: '{count} notice that was sent', other: '{count} notices that were sent' },
  },
  effects: {
    'zh-CN': '对外请求 {count} 项：再次读取对方的结果，不会重复请求',
    en: {
      one: '{count} request to a provider: what became of it is read, and it is not made again',
      other: '{count} requests to providers: what became of each is read, and none is made again',
    },
  },
  request: { 'zh-CN': '请求', en: 'Request' },
  says: { 'zh-CN': '对方现在答复', en: 'The provider says now' },
  left: { 'zh-CN': '无法得知或需要人处理', en: 'What cannot be known, or needs a person' },
  lostOpening: {
    'zh-CN': '开单信息丢失：向商户询问后重新填写商户和终端（共 {count} 台，按当时的顺序）。',
    en: {
      one: 'The opening is lost: ask the merchant, and enter merchant and terminal again.',
      other:
        'The opening is lost: ask the merchant, and enter merchant and terminals again ({count}, in their order).',
    },
  },
  lostRevision: {
    'zh-CN': '申请第 {revision} 版的内容丢失：由坐席向商户重新询问并填写。',
    en: 'What was entered as revision {revision} is gone for good: an agent asks for it and enters it again.',
  },
  lostConsents: {
    'zh-CN': '{count} 份同意的凭证丢失：台账仍有时间和方式，请重新索取凭证并作为备注保存。',
    en: {
      one: 'The evidence of {count} consent is lost. The ledger still says when and how; ask for it again and keep it as a note.',
      other:
        'The evidence of {count} consents is lost. The ledger still says when and how; ask for it again and keep it as a note.',
    },
  },
  conflict: {
    'zh-CN': '台账在同一行号下有不同内容：不会继续写入。',
    en: 'The ledger holds other content under the number of a row: nothing after it is written.',
  },
  ahead: {
    'zh-CN': '档案比 Temporal 多 {count} 行：较旧的是 Temporal。',
    en: {
      one: 'The record is ahead by {count} row: here Temporal is the older of the two.',
      other: 'The record is ahead by {count} rows: here Temporal is the older of the two.',
    },
  },
  unplaced: {
    'zh-CN': '{count} 行无法放入：工单曾被回退并已继续写入，这些行只在流程历史中。',
    en: {
      one: '{count} row cannot be placed: the case was reset and has written since. It stays in its history only.',
      other:
        '{count} rows cannot be placed: the case was reset and has written since. They stay in its history only.',
    },
  },
  terminalsLost: {
    'zh-CN': '终端已被另一工单占用：先结束较新的工单，再重建一次。',
    en: 'Another case holds the terminals by now: end the newer one, then rebuild again.',
  },
  willHold: {
    'zh-CN': '已批准的申请内容丢失时，工单会被暂停：重新填写后再重建一次，由运维恢复。',
    en: 'Where the application is lost and the case was approved, the case is held: once it is entered, rebuild again, and release the hold.',
  },
  isHeld: {
    'zh-CN': '工单已暂停：核对收款人和联系方式后再恢复。',
    en: 'The case is held: compare payee and contact before you release it.',
  },
  open: { 'zh-CN': '重建此工单…', en: 'Rebuild this case…' },
  dialogTitle: { 'zh-CN': '重建记录 · {caseId}', en: 'Rebuild the record · {caseId}' },
  consequence: {
    'zh-CN':
      '按流程历史写回缺少的内容，并在台账中留下一行。不向对方请求任何事；重复执行不会写入两次。',
    en: 'Writes back what is missing as the history has it, with a row in the ledger that says so. Nothing is asked for at a provider, and said twice nothing is written twice.',
  },
  opening: { 'zh-CN': '重新填写开单信息', en: 'Enter the opening again' },
  openingWhat: {
    'zh-CN': '填写当时的内容；终端按当时的顺序。',
    en: 'As it was entered once, the terminals in their order.',
  },
  confirm: { 'zh-CN': '重建记录', en: 'Rebuild the record' },
  done: { 'zh-CN': '已重建', en: 'Rebuilt' },
  toDiagnosis: { 'zh-CN': '诊断', en: 'Diagnosis' },
} as const satisfies Record<string, Sentence>;
