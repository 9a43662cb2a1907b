/** Texts of the review. */
import type { Sentence } from '../../../words/phrase';

export const REVIEW = {
  title: { 'zh-CN': '审核', en: 'Review' },
  queueLead: {
    'zh-CN': '等待审核的工单，先到期的在前。',
    en: 'Cases that await review, due first.',
  },
  mine: { 'zh-CN': '我领取的', en: 'Claimed by me' },
  free: { 'zh-CN': '待领取', en: 'Free to claim' },
  others: { 'zh-CN': '他人已领取', en: 'Claimed by others' },
  nothing: { 'zh-CN': '没有等待审核的工单。', en: 'Nothing awaits review.' },
  start: { 'zh-CN': '开始审核下一个', en: 'Review the next one' },
  next: { 'zh-CN': '下一个工单', en: 'Next case' },
  skip: { 'zh-CN': '跳过', en: 'Skip' },
  entered: { 'zh-CN': '申请内容', en: 'Application' },
  agreed: { 'zh-CN': '商户已同意', en: 'Agreed to' },
  acquirer: { 'zh-CN': '收单机构登记', en: 'The acquirer’s record' },
  field: { 'zh-CN': '字段', en: 'Field' },
  ask: { 'zh-CN': '要求更正', en: 'Ask to correct' },
  askFor: { 'zh-CN': '要求更正：{field}', en: 'Ask to correct: {field}' },
  askSelected: {
    'zh-CN': '要求补充所选 {count} 项',
    en: {
      one: 'Ask to correct the {count} field ticked',
      other: 'Ask to correct the {count} fields ticked',
    },
  },
  differences: {
    'zh-CN': '{count} 处不同',
    en: { one: '{count} difference', other: '{count} differences' },
  },
  same: { 'zh-CN': '全部一致', en: 'Everything agrees' },
  notCompared: {
    'zh-CN': '{count} 处无法比较',
    en: { one: '{count} field is not comparable', other: '{count} fields are not comparable' },
  },
  restAgrees: {
    'zh-CN': '其余 {count} 处一致',
    en: { one: 'the other {count} agrees', other: 'the other {count} agree' },
  },
  readAt: { 'zh-CN': '读取于', en: 'read' },
  unreachable: {
    'zh-CN': '收单机构暂时无法读取，以下只有申请内容。',
    en: 'The acquirer is out of reach; only the application shows.',
  },
  cannotTell: {
    'zh-CN': '此收单机构不提供登记查询，请人工核对。',
    en: 'This acquirer cannot tell its record; compare by hand.',
  },
  notTold: { 'zh-CN': '未提供', en: 'not told' },
  nothingThere: { 'zh-CN': '无', en: 'nothing' },
  you: { 'zh-CN': '您', en: 'you' },
  fourEyes: {
    'zh-CN': '您不能审核此工单（四眼原则）',
    en: 'You may not review this case (four eyes)',
  },
  fourEyesWhy: {
    'zh-CN': '经手此工单的人不能审核：{event}。由另一位审核人员决定。',
    en: 'Whoever worked on a case does not review it: {event}. Another reviewer decides.',
  },
  fourEyesAuthor: {
    'zh-CN': '您编辑过已提交的申请；由另一位审核人员决定。',
    en: 'You edited the application that was submitted. Another reviewer decides.',
  },
  fourEyesFree: {
    'zh-CN': '您没有经手此工单，可以审核。',
    en: 'You did not work on this case, so you may review it.',
  },
  notReview: { 'zh-CN': '此工单现在不在审核中', en: 'This case does not await review now' },
  nowStands: { 'zh-CN': '现在的状态：{status}。', en: 'It stands at: {status}.' },
  backToQueue: { 'zh-CN': '回到待审核列表', en: 'Back to what awaits review' },
  toCase: { 'zh-CN': '工单全部内容', en: 'The whole case' },
  decide: { 'zh-CN': '决定', en: 'Decide' },
} as const satisfies Record<string, Sentence>;
