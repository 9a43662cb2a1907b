/** Names of the fields of an application by their paths. Pure. */
import type { Phrase, Say } from './phrase';

const FIELD: Readonly<Record<string, Phrase>> = {
  contact: { 'zh-CN': '联系方式', en: 'Contact data' },
  application: { 'zh-CN': '申请', en: 'Application' },
  consent: { 'zh-CN': '同意', en: 'Consent' },
  merchantName: { 'zh-CN': '商户名称', en: 'Merchant name' },
  document: { 'zh-CN': '证件', en: 'Document' },
  'document.kind': { 'zh-CN': '证件种类', en: 'Kind of document' },
  'document.number': { 'zh-CN': '证件号码', en: 'Document number' },
  phone: { 'zh-CN': '手机号码', en: 'Phone number' },
  email: { 'zh-CN': '电子邮箱', en: 'E-mail address' },
  terminals: { 'zh-CN': '终端', en: 'Terminals' },
  'terminals[].serialNumber': { 'zh-CN': '终端序列号', en: 'Serial number' },
  'terminals[]': { 'zh-CN': '终端', en: 'Terminal' },
  deposits: { 'zh-CN': '押金明细', en: 'Deposit items' },
  'deposits[]': { 'zh-CN': '押金项目', en: 'Deposit item' },
  'deposits[].serialNumber': { 'zh-CN': '押金项目的终端', en: 'Terminal of a deposit item' },
  'deposits[].kind': { 'zh-CN': '押金项目种类', en: 'Kind of a deposit item' },
  'deposits[].amountMinor': { 'zh-CN': '押金金额', en: 'Amount of a deposit item' },
  'deposits[].currency': { 'zh-CN': '押金币种', en: 'Currency of a deposit item' },
  payee: { 'zh-CN': '退款去向', en: 'Payee' },
  'payee.kind': { 'zh-CN': '退款方式', en: 'Kind of payee' },
  'payee.accountName': { 'zh-CN': '收款户名', en: 'Account name' },
  'payee.accountNumber': { 'zh-CN': '收款账号', en: 'Account number' },
  'payee.bankCode': { 'zh-CN': '开户行代码', en: 'Bank code' },
  closeAccount: { 'zh-CN': '注销账户', en: 'Close the account' },
  'merchant.merchantNumber': { 'zh-CN': '商户号', en: 'Merchant number' },
  'merchant.contactName': { 'zh-CN': '联系人', en: 'Contact' },
  'merchant.phone': { 'zh-CN': '手机号码', en: 'Phone number' },
  'merchant.email': { 'zh-CN': '电子邮箱', en: 'E-mail address' },
  merchantNumber: { 'zh-CN': '商户号', en: 'Merchant number' },
  contactName: { 'zh-CN': '联系人', en: 'Contact' },
  timeZone: { 'zh-CN': '时区', en: 'Time zone' },
  locale: { 'zh-CN': '语言', en: 'Language' },
};

/** `终端序列号 2` for `terminals[1].serialNumber`; the path itself where it is not known. */
export function fieldName(path: string, say: Say): string {
  const bare = path.replace(/^(?:application|contact|data)\./, '');
  const index = /\[(\d+)\]/.exec(bare)?.[1];
  const pair = FIELD[bare.replace(/\[\d+\]/g, '[]')];
  if (!pair) return path;
  const name = say(pair);
  return index === undefined ? name : `${name} ${Number(index) + 1}`;
}
