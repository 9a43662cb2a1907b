/** A day of the desk, typed or picked in a calendar; what is no day stays in the control and is said beside it. */
import { Suspense, lazy, useId, useState } from 'react';
import type { ReactElement } from 'react';
import { readDay } from '../../../../checks/days/day';
import type { DayRefusal } from '../../../../checks/days/day';
import { DESK_TIME_ZONE, FIRST_DAY, LAST_DAY } from '../../../../workflows/contract/desk-days';
import { DAYS } from '../../texts/days';
import { type Phrase, named } from '../../../../words/phrase';
import { useSay } from '../../texts/say';
import { Button } from './button';
import { Dialog } from '../dialog';
import { labelIdOf } from './field';
import type { ControlProps } from './field';
import { Loading } from '../loading';

const DayCalendar = lazy(async () => ({
  default: (await import('./day-calendar')).DayCalendar,
}));

interface InputProps extends Partial<ControlProps> {
  readonly id: string;
  readonly value: string;
  readonly className?: string;
  /** Hears whole days, and nothing typed as an empty text. */
  readonly onChange: (day: string) => void;
}

interface Typed {
  readonly text: string;
  /** The value that stood when this was typed; a new one from outside takes its place. */
  readonly of: string;
  readonly refusal?: DayRefusal;
}

/**
 * A control for a day. A day in full is heard of at once; one in another writing, such as 2026/1/5, when the
 * person leaves the control or presses Enter, as it could still be the beginning of 2026/1/51.
 */
export function DayInput(props: InputProps): ReactElement {
  const { id, value, onChange, className = '' } = props;
  const say = useSay();
  const wrongId = useId();
  const [typed, setTyped] = useState<Typed>({ text: value, of: value });
  const [picking, setPicking] = useState(false);
  if (typed.of !== value) setTyped({ text: value, of: value });
  const take = (day: string): void => {
    setTyped({ text: day, of: value });
    if (day !== value) onChange(day);
  };
  const finish = (): void => {
    if (typed.text === '') return;
    const read = readDay(typed.text);
    if ('day' in read) take(read.day);
    else setTyped({ ...typed, refusal: read.refusal });
  };
  const describedBy = [props['aria-describedby'], typed.refusal ? wrongId : undefined];
  return (
    <div className={`day ${className}`}>
      <span className="day-control">
        <input
          id={id}
          aria-describedby={describedBy.filter((one) => one !== undefined).join(' ') || undefined}
          aria-invalid={props['aria-invalid'] === true || typed.refusal !== undefined}
          className="plain"
          autoComplete="off"
          placeholder={say(DAYS.form)}
          value={typed.text}
          onChange={(event) => {
            const text = event.target.value;
            const read = readDay(text);
            if (text === '' || ('day' in read && read.day === text)) take(text);
            else setTyped({ text, of: value });
          }}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === 'Enter') finish();
          }}
        />
        <Button
          aria-label={say(DAYS.open)}
          aria-describedby={labelIdOf(id)}
          onClick={() => setPicking(true)}
        >
          <span aria-hidden="true">▾</span>
        </Button>
      </span>
      <span id={wrongId} aria-live="polite" className="wrong">
        {typed.refusal === undefined
          ? null
          : say(named(DAYS, typed.refusal), { first: FIRST_DAY, last: LAST_DAY })}
      </span>
      {picking ? (
        <Dialog title={say(DAYS.pick)} onClose={() => setPicking(false)}>
          <Suspense fallback={<Loading />}>
            <DayCalendar
              day={value}
              onPick={(day) => {
                take(day);
                setPicking(false);
              }}
            />
          </Suspense>
        </Dialog>
      ) : null}
    </div>
  );
}

/** The name of a control for a day, which says whose days they are. */
export function useDayLabel(): (label: Phrase) => string {
  const say = useSay();
  return (label) => say(DAYS.ofDesk, { label: say(label), zone: DESK_TIME_ZONE });
}
