/** What the CLI itself says, in both languages. What the API says comes in the language asked for. */
import { STATUS } from '../../../words/domain';
import type { Locale } from '../../../workflows/contract/case-data';
import { fieldName } from '../../../words/fields';
import { type Phrase, type Say, named, sayIn } from '../../../words/phrase';
import { eventSentence } from '../../../words/timeline';

const WORDS = {
  account: { 'zh-CN': '账户注销', en: 'account closure' },
  accountNumber: { 'zh-CN': '银行账号', en: 'account number' },
  acquirerHas: { 'zh-CN': '收单机构登记', en: 'acquirer has' },
  action: { 'zh-CN': '操作', en: 'action' },
  amount: { 'zh-CN': '金额', en: 'amount' },
  application: { 'zh-CN': '申请', en: 'application' },
  areYouSure: { 'zh-CN': '此操作不可撤销，确定吗？', en: 'This cannot be undone. Go on?' },
  askDocument: { 'zh-CN': '证件号码：', en: 'Document number: ' },
  askEmail: { 'zh-CN': '电子邮箱：', en: 'E-mail address: ' },
  askPhone: { 'zh-CN': '电话号码：', en: 'Phone number: ' },
  askToken: { 'zh-CN': '链接或令牌：', en: 'Link or token: ' },
  at: { 'zh-CN': '时间', en: 'time' },
  attachment: { 'zh-CN': '附件', en: 'attachment' },
  attempt: { 'zh-CN': '次数', en: 'attempt' },
  build: { 'zh-CN': '构建', en: 'build' },
  boundPhone: { 'zh-CN': '收单机构登记的手机', en: 'phone bound at the acquirer' },
  notTold: { 'zh-CN': '收单机构未提供', en: 'the acquirer tells of none' },
  by: { 'zh-CN': '操作人', en: 'by' },
  wanted: { 'zh-CN': '代码应为', en: 'the code wanted' },
  case: { 'zh-CN': '工单', en: 'case' },
  cases: { 'zh-CN': '工单数', en: 'cases' },
  cause: { 'zh-CN': '原因', en: 'cause' },
  channel: { 'zh-CN': '渠道', en: 'channel' },
  claim: { 'zh-CN': '领取', en: 'claim' },
  code: { 'zh-CN': '代码', en: 'code' },
  compared: { 'zh-CN': '已核对工单', en: 'cases compared' },
  contact: { 'zh-CN': '联系人', en: 'contact' },
  currentTerms: { 'zh-CN': '现行条款', en: 'terms in force' },
  deployment: { 'zh-CN': '部署', en: 'deployment' },
  deposits: { 'zh-CN': '押金明细', en: 'deposit items' },
  differing: { 'zh-CN': '不一致', en: 'differences' },
  differences: { 'zh-CN': '与收单机构登记不同', en: 'differs from the acquirer' },
  document: { 'zh-CN': '证件', en: 'document' },
  done: { 'zh-CN': '已完成', en: 'Done' },
  draftSaved: { 'zh-CN': '草稿已保存', en: 'Draft saved' },
  due: { 'zh-CN': '下一动作', en: 'next due' },
  effects: { 'zh-CN': '对外操作', en: 'effects' },
  email: { 'zh-CN': '邮箱', en: 'e-mail' },
  ended: { 'zh-CN': '结束时间', en: 'ended' },
  entered: { 'zh-CN': '填写', en: 'entered' },
  event: { 'zh-CN': '事件', en: 'event' },
  evidence: { 'zh-CN': '证据', en: 'evidence' },
  facts: { 'zh-CN': '内容', en: 'facts' },
  failed: { 'zh-CN': '未通过', en: 'failed' },
  field: { 'zh-CN': '字段', en: 'field' },
  file: { 'zh-CN': '文件', en: 'file' },
  flags: { 'zh-CN': '标记', en: 'marks' },
  formOnly: {
    'zh-CN': '暂时无法读取收单机构登记，以上只核对了格式。',
    en: 'The acquirer could not be read just now; only the form was checked.',
  },
  generation: { 'zh-CN': '代', en: 'generation' },
  hash: { 'zh-CN': '哈希', en: 'hash' },
  keys: { 'zh-CN': '公钥', en: 'public keys' },
  row: { 'zh-CN': '行', en: 'row' },
  wrong: { 'zh-CN': '问题', en: 'what is wrong' },
  held: { 'zh-CN': '暂缓', en: 'held' },
  historyGone: { 'zh-CN': 'Temporal 已不保留其历史', en: 'Temporal keeps its history no longer' },
  id: { 'zh-CN': '编号', en: 'id' },
  inForce: { 'zh-CN': '有效', en: 'in force' },
  item: { 'zh-CN': '项目', en: 'item' },
  key: { 'zh-CN': '键', en: 'key' },
  kind: { 'zh-CN': '类型', en: 'kind' },
  left: { 'zh-CN': '剩余', en: 'left' },
  limit: { 'zh-CN': '期限', en: 'limit' },
  may: { 'zh-CN': '可以决定', en: 'may decide' },
  mayNot: { 'zh-CN': '暂不可以', en: 'not now' },
  merchant: { 'zh-CN': '商户号', en: 'merchant' },
  merchantName: { 'zh-CN': '商户名称', en: 'merchant name' },
  message: { 'zh-CN': '说明', en: 'message' },
  method: { 'zh-CN': '方式', en: 'method' },
  money: { 'zh-CN': '涉及金额', en: 'at stake' },
  more: { 'zh-CN': '还有更多，下一页：', en: 'There is more; the next page:' },
  name: { 'zh-CN': '姓名', en: 'name' },
  new: { 'zh-CN': '新编号', en: 'new' },
  next: { 'zh-CN': '下一步', en: 'Next' },
  noCases: { 'zh-CN': '没有符合条件的工单。', en: 'No case matches.' },
  noProblems: { 'zh-CN': '未发现问题。', en: 'No problems found.' },
  nothing: { 'zh-CN': '没有。', en: 'None.' },
  notices: { 'zh-CN': '通知', en: 'notices' },
  notDone: { 'zh-CN': '没有执行。', en: 'Nothing was done.' },
  nothingToDo: { 'zh-CN': '没有需要处理的事项。', en: 'Nothing needs attention.' },
  old: { 'zh-CN': '原编号', en: 'old' },
  opened: { 'zh-CN': '创建', en: 'opened' },
  outcome: { 'zh-CN': '结果', en: 'outcome' },
  other: { 'zh-CN': '其他', en: 'other' },
  overdue: { 'zh-CN': '已超时', en: 'overdue' },
  parked: { 'zh-CN': '挂起', en: 'parked' },
  parkedAgain: { 'zh-CN': '再次挂起', en: 'parked again' },
  partial: { 'zh-CN': '部分完成', en: 'partial' },
  payee: { 'zh-CN': '退款去向', en: 'payee' },
  payment: { 'zh-CN': '付款', en: 'payment' },
  phone: { 'zh-CN': '手机', en: 'phone' },
  problems: { 'zh-CN': '问题', en: 'problems' },
  pointOfNoReturn: { 'zh-CN': '已过不可撤回点', en: 'point-of-no-return' },
  point: { 'zh-CN': '回退点', en: 'point' },
  proposed: {
    'zh-CN': '已提议，尚未执行；需要另一位运维人员批准：',
    en: 'Proposed, and nothing has happened yet. A second operator approves it with:',
  },
  provider: { 'zh-CN': '对方现在答复', en: 'provider says' },
  reason: { 'zh-CN': '原因', en: 'reason' },
  reference: { 'zh-CN': '编号', en: 'reference' },
  run: { 'zh-CN': '运行', en: 'run' },
  receiver: { 'zh-CN': '接收人', en: 'to' },
  recommended: { 'zh-CN': '建议', en: 'recommended' },
  refund: { 'zh-CN': '退款', en: 'refund' },
  refundReopened: { 'zh-CN': '退款已重开', en: 'refund-reopened' },
  refundable: { 'zh-CN': '可退', en: 'refundable' },
  lapses: { 'zh-CN': '失效时间', en: 'lapses' },
  later: { 'zh-CN': '此点之后的决定', en: 'decided after the point' },
  repeat: { 'zh-CN': '重新应用', en: 'again' },
  repair: { 'zh-CN': '修复', en: 'repair' },
  repairs: { 'zh-CN': '可用的处理方式', en: 'repairs' },
  replayed: { 'zh-CN': '已重放', en: 'replayed' },
  reopened: { 'zh-CN': '重开退款', en: 'refunds reopened' },
  requested: { 'zh-CN': '要求补充', en: 'to correct' },
  beyondConsent: { 'zh-CN': '请商户补充同意', en: 'to be agreed to' },
  agreed: { 'zh-CN': '商户已同意', en: 'agreed to' },
  revision: { 'zh-CN': '版本', en: 'revision' },
  rows: { 'zh-CN': '台账行', en: 'rows' },
  serial: { 'zh-CN': '序列号', en: 'serial number' },
  silent: { 'zh-CN': '没有应答', en: 'did not answer' },
  since: { 'zh-CN': '自', en: 'since' },
  size: { 'zh-CN': '大小', en: 'size' },
  skipped: { 'zh-CN': '跳过', en: 'skipped' },
  state: { 'zh-CN': '状态', en: 'state' },
  status: { 'zh-CN': '状态', en: 'status' },
  stepUp: { 'zh-CN': '须加强核验', en: 'step-up' },
  step: { 'zh-CN': '步骤', en: 'step' },
  subject: { 'zh-CN': '对象', en: 'subject' },
  terminal: { 'zh-CN': '终端', en: 'terminal' },
  terminals: { 'zh-CN': '终端', en: 'terminals' },
  text: { 'zh-CN': '内容', en: 'text' },
  trying: { 'zh-CN': '正在执行', en: 'at work' },
  version: { 'zh-CN': '版本', en: 'version' },
  waits: { 'zh-CN': '等待', en: 'waits for' },
  warnings: { 'zh-CN': '提示', en: 'warnings' },
  what: { 'zh-CN': '情况', en: 'what' },
  watching: { 'zh-CN': '跟踪中，Ctrl-C 停止。', en: 'Following the case; Ctrl-C stops.' },
  withdrawn: { 'zh-CN': '已撤回', en: 'taken back' },
  whoMay: { 'zh-CN': '有权办理的角色', en: 'Who may' },
  written: { 'zh-CN': '已写入', en: 'written' },
  yes: { 'zh-CN': '是', en: 'yes' },
  no: { 'zh-CN': '否', en: 'no' },
} as const satisfies Record<string, Phrase>;
export type Word = keyof typeof WORDS;

export interface Words {
  readonly lang: Locale;
  /** Whether names of the API stand as commands take them. */
  readonly saysNames: boolean;
  readonly say: (word: Word) => string;
  /** The same in both languages. */
  both(word: Word): Phrase;
  /** What the people of a desk call a name of the API; in English the name itself, as commands take it. */
  readonly called: (table: Readonly<Record<string, Phrase>>, name: string) => string;
  /** A sentence with its values in place. */
  readonly tell: Say;
  /** An event of the ledger by its name; in Chinese what happened. */
  event(name: string): string;
  /** A field by its path; in Chinese the name stands before it. */
  field(path: string): string;
  /** A status as people read it; in Chinese the code stands behind. */
  status(status: string): string;
  yesOrNo(value: boolean): string;
}

/** Whether names of the API stand as commands take them, since they are words of the language. */
const SAYS_NAMES: Readonly<Record<Locale, boolean>> = { 'zh-CN': false, en: true };

/** The words of one language. */
export function wordsIn(lang: Locale): Words {
  const say = (word: Word): string => WORDS[word][lang];
  const called = (table: Readonly<Record<string, Phrase>>, name: string): string =>
    SAYS_NAMES[lang] ? name : named(table, name)[lang];
  const tell = sayIn(lang);
  const before = (word: string, code: string): string => (word === code ? code : `${word} ${code}`);
  return {
    lang,
    saysNames: SAYS_NAMES[lang],
    say,
    tell,
    both: (word) => WORDS[word],
    called,
    event: (name) => (SAYS_NAMES[lang] ? name : eventSentence(name, '', tell)),
    field: (path) => (SAYS_NAMES[lang] ? path : before(fieldName(path, tell), path)),
    status: (status) => before(called(STATUS, status), status),
    yesOrNo: (value) => say(value ? 'yes' : 'no'),
  };
}
