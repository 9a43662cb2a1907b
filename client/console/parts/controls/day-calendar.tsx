/** The calendar in which a day is picked, in the language of the page; loaded when it is opened. */
import type { ReactElement } from 'react';
import { DayPicker } from 'react-day-picker';
import { enUS } from 'react-day-picker/locale/en-US';
import { zhCN } from 'react-day-picker/locale/zh-CN';
import 'react-day-picker/style.css';
import type { Locale } from '../../../../workflows/contract/case-data';
import {
  FIRST_DAY,
  LAST_DAY,
  deskDayOf,
  type IsoDay,
} from '../../../../workflows/contract/desk-days';
import { DAYS } from '../../texts/days';
import { useLocale, useSay } from '../../texts/say';
import '../../styles/calendar.css';

const WORDS: Readonly<Record<Locale, typeof enUS>> = { 'zh-CN': zhCN, en: enUS };

/** The calendar counts in dates of the browser's zone; only their year, month and day are meant. */
function toDate(day: IsoDay): Date {
  return new Date(`${day}T12:00:00`);
}

function toDay(date: Date): IsoDay {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

interface Props {
  /** An empty text: none is chosen yet. */
  readonly day: string;
  readonly onPick: (day: IsoDay) => void;
}

export function DayCalendar({ day, onPick }: Props): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const chosen = day === '' ? undefined : toDate(day);
  const today = toDate(deskDayOf(new Date()));
  const spoken = new Intl.DateTimeFormat(locale, { dateStyle: 'full' });
  return (
    <DayPicker
      mode="single"
      required
      autoFocus
      locale={WORDS[locale]}
      captionLayout="dropdown"
      today={today}
      selected={chosen}
      defaultMonth={chosen ?? today}
      startMonth={toDate(FIRST_DAY)}
      endMonth={toDate(LAST_DAY)}
      labels={{
        // Its own name of a day says "1st" where the day shows "1".
        labelDayButton: (date, { today: isToday }) =>
          isToday === true ? say(DAYS.today, { day: spoken.format(date) }) : spoken.format(date),
      }}
      onSelect={(picked) => onPick(toDay(picked))}
    />
  );
}
