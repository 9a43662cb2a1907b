/** The language of an answer, from Accept-Language: zh-CN unless another is preferred. */
import { localeOfTag } from '../../../words/languages';
import type { Locale } from '../../../workflows/contract/case-data';

const DEFAULT_LOCALE: Locale = 'zh-CN';

/** Best language for an Accept-Language header; zh-CN where there is none or no match. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const ranked = (acceptLanguage ?? '')
    .split(',')
    .map((part, index) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const q = params
        .find((param) => param.trim().startsWith('q='))
        ?.trim()
        .slice(2);
      const weight = q === undefined ? 1 : Number(q);
      return { tag, weight: Number.isFinite(weight) ? weight : 0, index };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  return ranked.flatMap(({ tag }) => localeOfTag(tag) ?? [])[0] ?? DEFAULT_LOCALE;
}
