/** Days that are typed or picked: whose they are, how they are written, what is wrong with one. */
import type { Phrase } from '../../../words/phrase';

export const DAYS = {
  ofDesk: { 'zh-CN': '{label}（{zone} 日期）', en: '{label} (days in {zone})' },
  form: { 'zh-CN': '年-月-日', en: 'YYYY-MM-DD' },
  open: { 'zh-CN': '打开日历', en: 'Open the calendar' },
  pick: { 'zh-CN': '选择日期', en: 'Pick a day' },
  today: { 'zh-CN': '今天，{day}', en: 'Today, {day}' },
  DAY_INVALID: {
    'zh-CN': '这不是日历上的日期，未作更改。请写成 2026-11-30 这样，或在日历中选择。',
    en: 'This is no day of the calendar, so nothing was changed. Write it as 2026-11-30, or pick it.',
  },
  DAY_OUT_OF_RANGE: {
    'zh-CN': '日期须在 {first} 至 {last} 之间，未作更改。',
    en: 'The day must lie between {first} and {last}, so nothing was changed.',
  },
} as const satisfies Record<string, Phrase>;
