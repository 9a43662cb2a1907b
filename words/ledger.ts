/** Whether the ledger is what was written, in words: what each check found, what it means, what to do. */
import type { CaseLedger, Verification } from '../wire/operations/verification-answers';
import type { HeadCheck, LedgerCheck, LedgerFault } from '../workflows/contract/verification';
import { type Phrase, named } from './phrase';
import type { Say } from './phrase';

/** What is wrong with a signed head, after its number. */
export const HEAD_CHECK: Readonly<Record<HeadCheck, Phrase>> = {
  missing: { 'zh-CN': '缺失，而其后的还在', en: 'is missing, while later ones are there' },
  'unknown-key': {
    'zh-CN': '由未被认可的密钥签名',
    en: 'was signed by a key that is not accepted',
  },
  signature: { 'zh-CN': '与签名时不同', en: 'is not what was signed' },
  previous: { 'zh-CN': '与上一个不相连', en: 'does not follow the one before' },
  root: { 'zh-CN': '的根与随附内容不符', en: 'has another root than what came with it leads to' },
  'not-in-record': {
    'zh-CN': '曾经送出，但记录中已不存在：最后的签名头被删除，或记录被恢复到更早的时刻',
    en: 'has left the building, and the record does not have it any more: the last heads were taken away, or the record was restored to an earlier moment',
  },
  'other-in-record': {
    'zh-CN': '曾经送出，但记录中同一编号的是另一个：签名头被重新制作',
    en: 'has left the building, and the record has another of its number: heads were made anew',
  },
};

/** What is wrong with a row, after "row 3". */
export const LEDGER_CHECK: Readonly<Record<LedgerCheck, Phrase>> = {
  content: { 'zh-CN': '的内容与写入时不同', en: 'says something else than was written' },
  order: {
    'zh-CN': '与上一行不相连：有内容被删除、插入或调换',
    en: 'does not follow the one before: rows were removed, put in or exchanged',
  },
  end: {
    'zh-CN': '处不是工单所记的结尾：最后的内容被删除或追加',
    en: 'is not where the case says that its ledger ends: the last rows were cut off or put on',
  },
  head: {
    'zh-CN': '与已签名的台账头不符：台账被重写、截断或整个删除',
    en: 'is another than a signed head has: the chain was made anew, cut off, or is gone',
  },
  view: {
    'zh-CN': '写入的工单状态与页面或列表所示不同',
    en: 'has the case otherwise than pages or lists show it',
  },
  revision: {
    'zh-CN': '之后，申请的最新版本与工单所记不同',
    en: 'has another latest revision of the application after it than the case says',
  },
  'paper-changed': {
    'zh-CN': '所承诺的旁存内容已被改动',
    en: 'commits to what lies beside the ledger, and that was changed',
  },
  'paper-gone': {
    'zh-CN': '所承诺的旁存内容已被删除',
    en: 'commits to what lies beside the ledger, and that is gone',
  },
  'paper-added': {
    'zh-CN': '为止，没有任何一行承诺过某项旁存内容：它是后来插入的',
    en: 'is the last, and none commits to something that lies beside the ledger: it was put in',
  },
};

const WHOLE = {
  'zh-CN': '台账完整：已重新计算全部 {rows} 行，与写入时相同。',
  en: 'The ledger is whole: all rows ({rows}) were computed anew and are what was written.',
} as const satisfies Phrase;
const BROKEN = {
  'zh-CN':
    '台账已被改动：第 {position} 行{what}。此前的内容与写入时相同，此后的不可采信。请勿更正任何内容，并告知审计人员。',
  en: 'The ledger was changed: row {position} {what}. What stands before it is what was written; do not rely on the rest. Correct nothing, and tell an auditor.',
} as const satisfies Phrase;
const BROKEN_BESIDE = {
  'zh-CN':
    '台账完整，但第 {position} 行{what}。台账所记可信；页面所示与旁存内容不可采信。请勿更正任何内容，并告知审计人员。',
  en: 'The ledger is whole, but row {position} {what}. Rely on what the ledger says, not on what pages show. Correct nothing, and tell an auditor.',
} as const satisfies Phrase;
const ALL_WHOLE = {
  'zh-CN': '台账完整：已重新计算 {cases} 个工单的 {rows} 行，均与写入时相同。',
  en: 'The ledger is whole: computed anew and what was written. Cases: {cases}. Rows: {rows}.',
} as const satisfies Phrase;
const ALL_BROKEN = {
  'zh-CN':
    '台账已被改动的工单：{broken} 个（共验证 {cases} 个）。请勿更正任何内容，保持数据库原样，按 docs/operations.md “The ledger was changed” 处理。',
  en: 'The ledger was changed. Cases: {broken} of {cases} verified. Correct nothing, keep the database as it is, and go by docs/operations.md, “The ledger was changed”.',
} as const satisfies Phrase;

const HEADS_KEPT = {
  'zh-CN':
    '记录与文件夹中的全部签名头一致：签名头 {heads} 个，工单 {cases} 个，最后签名于 {last}。此后写入的内容尚未被覆盖。',
  en: 'The record agrees with every head of the folder. Heads: {heads}. Cases: {cases}. Last signed: {last}. What was written since is not covered yet.',
} as const satisfies Phrase;
const HEADS_BROKEN = {
  'zh-CN':
    '记录与签名头不一致，共 {wrong} 处。请勿更正任何内容，保持数据库原样，按 docs/operations.md “The ledger was changed” 处理。',
  en: 'The record contradicts the heads. Contradictions: {wrong}. Correct nothing, keep the database as it is, and go by docs/operations.md, “The ledger was changed”.',
} as const satisfies Phrase;

/** How far signed heads have the ledger of a case; moments as the reader sees them. */
export function coverVerdict(
  { covered, since }: { covered?: number | undefined; since?: string | undefined },
  say: Say,
): string {
  if (since !== undefined) return say(UNCOVERED, { since });
  return covered === undefined ? '' : say(COVERED, { head: covered });
}
const COVERED = {
  'zh-CN': '已由签名头 {head} 覆盖。',
  en: 'Signed head {head} covers all of it.',
} as const satisfies Phrase;
const UNCOVERED = {
  'zh-CN': '尚未被签名头覆盖，自 {since} 起的内容。',
  en: 'Not covered by a signed head yet, since {since}.',
} as const satisfies Phrase;

/** The verdict over one case. */
export function verdictOn({ rows, broken }: Pick<CaseLedger, 'rows' | 'broken'>, say: Say): string {
  return broken === undefined ? say(WHOLE, { rows }) : brokenVerdict(broken, say);
}

/** What is wrong with a ledger, what it means, what to do. */
export function brokenVerdict(fault: LedgerFault, say: Say): string {
  const { position, check, paper } = fault;
  const isBeside = check === 'view' || check === 'revision' || paper !== undefined;
  return say(isBeside ? BROKEN_BESIDE : BROKEN, { position, what: whatIsWrong(fault, say) });
}

/** What is wrong with a row, and which paper beside the ledger it is about. */
export function whatIsWrong(
  { check, paper }: { readonly check: LedgerCheck; readonly paper?: string | undefined },
  say: Say,
): string {
  const what = say(named(LEDGER_CHECK, check));
  return paper === undefined ? what : `${what} (${paper})`;
}

/** What came of holding heads of a folder against the record. */
export function headsVerdict(
  { heads, cases, last, wrong }: { heads: number; cases: number; last: string; wrong: number },
  say: Say,
): string {
  return wrong === 0 ? say(HEADS_KEPT, { heads, cases, last }) : say(HEADS_BROKEN, { wrong });
}

/** The verdict of a run over all cases. */
export function verdictOnAll(
  { cases, rows, brokenCases: broken }: NonNullable<Verification['report']>,
  say: Say,
): string {
  return broken === 0 ? say(ALL_WHOLE, { cases, rows }) : say(ALL_BROKEN, { broken, cases });
}
