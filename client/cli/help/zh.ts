/** The help in Chinese: for each English text of it the Chinese one. test/cli/chinese.test.ts finds what lacks one. */
import { FILE_KINDS_EN, FILE_KINDS_ZH, MAX_FILE_MIB } from '../../../workflows/contract/files';
import { OPERATORS_ZH } from './zh-operators';

export const HELP_ZH: Readonly<Record<string, string>> = {
  ...OPERATORS_ZH,
  // What the library says.
  'Usage:': '用法：',
  'Options:': '选项：',
  'Arguments:': '参数：',
  'Commands:': '命令：',
  'Global Options:': '通用选项：',
  'display help for command': '显示命令帮助',

  // Groups.
  'Cases:': '工单：',
  'Identity and consent:': '身份与同意：',
  'Application and request:': '申请：',
  'Review:': '审核：',
  'Notes, proof, notices:': '备注、证明与通知：',
  'Operators:': '运维：',
  'Programs:': '程序：',

  // The program, its settings and endings.
  "Works on the cases of Unbind Desk: takes POS terminals off a merchant's account.\nThe verbs are those of the HTTP API; `unbind help <command>` explains each.":
    '处理解绑服务台的工单：将 POS 终端从商户账户解绑。\n命令与 HTTP 接口的操作一一对应；`unbind help <命令>` 逐一说明。',
  'print the version': '显示版本',
  'print the answer of the API as JSON': '以 JSON 输出接口应答',
  'language of answers (default: from LANG)': '应答语言（默认取自 LANG）',
  'sign in as one of the example staff': '以示例人员身份登录',
  'where the API is': '接口地址',
  'send a POST again under the key of an earlier one': '以先前的键重发同一请求',
  'where the API is (default: the desk of `npm start` here, once it has proven itself)':
    '接口地址（默认：此处 `npm start` 的服务台，须先证明身份）',
  'key to sign in with; never shown': '登录密钥，从不显示',
  'example staff to sign in as where there is no key, like --as':
    '没有密钥时登录的示例人员，同 --as',
  'folder of the desk of `npm start` (default .data)':
    '`npm start` 服务台的数据文件夹（默认 .data）',
  'where revisions that you saw are remembered (default ~/.cache/unbind-desk)':
    '记录已查看版本的位置（默认 ~/.cache/unbind-desk）',
  'Chinese where they begin with zh, else English': '以 zh 开头时用中文，否则用英文',
  done: '完成',
  'refused: a problem was found, or the question was answered with no':
    '被拒绝：发现问题，或询问时回答了否',
  'the command line or a file named there is wrong; nothing was sent':
    '命令行或其中的文件有误，没有发送任何内容',
  'there is no such thing, or not for you': '不存在，或您无权查看',
  'not signed in, or the role does not allow it': '未登录，或角色无权办理',
  'not available now: no answer, busy, or still open after the time of `watch --for`':
    '暂不可用：无应答、繁忙，或 `watch --for` 到时仍未结束',
  'a fault of the product, or something that is not built': '产品故障，或尚未构建',
  'interrupted (Ctrl-C)': '被中断（Ctrl-C）',

  // Cases.
  'open a case for a merchant who asks': '为提出请求的商户创建工单',
  'the whole request as JSON, as POST /cases takes it; `-`: stdin':
    '整个请求的 JSON，同 POST /cases；`-` 为标准输入',
  'how the request came (default: hotline)': '请求渠道（默认 hotline）',
  why: '原因',
  'number of the merchant at the acquirer': '商户在收单机构的商户号',
  'who asks': '提出请求的联系人',
  'where the merchant gets SMS': '商户接收短信的号码',
  'where the merchant gets e-mail': '商户接收邮件的地址',
  'language of the merchant (default: zh-CN)': '商户的语言（默认 zh-CN）',
  'IANA name; nothing is sent by SMS at night there': 'IANA 时区名；当地夜间不发短信',
  'serial number of a terminal; give one for each': '终端序列号，可多次给出',
  'close the account once everything is settled': '全部办结后注销账户',
  'list cases': '列出工单',
  'statuses separated by commas; `open` for all that are not ended':
    '以逗号分隔的状态；`open` 为全部未结束',
  'member of staff, e.g. s_8H2K5N1W': '员工编号，如 s_8H2K5N1W',
  'only those that an operator has to look at': '只列需运维处理的',
  'only those that are late': '只列已超时的',
  'only those': '只列该原因的',
  'opened from, e.g. 2026-11-01': '创建日期从此日起，如 2026-11-01',
  'opened until, that day included': '创建日期到此日止，含当日',
  'exact case id, merchant number or serial number': '完整的工单号、商户号或序列号',
  order: '排序',
  'cases on a page, up to 200': '每页工单数，最多 200',
  'next page, as the one before named it': '上一页给出的下一页标记',
  'every page': '全部页',
  'find cases by phone, e-mail or document number; asked for or read from stdin':
    '按电话、电子邮箱或证件号码查找工单；内容现场询问或取自标准输入',
  'e-mail address, asked for where none is given': '电子邮箱；不给出则现场询问',
  'phone number (it stays in the history of your shell)': '手机号（会留在 shell 历史中）',
  'ask for a document number': '询问证件号码',
  'show a case; personal data is masked': '查看工单，个人信息已脱敏',
  'id of the case': '工单号',
  'what happened: the ledger of a case': '工单台账：发生过的事项',
  'show personal data in full; that you did stands in the ledger':
    '查看完整个人信息；此操作记入台账',
  'what to show (default: all that the desk keeps)': '查看哪些部分（默认为本系统保存的全部）',
  'why it has to be seen; kept with the case': '查看原因，随工单保存',
  'follow a case live until it ends; with --json one object a line':
    '实时跟踪工单直至结束；加 --json 时每行一个对象',
  'give up after that time (exit code 5)': '超过此时间即停止（退出码 5）',

  // Identity and consent.
  'record that the identity of who asks was proven': '记录已核验请求人身份',
  how: '方式',
  'a document that was seen; give one for each': '查验过的证件，可多次给出',
  'what was seen or said': '所见或所述',
  'number that a callback went to': '回拨时所拨打的号码',
  'somebody else than the merchant asks': '请求人并非商户本人',
  'show the terms in force': '查看现行条款',
  'language of the terms': '条款语言',
  'show what the application needs beyond the consent, under which terms':
    '查看申请超出商户同意的内容，以及适用的条款',
  'record that the merchant agreed to what the application needs beyond the consent':
    '记录商户就超出同意的内容补充同意',
  'difference that was shown (default: that of this moment)': '已出示的差异（默认：此刻的差异）',
  'show the deposit items that the merchant has to hear before the consent':
    '查看商户同意前须告知的押金项',
  "record the merchant's consent to the terms and the deposit items that were shown":
    '记录商户对所示条款与押金项的同意',
  'show the consents of a case with the terms as they were read': '查看工单的同意及当时的条款全文',
  'consents to the handling of data that were given apart': '单独作出的信息处理同意',
  'the consent that is taken back, and the case with it; also while the case is held':
    '要撤回的同意；工单随之撤回，暂停期间亦可',
  'where the proof is, e.g. the number of the recording': '证据所在，如录音编号',
  "language of the terms (default: the merchant's)": '条款语言（默认为商户的语言）',
  'terms that were shown (default: those in force)': '所示条款版本（默认现行条款）',
  'their hash': '条款哈希',
  'items that were shown (default: those of this moment)': '所示押金项（默认此刻的）',

  // Application and request.
  'save the whole application as a draft and see every problem at once (exit code 1 where there is one)':
    '将整份申请存为草稿并一次看到全部问题（有问题时退出码 1）',
  'the application as JSON; `-`: stdin; flags win over it':
    '申请的 JSON；`-` 为标准输入；选项优先于文件',
  'registered name': '注册名称',
  'kind of the identity document': '证件类型',
  'its number': '其号码',
  'mobile number': '手机号',
  'e-mail address': '邮箱地址',
  'deposit item as SERIAL:KIND:AMOUNT:CURRENCY, e.g. SN123:refundable-deposit:200.00:CNY':
    '押金项，格式 序列号:类型:金额:币种，如 SN123:refundable-deposit:200.00:CNY',
  "take over the acquirer's items, as `itemisation` shows them":
    '采用收单机构的押金项，即 `itemisation` 所示',
  'where the deposit goes': '押金退往何处',
  'holder of the bank account': '银行账户户名',
  'its bank': '开户行代码',
  'leave the account open': '保留账户',
  'revision that you decide on (default: the one you saw last)':
    '据以作出决定的版本（默认为最近查看的）',
  'change how the merchant is reached; what you leave out stays as it is':
    '修改商户联系方式；未给出的保持不变',
  'who to ask for': '联系人',
  'mobile number for texts': '接收短信的手机号',
  'take the number away': '删除号码',
  'address for mails': '接收邮件的地址',
  'take the address away': '删除地址',
  'language of notices': '通知语言',
  'submit the application for review': '提交申请以供审核',
  'withdraw the request; possible until the first unbind request has been sent':
    '撤回请求；首个解绑请求发出前均可',
  'do not ask before something that cannot be undone': '不可撤销的操作不再询问',

  // Review.
  'claim the review': '领取审核',
  'give the claim back': '退回领取',
  'approve the application that you saw; the terminals are unbound then':
    '批准所查看的申请，随后解绑终端',
  'reject the request': '拒绝请求',
  'why, in words': '文字说明',
  'ask for corrections; the review clock stands still until they come':
    '要求更正；收到更正前审核计时暂停',
  'field to correct, e.g. merchantName, document.number, terminals[0]; give one for each':
    '需更正的字段，如 merchantName、document.number、terminals[0]，可多次给出',
  'what the merchant is told': '告知商户的内容',

  // Notes, proof, notices.
  'add a note': '添加备注',
  'the note (default: stdin)': '备注内容（默认取自标准输入）',
  'attachment that belongs to it; give one for each': '所属附件，可多次给出',
  'show the notes of a case': '查看工单备注',
  [`add a file of at most ${MAX_FILE_MIB} MiB: ${FILE_KINDS_EN}`]: `添加不超过 ${MAX_FILE_MIB} MiB 的文件：${FILE_KINDS_ZH}`,
  'path of the file': '文件路径',
  'list the attachments of a case': '列出工单附件',
  'save an attachment; that you did stands in the ledger': '保存附件；此操作记入台账',
  'where to (default: its own name, here)': '保存位置（默认在此处用原名）',
  'id of the attachment': '附件编号',
  'list what was sent to the merchant, and what became of it': '列出发给商户的通知及其结果',
  'send a notice once more; at most three times in 24 hours': '重发通知，24 小时内最多三次',
  'say what would happen, and do nothing': '只说明会发生什么，不执行',
  'id of the notice': '通知编号',
  "show the application beside the acquirer's record, both masked":
    '对照查看申请与收单机构登记，均已脱敏',
  'show what a notice says, masked': '查看通知内容，已脱敏',
  "mail the link to the merchant's page again; earlier ones go on":
    '重发商户页面链接；先前的链接仍有效',
  'take the link back instead, with every session it has opened': '改为收回链接及其打开的全部会话',

  // Programs.
  'call an address of the API by its method, as `gh api` does; what it answers is printed as it came':
    '按方法调用接口地址（类似 `gh api`），原样输出应答',
  'GET, POST, PUT, PATCH or DELETE': 'GET、POST、PUT、PATCH 或 DELETE',
  'address of the API, with its query': '接口地址，可带查询参数',
  'JSON body from a file; `-`: stdin': '取自文件的 JSON 请求体；`-` 为标准输入',
  'field of the body, or of the query of a GET, as text; give one for each':
    '请求体（GET 为查询参数）的文本字段，可多次给出',
  'further header of the request; give one for each': '附加的请求头，可多次给出',
  'print the script by which a shell completes commands, options and their values':
    '输出 shell 补全脚本，可补全命令、选项及其取值',
  'the shell': 'shell 名称',
  'words that complete a command line': '补全命令行的词',
  'what is typed so far': '已输入的内容',
  'the same with a value of JSON: a number, true, false, null, a list':
    '同上，值为 JSON：数字、true、false、null 或列表',
};
