/** The help of `unbind ops` in Chinese; see zh.ts. */

export const OPERATORS_ZH: Readonly<Record<string, string>> = {
  'find what is stuck, understand it, repair it; each repair takes --dry-run and then only says what it would do':
    '找到停滞的工单，查明原因，加以修复；每种修复都可加 --dry-run，只说明会发生什么',
  'what needs a person, by cause: how many cases, since when, how much money':
    '需人工处理的事项，按原因列出工单数、起始时间与涉及金额',
  'case by case, the longest waiting first': '逐个工单列出，等待最久的在前',
  'cases of one cause, as the groups name it, e.g. parked': '某一原因的工单，按分组名称，如 parked',
  'cases in this status': '处于该状态的工单',
  'cases of this reason': '该原因的工单',
  'what began before': '在此之前开始的',
  'at least so much at stake, in minor units': '涉及金额下限，以最小货币单位计',
  'cases of a page, up to 200': '每页工单数，最多 200',
  'the next page': '下一页',
  'where a case stands and why, what the provider says now, what to do':
    '工单处于何处及原因、对方现在的答复、该如何处理',
  'compare ledger, workflows, providers and notices now. Exit code 1: something differs':
    '立即核对台账、工作流、对方与通知。退出码 1：有不一致',
  'wait for the run and show what it found': '等待核对完成并显示结果',
  'show a run that was started before': '查看先前启动的核对',
  'prove what the desk keeps': '证明服务台所存内容属实',
  'compute the hash chain of the ledger anew, of a case or of all. Exit code 1: it is not what was written':
    '重新计算台账的哈希链，单个工单或全部。退出码 1：与写入时不同',
  'id of a case; without it: all of them': '工单号；不填则为全部',
  'the proof that a signed head has the ledger of a case': '签名头覆盖某工单台账的证明',
  'save an evidence pack: one signed file of all that proves the case; that you did stands in the ledger':
    '保存证据包：一个带签名的文件，证明该工单的全部经过；此操作会记入台账',
  'where to (default: its own name, here)': '保存到何处（默认：以自身名称存于当前文件夹）',
  'with personal data in full, and a reason': '含完整个人信息，须写明理由',
  'why it has to be whole; kept as a note of the case': '为何须完整；存为工单备注',
  'hold the signed heads of a folder against the record': '将文件夹中的签名头与记录核对',
  'public keys that the heads are checked with (default: those beside them)':
    '验证签名头的公钥（默认为其旁的公钥）',
  'after a restore of the record alone: write what it lacks, as histories and providers have it. Exit code 1: something is left to do':
    '仅恢复数据库后：依据历史与对方数据补写所缺内容。退出码 1：仍有事项待办',
  'every case that runs or has ended since: the moment of the backup':
    '备份时刻以来运行中或已结束的全部工单',
  'for a case that the record does not know: merchant and terminals as POST /cases takes them; `-`: stdin':
    '数据库中没有该工单时：商户与终端，同 POST /cases；`-` 为标准输入',
  'why; stands in the ledger': '原因，记入台账',
  'the history in Temporal: of one case with its ledger, or of many as files':
    'Temporal 中的历史：单个工单连同台账，或多个存为文件',
  'write each history to a file there': '将每份历史写入该文件夹',
  'every open workflow that carries a case': '全部承载工单的未结束工作流',
  'parked cases': '挂起的工单',
  'overdue cases': '超时的工单',
  'cases opened from here on': '此日起创建的工单',
  'cases opened until, that day included': '此日止创建的工单，含当日',
  'ids of cases': '工单号',
  'does a build of the workflows take these cases on? Exit code 1: do not deploy it':
    '某一工作流构建能否接续这些工单？退出码 1：不要部署',
  'one case; give one for each': '一个工单，可多次给出',
  'the build to try: its bundle or its folder (default: this build)':
    '要验证的构建：构建包或其文件夹（默认本构建）',
  'replays side by side (default: 1)': '并行重放数（默认 1）',
  'histories as Temporal or `ops history` writes them, or as the console saves them (.jsonl)':
    'Temporal 或 `ops history` 写出的历史，或控制台保存的 .jsonl',
  'builds of the worker, which one is current, which ones still drain':
    '工作进程的构建：当前的与仍在排空的',
  'make a build current; first `ops replay --open --bundle` on it':
    '将某一构建设为当前；请先对其执行 `ops replay --open --bundle`',
  'name of the deployment': '部署名称',
  'its build id, or `unversioned` for workers without a version':
    '构建编号；无版本的工作进程用 `unversioned`',
  'try a parked step again; reads back first, and names a payment that is made anew':
    '重试挂起的步骤；先回读结果，并说明将重新发起的付款',
  'parked step': '挂起的步骤',
  'why it may work now': '现在可行的原因',
  'settle a step by hand, with evidence': '凭证据人工办结某一步骤',
  'the step': '步骤',
  'what you have proof of': '有证据证明的结果',
  'the proof, in words': '证据说明',
  'one terminal or deposit item (default: all that are stuck)':
    '某一终端或押金项（默认全部停滞的）',
  'proof that was attached; give one for each': '已添加的证明附件，可多次给出',
  'correct what the acquirer knows the case by; the new value is asked for live':
    '更正收单机构识别工单所用的编号；新值会实时核实',
  'which one is wrong': '哪个编号有误',
  'the terminal or deposit item, unless it is the merchant number':
    '终端或押金项；更正商户号时不填',
  'what the case holds now': '工单现有的值',
  'what it should hold': '应有的值',
  'how it came to be wrong': '出错原因',
  'send the case back for a correction, before the first unbind request':
    '退回更正，须在首个解绑请求之前',
  'what has to be corrected': '需要更正的内容',
  'hold the case: no new request leaves, its clocks stand still':
    '暂缓工单：不再发出新请求，计时暂停',
  'why it is held': '暂缓原因',
  'let a held case go on; its clocks go on where they stood': '恢复暂缓的工单，计时接续',
  'why it may go on': '可以恢复的原因',
  'end the case as rejected, before the first unbind request':
    '以拒绝结束工单，须在首个解绑请求之前',
  'why it ends': '结束原因',
  'one repair for many cases, by cause or filter': '对多个工单执行同一修复，按原因或条件',
  'try parked steps again, and what waits for its next attempt at once':
    '重试挂起的步骤，并立即执行等待重试的事项',
  'as `ops attention` names it, e.g. parked:UNBIND_REFUND_BLOCKED':
    '按 `ops attention` 的名称，如 parked:UNBIND_REFUND_BLOCKED',
  'cases in this status; give one for each': '处于该状态的工单，可多次给出',
  'why; a note of every case': '原因，记为每个工单的备注',
  'at most so many cases, the longest waiting first': '最多这么多工单，等待最久的在前',
  'cases a second (default: 10)': '每秒工单数（默认 10）',
  'errors after which it stops (default: 10)': '出错多少次后停止（默认 10）',
  'show what would happen to each case, and do nothing': '只显示每个工单会发生什么，不执行',
  'do not wait for the end': '不等待结束',
  'hold the cases: no new request leaves, their clocks stand still':
    '暂缓这些工单：不再发出新请求，计时暂停',
  'let held cases go on': '恢复暂缓的工单',
  'send the cases back for a correction, before the first unbind request':
    '退回这些工单更正，须在首个解绑请求之前',
  'send again the notices that reached nobody': '重发未送达任何人的通知',
  'how far a run is and what became of its cases; without an id: the latest runs':
    '批量任务的进度与各工单结果；不给编号则列出最近的任务',
  'cases in this state': '处于该状态的工单',
  'id of the run': '任务编号',
  'take no further case; what is done stays done': '不再处理其余工单，已完成的保留',
  'points that a case can be taken back to, with what had happened by then':
    '工单可回退到的各点，以及其时已发生的事项',
  'take a case back to a point of its history; nothing that was done is done again':
    '将工单回退到历史中的某点；已做过的不会重做',
  'number of the point': '回退点编号',
  'later decision to apply again, by its number in the dry run; give one for each':
    '需重新应用的后续决定，按试运行中的编号，可多次给出',
  'why the case goes back': '回退原因',
  'repairs of all cases that wait for a second operator': '等待另一位运维人员批准的全部修复',
  'one proposed repair, and what it would do now': '某一提议的修复及其现在的效果',
  'approve a repair that somebody else has proposed; it is carried out at once':
    '批准他人提议的修复，并立即执行',
  'decline a proposed repair, or take back your own': '拒绝提议的修复，或撤回自己的提议',
  'why not': '拒绝原因',
};
