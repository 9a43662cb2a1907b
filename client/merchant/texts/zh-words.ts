/** Chinese words for the codes of the product. */
import type {
  ClosureState,
  DepositKind,
  Party,
  RefundState,
  TerminalState,
  UnbindReason,
} from '../../../workflows/contract/case-view';
import type { DocumentKind } from '../../../workflows/contract/case-data';
import type { CaseStatus } from '../../../workflows/contract/lifecycle';

const parties: Record<Party, string> = {
  agent: '客服',
  merchant: '您',
  reviewer: '审核人员',
  operator: '我们的技术人员',
  acquirer: '收单机构',
  provider: '银行或支付机构',
  nobody: '无需任何人操作',
};

const next: Record<CaseStatus, string> = {
  'awaiting-identity': '客服将核实您的身份，可能会给您打电话。上传证件照片可以加快核实。',
  'awaiting-consent': '请阅读条款和押金明细，然后选择同意或不同意。',
  'awaiting-application': '客服正在根据您的材料填写解绑申请。',
  'awaiting-review': '申请已提交，审核人员将逐项核对。',
  'awaiting-information': '审核人员请您核对并更正以下内容。',
  unbinding: '我们已向收单机构提出解绑，确认生效后会通知您。',
  'refunding-deposit': '终端已经解绑，押金正在退还。',
  'closing-account': '终端已经解绑，商户账户正在注销。',
  completed: '全部事项已经办结，办理结果见下方。',
  rejected: '申请未通过，终端照常使用。',
  withdrawn: '申请已撤回，终端照常使用。',
  expired: '申请因超过期限已关闭，终端照常使用。',
};

const terminalStates: Record<TerminalState, string> = {
  waiting: '等待办理',
  blocked: '暂不能解绑',
  requesting: '正在提交',
  accepted: '收单机构已受理',
  manual: '人工办理中',
  stuck: '处理中，请稍候',
  effective: '已解绑',
  'left-bound': '未能解绑',
};

const refundStates: Record<RefundState, string> = {
  'not-due': '无需退还',
  waiting: '等待退还',
  blocked: '暂不能退还',
  requesting: '正在提交',
  pending: '退款途中',
  manual: '人工办理中',
  stuck: '处理中，请稍候',
  returned: '被银行退回，正在重新办理',
  succeeded: '已退还',
  paid: '已退还',
};

const closureStates: Record<ClosureState, string> = {
  'not-asked': '未申请注销',
  waiting: '等待注销',
  blocked: '暂不能注销',
  requesting: '正在提交',
  accepted: '收单机构已受理',
  manual: '人工办理中',
  stuck: '处理中，请稍候',
  closed: '已注销',
  'not-closed': '未注销',
};

const depositKinds: Record<DepositKind, string> = {
  'refundable-deposit': '押金',
  'service-fee': '服务费',
  cashback: '返现',
  'sim-fee': '流量卡费',
};

const reasons: Record<UnbindReason, string> = {
  'business-ended': '不再经营',
  'terminal-replaced': '更换终端',
  'merchant-data-changed': '商户信息变更',
  regulatory: '法律或监管要求',
  other: '其他',
};

const documentKinds: Record<DocumentKind, string> = {
  'resident-id': '居民身份证',
  passport: '护照',
  'hk-macao-permit': '港澳居民来往内地通行证',
  'taiwan-permit': '台湾居民来往大陆通行证',
  'foreigner-residence': '外国人永久居留身份证',
  'military-id': '军官证',
  uscc: '统一社会信用代码',
  other: '其他',
};

const rejections: Readonly<Record<string, string>> = {
  'identity-not-proven': '未能核实申请人身份',
  'not-the-merchant': '申请人不是商户本人或其授权人',
  'data-does-not-match': '申请资料与登记信息不一致',
  'contract-term-running': '服务协议仍在约定期限内',
  'duplicate-request': '同一终端已有申请在办理',
  'not-verified': '未能通过安全核验',
  other: '不符合办理条件，客服可以为您说明',
};

export const wordsZh = {
  parties,
  nextSteps: next,
  terminalStates,
  refundStates,
  closureStates,
  depositKinds,
  reasons,
  documentKinds,
  rejections,
};
