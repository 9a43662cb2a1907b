/** The language of an answer, from Accept-Language: zh-CN unless English is preferred. */
import type { Locale } from '../../../workflows/contract/case-data';

const DEFAULT_LOCALE: Locale = 'zh-CN';

/** Best of zh-CN and en for an Accept-Language header; zh-CN where there is none or no match. */
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
  for (const { tag } of ranked) {
    if (tag === 'en' || tag.startsWith('en-')) return 'en';
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN';
  }
  return DEFAULT_LOCALE;
}
