/** The words of a corrected reference, in both languages. The old value is masked like everywhere else. */
import { maskSerialNumber } from '../../../../checks/masks';
import type { Locale } from '../../../../workflows/contract/case-data';
import type { Reference } from '../../../../workflows/contract/operations';
import type { CheckedCorrection, Correction } from './correct-reference';

const NAMES: Readonly<Record<Reference, Readonly<Record<Locale, string>>>> = {
  'merchant-number': { 'zh-CN': '商户号', en: 'merchant number' },
  terminal: { 'zh-CN': '终端序列号', en: 'serial number of the terminal' },
  deposit: { 'zh-CN': '押金项目所在的序列号', en: 'serial number that holds the deposit' },
};

/** What would change, and who says that it is right. */
export function correctionSentences(
  correction: Correction,
  { code, proven }: CheckedCorrection,
  locale: Locale,
): string[] {
  const name = NAMES[correction.reference][locale];
  const old = maskSerialNumber(correction.old);
  const change =
    locale === 'en'
      ? `The ${name} ${old} becomes ${correction.new}.`
      : `${name}由 ${old} 更正为 ${correction.new}。`;
  if (code !== undefined) return [change];
  const en = proven
    ? 'The acquirer says now that the new one is right.'
    : 'The acquirer cannot tell whether the new one is right; look into its console.';
  const zh = proven
    ? '收单机构现在答复新编号无误。'
    : '收单机构无法通过接口核对新编号，请在其后台核实。';
  return [change, locale === 'en' ? en : zh];
}
