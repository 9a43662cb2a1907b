/** One field with its label, hint and what is wrong with it, tied together for every reader. */
import { useId } from 'react';
import type { ReactElement, ReactNode } from 'react';

/** What a control takes so that its label and messages belong to it. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

/** The element that names the control of this id. */
export const labelIdOf = (controlId: string): string => `${controlId}-label`;

interface Props {
  readonly label: ReactNode;
  readonly hint?: string | undefined;
  /** Errors; empty: none. */
  readonly wrong?: readonly string[];
  /** Warnings. */
  readonly doubts?: readonly string[];
  readonly children: (control: ControlProps) => ReactNode;
}

export function Field({ label, hint, wrong = [], doubts = [], children }: Props): ReactElement {
  const id = useId();
  const parts = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(wrong.length + doubts.length === 0 ? [] : [`${id}-said`]),
  ];
  return (
    <div className="field">
      <label id={labelIdOf(id)} htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': parts.length === 0 ? undefined : parts.join(' '),
        'aria-invalid': wrong.length > 0,
      })}
      {hint === undefined ? null : (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <span id={`${id}-said`} aria-live="polite">
        {wrong.map((text) => (
          <span key={text} className="wrong">
            {text}
          </span>
        ))}
        {doubts.map((text) => (
          <span key={text} className="doubt">
            {text}
          </span>
        ))}
      </span>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly hint?: string;
  readonly name: string;
  readonly options: readonly (readonly [value: T, text: ReactNode])[];
  readonly value: T | '' | undefined;
  /** Under which problems speak of it. */
  readonly path?: string;
  readonly wrong?: readonly string[];
  /** More than fit: they scroll within a frame. */
  readonly isLong?: boolean;
  readonly onChange: (value: T) => void;
}

/** One of a few; nothing is chosen where `value` is none of them. */
export function RadioField<T extends string>(props: ChoiceProps<T>): ReactElement {
  const { legend, hint, name, options, value, path, wrong = [], isLong, onChange } = props;
  const saidId = useId();
  return (
    <fieldset className="choices" aria-describedby={wrong.length === 0 ? undefined : saidId}>
      <legend>{legend}</legend>
      {hint === undefined ? null : <p className="small quiet">{hint}</p>}
      <div className={isLong === true ? 'choice-list long' : 'choice-list'}>
        {options.map(([option, text]) => (
          <label key={option}>
            <input
              type="radio"
              name={name}
              value={option}
              data-path={path}
              checked={value === option}
              onChange={() => onChange(option)}
            />
            {text}
          </label>
        ))}
      </div>
      <span id={saidId} aria-live="polite">
        {wrong.map((text) => (
          <span key={text} className="wrong">
            {text}
          </span>
        ))}
      </span>
    </fieldset>
  );
}

interface ManyProps<T extends string> {
  readonly legend: string;
  readonly options: readonly (readonly [value: T, text: ReactNode])[];
  readonly value: readonly T[];
  readonly onChange: (value: readonly T[]) => void;
}

/** Any of several. */
export function CheckField<T extends string>(props: ManyProps<T>): ReactElement {
  const { legend, options, value, onChange } = props;
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {options.map(([option, text]) => (
        <label key={option}>
          <input
            type="checkbox"
            checked={value.includes(option)}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? [...value, option]
                  : value.filter((other) => other !== option),
              )
            }
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
