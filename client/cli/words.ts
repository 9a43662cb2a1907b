/** What the CLI itself says, in both languages. What the API says comes in the language asked for. */
import { STATUS } from '../../words/domain';
import type { Locale } from '../../workflows/contract/case-data';
import { fieldName } from '../../words/fields';
import { type Pair, named, inLocale } from '../../words/pair';
import { type Say, sentence } from '../../words/sentence';
import { eventSentence } from '../../words/timeline';

const WORDS = {
  account: ['账户注销', 'account closure'],
  accountNumber: ['银行账号', 'account number'],
  acquirerHas: ['收单机构登记', 'acquirer has'],
  action: ['操作', 'action'],
  amount: ['金额', 'amount'],
  application: ['申请', 'application'],
  areYouSure: ['此操作不可撤销，确定吗？', 'This cannot be undone. Go on?'],
  askDocument: ['证件号码：', 'Document number: '],
  askEmail: ['电子邮箱：', 'E-mail address: '],
  askPhone: ['电话号码：', 'Phone number: '],
  askToken: ['链接或令牌：', 'Link or token: '],
  at: ['时间', 'time'],
  attachment: ['附件', 'attachment'],
  attempt: ['次数', 'attempt'],
  build: ['构建', 'build'],
  by: ['操作人', 'by'],
  wanted: ['代码应为', 'the code wanted'],
  case: ['工单', 'case'],
  cases: ['工单数', 'cases'],
  cause: ['原因', 'cause'],
  channel: ['渠道', 'channel'],
  claim: ['领取', 'claim'],
  code: ['代码', 'code'],
  compared: ['已核对工单', 'cases compared'],
  contact: ['联系人', 'contact'],
  currentTerms: ['现行条款', 'terms in force'],
  deployment: ['部署', 'deployment'],
  deposits: ['押金明细', 'deposit items'],
  differing: ['不一致', 'differences'],
  differences: ['与收单机构登记不同', 'differs from the acquirer'],
  document: ['证件', 'document'],
  done: ['已完成', 'Done'],
  draftSaved: ['草稿已保存', 'Draft saved'],
  due: ['下一动作', 'next due'],
  effects: ['对外操作', 'effects'],
  email: ['邮箱', 'e-mail'],
  ended: ['结束时间', 'ended'],
  entered: ['填写', 'entered'],
  event: ['事件', 'event'],
  facts: ['内容', 'facts'],
  failed: ['未通过', 'failed'],
  field: ['字段', 'field'],
  file: ['文件', 'file'],
  flags: ['标记', 'marks'],
  formOnly: [
    '暂时无法读取收单机构登记，以上只核对了格式。',
    'The acquirer could not be read just now; only the form was checked.',
  ],
  generation: ['代', 'generation'],
  hash: ['哈希', 'hash'],
  keys: ['公钥', 'public keys'],
  row: ['行', 'row'],
  wrong: ['问题', 'what is wrong'],
  held: ['暂缓', 'held'],
  historyGone: ['Temporal 已不保留其历史', 'Temporal keeps its history no longer'],
  id: ['编号', 'id'],
  item: ['项目', 'item'],
  key: ['键', 'key'],
  kind: ['类型', 'kind'],
  left: ['剩余', 'left'],
  limit: ['期限', 'limit'],
  may: ['可以决定', 'may decide'],
  mayNot: ['暂不可以', 'not now'],
  merchant: ['商户号', 'merchant'],
  merchantName: ['商户名称', 'merchant name'],
  message: ['说明', 'message'],
  money: ['涉及金额', 'at stake'],
  more: ['还有更多，下一页：', 'There is more; the next page:'],
  name: ['姓名', 'name'],
  new: ['新编号', 'new'],
  next: ['下一步', 'Next'],
  noCases: ['没有符合条件的工单。', 'No case matches.'],
  noProblems: ['未发现问题。', 'No problems found.'],
  nothing: ['没有。', 'None.'],
  notices: ['通知', 'notices'],
  notDone: ['没有执行。', 'Nothing was done.'],
  nothingToDo: ['没有需要处理的事项。', 'Nothing needs attention.'],
  old: ['原编号', 'old'],
  opened: ['创建', 'opened'],
  outcome: ['结果', 'outcome'],
  other: ['其他', 'other'],
  overdue: ['已超时', 'overdue'],
  parked: ['挂起', 'parked'],
  parkedAgain: ['再次挂起', 'parked again'],
  partial: ['部分完成', 'partial'],
  payee: ['退款去向', 'payee'],
  payment: ['付款', 'payment'],
  phone: ['手机', 'phone'],
  problems: ['问题', 'problems'],
  pointOfNoReturn: ['已过不可撤回点', 'point-of-no-return'],
  point: ['回退点', 'point'],
  proposed: [
    '已提议，尚未执行；需要另一位运维人员批准：',
    'Proposed, and nothing has happened yet. A second operator approves it with:',
  ],
  provider: ['对方现在答复', 'provider says'],
  reason: ['原因', 'reason'],
  reference: ['编号', 'reference'],
  run: ['运行', 'run'],
  receiver: ['接收人', 'to'],
  recommended: ['建议', 'recommended'],
  refund: ['退款', 'refund'],
  refundReopened: ['退款已重开', 'refund-reopened'],
  refundable: ['可退', 'refundable'],
  lapses: ['失效时间', 'lapses'],
  later: ['此点之后的决定', 'decided after the point'],
  repeat: ['重新应用', 'again'],
  repair: ['修复', 'repair'],
  repairs: ['可用的处理方式', 'repairs'],
  replayed: ['已重放', 'replayed'],
  reopened: ['重开退款', 'refunds reopened'],
  requested: ['要求补充', 'to correct'],
  revision: ['版本', 'revision'],
  rows: ['台账行', 'rows'],
  serial: ['序列号', 'serial number'],
  silent: ['没有应答', 'did not answer'],
  since: ['自', 'since'],
  size: ['大小', 'size'],
  skipped: ['跳过', 'skipped'],
  state: ['状态', 'state'],
  status: ['状态', 'status'],
  stepUp: ['须加强核验', 'step-up'],
  step: ['步骤', 'step'],
  subject: ['对象', 'subject'],
  terminal: ['终端', 'terminal'],
  terminals: ['终端', 'terminals'],
  text: ['内容', 'text'],
  trying: ['正在执行', 'at work'],
  version: ['版本', 'version'],
  waits: ['等待', 'waits for'],
  warnings: ['提示', 'warnings'],
  what: ['情况', 'what'],
  watching: ['跟踪中，Ctrl-C 停止。', 'Following the case; Ctrl-C stops.'],
  whoMay: ['有权办理的角色', 'Who may'],
  written: ['已写入', 'written'],
  yes: ['是', 'yes'],
  no: ['否', 'no'],
} as const satisfies Record<string, Pair>;
export type Word = keyof typeof WORDS;

export interface Words {
  readonly lang: Locale;
  readonly say: (word: Word) => string;
  /** The same in both languages. */
  both(word: Word): Pair;
  /** What the people of a desk call a name of the API; in English the name itself, as commands take it. */
  readonly called: (table: Readonly<Record<string, Pair>>, name: string) => string;
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

/** The words of one language. */
export function wordsIn(lang: Locale): Words {
  const say = (word: Word): string => inLocale(WORDS[word], lang);
  const called = (table: Readonly<Record<string, Pair>>, name: string): string =>
    lang === 'en' ? name : inLocale(named(table, name), lang);
  const tell: Say = (pair, ...values) => sentence(lang, pair, values[0]);
  const before = (word: string, code: string): string => (word === code ? code : `${word} ${code}`);
  return {
    lang,
    say,
    tell,
    both: (word) => WORDS[word],
    called,
    event: (name) => (lang === 'en' ? name : eventSentence(name, '', tell)),
    field: (path) => (lang === 'en' ? path : before(fieldName(path, tell), path)),
    status: (status) => before(called(STATUS, status), status),
    yesOrNo: (value) => say(value ? 'yes' : 'no'),
  };
}
