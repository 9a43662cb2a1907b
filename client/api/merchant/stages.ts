/** Names of the stages of a case as its merchant reads them. */
import type { Locale } from '../../../workflows/contract/case-data';
import type { CaseStatus } from '../../../workflows/contract/lifecycle';

export const STAGES: Readonly<Record<CaseStatus, Readonly<Record<Locale, string>>>> = {
  'awaiting-identity': { 'zh-CN': '等待身份核实', en: 'Your identity is being verified' },
  'awaiting-consent': { 'zh-CN': '等待您同意条款', en: 'Your consent is awaited' },
  'awaiting-application': { 'zh-CN': '正在填写解绑申请', en: 'The application is being prepared' },
  'awaiting-review': { 'zh-CN': '等待审核', en: 'The application is being reviewed' },
  'awaiting-information': { 'zh-CN': '需要补充资料', en: 'A correction is needed from you' },
  unbinding: { 'zh-CN': '正在解绑终端', en: 'The terminal is being unbound' },
  'refunding-deposit': { 'zh-CN': '正在退还押金', en: 'The deposit is being refunded' },
  'closing-account': { 'zh-CN': '正在注销账户', en: 'The account is being closed' },
  completed: { 'zh-CN': '已完成', en: 'Completed' },
  rejected: { 'zh-CN': '未通过', en: 'Rejected' },
  withdrawn: { 'zh-CN': '已撤回', en: 'Withdrawn' },
  expired: { 'zh-CN': '已过期', en: 'Expired' },
};
