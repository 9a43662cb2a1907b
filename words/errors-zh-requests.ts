/** Chinese sentences for what people send: requests and the fields of an application, with those for decisions. */
import { MAX_FILE_MIB } from '../workflows/contract/files';
import { FIRST_DAY, LAST_DAY } from '../workflows/contract/desk-days';
import type { ErrorCode } from '../workflows/contract/errors';
import { FILE_KINDS_ZH } from '../workflows/contract/files';
import { ZH_DECISIONS } from './errors-zh-decisions';

export const ZH_REQUESTS = {
  BAD_REQUEST: ['请求不符合文档规定的格式。', '请按 problems 中列出的字段更正后重新发送。'],
  NOT_UTF8: [
    '提交的内容不是 UTF-8 编码（例如 GBK），其中的文字无法读取。',
    '请以 UTF-8 编码重新提交，没有保存任何内容。',
  ],
  UNAUTHENTICATED: [
    '请求没有附带有效的 API 密钥或登录会话。',
    '请登录，或以 Authorization: Bearer … 附上密钥。',
  ],
  SIGN_IN_FAILED: ['所填信息无法登录。', '请核对用户名和密码；管理员可以重设密码。'],
  CSRF_REFUSED: [
    '请求来自其他网站的页面，或带有登录会话但没有证明来自本系统页面的凭据。',
    '请重新打开页面；程序请使用 API 密钥。',
  ],
  HEADERS_TOO_LARGE: [
    '请求头或请求地址超过上限。',
    '请减少请求头或缩短地址；数据请放在请求内容中。',
  ],
  REQUEST_TIMEOUT: [
    '请求未能在时限内完整到达。',
    '请重新发送；如带有 Idempotency-Key，请使用同一个。',
  ],
  HOST_REFUSED: [
    '请求所用的主机名不是本系统的，其他网站的页面会让浏览器这样做。',
    '请使用公开地址；本系统的其他主机名请写入 UNBIND_ALLOWED_HOSTS。',
  ],
  INSECURE_PAGE: [
    '页面是以普通 http 打开的，且主机名不是本机；浏览器在这样的页面上不保存登录会话。',
    '请以 https 打开本系统，或在其所在的机器上使用 localhost；UNBIND_PUBLIC_URL 应以 https 开头。',
  ],
  FORBIDDEN: ['您的角色无权执行此操作。', '请联系有此权限的同事办理。'],
  NOT_FOUND: ['此地址下没有您可以查看的内容。', '请核对编号；其他团队的工单也会显示为不存在。'],
  METHOD_NOT_ALLOWED: ['此地址存在，但不支持该请求方法。', '请在 /docs 查看可用的方法。'],
  PAYLOAD_TOO_LARGE: ['请求内容超过此接口的上限。', '请减少内容；附件请通过附件接口上传。'],
  UNSUPPORTED_MEDIA_TYPE: [
    '此处不接受该内容类型。',
    '请以 application/json 发送 JSON，以 multipart/form-data 发送文件。',
  ],
  IDEMPOTENCY_KEY_REUSED: [
    '该 Idempotency-Key 已用于另一个内容不同的请求。',
    '新的请求请使用新的键。',
  ],
  IN_PROGRESS: [
    '使用该 Idempotency-Key 的第一个请求仍在处理中。',
    '请在 Retry-After 之后原样重发，届时会得到第一个请求的答复。',
  ],
  CODE_WRONG: ['验证码有误、已过期或已使用。', '请核对最新一条短信中的数字，或重新获取验证码。'],
  TOO_MANY_CODES: [
    '为此手机号或工单获取验证码的次数过多。',
    '请使用最后收到的验证码，或一刻钟后再试。',
  ],
  TOO_MANY_REQUESTS: ['请求次数超过限制。', '请等待 Retry-After 所示时间后再试。'],
  UNAVAILABLE: [
    'Temporal 或数据库暂时无法访问，没有丢失任何内容。',
    '请在 Retry-After 所示时间后，用同一个 Idempotency-Key 重新发送同一请求。',
  ],
  INTERNAL: ['系统内部出错。', '请把答复中的 instance 编号告知运维人员，日志中有同一编号。'],
  PAGES_NOT_BUILT: ['此版本没有包含浏览器页面，接口不受影响。', '请完整构建产品后重新启动。'],
  USER_NAME_TAKEN: ['该用户名已被其他人员使用。', '请换一个用户名，或修改已有的人员。'],
  OWN_ACCOUNT: [
    '不能修改自己的角色、停用自己，或为已有密码的本人账户生成新密码。',
    '请在自己的姓名下修改密码和密钥，其余请由另一位管理员操作。',
  ],
  VOUCHED_PERSON: [
    '此人由统一身份认证登录，在此没有密码，资料由其提供。',
    '请在统一身份认证处修改姓名、角色、团队和密码；在此可以停用此人。',
  ],
  SESSION_NEEDED: [
    '密码和密钥只能由已登录的本人修改，API 密钥不足以证明本人。',
    '请登录工作台，在自己的姓名下修改。',
  ],
  TOO_MANY_VIEWS: ['保存的视图已达每人上限。', '请先删除不再使用的视图。'],
  RESET_POINT_UNKNOWN: [
    '工单没有这个可回退点，可能已有进展或已被回退。',
    '请重新列出回退点再选择。',
  ],
  RESET_UNSAFE: ['回退到此点可能造成重复执行或不实的结束。', '请查看预演中的阻碍，选择更晚的点。'],
  PAID_BY_HAND: [
    '此点之后有一笔退款已人工支付，回退会让系统再付一次。',
    '请选择该笔支付之后的点。',
  ],
  REFUND_REOPENED: [
    '已结束工单的退款被退回，正由单独的流程处理。',
    '请处理该笔退款，工单本身保持结束。',
  ],
  REPAIR_PROPOSED: [
    '涉及资金或不可撤销的修复正在等待另一位运维人员批准。',
    '请查看预演后批准或拒绝，一天后失效。',
  ],
  REFERENCE_CHANGED: ['工单现有的编号与所见的不同。', '请重新查看工单，填写其当前编号。'],
  REFERENCE_NOT_FOUND: [
    '收单机构查无此新编号，或其名下没有此金额的押金项目。',
    '请在收单机构后台重新核对。',
  ],
  REFERENCE_NOT_OURS: [
    '新编号属于其他商户、不属于任何商户，或属于工单的另一项目。',
    '请查明收单机构的处理；无可更正时请人工处理该步骤。',
  ],
  REFERENCE_IN_USE: [
    '已用旧编号发出请求，其结果已经发生或可能正在进行。',
    '请等待其被拒绝或得到证实，切勿用两个编号请求同一事项。',
  ],
  REFERENCE_SETTLED: ['工单使用此编号的事项均已了结。', '切勿再向收单机构请求，工单保持不变。'],
  PROPOSAL_CLOSED: [
    '该提议已被批准、拒绝或已失效。',
    '请在工单记录中查看结果，仍有需要时重新提议。',
  ],

  NO_NOTICE_CHANNEL: [
    '商户既没有手机号码也没有电子邮箱，无法发送必须送达的通知。',
    '请至少填写其中一项。',
  ],
  TERMINAL_HAS_OPEN_CASE: [
    '该终端已有未结束的工单，同一终端不能同时办理两次。',
    '请在原工单上继续办理；如您有权查看，会显示其编号。',
  ],
  DUPLICATE_TERMINAL: ['同一终端重复填写。', '请只保留一次。'],

  CASE_ID_INVALID: [
    '这不是工单编号，工单编号形如 UC-7Q4M2K9T1B。',
    '请核对后重新填写：UC- 之后共 10 位字母和数字。',
  ],
  AMOUNT_AMBIGUOUS: [
    '金额中的逗号或小数点有两种读法：千位分隔符或小数点。',
    '请去掉千位分隔符，并用小数点表示小数，例如 1200.50。',
  ],
  SEARCH_PERSONAL: ['这是个人的电话号码或电子邮箱，不能出现在网址中。', '请使用按个人信息查找。'],
  SEARCH_UNREADABLE: [
    '这不是工单编号、商户号或终端序列号。',
    '请输入其中一项，或按电话、证件号码、电子邮箱查找。',
  ],

  FIELD_REQUIRED: ['必填项未填写。', '请补填。'],
  FIELD_UNKNOWN: ['此处没有这个字段。', '请去掉该字段，或更正其名称。'],
  FIELD_INVALID: ['填写内容不符合该项的格式。', '请更正。'],
  DAY_INVALID: [
    '所填既不是日历中的日期，也不是带时区的时刻。',
    '请填写日期，如 2026-11-30；可填时刻之处，如 2026-11-30T08:00:00+08:00。',
  ],
  DAY_OUT_OF_RANGE: [`日期不在 ${FIRST_DAY} 至 ${LAST_DAY} 之间。`, '请填写其间的日期。'],
  MERCHANT_NAME_INVALID: [
    '商户名称少于 2 个字、超过 100 个字或含有不可见字符。',
    '请填写登记的全称。',
  ],
  MERCHANT_NAME_MISMATCH: [
    '商户名称与收单机构的登记不一致，差一个字也会导致解绑失败。',
    '请对照并排显示的两个名称更正。',
  ],
  MERCHANT_NOT_FOUND: [
    '收单机构查无此工单的商户号。',
    '请对照合同核对商户号；如商户号有误，请新建工单。',
  ],
  DOCUMENT_KIND_UNKNOWN: ['无法识别该证件类型。', '请从列表中选择。'],
  DOCUMENT_NUMBER_INVALID: [
    '证件号码与所选证件类型不符，或未通过校验，可能有一位填错。',
    '请对照证件原件重新填写。',
  ],
  DOCUMENT_MISMATCH: [
    '证件与收单机构的登记不一致。',
    '请对照开户时使用的证件，核对证件类型和号码。',
  ],
  USCC_CHECKSUM: [
    '统一社会信用代码未通过校验（仅为提示，个别真实代码也会如此）。',
    '请对照营业执照核对；审核人员会看到此提示。',
  ],
  PHONE_INVALID: ['该电话号码不存在。', '请核对后重新填写，境外号码请加国家代码。'],
  PHONE_NOT_MOBILE: ['该号码不能接收短信。', '请填写手机号码，或改用电子邮箱接收通知。'],
  EMAIL_INVALID: ['电子邮箱地址无效。', '请填写一个地址，长度不超过 254 个字符。'],
  TERMINAL_NOT_FOUND: ['收单机构查无此序列号。', '请对照机身背面的序列号（SN）重新填写。'],
  TERMINAL_BOUND_ELSEWHERE: [
    '该终端绑定在另一商户名下，不能由本商户解绑。',
    '请核对序列号；审核人员会收到提示。',
  ],
  TERMINAL_ALREADY_UNBOUND: [
    '该终端已经解绑，但押金尚未退还（仅为提示）。',
    '请继续办理：收单机构证实该终端最后属于本商户的，解绑一步视为已完成；否则仍会提出解绑请求。',
  ],
  CLOSURE_BLOCKED: [
    '商户名下还有其他终端处于绑定状态，账户不能注销。',
    '请把这些终端一并加入申请，或选择不注销账户。',
  ],
  CONSENT_NOT_COVERING: [
    '同意书不包括此项：商户同意之前未曾出示此项，或出示的金额不同。',
    '提交后如无其他问题，系统会请商户就此项补充同意；如不需要办理，请从申请中去掉此项。',
  ],
  NOTHING_TO_AGREE: [
    '目前没有需要商户补充同意的内容：同意书已覆盖申请，或尚未提出补充同意。',
    '请提交申请；超出同意书的内容会在提交时请商户补充同意。',
  ],
  PAYEE_NAME_MISMATCH: [
    '收款账户户名与商户名称不一致，押金只能退给商户本人。',
    '请填写商户本人名下的账户，或选择原路退回。',
  ],
  TERMINALS_TOO_MANY: ['终端数量超过一个工单的上限。', '请移除一部分，另开工单办理。'],
  PAYEE_ACCOUNT_CHECK: [
    '银行卡号或 IBAN 的校验位不符：有数字填错或前后颠倒。',
    '请对照银行卡或银行单据逐位核对。',
  ],
  PAYEE_ACCOUNT_UNUSED: [
    '填写了银行账户，但退款方式是原路退回。',
    '请将退款方式改为银行账户，或清空此项。',
  ],
  DEPOSIT_MISMATCH: [
    '押金项目与收单机构的账目不一致。',
    '请对照并排显示的项目，以收单机构的项目为准更正。',
  ],
  ACQUIRER_NOT_READABLE: [
    '系统无法读取收单机构的登记，以上内容未经核对（仅为提示）。',
    '请在收单机构的后台人工核对；审核人员会看到此提示。',
  ],
  PHONE_CHANGED: [
    '电话与收单机构登记的绑定电话不同，可能近期变更（需加强核验）。',
    '审批前请回拨原号码，或进行视频核验。',
  ],
  THIRD_PARTY_CALLER: [
    '来电人不是商户本人（需加强核验）。',
    '审批前请回拨商户本人，或进行视频核验。',
  ],
  MERCHANT_UNREADABLE: [
    '收单机构不提供商户的名称和电话，无从核对请求人（标记，不是错误）。',
    '请进行视频核验，或回拨此前已知的商户电话。',
  ],
  ATTACHMENT_TYPE: [
    '文件类型不可接受，或文件名的后缀与实际内容不符。',
    `请上传 ${FILE_KINDS_ZH} 文件（文本须为 UTF-8 编码），后缀与内容一致。`,
  ],
  UPLOAD_NO_BOUNDARY: [
    '上传表单的 Content-Type 没有写明 boundary，无法区分各部分。',
    '请由 HTTP 库生成该表单的 Content-Type。',
  ],
  UPLOAD_NOT_WHOLE: [
    '上传的表单在结束标记之前中断，没有保存任何内容。',
    '请重新上传；如每次都如此，说明发送程序写出的表单不完整。',
  ],
  UPLOAD_NO_NAME: [
    'file 部分没有文件名，因此不是文件。',
    '请在其 Content-Disposition 中写明文件名后重新上传。',
  ],
  ATTACHMENT_TOO_LARGE: [`文件超过 ${MAX_FILE_MIB} MiB。`, '请上传更小的文件。'],
  TOO_MANY_ATTACHMENTS: [
    '商户为此工单上传的文件已达上限。',
    '请把多页合并为一个 PDF，或将其余材料交给客服。',
  ],
  FIELD_NOT_ASKED: ['更正涉及未要求更正的项目。', '请只更正要求的项目；其他内容请联系客服。'],

  ...ZH_DECISIONS,
} as const satisfies Partial<Record<ErrorCode, readonly [meaning: string, remedy: string]>>;
