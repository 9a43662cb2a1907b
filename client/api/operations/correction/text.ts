/** The words of a corrected reference, in both languages. The old value is masked like everywhere else. */
import { maskSerialNumber } from '../../../../checks/masks';
import { sentence } from '../../../../words/phrase';
import type { Locale, Phrase } from '../../../../workflows/contract/case-data';
import type { Reference } from '../../../../workflows/contract/operations';
import type { CheckedCorrection, Correction } from './correct-reference';

const NAMES: Readonly<Record<Reference, Phrase>> = {
  'merchant-number': { 'zh-CN': '商户号', en: 'merchant number' },
  terminal: { 'zh-CN': '终端序列号', en: 'serial number of the terminal' },
  deposit: { 'zh-CN': '押金项目所在的序列号', en: 'serial number that holds the deposit' },
};

const WORDS = {
  change: {
    'zh-CN': '{name}由 {before} 更正为 {after}。',
    en: 'The {name} {before} becomes {after}.',
  },
  proven: {
    'zh-CN': '收单机构现在答复新编号无误。',
    en: 'The acquirer says now that the new one is right.',
  },
  unproven: {
    'zh-CN': '收单机构无法通过接口核对新编号，请在其后台核实。',
    en: 'The acquirer cannot tell whether the new one is right; look into its console.',
  },
} as const satisfies Record<string, Phrase>;

/** What would change, and who says that it is right. */
export function correctionSentences(
  correction: Correction,
  { code, proven }: CheckedCorrection,
  locale: Locale,
): string[] {
  const name = NAMES[correction.reference][locale];
  const before = maskSerialNumber(correction.old);
  const change = sentence(locale, WORDS.change, { name, before, after: correction.new });
  if (code !== undefined) return [change];
  return [change, (proven ? WORDS.proven : WORDS.unproven)[locale]];
}
