/** Controls of a row of filters. Each writes what it holds at once. */
import { useId } from 'react';
import type { ReactElement } from 'react';
import type { Phrase } from '../../../../words/phrase';
import { DayInput, useDayLabel } from './day-input';
import { labelIdOf } from './field';
import { Select } from './select';

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly onChange: (value: T) => void;
}

export function Choice<T extends string>(props: ChoiceProps<T>): ReactElement {
  const { label, value, options, onChange } = props;
  return (
    <label className="filter">
      <span className="small quiet">{label}</span>
      <Select className="auto" value={value} options={options} onChange={onChange} />
    </label>
  );
}

interface DayProps {
  readonly label: Phrase;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
}

export function Day({ label, value, onChange }: DayProps): ReactElement {
  const name = useDayLabel();
  const id = useId();
  return (
    <div className="filter">
      <label id={labelIdOf(id)} htmlFor={id} className="small quiet">
        {name(label)}
      </label>
      <DayInput id={id} className="auto" value={value ?? ''} onChange={onChange} />
    </div>
  );
}
