/** Evidence packs in words: how much they say, and what is wrong with one that is not what was signed. */
import type { PackCheck, PackDisclosure } from '../workflows/contract/verification';
import type { Phrase } from './phrase';

/** How much a pack says. */
export const DISCLOSURE: Readonly<Record<PackDisclosure, Phrase>> = {
  whole: { 'zh-CN': '完整，含全部个人信息', en: 'whole, personal data in full' },
  masked: { 'zh-CN': '个人信息已遮盖', en: 'personal data masked' },
  merchant: { 'zh-CN': '商户本人留存', en: 'for the merchant of the case' },
};

/** What is wrong, as a sentence of its own; `position` is the row concerned. */
export const PACK_CHECK: Readonly<Record<PackCheck, Phrase>> = {
  'unknown-key': {
    'zh-CN': '签名所用的密钥不在给定的公钥之中。',
    en: 'It was signed by a key that is none of those given.',
  },
  signature: { 'zh-CN': '内容与签名时不同。', en: 'It says something else than was signed.' },
  page: {
    'zh-CN': '页面所显示的与制作时不同，请勿相信所见页面。',
    en: 'The page shows something else than was made: do not believe what it shows.',
  },
  head: {
    'zh-CN': '其中的台账签名头与签名时不同。',
    en: 'The head of the ledger in it is not what was signed.',
  },
  inclusion: {
    'zh-CN': '该工单不在此签名头之下。',
    en: 'The case does not stand under that head.',
  },
  content: {
    'zh-CN': '台账第 {position} 行的内容与写入时不同。',
    en: 'Row {position} of the ledger says something else than was written.',
  },
  order: {
    'zh-CN': '台账第 {position} 行与上一行不相连。',
    en: 'Row {position} of the ledger does not follow the one before.',
  },
  leaf: {
    'zh-CN': '台账第 {position} 行与签名头所记的不同，或已缺失。',
    en: 'Row {position} of the ledger is another than the head has, or is missing.',
  },
  view: {
    'zh-CN': '其中的工单状态与台账第 {position} 行写入时不同。',
    en: 'It has the case otherwise than row {position} of the ledger, its last change, was written with.',
  },
  'paper-changed': {
    'zh-CN': '{paper} 与台账第 {position} 行所承诺的不同，或缺少证明它的盐值。',
    en: '{paper} is not what row {position} of the ledger commits to, or comes without the salt that shows it.',
  },
  'paper-gone': {
    'zh-CN': '缺少台账第 {position} 行所承诺的 {paper}，而证据包自称完整。',
    en: '{paper}, to which row {position} of the ledger commits, is not in it, though it says to be whole.',
  },
  terms: {
    'zh-CN': '其中的条款原文与其哈希不符。',
    en: 'The text of the terms in it has another hash than it says.',
  },
  verification: {
    'zh-CN': '制作时服务台已发现自己的台账在第 {position} 行处被改动。',
    en: 'The desk itself found its ledger changed at row {position} when it made the pack.',
  },
};
