/** Whose days and times are meant. */
import type { Pair } from '../../../words/sentence';

export const DAYS = {
  ofDesk: ['{label}（{zone} 日期）', '{label} (days in {zone})'],
} as const satisfies Record<string, Pair>;
