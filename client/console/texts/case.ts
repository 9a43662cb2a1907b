// client/console/texts/: what the console says, by page, in every language beside each other.
/** Texts of the page of one case. */
import type { CaseStatus } from '../../../workflows/contract/lifecycle';
import { FILE_KINDS_EN, FILE_KINDS_ZH, MAX_FILE_MIB } from '../../../workflows/contract/files';
import type { Phrase } from '../../../words/phrase';

/** When working time passes. */
const WORKING_TIME = {
  'zh-CN': '中国标准时间工作日 9:00–18:00，含调休',
  en: '9:00–18:00 China time on working days, make-up Saturdays included',
} as const;

export const CASE = {
  back: { 'zh-CN': '工单列表', en: 'All cases' },
  life: { 'zh-CN': '办理进度', en: 'The life of this case' },
  here: { 'zh-CN': '当前', en: 'here' },
  done: { 'zh-CN': '已完成', en: 'done' },
  ahead: { 'zh-CN': '尚未开始', en: 'ahead' },
  skipped: { 'zh-CN': '未经过', en: 'not passed' },
  standing: { 'zh-CN': '现在', en: 'Now' },
  waitsFor: { 'zh-CN': '等待{party}', en: 'Waits for {party}' },
  ended: { 'zh-CN': '工单已结束', en: 'The case has ended' },
  since: { 'zh-CN': '进入此状态', en: 'In this status since' },
  expected: { 'zh-CN': '应完成于', en: 'Should be done by' },
  expectedWorking: {
    'zh-CN': `按工作日计算：${WORKING_TIME['zh-CN']}。`,
    en: `Counted in working time: ${WORKING_TIME.en}.`,
  },
  nextDue: { 'zh-CN': '下一自动动作', en: 'Happens next by itself' },
  limit: { 'zh-CN': '最后期限', en: 'Limit' },
  reviewClock: { 'zh-CN': '审核已用工作时间', en: 'Working time used by the review' },
  clockRuns: { 'zh-CN': '计时中', en: 'Running' },
  clockStands: { 'zh-CN': '已停表', en: 'Stands still' },
  clockRunsWhy: {
    'zh-CN': `没有人领取审核期间计时，只计工作时间（${WORKING_TIME['zh-CN']}）。`,
    en: `It runs while nobody has claimed the review, in working time: ${WORKING_TIME.en}.`,
  },
  clockClosed: {
    'zh-CN': `现在不在工作时间内，工作时间开始后继续计时（${WORKING_TIME['zh-CN']}）。`,
    en: `The desk is closed. It goes on with working time: ${WORKING_TIME.en}.`,
  },
  clockClaimed: {
    'zh-CN': '审核已被领取。放回或领取到期后继续计时。',
    en: 'Somebody has claimed the review. It goes on when the claim is given back or lapses.',
  },
  clockInformation: {
    'zh-CN': '正在等待商户补充资料。提交更正后继续计时。',
    en: 'The merchant is asked for information. It goes on once the corrections are submitted.',
  },
  clockHeld: {
    'zh-CN': '工单被运维暂停。恢复后继续计时。',
    en: 'An operator holds the case. It goes on after the hold.',
  },
  calendarWhy: {
    'zh-CN': '期限按自然日计算。到期前系统会自动提醒，到期后工单自动过期或升级，不会自动批准。',
    en: 'Limits count calendar days. Reminders go out by themselves; at the limit the case expires or is escalated, and is never approved by the machine.',
  },
  limitWorking: {
    'zh-CN': `期限按工作日计算：${WORKING_TIME['zh-CN']}。到期仍未完成的步骤会挂起，由运维人员处理。`,
    en: `The limit counts working time: ${WORKING_TIME.en}. A step that is not done by then is parked for an operator.`,
  },
  limitEach: {
    'zh-CN':
      '收单机构处理的期限按自然日计算；等待其条件满足的期限按工作日计算。到期仍未完成的终端会挂起，由运维人员处理。',
    en: 'Limits of what the acquirer does count calendar days; waiting for its conditions counts working time. A terminal that is not done by then is parked for an operator.',
  },
  claimedBy: { 'zh-CN': '审核由', en: 'Claimed by' },
  claimedUntil: { 'zh-CN': '领取至', en: 'until' },
  you: { 'zh-CN': '您', en: 'you' },
  opened: { 'zh-CN': '创建', en: 'Opened' },
  openedBy: { 'zh-CN': '{name}，{channel}', en: '{name}, {channel}' },
  reason: { 'zh-CN': '解绑原因', en: 'Reason' },
  closeAccount: { 'zh-CN': '注销账户', en: 'Close the account' },
  consents: { 'zh-CN': '同意', en: 'Consents' },
  noConsents: { 'zh-CN': '商户尚未同意。', en: 'The merchant has not agreed to anything yet.' },
  consentCovers: { 'zh-CN': '包括的终端', en: 'Terminals that it covers' },
  takeBack: { 'zh-CN': '撤回同意：{what}', en: 'Take the consent back: {what}' },
  takenBack: { 'zh-CN': '已撤回', en: 'Taken back' },
  notInForce: { 'zh-CN': '已不适用', en: 'No longer in force' },
  termsRead: {
    'zh-CN': '当时阅读的条款（版本 {version}）',
    en: 'Terms as they were read (version {version})',
  },
  termsLost: { 'zh-CN': '系统中已没有此条款。', en: 'The record has lost these terms.' },
  yes: { 'zh-CN': '是', en: 'Yes' },
  no: { 'zh-CN': '否', en: 'No' },
  revision: { 'zh-CN': '版本', en: 'Revision' },
  draftNewer: {
    'zh-CN': '草稿 {latest}，流程已知 {known}',
    en: 'draft {latest}, known to the workflow {known}',
  },
  parkedTitle: { 'zh-CN': '已挂起：{step}', en: 'Parked: {step}' },
  held: {
    'zh-CN':
      '工单被运维人员暂停：不发出新的请求，期限和计时停止，恢复前状态不会变化。理由见内部备注。',
    en: 'An operator holds this case: no new request leaves, its clocks stand still, and it does not move on before it is released. The reason is among the notes.',
  },
  pointOfNoReturn: {
    'zh-CN': '首个解绑请求已发出：不能再撤回或退回。',
    en: 'The first unbind request has been sent: the case can no longer be withdrawn or sent back.',
  },
  stepUp: {
    'zh-CN': '需要加强核验：{why}。批准前须回拨登记电话或视频核验。',
    en: 'Step-up needed: {why}. A callback or video check has to be recorded before approval.',
  },
  partial: { 'zh-CN': '部分完成：有终端仍绑定。', en: 'Partial: a terminal stays bound.' },
  refundReopened: {
    'zh-CN': '退款曾被退回，退款步骤已重新打开。',
    en: 'A refund came back; the refund was opened again.',
  },
  warnings: { 'zh-CN': '提示', en: 'Warnings' },
  requested: { 'zh-CN': '需要补充：{fields}', en: 'To be corrected: {fields}' },
  beyondConsent: {
    'zh-CN': '已请商户就超出同意书的内容补充同意：{fields}。期限：',
    en: 'The merchant is asked to agree to what goes beyond the consent: {fields}. Until:',
  },
  findings: { 'zh-CN': '申请中的问题', en: 'What is wrong with the application' },
  noFindings: {
    'zh-CN': '检查未发现问题，可以提交。',
    en: 'The checks find nothing; it can be submitted.',
  },
  formOnly: {
    'zh-CN': '收单机构暂时无法读取，目前只核对了格式。',
    en: 'The acquirer could not be read; only the form was checked.',
  },
  compare: { 'zh-CN': '申请与收单机构登记对照', en: 'Application beside the acquirer’s record' },
  compareDo: { 'zh-CN': '读取并对照', en: 'Read and compare' },
  compareLater: {
    'zh-CN': '解绑、退款或注销之后，收单机构的登记会因此不同。',
    en: 'Once terminals are unbound, money is refunded or the account is closed, the record differs because of it.',
  },
  decisions: { 'zh-CN': '可以做什么', en: 'What you can do' },
  noDecisions: { 'zh-CN': '目前没有您要做的决定。', en: 'There is nothing for you to decide now.' },
  fillIn: { 'zh-CN': '填写申请', en: 'Fill in the application' },
  review: { 'zh-CN': '对照审核', en: 'Review side by side' },
  terminals: { 'zh-CN': '终端', en: 'Terminals' },
  serial: { 'zh-CN': '序列号', en: 'Serial number' },
  state: { 'zh-CN': '状态', en: 'State' },
  sinceColumn: { 'zh-CN': '时间', en: 'Since' },
  deposits: { 'zh-CN': '押金明细', en: 'Deposit, itemised' },
  noDeposits: {
    'zh-CN': '申请提交后显示押金明细。',
    en: 'The items show once the application is submitted.',
  },
  kind: { 'zh-CN': '项目', en: 'Item' },
  amount: { 'zh-CN': '金额', en: 'Amount' },
  refund: { 'zh-CN': '退款', en: 'Refund' },
  refundTotal: { 'zh-CN': '可退合计', en: 'Refundable in total' },
  account: { 'zh-CN': '账户注销', en: 'Closure of the account' },
  notices: { 'zh-CN': '通知', en: 'Notices' },
  noNotices: { 'zh-CN': '还没有通知。', en: 'No notices yet.' },
  preview: { 'zh-CN': '预览', en: 'Preview' },
  previewOf: { 'zh-CN': '预览：{notice}', en: 'Preview: {notice}' },
  previewTitle: { 'zh-CN': '通知内容', en: 'What the notice says' },
  previewTemplate: {
    'zh-CN': '尚未发送：按当前模板生成。',
    en: 'Not sent yet: rendered from the templates as it would look now.',
  },
  previewSent: {
    'zh-CN': '已发送的内容（个人信息已遮盖）。',
    en: 'What was sent (personal data masked).',
  },
  previewHtml: { 'zh-CN': '邮件外观', en: 'As the mail looks' },
  resend: { 'zh-CN': '重新发送', en: 'Send again' },
  resendOf: { 'zh-CN': '重新发送：{notice}', en: 'Send again: {notice}' },
  resendDone: { 'zh-CN': '已安排重新发送', en: 'It will be sent again' },
  timeline: { 'zh-CN': '时间线', en: 'Timeline' },
  attachments: { 'zh-CN': '附件', en: 'Attachments' },
  noAttachments: { 'zh-CN': '没有附件。', en: 'No attachments.' },
  upload: { 'zh-CN': '上传文件', en: 'Upload a file' },
  uploadHint: {
    'zh-CN': `${FILE_KINDS_ZH}，至多 ${MAX_FILE_MIB} MiB。`,
    en: `${FILE_KINDS_EN}, up to ${MAX_FILE_MIB} MiB.`,
  },
  uploaded: { 'zh-CN': '已上传 {name}', en: '{name} is uploaded' },
  uploadFailed: { 'zh-CN': '“{name}”没有上传。', en: '“{name}” was not uploaded.' },
  download: { 'zh-CN': '下载 {name}（会留下记录）', en: 'Download {name} (is recorded)' },
  notes: { 'zh-CN': '内部备注', en: 'Internal notes' },
  notesWhy: { 'zh-CN': '商户看不到。', en: 'The merchant never sees them.' },
  noNotes: { 'zh-CN': '没有备注。', en: 'No notes.' },
  addNote: { 'zh-CN': '添加备注', en: 'Add a note' },
  noteText: { 'zh-CN': '备注内容', en: 'Text of the note' },
  wholeText: { 'zh-CN': '显示全文', en: 'Show all of it' },
  lessText: { 'zh-CN': '收起', en: 'Show less' },
  personal: { 'zh-CN': '商户与申请', en: 'Merchant and application' },
  masked: { 'zh-CN': '个人信息已遮盖', en: 'Personal data is masked' },
  revealed: { 'zh-CN': '完整显示，60 秒后自动遮盖', en: 'Shown in full; masked again after 60 s' },
  reveal: { 'zh-CN': '查看完整信息', en: 'Show in full' },
  hide: { 'zh-CN': '遮盖', en: 'Mask again' },
  revealTitle: { 'zh-CN': '查看完整个人信息', en: 'Show personal data in full' },
  revealWhat: {
    'zh-CN': '此次查看会记入工单台账：您的姓名、时间和理由。',
    en: 'This reading goes into the ledger of the case: your name, the time and the reason.',
  },
  revealReason: { 'zh-CN': '理由', en: 'Reason' },
  revealDo: { 'zh-CN': '查看', en: 'Show' },
  pack: { 'zh-CN': '证据包', en: 'Evidence pack' },
  packTitle: { 'zh-CN': '制作证据包', en: 'Make an evidence pack' },
  packWhat: {
    'zh-CN':
      '一个带签名的文件，可打印，证明此工单的全部经过，用于争议或监管。个人信息已遮盖；制作会记入工单台账：您的姓名、时间和公开程度。',
    en: 'One signed file that prints and proves the whole case, for a dispute or the regulator. Personal data is masked; its making goes into the ledger of the case: your name, the time and how much it says.',
  },
  packWhole: {
    'zh-CN': '含完整个人信息，而非遮盖',
    en: 'With personal data in full instead of masked',
  },
  packDo: { 'zh-CN': '制作并保存', en: 'Make and save' },
  contactName: { 'zh-CN': '联系人', en: 'Contact' },
  merchantNumber: { 'zh-CN': '商户号', en: 'Merchant number' },
  merchantName: { 'zh-CN': '商户名称', en: 'Merchant name' },
  document: { 'zh-CN': '证件', en: 'Document' },
  phone: { 'zh-CN': '手机', en: 'Phone' },
  email: { 'zh-CN': '邮箱', en: 'E-mail' },
  language: { 'zh-CN': '语言与时区', en: 'Language and zone' },
  payee: { 'zh-CN': '退款去向', en: 'Payee' },
  presence: { 'zh-CN': '{names} 也在查看此工单', en: '{names} also looks at this case' },
  generation: { 'zh-CN': '第 {n} 次', en: 'round {n}' },
} as const satisfies Record<string, Phrase>;

/** What exactly a status waits for. */
export const AWAITED: Readonly<Record<CaseStatus, Phrase>> = {
  'awaiting-identity': {
    'zh-CN': '核验申请人的身份',
    en: 'The identity of who asks has to be proven',
  },
  'awaiting-consent': {
    'zh-CN': '商户通过链接同意条款和押金明细，或由客服记录其同意',
    en: 'The merchant accepts the terms and the deposit items by the link, or an agent records it',
  },
  'awaiting-application': {
    'zh-CN': '填写并提交申请',
    en: 'The application has to be filled in and submitted',
  },
  'awaiting-review': {
    'zh-CN': '由未经手此工单的人审核',
    en: 'Somebody who did not work on the case has to decide on it',
  },
  'awaiting-information': {
    'zh-CN': '商户更正所要求的内容',
    en: 'What was asked for has to be corrected',
  },
  unbinding: {
    'zh-CN': '收单机构逐台解绑，并证实生效',
    en: 'The acquirer unbinds each terminal and it is proven effective',
  },
  'refunding-deposit': { 'zh-CN': '可退押金退还到账', en: 'The refundable deposit has to arrive' },
  'closing-account': { 'zh-CN': '收单机构注销账户', en: 'The acquirer closes the account' },
  completed: { 'zh-CN': '全部办结', en: 'Everything is done' },
  rejected: { 'zh-CN': '申请被拒绝', en: 'The request was rejected' },
  withdrawn: { 'zh-CN': '申请已撤回', en: 'The request was withdrawn' },
  expired: { 'zh-CN': '超过期限', en: 'A limit has passed' },
};

export const LINK = {
  resend: { 'zh-CN': '重新发送商户链接', en: 'Send the merchant’s link again' },
  resendWhat: {
    'zh-CN':
      '商户会再次收到邮件，其中有一个新链接；以前的链接在各自到期前仍可使用（24 小时内最多三次）。',
    en: 'The merchant gets the mail once more; with one more link; earlier ones go on to their own end (at most three times in 24 hours).',
  },
  resendDone: { 'zh-CN': '已安排发送链接', en: 'The link is on its way' },
  revoke: { 'zh-CN': '收回链接', en: 'Take the link back' },
  revokeWhat: {
    'zh-CN': '所有链接和由其打开的页面立即失效。商户仍可用工单号和手机验证码进入。',
    en: 'Every link, and any page opened by one, ends at once. The merchant still comes in by case number and a code to the phone.',
  },
  revokeDone: { 'zh-CN': '链接已失效', en: 'The link no longer works' },
} as const satisfies Record<string, Phrase>;
