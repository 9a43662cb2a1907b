/** Texts of repairs: dry runs, proposals that wait for a second operator, and taking a case back. */
import type { RepairKind } from '../../../wire/operations/repair-requests';
import { REPAIR_NAME } from '../../../words/operations';
import { DECISION, type DecisionWords } from './decisions';
import type { Pair } from '../../../words/sentence';

export const DRY_RUN = {
  title: ['预演：如果现在执行', 'Dry run: what it would do now'],
  nothingYet: ['以下只是预演，尚未执行任何操作。', 'Nothing has happened yet.'],
  blocked: ['现在会被拒绝', 'It would be refused now'],
  approval: [
    '需要另一位运维人员批准：确认后只是提议，批准之前什么都不会发生。',
    'A second operator has to approve it: confirming only proposes it, and nothing happens before.',
  ],
  payments: ['会重新付款', 'Money is paid again'],
  effects: ['涉及的对外请求', 'Requests that it touches'],
  noEffects: ['不涉及已发出的对外请求。', 'No request that has left is touched.'],
  request: ['请求', 'Request'],
  now: ['现在', 'Now'],
  says: ['对方答复：{state}', 'the provider says: {state}'],
  then: ['执行后', 'Then'],
  later: ['此点之后的决定', 'Decisions after this point'],
  laterBy: ['由{name}', 'by {name}'],
  laterAgain: ['会再次执行', 'taken again'],
  laterLeftOut: ['不再有效', 'left out'],
  again: ['重新预演', 'Run it dry again'],
  propose: ['提议：{name}', 'Propose: {name}'],
} as const satisfies Record<string, Pair>;

export const APPROVAL = {
  title: ['待批准', 'Approvals'],
  lead: [
    '涉及款项或不可撤销的处理须由另一位运维人员批准，批准之前什么都不会发生。',
    'Repairs that move money or cannot be undone wait for a second operator; nothing happens before.',
  ],
  nothing: ['没有等待批准的提议。', 'No proposal waits for approval.'],
  choose: [
    '选择一个提议，查看它现在会做什么。',
    'Choose a proposal to see what it would do as of now.',
  ],
  yours: ['您提议的', 'yours'],
  lapses: ['失效', 'lapses'],
  proposedBy: ['提议人', 'Proposed by'],
  decidedBy: ['决定人', 'Decided by'],
  at: ['时间', 'When'],
  lapsesAt: ['失效时间', 'Lapses'],
  step: ['步骤', 'Step'],
  subject: ['对象', 'Concerns'],
  subjectAll: ['此步骤中所有待处理的对象', 'everything of this step that waits'],
  outcome: ['结果', 'Outcome'],
  point: ['回退到', 'Back to'],
  pointEvent: ['历史中的第 {event} 个事件', 'event {event} of the history'],
  repeat: ['再次执行的决定', 'Decisions taken again'],
  why: ['理由或证据', 'Reason or evidence'],
  files: ['附件在工单页面中。', 'Its files are on the page of the case.'],
  approve: ['批准', 'Approve'],
  approveAgain: ['再次批准', 'Approve once more'],
  decline: ['拒绝', 'Decline'],
  takeBack: ['收回', 'Take back'],
  ownWhy: [
    '这是您提议的，须由另一位运维人员批准。您可以收回。',
    'You proposed this, so another operator has to approve it. You may take it back.',
  ],
  blockedWhy: [
    '工单现在会拒绝它，因此不能批准；可以拒绝此提议。',
    'The case would refuse it now, so there is nothing to approve; it can be declined.',
  ],
  cutOff: [
    '批准后尚未执行完就中断了。再次批准会从中断处继续，不会重复执行。',
    'The approval was cut off before it was carried out. Approving once more goes on from there and does nothing twice.',
  ],
  approveTitle: ['批准：{name} · {caseId}', 'Approve: {name} · {caseId}'],
  approveWhat: [
    '批准后立即执行，记为 {proposer} 的决定；台账同时记下您是批准人。',
    'It is carried out at once, as the decision of {proposer}; the ledger names you as who approved it.',
  ],
  approveFinal: [
    '执行后不能收回。请先在对方系统中核实证据。',
    'It cannot be taken back then. Check the evidence in the other system first.',
  ],
  approveConfirm: ['批准并执行', 'Approve and carry out'],
  declineTitle: ['拒绝：{name} · {caseId}', 'Decline: {name} · {caseId}'],
  takeBackTitle: ['收回：{name} · {caseId}', 'Take back: {name} · {caseId}'],
  declineWhat: [
    '提议随之结束，什么都不会执行。理由写入工单的备注和台账；仍有需要时须重新提议。',
    'The proposal ends and nothing is done. The reason becomes a note of the case; what is still needed has to be proposed anew.',
  ],
  reason: ['理由', 'Reason'],
  failed: ['工单拒绝了它：{meaning}', 'The case refused it: {meaning}'],
  doneNow: ['已执行。工单现为“{status}”。', 'Carried out. The case is now {status}.'],
  takenNow: [
    '已批准。工单现为“{status}”；付款结果见上。',
    'Approved. The case is now {status}; what becomes of the payment stands above.',
  ],
  came: ['付款结果', 'What came of it'],
  waitingHere: ['此工单有处理等待批准', 'A repair of this case waits for approval'],
  look: ['查看', 'Look at it'],
  proposed: ['已提议，尚未执行', 'Proposed; nothing has happened yet'],
  proposedWhat: [
    '“{name}”须由另一位运维人员在“运维 › 待批准”中批准，您不能自己批准。{when}前无人批准则失效。',
    '“{name}” has to be approved by another operator under Operations › Approvals; you cannot approve it yourself. It lapses if nobody does by {when}.',
  ],
  toProposal: ['打开提议', 'Open the proposal'],
} as const satisfies Record<string, Pair>;

const RESET_WORDS: DecisionWords = {
  name: REPAIR_NAME.reset,
  consequence: [
    '把工单带回历史中较早的一点，其后的一切重新决定。已在外部完成的不会再做一次。只用于走错了的工单；要重做失败的步骤请用“重试”。',
    'Takes the case back to an earlier point of its history; all that follows is decided anew. What was done outside is not done a second time. It is for a case that took a wrong turn; to repeat a step that failed, use “Try again”.',
  ],
  final: [
    '此点之后没有勾选的决定不再有效，须由有关人员重新作出。',
    'Later decisions that are not ticked no longer count; their people have to take them again.',
  ],
};

const CORRECT_WORDS: DecisionWords = {
  name: REPAIR_NAME['correct-reference'],
  consequence: [
    '收单机构查无工单所用的编号时使用。另一位运维人员批准后，尚未了结的事项改用新编号办理；已完成的不会再做一次。',
    'For a number that the acquirer does not know the case by. Once a second operator has approved it, what is not settled is asked for under the new one; what was done is not done again.',
  ],
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
  open: ['更正编号…', 'Correct a reference…'],
  showWhat: [
    '更正需要完整显示工单现有的编号。此次查看会记入台账。',
    'Correcting shows the references that the case holds in full. This reading goes into the ledger.',
  ],
  showReason: ['更正收单机构处的编号', 'Correcting a reference at the acquirer'],
  show: ['显示现有编号', 'Show the references'],
  which: ['哪个编号有误', 'Which one is wrong'],
  value: ['新编号', 'The right one'],
  valueHint: ['以收单机构后台显示的为准。', 'As the acquirer’s console shows it.'],
  prove: ['向收单机构核对…', 'Ask the acquirer…'],
} as const satisfies Record<string, Pair>;

export const RESET = {
  open: ['回退到较早的一点…', 'Reset to an earlier point…'],
  openLook: ['查看可回退的点…', 'Look at the reset points…'],
  when: [
    '工单走错了时使用：回到历史中的一点，其后重新决定。',
    'For a case that took a wrong turn: back to a point of its history, and anew from there.',
  ],
  points: ['回退到哪一点（最近的在前）', 'Back to which point (latest first)'],
  pointsHint: ['选择走错之前最近的一点。', 'Choose the latest point before the wrong turn.'],
  noPoints: ['没有可回退的点。', 'There is no point to go back to.'],
  repeat: ['此点之后的决定：勾选要再次执行的', 'Later decisions: tick those to take again'],
  repeatHint: [
    '按原来的顺序、以当时的人执行；遇到第一个被拒绝的，其余不再执行。',
    'They are taken in their order, as the people who took them; the first refusal leaves out the rest.',
  ],
  noLater: ['此点之后没有人的决定。', 'Nobody has decided anything after this point.'],
  notRecorded: [
    '已回退，但还没有 worker 接手。有 worker 后工单会继续；在此之前列表显示回退前的状态。',
    'It is reset, and no worker has taken it on yet. It goes on as soon as one runs; until then lists show the case as it stood before.',
  ],
  recorded: ['已回退，工单从该点继续。', 'It is reset and goes on from there.'],
  outcomes: ['再次执行的决定', 'Decisions taken again'],
  applied: ['已执行', 'taken'],
  leftOut: ['前一个被拒绝，未执行', 'left out after the refusal before it'],
  after: ['“{what}”之后', 'right after {what}'],
  event: ['第 {event} 个事件', 'event {event}'],
} as const satisfies Record<string, Pair>;
