/** Terms for a desk that has none yet, in both languages: an example to replace by one's own. */
import { createHash } from 'node:crypto';
import type { Terms } from '../../record/port/desk-record';

const VERSION = 'example-2026-01';
const IN_FORCE_FROM = new Date('2026-01-01T00:00:00.000Z');

const CHINESE = `终端解绑与账户注销条款（示例）

一、商户申请将所列终端从其商户账户解除绑定。解绑生效后，该终端不能再受理任何交易。
二、解绑前，商户应结清全部交易、结算款和费用，并处理未完结的投诉。
三、押金按申请时出示的明细退还。服务费、返现、流量卡费等明细中注明不可退的项目不予退还。
四、押金原路退回；经审核，也可以退至与商户同名的银行账户。
五、商户选择注销账户的，账户在终端全部解绑、余额为零且退款完成后注销。注销后不能恢复。
六、在首个解绑请求发出之前，商户可以随时撤回申请。
七、为办理本申请，我们处理商户的名称、证件号码、联系电话、邮箱和收款账户，
    并按反洗钱和支付业务的法律要求保存；期满后删除。
八、办理进度和结果以短信和邮件通知。如有疑问，请联系客服。
`;

const ENGLISH = `Terms for unbinding a terminal and closing an account (example)

1. The merchant asks to take the listed terminals off its merchant account. Once this is in effect, the
   terminals no longer accept any transaction.
2. Before that, the merchant settles all transactions, payouts and fees and any open complaint.
3. The deposit is refunded as itemised before consent. Items marked there as not refundable (service
   fee, cashback, SIM fee) are not paid back.
4. The deposit goes back the way it was paid or, after review, to a bank account in the merchant's name.
5. Where the merchant asks for it, the account is closed once every terminal is unbound, the balance is
   zero and the refund has arrived. A closed account cannot be opened again.
6. Until the first unbind request has left, the merchant may withdraw at any time.
7. To carry this out we process the merchant's name, document number, phone number, e-mail address and
   payee account, keep them as the laws on money laundering and payment demand, and delete them after.
8. Progress and results are told by SMS and e-mail. The support desk answers questions.
`;

function terms(locale: Terms['locale'], text: string): Terms {
  const hash = createHash('sha256').update(text, 'utf8').digest('hex');
  return { version: VERSION, locale, text, hash, inForceFrom: IN_FORCE_FROM };
}

export const EXAMPLE_TERMS: readonly Terms[] = [terms('zh-CN', CHINESE), terms('en', ENGLISH)];
