/** Texts of repairs: dry runs, proposals that wait for a second operator, and taking a case back. */
import type { RepairKind } from '../../../wire/operations/repair-requests';
import { REPAIR_NAME } from '../../../words/operations';
import { DECISION, type DecisionWords } from './decisions';
import type { Phrase } from '../../../words/phrase';

export const DRY_RUN = {
  title: { 'zh-CN': '预演：如果现在执行', en: 'Dry run: what it would do now' },
  nothingYet: { 'zh-CN': '以下只是预演，尚未执行任何操作。', en: 'Nothing has happened yet.' },
  blocked: { 'zh-CN': '现在会被拒绝', en: 'It would be refused now' },
  approval: {
    'zh-CN': '需要另一位运维人员批准：确认后只是提议，批准之前什么都不会发生。',
    en: 'A second operator has to approve it: confirming only proposes it, and nothing happens before.',
  },
  payments: { 'zh-CN': '会重新付款', en: 'Money is paid again' },
  effects: { 'zh-CN': '涉及的对外请求', en: 'Requests that it touches' },
  noEffects: { 'zh-CN': '不涉及已发出的对外请求。', en: 'No request that has left is touched.' },
  request: { 'zh-CN': '请求', en: 'Request' },
  now: { 'zh-CN': '现在', en: 'Now' },
  says: { 'zh-CN': '对方答复：{state}', en: 'the provider says: {state}' },
  then: { 'zh-CN': '执行后', en: 'Then' },
  later: { 'zh-CN': '此点之后的决定', en: 'Decisions after this point' },
  laterBy: { 'zh-CN': '由{name}', en: 'by {name}' },
  laterAgain: { 'zh-CN': '会再次执行', en: 'taken again' },
  laterLeftOut: { 'zh-CN': '不再有效', en: 'left out' },
  laterForged: {
    'zh-CN': '未经签名，不能再次执行',
    en: 'nobody has signed it: cannot be taken again',
  },
  again: { 'zh-CN': '重新预演', en: 'Run it dry again' },
  propose: { 'zh-CN': '提议：{name}', en: 'Propose: {name}' },
} as const satisfies Record<string, Phrase>;

export const APPROVAL = {
  title: { 'zh-CN': '待批准', en: 'Approvals' },
  lead: {
    'zh-CN': '涉及款项或不可撤销的处理须由另一位运维人员批准，批准之前什么都不会发生。',
    en: 'Repairs that move money or cannot be undone wait for a second operator; nothing happens before.',
  },
  nothing: { 'zh-CN': '没有等待批准的提议。', en: 'No proposal waits for approval.' },
  choose: {
    'zh-CN': '选择一个提议，查看它现在会做什么。',
    en: 'Choose a proposal to see what it would do as of now.',
  },
  yours: { 'zh-CN': '您提议的', en: 'yours' },
  lapses: { 'zh-CN': '失效', en: 'lapses' },
  proposedBy: { 'zh-CN': '提议人', en: 'Proposed by' },
  decidedBy: { 'zh-CN': '决定人', en: 'Decided by' },
  at: { 'zh-CN': '时间', en: 'When' },
  lapsesAt: { 'zh-CN': '失效时间', en: 'Lapses' },
  step: { 'zh-CN': '步骤', en: 'Step' },
  subject: { 'zh-CN': '对象', en: 'Concerns' },
  subjectAll: { 'zh-CN': '此步骤中所有待处理的对象', en: 'everything of this step that waits' },
  outcome: { 'zh-CN': '结果', en: 'Outcome' },
  point: { 'zh-CN': '回退到', en: 'Back to' },
  pointEvent: { 'zh-CN': '历史中的第 {event} 个事件', en: 'event {event} of the history' },
  repeat: { 'zh-CN': '再次执行的决定', en: 'Decisions taken again' },
  why: { 'zh-CN': '理由或证据', en: 'Reason or evidence' },
  files: { 'zh-CN': '附件在工单页面中。', en: 'Its files are on the page of the case.' },
  approve: { 'zh-CN': '批准', en: 'Approve' },
  approveAgain: { 'zh-CN': '再次批准', en: 'Approve once more' },
  decline: { 'zh-CN': '拒绝', en: 'Decline' },
  takeBack: { 'zh-CN': '收回', en: 'Take back' },
  ownWhy: {
    'zh-CN': '这是您提议的，须由另一位运维人员批准。您可以收回。',
    en: 'You proposed this, so another operator has to approve it. You may take it back.',
  },
  blockedWhy: {
    'zh-CN': '工单现在会拒绝它，因此不能批准；可以拒绝此提议。',
    en: 'The case would refuse it now, so there is nothing to approve; it can be declined.',
  },
  cutOff: {
    'zh-CN': '批准后尚未执行完就中断了。再次批准会从中断处继续，不会重复执行。',
    en: 'The approval was cut off before it was carried out. Approving once more goes on from there and does nothing twice.',
  },
  approveTitle: { 'zh-CN': '批准：{name} · {caseId}', en: 'Approve: {name} · {caseId}' },
  approveWhat: {
    'zh-CN': '批准后立即执行，记为 {proposer} 的决定；台账同时记下您是批准人。',
    en: 'It is carried out at once, as the decision of {proposer}; the ledger names you as who approved it.',
  },
  approveFinal: {
    'zh-CN': '执行后不能收回。请先在对方系统中核实证据。',
    en: 'It cannot be taken back then. Check the evidence in the other system first.',
  },
  approveConfirm: { 'zh-CN': '批准并执行', en: 'Approve and carry out' },
  declineTitle: { 'zh-CN': '拒绝：{name} · {caseId}', en: 'Decline: {name} · {caseId}' },
  takeBackTitle: { 'zh-CN': '收回：{name} · {caseId}', en: 'Take back: {name} · {caseId}' },
  declineWhat: {
    'zh-CN': '提议随之结束，什么都不会执行。理由写入工单的备注和台账；仍有需要时须重新提议。',
    en: 'The proposal ends and nothing is done. The reason becomes a note of the case; what is still needed has to be proposed anew.',
  },
  reason: { 'zh-CN': '理由', en: 'Reason' },
  failed: { 'zh-CN': '工单拒绝了它：{meaning}', en: 'The case refused it: {meaning}' },
  doneNow: {
    'zh-CN': '已执行。工单现为“{status}”。',
    en: 'Carried out. The case is now {status}.',
  },
  takenNow: {
    'zh-CN': '已批准。工单现为“{status}”；付款结果见上。',
    en: 'Approved. The case is now {status}; what becomes of the payment stands above.',
  },
  came: { 'zh-CN': '付款结果', en: 'What came of it' },
  waitingHere: { 'zh-CN': '此工单有处理等待批准', en: 'A repair of this case waits for approval' },
  look: { 'zh-CN': '查看', en: 'Look at it' },
  proposed: { 'zh-CN': '已提议，尚未执行', en: 'Proposed; nothing has happened yet' },
  proposedWhat: {
    'zh-CN':
      '“{name}”须由另一位运维人员在“运维 › 待批准”中批准，您不能自己批准。{when}前无人批准则失效。',
    en: '“{name}” has to be approved by another operator under Operations › Approvals; you cannot approve it yourself. It lapses if nobody does by {when}.',
  },
  toProposal: { 'zh-CN': '打开提议', en: 'Open the proposal' },
} as const satisfies Record<string, Phrase>;

const RESET_WORDS: DecisionWords = {
  name: REPAIR_NAME.reset,
  consequence: {
    'zh-CN': `把工单带回历史中较早的一点，其后的一切重新决定。已在外部完成的不会再做一次。只用于走错了的工单；要重做失败的步骤请用“${REPAIR_NAME.retry['zh-CN']}”。`,
    en: `Takes the case back to an earlier point of its history; all that follows is decided anew. What was done outside is not done a second time. It is for a case that took a wrong turn; to repeat a step that failed, use “${REPAIR_NAME.retry.en}”.`,
  },
  final: {
    'zh-CN': '此点之后没有勾选的决定不再有效，须由有关人员重新作出。',
    en: 'Later decisions that are not ticked no longer count; their people have to take them again.',
  },
};

const CORRECT_WORDS: DecisionWords = {
  name: REPAIR_NAME['correct-reference'],
  consequence: {
    'zh-CN':
      '收单机构查无工单所用的编号时使用。另一位运维人员批准后，尚未了结的事项改用新编号办理；已完成的不会再做一次。',
    en: 'For a number that the acquirer does not know the case by. Once a second operator has approved it, what is not settled is asked for under the new one; what was done is not done again.',
  },
};

/** Repairs by the name that the API has for them. */
export const REPAIR: Readonly<Record<RepairKind, DecisionWords>> = {
  retry: DECISION.retry,
  resolve: DECISION.resolve,
  'correct-reference': CORRECT_WORDS,
  'send-back': DECISION.sendBack,
  hold: DECISION.hold,
  'release-hold': DECISION.releaseHold,
  end: DECISION.end,
  reset: RESET_WORDS,
};

export const CORRECT = {
  open: { 'zh-CN': '更正编号…', en: 'Correct a reference…' },
  showWhat: {
    'zh-CN': '更正需要完整显示工单现有的编号。此次查看会记入台账。',
    en: 'Correcting shows the references that the case holds in full. This reading goes into the ledger.',
  },
  showReason: { 'zh-CN': '更正收单机构处的编号', en: 'Correcting a reference at the acquirer' },
  show: { 'zh-CN': '显示现有编号', en: 'Show the references' },
  which: { 'zh-CN': '哪个编号有误', en: 'Which one is wrong' },
  value: { 'zh-CN': '新编号', en: 'The right one' },
  valueHint: { 'zh-CN': '以收单机构后台显示的为准。', en: 'As the acquirer’s console shows it.' },
  prove: { 'zh-CN': '向收单机构核对…', en: 'Ask the acquirer…' },
} as const satisfies Record<string, Phrase>;

export const RESET = {
  open: { 'zh-CN': '回退到较早的一点…', en: 'Reset to an earlier point…' },
  openLook: { 'zh-CN': '查看可回退的点…', en: 'Look at the reset points…' },
  when: {
    'zh-CN': '工单走错了时使用：回到历史中的一点，其后重新决定。',
    en: 'For a case that took a wrong turn: back to a point of its history, and anew from there.',
  },
  points: { 'zh-CN': '回退到哪一点（最近的在前）', en: 'Back to which point (latest first)' },
  pointsHint: {
    'zh-CN': '选择走错之前最近的一点。',
    en: 'Choose the latest point before the wrong turn.',
  },
  noPoints: { 'zh-CN': '没有可回退的点。', en: 'There is no point to go back to.' },
  repeat: {
    'zh-CN': '此点之后的决定：勾选要再次执行的',
    en: 'Later decisions: tick those to take again',
  },
  repeatHint: {
    'zh-CN': '按原来的顺序、以当时的人执行；遇到第一个被拒绝的，其余不再执行。',
    en: 'They are taken in their order, as the people who took them; the first refusal leaves out the rest.',
  },
  noLater: {
    'zh-CN': '此点之后没有人的决定。',
    en: 'Nobody has decided anything after this point.',
  },
  notRecorded: {
    'zh-CN': '已回退，但还没有 worker 接手。有 worker 后工单会继续；在此之前列表显示回退前的状态。',
    en: 'It is reset, and no worker has taken it on yet. It goes on as soon as one runs; until then lists show the case as it stood before.',
  },
  recorded: { 'zh-CN': '已回退，工单从该点继续。', en: 'It is reset and goes on from there.' },
  outcomes: { 'zh-CN': '再次执行的决定', en: 'Decisions taken again' },
  applied: { 'zh-CN': '已执行', en: 'taken' },
  leftOut: { 'zh-CN': '前一个被拒绝，未执行', en: 'left out after the refusal before it' },
  after: { 'zh-CN': '“{what}”之后', en: 'right after {what}' },
  event: { 'zh-CN': '第 {event} 个事件', en: 'event {event}' },
  heals: {
    'zh-CN': '在未经签名的“{what}”之前：回退到这里即可恢复',
    en: 'before what nobody has signed ({what}): here the case heals',
  },
} as const satisfies Record<string, Phrase>;
