/** Names of the fields of an application by their paths. Pure. */
import type { Pair, Say } from './sentence';

const FIELD: Readonly<Record<string, Pair>> = {
  contact: ['联系方式', 'Contact data'],
  application: ['申请', 'Application'],
  consent: ['同意', 'Consent'],
  merchantName: ['商户名称', 'Merchant name'],
  document: ['证件', 'Document'],
  'document.kind': ['证件种类', 'Kind of document'],
  'document.number': ['证件号码', 'Document number'],
  phone: ['手机号码', 'Phone number'],
  email: ['电子邮箱', 'E-mail address'],
  terminals: ['终端', 'Terminals'],
  'terminals[].serialNumber': ['终端序列号', 'Serial number'],
  'terminals[]': ['终端', 'Terminal'],
  deposits: ['押金明细', 'Deposit items'],
  'deposits[]': ['押金项目', 'Deposit item'],
  'deposits[].serialNumber': ['押金项目的终端', 'Terminal of a deposit item'],
  'deposits[].kind': ['押金项目种类', 'Kind of a deposit item'],
  'deposits[].amountMinor': ['押金金额', 'Amount of a deposit item'],
  'deposits[].currency': ['押金币种', 'Currency of a deposit item'],
  payee: ['退款去向', 'Payee'],
  'payee.kind': ['退款方式', 'Kind of payee'],
  'payee.accountName': ['收款户名', 'Account name'],
  'payee.accountNumber': ['收款账号', 'Account number'],
  'payee.bankCode': ['开户行代码', 'Bank code'],
  closeAccount: ['注销账户', 'Close the account'],
  'merchant.merchantNumber': ['商户号', 'Merchant number'],
  'merchant.contactName': ['联系人', 'Contact'],
  'merchant.phone': ['手机号码', 'Phone number'],
  'merchant.email': ['电子邮箱', 'E-mail address'],
  merchantNumber: ['商户号', 'Merchant number'],
  contactName: ['联系人', 'Contact'],
  timeZone: ['时区', 'Time zone'],
  locale: ['语言', 'Language'],
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
