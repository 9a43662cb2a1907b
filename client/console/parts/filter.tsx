/** Controls of a row of filters. Each writes what it holds at once. */
import { useId } from 'react';
import type { ReactElement } from 'react';
import type { Pair } from '../../../words/sentence';
import { DayInput, useDayLabel } from './day-input';
import { labelIdOf } from './field';

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}

export function Choice({ label, value, options, onChange }: ChoiceProps): ReactElement {
  return (
    <label className="filter">
      <span className="small quiet">{label}</span>
      <select
        className="plain auto"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface DayProps {
  readonly label: Pair;
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
