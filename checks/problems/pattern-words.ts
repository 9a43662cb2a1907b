/**
 * What the patterns of requests ask for, in words. A test walks the document of the API: a pattern without
 * words is found there.
 */
import {
  CASE_ID_PATTERN,
  DEPOSIT_ID_PATTERN,
  TERMINAL_ID_PATTERN,
} from '../../workflows/contract/identifiers';
import { BULK_RUN_ID_PATTERN } from '../../workflows/contract/operations';
import type { Phrase } from '../../workflows/contract/case-data';
import { APPLICATION_FIELD_PATTERN } from '../../wire/cases/case-requests';
import {
  MAX_NAME_LENGTH,
  MAX_TEAM_LENGTH,
  MAX_USER_LENGTH,
  MAX_VIEW_NAME_LENGTH,
} from '../../wire/limits';
import { STAFF_NAME, TEAM_NAME, USER_NAME } from '../../wire/people/staff-names';
import { VIEW_NAME } from '../../wire/cases/view-name';

const NAME_SIGNS = {
  'zh-CN': '1 至 64 个字母、数字、_ 或 -',
  en: '1 to 64 letters, digits, _ or -',
};

const WORDS: ReadonlyMap<string, Phrase> = new Map([
  [
    CASE_ID_PATTERN.source,
    { 'zh-CN': '工单号，如 UC-7Q4M2K9T1B', en: 'a case id such as UC-7Q4M2K9T1B' },
  ],
  [TERMINAL_ID_PATTERN.source, { 'zh-CN': '终端编号 t_…', en: 'a terminal id, t_…' }],
  [DEPOSIT_ID_PATTERN.source, { 'zh-CN': '押金编号 d_…', en: 'a deposit id, d_…' }],
  [BULK_RUN_ID_PATTERN.source, { 'zh-CN': '批次号 B-…', en: 'the id of a run, B-…' }],
  [
    USER_NAME.source,
    {
      'zh-CN': `1 至 ${MAX_USER_LENGTH} 个字母、数字、_ . @ 或 -`,
      en: `1 to ${MAX_USER_LENGTH} letters, digits, _ . @ or -`,
    },
  ],
  [
    STAFF_NAME.source,
    { 'zh-CN': `1 至 ${MAX_NAME_LENGTH} 个字符`, en: `1 to ${MAX_NAME_LENGTH} characters` },
  ],
  [
    TEAM_NAME.source,
    {
      'zh-CN': `1 至 ${MAX_TEAM_LENGTH} 个字母、数字、空格、. _ 或 -`,
      en: `1 to ${MAX_TEAM_LENGTH} letters, digits, spaces, . _ or -`,
    },
  ],
  [
    VIEW_NAME.source,
    {
      'zh-CN': `1 至 ${MAX_VIEW_NAME_LENGTH} 个字母、数字、空格或标点，连续数字少于 5 位`,
      en: `1 to ${MAX_VIEW_NAME_LENGTH} letters, digits, spaces or punctuation, fewer than 5 digits in a row`,
    },
  ],
  [
    APPLICATION_FIELD_PATTERN.source,
    {
      'zh-CN': '申请的字段，如 document.number、terminals[0]',
      en: 'a field of the application such as document.number, terminals[0]',
    },
  ],
  ['^(?:[1-9]\\d?|1\\d\\d|200)$', { 'zh-CN': '1 至 200 的整数', en: 'a whole number, 1 to 200' }],
  ['^[1-9]\\d{0,3}$', { 'zh-CN': '1 至 9999 的整数', en: 'a whole number, 1 to 9999' }],
  [
    '^[1-9]\\d{0,8}$',
    { 'zh-CN': '正整数，最多 9 位', en: 'a whole number from 1, at most 9 digits' },
  ],
  [
    '^[1-9]\\d{0,12}$',
    { 'zh-CN': '正整数，最多 13 位', en: 'a whole number from 1, at most 13 digits' },
  ],
  ['\\S', { 'zh-CN': '不能只有空白', en: 'not blank' }],
  ['^\\S(?:.*\\S)?$', { 'zh-CN': '首尾不能有空格', en: 'no space at either end' }],
  ['^[A-Za-z0-9_-]{1,64}$', NAME_SIGNS],
  [
    '^[A-Za-z0-9._-]{1,64}$',
    { 'zh-CN': '1 至 64 个字母、数字、.、_ 或 -', en: '1 to 64 letters, digits, ., _ or -' },
  ],
  [
    '^[0-9a-f]{64}$',
    { 'zh-CN': 'SHA-256，64 位小写十六进制', en: 'SHA-256 as 64 lower-case hex digits' },
  ],
  ['^\\d{6}$', { 'zh-CN': '6 位数字', en: 'six digits' }],
  [
    '^otc_[A-Za-z0-9_-]{22}$',
    { 'zh-CN': '获取验证码时得到的 otc_…', en: 'the otc_… that asking for the code answered' },
  ],
  ['^[A-Za-z0-9_-]{20,128}$', { 'zh-CN': '链接中的口令', en: 'the token of the link' }],
  [
    '^[A-Za-z0-9_-]{32,86}$',
    { 'zh-CN': '32 至 86 个字母、数字、_ 或 -', en: '32 to 86 letters, digits, _ or -' },
  ],
]);

/** Alternatives that a pattern writes out, e.g. statuses or causes: `^(?:open|unbinding)(…`. */
const ALTERNATIVES = /^\^\(\?:([A-Za-z-]+(?:\|[A-Za-z-]+)+)\)(.*)\$$/;

/** Words for a pattern; where it has none, itself. */
export function patternWords(pattern: string): Phrase {
  const words = WORDS.get(pattern);
  if (words) return words;
  const [, names, tail = ''] = ALTERNATIVES.exec(pattern) ?? [];
  if (names === undefined) return { 'zh-CN': `符合 ${pattern}`, en: `matching ${pattern}` };
  const values = names.replaceAll('|', ', ');
  if (tail.startsWith('(?:,')) {
    return { 'zh-CN': `${values}；可用逗号分隔多个`, en: `${values}; several separated by commas` };
  }
  return {
    'zh-CN': `${values}；可在冒号后加代码`,
    en: `${values}; a code may follow after a colon`,
  };
}

/** Whether a pattern has words of its own. */
export function hasWords(pattern: string): boolean {
  return WORDS.has(pattern) || ALTERNATIVES.test(pattern);
}
