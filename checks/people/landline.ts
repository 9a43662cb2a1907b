/** What a form says at once of a number that is recorded and gets no texts. */
import type { Locale, Phrase } from '../../workflows/contract/case-data';
import { isTextable, readPhone } from './phone';

const WORDS: Phrase = {
  'zh-CN': '座机等非手机号码收不到短信；没有手机号码时，通知只发到电子邮箱。',
  en: 'A landline gets no texts; without a mobile number, messages go by e-mail alone.',
};

/** The warning for a number that exists and that no text reaches, else undefined. */
export function landlineWarning(entered: string, locale: Locale): string | undefined {
  const { value } = readPhone(entered);
  return value === undefined || isTextable(value) ? undefined : WORDS[locale];
}
