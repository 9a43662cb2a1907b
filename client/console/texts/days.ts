/** Days that are typed or picked: whose they are, how they are written, what is wrong with one. */
import type { Pair } from '../../../words/sentence';

export const DAYS = {
  ofDesk: ['{label}（{zone} 日期）', '{label} (days in {zone})'],
  form: ['年-月-日', 'YYYY-MM-DD'],
  open: ['打开日历', 'Open the calendar'],
  pick: ['选择日期', 'Pick a day'],
  today: ['今天，{day}', 'Today, {day}'],
  DAY_INVALID: [
    '这不是日历上的日期，未作更改。请写成 2026-11-30 这样，或在日历中选择。',
    'This is no day of the calendar, so nothing was changed. Write it as 2026-11-30, or pick it.',
  ],
  DAY_OUT_OF_RANGE: [
    '日期须在 {first} 至 {last} 之间，未作更改。',
    'The day must lie between {first} and {last}, so nothing was changed.',
  ],
} as const satisfies Record<string, Pair>;
