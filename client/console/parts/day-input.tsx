/** A day of the desk, picked or typed; what lies outside of what may be asked for stays in the control. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { readDay } from '../../../checks/days/day';
import { DESK_TIME_ZONE, FIRST_DAY, LAST_DAY } from '../../../workflows/contract/desk-days';
import { DAYS } from '../texts/days';
import type { Pair } from '../../../words/sentence';
import { useSay } from '../texts/say';
import type { ControlProps } from './field';

interface InputProps extends Partial<ControlProps> {
  readonly value: string;
  readonly className?: string;
  /** Hears whole days, and nothing typed as an empty text. */
  readonly onChange: (day: string) => void;
}

/** A control for a day; while a year is typed digit by digit nobody hears of it. */
export function DayInput({
  value,
  onChange,
  className = '',
  ...control
}: InputProps): ReactElement {
  const [shown, setShown] = useState({ typed: value, of: value });
  if (shown.of !== value) setShown({ typed: value, of: value });
  return (
    <input
      {...control}
      type="date"
      min={FIRST_DAY}
      max={LAST_DAY}
      className={`plain ${className}`}
      value={shown.typed}
      onChange={(event) => {
        const typed = event.target.value;
        setShown({ typed, of: value });
        if (typed === '' || 'day' in readDay(typed)) onChange(typed);
      }}
    />
  );
}

/** The name of a control for a day, which says whose days they are. */
export function useDayLabel(): (label: Pair) => string {
  const say = useSay();
  return (label) => say(DAYS.ofDesk, { label: say(label), zone: DESK_TIME_ZONE });
}
