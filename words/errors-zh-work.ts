/** Chinese sentences for what the machine meets at work: the gate, steps that park, providers. */
import type { ErrorCode } from '../workflows/contract/errors';

export const ZH_WORK = {
  BALANCE_NOT_ZERO: ['商户账户还有余额。', '请提现全部余额，系统会自动再次检查。'],
  FUNDS_PENDING: ['有资金或结算尚未到账。', '请等待结算完成，系统会自动再次检查。'],
  FEES_UNPAID: ['有费用未缴清。', '请缴清费用，系统会自动再次检查。'],
  COMPLAINT_OPEN: ['有投诉尚未处理完毕。', '请先处理投诉，系统会自动再次检查。'],
  RISK_HOLD: ['账户被风控部门冻结。', '请联系收单机构，系统会自动再次检查。'],
  OFFLINE_TRANSACTIONS: ['终端内有尚未上传的离线交易。', '请让终端联网上传，系统会自动再次检查。'],

  ELIGIBILITY_LIMIT: ['解绑条件在期限内一直没有满足。', '请在收单机构处理原因后重试，或退回工单。'],
  UNBIND_REFUSED: ['收单机构拒绝解绑某个终端。', '请消除原因后重试，或附上证据人工处理。'],
  UNBIND_NOT_ACCEPTED: [
    '收单机构在期限内没有受理解绑请求。',
    '请先查看诊断再重试，请求号保持不变。',
  ],
  UNBIND_NOT_EFFECTIVE: [
    '解绑已受理，但在期限内没有生效。',
    '请询问收单机构；重试会再次查询，对方查无此请求时会重新提出；也可附上证据人工处理。',
  ],
  REFUND_BLOCKED: ['退款条件在期限内一直没有满足。', '请消除原因后重试。'],
  REFUND_REFUSED: ['退款被拒绝或最终失败。', '请消除原因后以新的批次重试，或附上证据人工处理。'],
  REFUND_NOT_SETTLED: ['退款在期限内没有到账。', '请询问支付机构；重试会再次查询结果。'],
  REFUND_RETURNED: ['退款成功之后又被退回。', '请确认可以退往何处，再以新的批次重试，或人工处理。'],
  REFUND_EXCEEDS_DEPOSIT: [
    '按支付机构的记录，再退款将超过押金金额。',
    '请先与支付机构对账，在此之前不要做其他操作。',
  ],
  CLOSURE_REFUSED: ['收单机构拒绝注销账户。', '请消除原因后重试，或附上证据人工处理。'],
  CLOSURE_NOT_CONFIRMED: [
    '账户在期限内没有注销。',
    '请询问收单机构；重试会再次查询，对方查无此请求时会重新提出。',
  ],
  CLOSURE_GATE: ['注销条件在期限内一直没有满足。', '请消除原因后重试，或按未注销处理。'],
  TERMINAL_MOVED: [
    '该终端现已在另一商户号名下，而本工单尚未发出任何请求。',
    '收单机构更换商户号或设备的，请更正编号；终端已转给他人的，请人工处理。',
  ],
  INTENT_CONFLICT: [
    '已保存的操作意图与本次调用的参数不同。',
    '切勿手动重复调用，请在诊断中对照两者。',
  ],
  LEDGER_CONFLICT: [
    '记录中同一序号已有另一条内容，说明同一工单存在两段历史。',
    '请先阅读 docs/operations.md，再做其他操作。',
  ],
  DECISION_UNPROVEN: [
    '工单收到一项未经本系统 API 签名的决定或开单：有人绕过 API 直接访问了 Temporal，或密钥配置不符。',
    '请将工单回退到该决定之前，并切断通往 Temporal 的途径；详见 docs/operations.md。',
  ],
  STEP_FAILED: ['某个步骤因程序缺陷失败。', '请查看该活动的日志，修复后重试。'],
  CALENDAR_YEAR_MISSING: [
    '工作日历缺少时限会用到的年份，该年只按日期固定的法定节假日放假。',
    '国务院公布该年放假安排后，请按 docs/operations.md 录入。',
  ],

  REFUND_UNRECORDED: [
    '服务商已付出一笔退款，而台账没有记载。',
    '切勿再次付款：让工单继续，或重试该步骤，系统会先查询该笔退款。',
  ],
  REFUND_VANISHED: [
    '台账记载退款已付，而服务商查不到该笔退款。',
    '请用退款编号向服务商查询；未经您决定，系统不会再次付款。',
  ],
  UNBIND_UNRECORDED: [
    '收单机构已解绑某台终端，而台账没有记载。',
    '请让工单继续，或重试该步骤，系统会先查询；切勿以拒绝结束工单。',
  ],
  TERMINAL_BOUND_AGAIN: [
    '台账记载终端已解绑，而收单机构显示它仍绑定在同一商户名下。',
    '请询问收单机构；如需再次解绑，请新建工单。',
  ],
  CLOSURE_UNRECORDED: [
    '收单机构已注销账户，而台账没有记载。',
    '请让工单继续，或重试该步骤，系统会先查询。',
  ],
  ACCOUNT_OPEN_AGAIN: [
    '台账记载账户已注销，而收单机构显示账户正常。',
    '请询问收单机构；如需再次注销，请新建工单。',
  ],
  WORKFLOW_MISSING: [
    '数据库中工单未结束，却没有流程在处理它。',
    '请联系运维人员，按诊断所示恢复（docs/operations.md 中“No workflow carries a case”一节）；切勿另开工单。',
  ],
  WORKFLOW_DIFFERS: [
    '数据库与流程记载的工单状态不同。',
    '请阅读 docs/operations.md 中“A restore”一节，判断哪一方较旧。',
  ],
  CASE_UNRECORDED: [
    '有流程在处理数据库中不存在的工单。',
    '请重建该工单的记录，参见 docs/operations.md “The record alone was restored”。',
  ],
  LEDGER_GAP: [
    '工单的台账缺少内容，或缺少它引用的版本。',
    '请重建该工单的记录，参见 docs/operations.md “The record alone was restored”。',
  ],
  LEDGER_BROKEN: [
    '工单的台账与当初写入的不同：有人改动、删除或插入了内容。',
    '请勿更正任何内容，保持数据库原样，按 docs/operations.md “The ledger was changed” 处理。',
  ],
  HEADS_NOT_SIGNED: [
    '台账内容等待签名已数小时：没有配置密钥，或没有工作进程在签名。',
    '请设置 UNBIND_HEADS_KEY_FILE，并查看工作进程的日志，参见 docs/audit.md。',
  ],
  HEADS_STAY_INSIDE: [
    '台账的签名头没有送出，因而无法对抗数据库的所有者。',
    '请设置 UNBIND_HEADS_FOLDER 或 UNBIND_HEADS_MAIL，并查看工作进程的日志，参见 docs/audit.md。',
  ],
  HEADS_BROKEN: [
    '某个台账签名头与签名时不同，或已缺失。',
    '请勿更正任何内容，保持数据库原样，按 docs/operations.md “The ledger was changed” 处理。',
  ],
  RECORD_BEHIND: [
    '数据库比工单的流程旧：只恢复了数据库。',
    '请重建该工单的记录，参见 docs/operations.md “The record alone was restored”。在此之前不会发出任何请求。',
  ],
  REVISION_LOST: [
    '工单所依据的资料是在所恢复的备份之后填写的，已经丢失。',
    '请重建该工单的记录，请客服重新填写申请，然后重试。',
  ],
  REVISION_DIFFERS: [
    '填写的内容与工单此前所依据的不同：终端、押金明细或是否销户。',
    '请填写已审批的内容；此处不能作任何更改。',
  ],
  NOT_COMPARED: ['某个工单无法与服务商核对。', '请查看工作进程的日志；下次对账会再试。'],

  ACQUIRER_UNAVAILABLE: [
    '收单机构没有应答，或返回服务器错误。',
    '无需操作，系统会再次询问；结果不明的请求会先查询再处理。',
  ],
  ACQUIRER_ANSWER_MISFIT: [
    '收单机构答非所问，或其应答自相矛盾。',
    '暂无需操作：该应答不作证明，系统会再次询问。若一直如此，请把时间与请求号告知收单机构：其网关或副本有误。',
  ],
  ACQUIRER_BUSY: ['收单机构限制了调用频率。', '无需操作，到其指定时间后系统会再次询问。'],
  ACQUIRER_SHORT_OF_FUNDS: [
    '我方在服务商处的余额暂不足以支付这笔退款。',
    '请向服务商处的账户充值；系统会自行再次请求，如该步骤已挂起，请重试。',
  ],
  PROVIDER_MISCONFIGURED: ['服务商不接受我方的凭据或地址。', '请更正配置，重新启动后重试。'],
  EFFECT_PENDING: ['请求已受理，结果尚未证实。', '无需操作，系统会以逐渐加长的间隔查询。'],
  SMS_UNAVAILABLE: ['短信服务商没有应答或繁忙。', '无需操作，在不会重复发送的情况下系统会重发。'],
  EMAIL_UNAVAILABLE: [
    '邮件服务器没有应答或暂时拒收。',
    '无需操作，在不会重复发送的情况下系统会重发。',
  ],
  NOTICE_UNDELIVERED: [
    '一条必须送达的通知没有通过任何渠道送达。',
    '请用其他方式联系商户并登记，或更正联系方式后重发。',
  ],
  NOTICE_UNKNOWN: ['无法确认某条通知是否已发出。', '请在服务商后台查看，如未发出则重发。'],
  RECORD_UNAVAILABLE: [
    '数据库（PostgreSQL）无法访问。',
    '请恢复数据库；所有工作都在等待，恢复后自动继续。',
  ],
  RECORD_READ_ONLY: [
    '数据库只能读取，不能写入：连接的是备库，或服务器被设为只读。',
    '请等待主备切换完成，或将 DATABASE_URL 指向主库；所有工作都在等待，之后自动继续。',
  ],
  RECORD_BUSY: [
    '数据库负载过高：没有可用的连接或内存，或锁等待过久。',
    '请查明负载来源；所有工作都在等待，之后自动继续。',
  ],
  RECORD_REFUSED: [
    '数据库拒绝访问：用户名、密码、数据库、权限或证书有误。',
    '请更正 DATABASE_URL 或角色权限，更改 DATABASE_URL 后须重新启动；所有工作都在等待。',
  ],
  RECORD_FAULT: [
    '数据库报告了自身的故障。',
    '请查看 PostgreSQL 的日志；所有工作都在等待，之后自动继续。',
  ],
  TEMPORAL_UNAVAILABLE: [
    'Temporal 无法访问。',
    '请恢复 Temporal；所有工单都在等待，恢复后自动继续。',
  ],
  REPLAY_UNFINISHED: [
    '工作进程为重放历史而启动的子进程没有给出结果就结束了，或因超时被终止。',
    '请重试。如果一直如此，请检查工作进程所在机器的内存和处理器是否充足。',
  ],
  DISK_FULL: ['数据库或 Temporal 存储的磁盘已满。', '请释放空间；所有工作都在等待，之后自动继续。'],
  KEY_MISSING: [
    '没有配置用于加密数据密钥的主密钥。',
    '请设置 UNBIND_MASTER_KEY 或 UNBIND_MASTER_KEY_FILE。',
  ],
  KEY_WRONG: ['配置的主密钥打不开数据库中的数据。', '请配置当初写入时的密钥，新密钥读不出旧数据。'],
  FENCED: ['同一操作的另一次较新尝试已接手。', '无需操作，由较新的尝试报告结果。'],
} as const satisfies Partial<Record<ErrorCode, readonly [meaning: string, remedy: string]>>;
