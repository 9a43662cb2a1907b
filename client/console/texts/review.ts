/** Texts of the review. */
import type { Pair } from '../../../words/sentence';

export const REVIEW = {
  title: ['审核', 'Review'],
  queueLead: ['等待审核的工单，先到期的在前。', 'Cases that await review, due first.'],
  mine: ['我领取的', 'Claimed by me'],
  free: ['待领取', 'Free to claim'],
  others: ['他人已领取', 'Claimed by others'],
  nothing: ['没有等待审核的工单。', 'Nothing awaits review.'],
  start: ['开始审核下一个', 'Review the next one'],
  next: ['下一个工单', 'Next case'],
  skip: ['跳过', 'Skip'],
  entered: ['申请内容', 'Application'],
  acquirer: ['收单机构登记', 'The acquirer’s record'],
  field: ['字段', 'Field'],
  ask: ['要求更正', 'Ask to correct'],
  askFor: ['要求更正：{field}', 'Ask to correct: {field}'],
  askSelected: ['要求补充所选 {count} 项', 'Ticked to be corrected: {count}'],
  differences: ['{count} 处不同', 'Differences: {count}'],
  same: ['全部一致', 'Everything agrees'],
  notCompared: ['{count} 处无法比较', 'Not comparable: {count}'],
  restAgrees: ['其余 {count} 处一致', 'the other {count} agree'],
  readAt: ['读取于', 'read'],
  unreachable: [
    '收单机构暂时无法读取，以下只有申请内容。',
    'The acquirer is out of reach; only the application shows.',
  ],
  cannotTell: [
    '此收单机构不提供登记查询，请人工核对。',
    'This acquirer cannot tell its record; compare by hand.',
  ],
  notTold: ['未提供', 'not told'],
  nothingThere: ['无', 'nothing'],
  you: ['您', 'you'],
  fourEyes: ['您不能审核此工单（四眼原则）', 'You may not review this case (four eyes)'],
  fourEyesWhy: [
    '经手此工单的人不能审核：{event}。由另一位审核人员决定。',
    'Whoever worked on a case does not review it: {event}. Another reviewer decides.',
  ],
  fourEyesAuthor: [
    '您编辑过已提交的申请；由另一位审核人员决定。',
    'You edited the application that was submitted. Another reviewer decides.',
  ],
  fourEyesFree: [
    '您没有经手此工单，可以审核。',
    'You did not work on this case, so you may review it.',
  ],
  notReview: ['此工单现在不在审核中', 'This case does not await review now'],
  nowStands: ['现在的状态：{status}。', 'It stands at: {status}.'],
  backToQueue: ['回到待审核列表', 'Back to what awaits review'],
  toCase: ['工单全部内容', 'The whole case'],
  decide: ['决定', 'Decide'],
} as const satisfies Record<string, Pair>;
