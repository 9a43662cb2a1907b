/** Chinese sentences for decisions on a case: why one is not taken now, or not by this person. */
import type { ErrorCode } from '../workflows/contract/errors';

export const ZH_DECISIONS = {
  CASE_NOT_FOUND: ['没有此编号的工单。', '请核对编号。'],
  CASE_ENDED: ['工单已结束，不再接受任何操作。', '如仍需办理，请新建工单。'],
  NOT_ALLOWED_NOW: ['工单当前状态不允许此操作。', '请刷新工单，查看它正在等待什么。'],
  ROLE_NOT_ALLOWED: ['您的角色不能作出此决定。', '请由有此权限的同事办理。'],
  FOUR_EYES: [
    '建单、核实身份、记录同意或填写过申请的人不能审核同一工单。',
    '请由另一位审核人员决定。',
  ],
  CLAIM_REQUIRED: ['只有领取工单的人才能作出决定。', '请先领取工单。'],
  CLAIMED_BY_OTHER: ['工单已被另一位审核人员领取。', '请等待其释放，或等待领取到期。'],
  STALE_REVISION: [
    '您看到的不是最新版本，工单在此期间已被修改。',
    '请刷新后根据最新内容重新决定。',
  ],
  IDENTITY_PROOF_EMPTY: [
    '身份核实没有所选方式必需的内容。',
    '查验证件请注明证件类型；回拨和视频核验请注明证件类型或填写说明；银行核验请附文件或填写说明。',
  ],
  STEP_UP_REQUIRED: [
    '需要加强核验，完成之前不能通过审批。',
    '请回拨原号码或进行视频核验，并在核实身份中登记。',
  ],
  CALLED_NUMBER_NOT_BOUND: [
    '所拨打的号码不是收单机构登记的号码。',
    '请回拨收单机构登记的号码（可通过 reveal 的 bound-phone 查看），或改用视频核验。',
  ],
  STEP_UP_FOUR_EYES: [
    '创建工单的人不能解除本工单的加强核验标记。',
    '请由另一位客服回拨或视频核验并登记。',
  ],
  CONSENT_NOT_IN_FORCE: [
    '本工单没有此项同意，或此项同意已撤回。',
    '请使用工单“同意”中列出的编号。',
  ],
  APPLICATION_INVALID: [
    '申请有误，尚未提交；已填写的内容全部保留。',
    '请按 problems 中列出的字段更正。',
  ],
  TERMS_OUTDATED: ['所出示的条款不是现行版本，同意无效。', '请出示现行条款并重新征得同意。'],
  ITEMISATION_OUTDATED: ['所出示的押金明细已有变化，同意无效。', '请出示最新明细并重新征得同意。'],
  POINT_OF_NO_RETURN: [
    '解绑请求已发送给收单机构，不能再撤回。',
    '请等待结果；如需帮助，请联系运维人员。',
  ],
  NOT_PARKED: ['该步骤没有挂起，也没有人工任务。', '请查看诊断，系统正在处理。'],
  OUTCOME_NOT_ALLOWED: ['该结果不适用于此步骤。', '请在 docs/operations.md 查看各步骤可选的结果。'],
  SUBJECT_UNKNOWN: [
    '该终端或押金不属于此工单的这一步骤。',
    '请使用工单中列出的编号；销户没有编号。',
  ],
  ALREADY_HELD: ['工单已处于暂停状态。', '请先解除暂停。'],
  CASE_HELD: ['工单被运维人员暂停，状态不会变化。', '请等待解除，或询问运维人员。'],
  NOT_HELD: ['工单没有被暂停。', '无需解除。'],
  BULK_MOVES_MONEY: [
    '该处理会以新的一代再次付款，不能批量进行。',
    '请查看该工单的诊断，单独处理。',
  ],
  NOTHING_SELECTED: ['该原因或条件下目前没有工单。', '请重新查看待处理列表。'],
  RESEND_BUDGET: ['该通知的重发次数已达上限。', '请用其他方式联系商户。'],
  OPERATOR_ENDED: ['运维人员已终止此工单。', '请在记录中查看原因。'],
} as const satisfies Partial<Record<ErrorCode, readonly [meaning: string, remedy: string]>>;
