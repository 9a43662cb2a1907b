/** Texts of the decisions: what each is called, what it does, what of it cannot be undone. */
import type { IdentityMethod } from '../../../workflows/contract/case-view';
import type { ShownDecision } from '../case/offers';
import { REPAIR_NAME } from '../../../words/operations';
import type { Phrase } from '../../../words/phrase';

export interface DecisionWords {
  readonly name: Phrase;
  /** What happens once it is confirmed. */
  readonly consequence: Phrase;
  /** What cannot be taken back; absent where everything can. */
  readonly final?: Phrase;
}

export const DECISION: Readonly<Record<ShownDecision, DecisionWords>> = {
  verifyIdentity: {
    name: { 'zh-CN': '核验身份', en: 'Verify identity' },
    consequence: {
      'zh-CN':
        '记录申请人的身份已证明。工单转为等待商户同意条款，并向商户发送条款链接（邮件）。回拨或视频核验同时解除加强核验标记。您将不能审核此工单。',
      en: 'Records that the identity is proven. The case then waits for the merchant’s consent, and the merchant is sent the link to the terms by e-mail. A callback or video check also clears a step-up mark. You can then not review this case.',
    },
  },
  recordConsent: {
    name: { 'zh-CN': '记录同意', en: 'Record consent' },
    consequence: {
      'zh-CN':
        '记录商户已听取或阅读条款和押金明细并同意。记录包含条款版本、内容哈希、语言、方式、您的姓名和时间。您将不能审核此工单。',
      en: 'Records that the merchant has heard or read the terms and the deposit items and agrees: with version, content hash, language, method, your name and the time. You can then not review this case.',
    },
    final: {
      'zh-CN': '已记录的同意是法律证据，不能删除；商户在首个解绑请求发出前仍可撤回申请。',
      en: 'Recorded consent is legal evidence and cannot be deleted; the merchant may still withdraw until the first unbind request is sent.',
    },
  },
  extendConsent: {
    name: { 'zh-CN': '记录补充同意', en: 'Record agreement to the difference' },
    consequence: {
      'zh-CN':
        '记录商户已听取或阅读下列差异并同意；此前的同意继续有效。如申请此后没有变化且没有其他问题，将随即进入审核。您将不能审核此工单。',
      en: 'Records that the merchant has heard or read the difference below and agrees to it; what was agreed to before stands. If the application has not changed since and nothing else is wrong with it, it goes to review at once. You can then not review this case.',
    },
  },
  submit: {
    name: { 'zh-CN': '提交审核', en: 'Submit for review' },
    consequence: {
      'zh-CN': '按收单机构的登记再次核对全部内容，通过后进入审核。审核期间申请不能修改。',
      en: 'Everything is checked once more against the acquirer’s record; if it passes, the case goes to review. It cannot be edited while it is reviewed.',
    },
  },
  claim: {
    name: { 'zh-CN': '领取审核', en: 'Claim the review' },
    consequence: {
      'zh-CN': '四个工作小时内只有您可以审核此工单；之后自动释放。',
      en: 'For four working hours only you can decide on this case; then the claim lapses by itself.',
    },
  },
  release: {
    name: { 'zh-CN': '放回', en: 'Give the claim back' },
    consequence: {
      'zh-CN': '其他审核人员可以立即领取。',
      en: 'Another reviewer can claim it at once.',
    },
  },
  approve: {
    name: { 'zh-CN': '批准', en: 'Approve' },
    consequence: {
      'zh-CN':
        '系统随即向收单机构逐台请求解绑，生效后退还可退押金，并按申请注销账户。商户会收到通过通知。',
      en: 'The machine asks the acquirer to unbind each terminal, refunds the refundable deposit once it is effective, and closes the account if that was asked for. The merchant is told of the approval.',
    },
    final: {
      'zh-CN': '首个解绑请求发出后不能撤回：终端解绑、已退的款项和账户注销都无法撤销。',
      en: 'Once the first unbind request has left there is no way back: unbound terminals, refunded money and a closed account cannot be undone.',
    },
  },
  reject: {
    name: { 'zh-CN': '拒绝', en: 'Reject' },
    consequence: {
      'zh-CN': '工单以“已拒绝”结束，商户会收到通知和原因类别。终端随即可用于新的工单。',
      en: 'The case ends as rejected; the merchant is told, with the kind of reason. Its terminals are free for a new case.',
    },
    final: {
      'zh-CN': '已结束的工单不能重新打开，只能新建。',
      en: 'An ended case cannot be opened again; a new one has to be opened.',
    },
  },
  requestInformation: {
    name: { 'zh-CN': '要求补充', en: 'Request information' },
    consequence: {
      'zh-CN': '商户收到您的说明和需要更正的字段；审核停表，最长等待 14 天，期间会提醒。',
      en: 'The merchant receives your message and the fields to correct. The review clock stands still for up to 14 days, with reminders.',
    },
  },
  withdraw: {
    name: { 'zh-CN': '撤回', en: 'Withdraw' },
    consequence: {
      'zh-CN': '按商户的意愿结束工单。没有终端被解绑，没有款项退还。商户会收到通知。',
      en: 'Ends the case as the merchant wishes. No terminal is unbound and no money is refunded. The merchant is told.',
    },
    final: {
      'zh-CN': '撤回的工单不能恢复，只能新建。',
      en: 'A withdrawn case cannot be restored; a new one has to be opened.',
    },
  },
  retry: {
    name: REPAIR_NAME.retry,
    consequence: {
      'zh-CN':
        '先向对方核对结果；只有证明尚未发生，才用原请求号再次请求。退款被拒绝或被退回后，以新的请求号重新付款，须由另一位运维人员批准；金额和收款方见下。',
      en: 'Reads back first, and asks again under the same number only where nothing has happened. A refund that was refused or came back is paid anew under a new number once a second operator approves it; amount and payee stand below.',
    },
  },
  resolve: {
    name: REPAIR_NAME.resolve,
    consequence: {
      'zh-CN': '另一位运维人员批准后，按您证明的结果结束此步骤，流程据此继续（例如退款或注销）。',
      en: 'Once a second operator has approved it, settles the step by the outcome that you prove; the case goes on from there, e.g. to the refund or the closure.',
    },
    final: {
      'zh-CN': '流程会把您填写的结果当作事实，不能再改。请先在对方系统中核实。',
      en: 'The case takes your outcome as a fact and it cannot be changed later. Check it in the other system first.',
    },
  },
  sendBack: {
    name: REPAIR_NAME['send-back'],
    consequence: {
      'zh-CN': '工单回到“待补充资料”，批准随之失效，更正后须重新审核。仅限首个解绑请求发出之前。',
      en: 'The case returns to awaiting information; the approval no longer counts and it has to be reviewed again. Only before the first unbind request.',
    },
  },
  amendContact: {
    name: { 'zh-CN': '更正联系方式', en: 'Correct the contact data' },
    consequence: {
      'zh-CN':
        '之后的通知发往新的联系方式。审核期间更正的，须先回拨或视频核验才能批准。您将不能审核此工单。',
      en: 'Notices go there from then on. While the application is under review the approval waits for a callback or a video check. You can then not review this case.',
    },
  },
  hold: {
    name: REPAIR_NAME.hold,
    consequence: {
      'zh-CN': '不再发出新的请求，期限和审核计时停止；已发出的请求仍会核实结果。',
      en: 'No new request leaves and the clocks stand still; what is on its way is still read back.',
    },
  },
  releaseHold: {
    name: REPAIR_NAME['release-hold'],
    consequence: {
      'zh-CN': '工单从停下的地方继续，计时接着走。',
      en: 'The case goes on from where it stopped, and so do its clocks.',
    },
  },
  end: {
    name: REPAIR_NAME.end,
    consequence: {
      'zh-CN':
        '工单以“已拒绝”结束，商户会收到通知。没有终端被解绑，没有款项退还。仅限首个解绑请求发出之前。',
      en: 'The case ends as rejected and the merchant is told. No terminal is unbound and no money is refunded. Only before the first unbind request.',
    },
    final: {
      'zh-CN': '已结束的工单不能重新打开，只能新建。',
      en: 'An ended case cannot be opened again; a new one has to be opened.',
    },
  },
};

/** What a method of identity wants, where nothing of it was given. */
export const PROOF: Readonly<Record<IdentityMethod, Phrase>> = {
  'document-seen': { 'zh-CN': '已核对的证件', en: 'a document that was seen' },
  callback: { 'zh-CN': '已核对的证件或说明', en: 'a document that was seen, or evidence' },
  video: { 'zh-CN': '已核对的证件或说明', en: 'a document that was seen, or evidence' },
  'bank-check': { 'zh-CN': '附件或说明', en: 'a file, or evidence' },
};

export const DECIDE = {
  renewClaim: { 'zh-CN': '续领审核', en: 'Claim it for four more hours' },
  cannotUndo: { 'zh-CN': '不可撤销', en: 'Cannot be undone' },
  confirm: { 'zh-CN': '确认：{name}', en: 'Confirm: {name}' },
  doneToast: { 'zh-CN': '{caseId}：{name}，现为“{status}”', en: '{caseId}: {name} – now {status}' },
  staleTitle: { 'zh-CN': '您看到的内容已经过时', en: 'What you were looking at is out of date' },
  staleWhat: {
    'zh-CN': '在您决定之前，工单发生了以下变化。没有执行任何操作。',
    en: 'Before you decided, this changed. Nothing was done.',
  },
  staleNoFields: {
    'zh-CN': '可见字段没有差异（遮盖后相同）。',
    en: 'No visible field differs (they are masked alike).',
  },
  meanwhile: { 'zh-CN': '您打开之后发生了以下变化', en: 'Since you opened it, this has happened' },
  staleGoOn: { 'zh-CN': '我已查看变化，重新决定', en: 'I have seen the changes; decide anew' },
  before: { 'zh-CN': '之前', en: 'before' },
  after: { 'zh-CN': '现在', en: 'now' },
  method: { 'zh-CN': '方式', en: 'Method' },
  called: { 'zh-CN': '所拨打的号码', en: 'Number that was called' },
  calledHint: {
    'zh-CN': '须为收单机构登记的号码；清除加强核验标记时必填。',
    en: 'Has to be the one bound at the acquirer; needed where a step-up mark is to be cleared.',
  },
  boundShow: { 'zh-CN': '显示收单机构登记的号码', en: 'Show the number bound at the acquirer' },
  boundShowWhat: {
    'zh-CN': '请拨打收单机构登记的号码，而不是来电者给的号码。查看会记入台账。',
    en: 'Call the number bound at the acquirer, not one that the caller gives. That you saw it stands in the ledger.',
  },
  boundReason: { 'zh-CN': '回拨核实身份。', en: 'To call back for the proof of identity.' },
  boundNotTold: { 'zh-CN': '收单机构未提供登记号码。', en: 'The acquirer tells of no number.' },
  thirdParty: { 'zh-CN': '由商户以外的人提出', en: 'Somebody else than the merchant asks' },
  thirdPartyHint: { 'zh-CN': '会加上加强核验标记。', en: 'Adds a step-up mark.' },
  documentsSeen: { 'zh-CN': '已核对的证件', en: 'Documents seen' },
  evidence: { 'zh-CN': '证据说明', en: 'Evidence in words' },
  evidenceHint: {
    'zh-CN': '何时、何处、看到了什么；不要重复个人信息。',
    en: 'When, where, what was seen; do not repeat personal data.',
  },
  attachFrom: { 'zh-CN': '附上已上传的文件', en: 'Attach uploaded files' },
  fileShows: { 'zh-CN': '文件是哪种证件', en: 'Document that the file shows' },
  fileShowsNone: {
    'zh-CN': '请在上面勾选文件所示的证件，或取消勾选文件。',
    en: 'Tick the document that the file shows, above, or leave the file out.',
  },
  terms: { 'zh-CN': '条款（版本 {version}）', en: 'Terms (version {version})' },
  separateTerms: {
    'zh-CN': '单独同意：{what}（版本 {version}）',
    en: 'Separate consent: {what} (version {version})',
  },
  separate: {
    'zh-CN': '商户另行单独同意的事项（逐项宣读后勾选）',
    en: 'What the merchant agreed to apart; read each out before you tick it',
  },
  termsRead: {
    'zh-CN': '我已向商户宣读或出示条款全文',
    en: 'I have read out or shown the whole terms to the merchant',
  },
  differenceRead: {
    'zh-CN': '我已向商户说明以上差异',
    en: 'I have explained this difference to the merchant',
  },
  differenceReadName: { 'zh-CN': '差异说明', en: 'What was explained' },
  itemsRead: {
    'zh-CN': '我已向商户说明押金明细',
    en: 'I have explained the deposit items to the merchant',
  },
  readFirstName: { 'zh-CN': '宣读确认', en: 'What was read out' },
  readFirst: { 'zh-CN': '请先确认上面两项。', en: 'Confirm both points above first.' },
  byCall: { 'zh-CN': '电话录音', en: 'Recorded call' },
  inPerson: { 'zh-CN': '当面', en: 'In person' },
  byLink: { 'zh-CN': '由商户通过链接确认', en: 'By the merchant’s own link' },
  byLinkHint: {
    'zh-CN':
      '身份核验后，链接已随邮件发给商户；商户同意后工单自动前进。需要时可在“通知”中重新发送。',
    en: 'The link went to the merchant by e-mail after the identity was verified; the case moves on by itself. Send the notice again if needed.',
  },
  recordingRef: {
    'zh-CN': '录音或签署文件的编号与位置',
    en: 'Reference of the recording or signed paper',
  },
  refundable: { 'zh-CN': '可退', en: 'refundable' },
  notRefundable: { 'zh-CN': '不退', en: 'not refunded' },
  covers: { 'zh-CN': '同意包括的终端', en: 'Terminals that the consent covers' },
  noItems: { 'zh-CN': '没有押金项目。', en: 'There are no deposit items.' },
  comment: { 'zh-CN': '批注（可选）', en: 'Comment (optional)' },
  reasonCode: { 'zh-CN': '原因', en: 'Reason' },
  reasonText: { 'zh-CN': '说明（可选）', en: 'Explanation (optional)' },
  fields: { 'zh-CN': '需要更正的字段', en: 'Fields to correct' },
  fieldsNeeded: { 'zh-CN': '请至少选择一项。', en: 'Choose at least one.' },
  message: { 'zh-CN': '给商户的说明', en: 'Message to the merchant' },
  messageHint: { 'zh-CN': '会原样发给商户。', en: 'Goes to the merchant as it stands.' },
  step: { 'zh-CN': '步骤', en: 'Step' },
  subject: { 'zh-CN': '对象', en: 'Concerns' },
  subjectAll: { 'zh-CN': '此步骤中所有待处理的对象', en: 'Everything of this step that waits' },
  outcome: { 'zh-CN': '结果', en: 'Outcome' },
  why: { 'zh-CN': '理由（可选）', en: 'Reason (optional)' },
  whyNeeded: { 'zh-CN': '理由', en: 'Reason' },
  choose: { 'zh-CN': '请选择', en: 'Choose' },
  contactShow: {
    'zh-CN': '显示当前联系方式并编辑',
    en: 'Show the stored contact data and edit it',
  },
  contactShowWhat: {
    'zh-CN': '编辑需要完整显示当前联系方式。此次查看会记入台账。',
    en: 'Editing shows the stored contact data in full. This reading goes into the ledger.',
  },
  contactReason: { 'zh-CN': '更正联系方式', en: 'Correcting the contact data' },
  sendTitle: { 'zh-CN': '重新发送通知', en: 'Send the notice again' },
  sendWhat: {
    'zh-CN': '商户会再次收到同样的通知（24 小时内同一通知最多三次）。',
    en: 'The merchant receives the notice once more (at most three times in 24 hours for one notice).',
  },
} as const satisfies Record<string, Phrase>;
