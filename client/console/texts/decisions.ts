/** Texts of the decisions: what each is called, what it does, what of it cannot be undone. */
import type { IdentityMethod } from '../../../workflows/contract/case-view';
import type { ShownDecision } from '../case/offers';
import { REPAIR_NAME } from '../../../words/operations';
import type { Pair } from '../../../words/pair';

export interface DecisionWords {
  readonly name: Pair;
  /** What happens once it is confirmed. */
  readonly consequence: Pair;
  /** What cannot be taken back; absent where everything can. */
  readonly final?: Pair;
}

export const DECISION: Readonly<Record<ShownDecision, DecisionWords>> = {
  verifyIdentity: {
    name: ['核验身份', 'Verify identity'],
    consequence: [
      '记录申请人的身份已证明。工单转为等待商户同意条款，并向商户发送条款链接（邮件）。回拨或视频核验同时解除加强核验标记。您将不能审核此工单。',
      'Records that the identity is proven. The case then waits for the merchant’s consent, and the merchant is sent the link to the terms by e-mail. A callback or video check also clears a step-up mark. You can then not review this case.',
    ],
  },
  recordConsent: {
    name: ['记录同意', 'Record consent'],
    consequence: [
      '记录商户已听取或阅读条款和押金明细并同意。记录包含条款版本、内容哈希、语言、方式、您的姓名和时间。您将不能审核此工单。',
      'Records that the merchant has heard or read the terms and the deposit items and agrees: with version, content hash, language, method, your name and the time. You can then not review this case.',
    ],
    final: [
      '已记录的同意是法律证据，不能删除；商户在首个解绑请求发出前仍可撤回申请。',
      'Recorded consent is legal evidence and cannot be deleted; the merchant may still withdraw until the first unbind request is sent.',
    ],
  },
  submit: {
    name: ['提交审核', 'Submit for review'],
    consequence: [
      '按收单机构的登记再次核对全部内容，通过后进入审核。审核期间申请不能修改。',
      'Everything is checked once more against the acquirer’s record; if it passes, the case goes to review. It cannot be edited while it is reviewed.',
    ],
  },
  claim: {
    name: ['领取审核', 'Claim the review'],
    consequence: [
      '四个工作小时内只有您可以审核此工单；之后自动释放。',
      'For four working hours only you can decide on this case; then the claim lapses by itself.',
    ],
  },
  release: {
    name: ['放回', 'Give the claim back'],
    consequence: ['其他审核人员可以立即领取。', 'Another reviewer can claim it at once.'],
  },
  approve: {
    name: ['批准', 'Approve'],
    consequence: [
      '系统随即向收单机构逐台请求解绑，生效后退还可退押金，并按申请注销账户。商户会收到通过通知。',
      'The machine asks the acquirer to unbind each terminal, refunds the refundable deposit once it is effective, and closes the account if that was asked for. The merchant is told of the approval.',
    ],
    final: [
      '首个解绑请求发出后不能撤回：终端解绑、已退的款项和账户注销都无法撤销。',
      'Once the first unbind request has left there is no way back: unbound terminals, refunded money and a closed account cannot be undone.',
    ],
  },
  reject: {
    name: ['拒绝', 'Reject'],
    consequence: [
      '工单以“已拒绝”结束，商户会收到通知和原因类别。终端随即可用于新的工单。',
      'The case ends as rejected; the merchant is told, with the kind of reason. Its terminals are free for a new case.',
    ],
    final: [
      '已结束的工单不能重新打开，只能新建。',
      'An ended case cannot be opened again; a new one has to be opened.',
    ],
  },
  requestInformation: {
    name: ['要求补充', 'Request information'],
    consequence: [
      '商户收到您的说明和需要更正的字段；审核停表，最长等待 14 天，期间会提醒。',
      'The merchant receives your message and the fields to correct. The review clock stands still for up to 14 days, with reminders.',
    ],
  },
  withdraw: {
    name: ['撤回', 'Withdraw'],
    consequence: [
      '按商户的意愿结束工单。没有终端被解绑，没有款项退还。商户会收到通知。',
      'Ends the case as the merchant wishes. No terminal is unbound and no money is refunded. The merchant is told.',
    ],
    final: [
      '撤回的工单不能恢复，只能新建。',
      'A withdrawn case cannot be restored; a new one has to be opened.',
    ],
  },
  retry: {
    name: REPAIR_NAME.retry,
    consequence: [
      '先向对方核对结果；只有证明尚未发生，才用原请求号再次请求。退款被拒绝或被退回后，以新的请求号重新付款，须由另一位运维人员批准；金额和收款方见下。',
      'Reads back first, and asks again under the same number only where nothing has happened. A refund that was refused or came back is paid anew under a new number once a second operator approves it; amount and payee stand below.',
    ],
  },
  resolve: {
    name: REPAIR_NAME.resolve,
    consequence: [
      '另一位运维人员批准后，按您证明的结果结束此步骤，流程据此继续（例如退款或注销）。',
      'Once a second operator has approved it, settles the step by the outcome that you prove; the case goes on from there, e.g. to the refund or the closure.',
    ],
    final: [
      '流程会把您填写的结果当作事实，不能再改。请先在对方系统中核实。',
      'The case takes your outcome as a fact and it cannot be changed later. Check it in the other system first.',
    ],
  },
  sendBack: {
    name: REPAIR_NAME['send-back'],
    consequence: [
      '工单回到“待补充资料”，批准随之失效，更正后须重新审核。仅限首个解绑请求发出之前。',
      'The case returns to awaiting information; the approval no longer counts and it has to be reviewed again. Only before the first unbind request.',
    ],
  },
  amendContact: {
    name: ['更正联系方式', 'Correct the contact data'],
    consequence: [
      '之后的通知发往新的联系方式。审核期间更正的，须先回拨或视频核验才能批准。您将不能审核此工单。',
      'Notices go there from then on. While the application is under review the approval waits for a callback or a video check. You can then not review this case.',
    ],
  },
  hold: {
    name: REPAIR_NAME.hold,
    consequence: [
      '不再发出新的请求，期限和审核计时停止；已发出的请求仍会核实结果。',
      'No new request leaves and the clocks stand still; what is on its way is still read back.',
    ],
  },
  releaseHold: {
    name: REPAIR_NAME['release-hold'],
    consequence: [
      '工单从停下的地方继续，计时接着走。',
      'The case goes on from where it stopped, and so do its clocks.',
    ],
  },
  end: {
    name: REPAIR_NAME.end,
    consequence: [
      '工单以“已拒绝”结束，商户会收到通知。没有终端被解绑，没有款项退还。仅限首个解绑请求发出之前。',
      'The case ends as rejected and the merchant is told. No terminal is unbound and no money is refunded. Only before the first unbind request.',
    ],
    final: [
      '已结束的工单不能重新打开，只能新建。',
      'An ended case cannot be opened again; a new one has to be opened.',
    ],
  },
};

/** What a method of identity wants, where nothing of it was given. */
export const PROOF: Readonly<Record<IdentityMethod, Pair>> = {
  'document-seen': ['已核对的证件', 'a document that was seen'],
  callback: ['已核对的证件或说明', 'a document that was seen, or evidence'],
  video: ['已核对的证件或说明', 'a document that was seen, or evidence'],
  'bank-check': ['附件或说明', 'a file, or evidence'],
};

export const DECIDE = {
  renewClaim: ['续领审核', 'Claim it for four more hours'],
  cannotUndo: ['不可撤销', 'Cannot be undone'],
  confirm: ['确认：{name}', 'Confirm: {name}'],
  doneToast: ['{caseId}：{name}，现为“{status}”', '{caseId}: {name} – now {status}'],
  staleTitle: ['您看到的内容已经过时', 'What you were looking at is out of date'],
  staleWhat: [
    '在您决定之前，工单发生了以下变化。没有执行任何操作。',
    'Before you decided, this changed. Nothing was done.',
  ],
  staleNoFields: [
    '可见字段没有差异（遮盖后相同）。',
    'No visible field differs (they are masked alike).',
  ],
  meanwhile: ['您打开之后发生了以下变化', 'Since you opened it, this has happened'],
  staleGoOn: ['我已查看变化，重新决定', 'I have seen the changes; decide anew'],
  before: ['之前', 'before'],
  after: ['现在', 'now'],
  method: ['方式', 'Method'],
  thirdParty: ['由商户以外的人提出', 'Somebody else than the merchant asks'],
  thirdPartyHint: ['会加上加强核验标记。', 'Adds a step-up mark.'],
  documentsSeen: ['已核对的证件', 'Documents seen'],
  evidence: ['证据说明', 'Evidence in words'],
  evidenceHint: [
    '何时、何处、看到了什么；不要重复个人信息。',
    'When, where, what was seen; do not repeat personal data.',
  ],
  attachFrom: ['附上已上传的文件', 'Attach uploaded files'],
  fileShows: ['文件是哪种证件', 'Document that the file shows'],
  fileShowsNone: [
    '请在上面勾选文件所示的证件，或取消勾选文件。',
    'Tick the document that the file shows, above, or leave the file out.',
  ],
  terms: ['条款（版本 {version}）', 'Terms (version {version})'],
  termsRead: [
    '我已向商户宣读或出示条款全文',
    'I have read out or shown the whole terms to the merchant',
  ],
  itemsRead: ['我已向商户说明押金明细', 'I have explained the deposit items to the merchant'],
  readFirstName: ['宣读确认', 'What was read out'],
  readFirst: ['请先确认上面两项。', 'Confirm both points above first.'],
  byCall: ['电话录音', 'Recorded call'],
  inPerson: ['当面', 'In person'],
  byLink: ['由商户通过链接确认', 'By the merchant’s own link'],
  byLinkHint: [
    '身份核验后，链接已随邮件发给商户；商户同意后工单自动前进。需要时可在“通知”中重新发送。',
    'The link went to the merchant by e-mail after the identity was verified; the case moves on by itself. Send the notice again if needed.',
  ],
  recordingRef: ['录音或签署文件的编号与位置', 'Reference of the recording or signed paper'],
  refundable: ['可退', 'refundable'],
  notRefundable: ['不退', 'not refunded'],
  covers: ['同意包括的终端', 'Terminals that the consent covers'],
  noItems: ['没有押金项目。', 'There are no deposit items.'],
  comment: ['批注（可选）', 'Comment (optional)'],
  reasonCode: ['原因', 'Reason'],
  reasonText: ['说明（可选）', 'Explanation (optional)'],
  fields: ['需要更正的字段', 'Fields to correct'],
  fieldsNeeded: ['请至少选择一项。', 'Choose at least one.'],
  message: ['给商户的说明', 'Message to the merchant'],
  messageHint: ['会原样发给商户。', 'Goes to the merchant as it stands.'],
  step: ['步骤', 'Step'],
  subject: ['对象', 'Concerns'],
  subjectAll: ['此步骤中所有待处理的对象', 'Everything of this step that waits'],
  outcome: ['结果', 'Outcome'],
  why: ['理由（可选）', 'Reason (optional)'],
  whyNeeded: ['理由', 'Reason'],
  choose: ['请选择', 'Choose'],
  contactShow: ['显示当前联系方式并编辑', 'Show the stored contact data and edit it'],
  contactShowWhat: [
    '编辑需要完整显示当前联系方式。此次查看会记入台账。',
    'Editing shows the stored contact data in full. This reading goes into the ledger.',
  ],
  contactReason: ['更正联系方式', 'Correcting the contact data'],
  sendTitle: ['重新发送通知', 'Send the notice again'],
  sendWhat: [
    '商户会再次收到同样的通知（24 小时内同一通知最多三次）。',
    'The merchant receives the notice once more (at most three times in 24 hours for one notice).',
  ],
} as const satisfies Record<string, Pair>;
