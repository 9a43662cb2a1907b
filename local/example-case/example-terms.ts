/** Terms of every kind for a desk that has none yet, in both languages: an example to replace by one's own. */
import { createHash } from 'node:crypto';
import type { Terms } from '../../record/port/desk-record';
import { LOCALES } from '../../workflows/contract/case-data';
import type { Phrase } from '../../workflows/contract/case-data';

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

const IDENTITY: Phrase = {
  'zh-CN': `关于处理身份信息的单独同意（示例）

一、为核实申请人并办理本申请，我们处理您的证件类型、证件号码、证件照片和联系电话，这些属于敏感个人信息。
二、不处理这些信息就无法确认申请由商户提出；他人可能借此取走押金或停用您的终端。
三、这些信息加密保存，仅经办人员可见，查看全文会留下记录；按反洗钱法律保存期满后删除。
四、在首个解绑请求发出之前，您可以单独撤回本同意；撤回后申请终止。
`,
  en: `Separate consent to the handling of identity data (example)

1. To establish who asks and to carry the request out we handle the kind and number of the identity document,
   pictures of it and the phone number. These are sensitive personal data.
2. Without them it cannot be told that the request comes from the merchant; somebody else could take the
   deposit or stop the terminals.
3. They are kept encrypted and shown in full only with a record of it, to those who work on the case, and are
   deleted when the time that the law on money laundering demands is over.
4. Until the first unbind request has left, this consent may be withdrawn by itself; the request then ends.
`,
};

const FINANCIAL: Phrase = {
  'zh-CN': `关于处理金融账户信息的单独同意（示例）

一、为退还押金，我们处理收款账户的户名、账号、开户行和退款金额，这些属于敏感个人信息。
二、账户信息有误或被他人得知，可能造成退款错付或财产损失。
三、这些信息加密保存，仅提供给办理退款的收单机构和银行；按法律规定的期限保存后删除。
四、在首个解绑请求发出之前，您可以单独撤回本同意；撤回后申请终止。
`,
  en: `Separate consent to the handling of financial data (example)

1. To refund the deposit we handle the name, number and bank of the payee account and the amounts. These are
   sensitive personal data.
2. Where they are wrong or known to others, a refund may go astray and money may be lost.
3. They are kept encrypted, are given to nobody but the acquirer and the bank that pay the refund, and are
   deleted when the time that the law demands is over.
4. Until the first unbind request has left, this consent may be withdrawn by itself; the request then ends.
`,
};

function inEveryLocale(kind: Terms['kind'], texts: Phrase): readonly Terms[] {
  return LOCALES.map((locale) => {
    const text = texts[locale];
    const hash = createHash('sha256').update(text, 'utf8').digest('hex');
    return { kind, version: VERSION, locale, text, hash, inForceFrom: IN_FORCE_FROM };
  });
}

export const EXAMPLE_TERMS: readonly Terms[] = [
  ...inEveryLocale('service', { 'zh-CN': CHINESE, en: ENGLISH }),
  ...inEveryLocale('identity-data', IDENTITY),
  ...inEveryLocale('financial-data', FINANCIAL),
];
