/** One of several in the browser's own list. Every list of the console that drops down is this one. */
import type { ComponentProps, ReactElement } from 'react';
import { Field } from './field';

type Options<T extends string> = readonly (readonly [value: T, text: string])[];

interface SelectProps<T extends string> extends Omit<
  ComponentProps<'select'>,
  'value' | 'onChange' | 'children'
> {
  readonly options: Options<T>;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** The control alone, for a `Field` or a label beside it. */
export function Select<T extends string>(props: SelectProps<T>): ReactElement {
  const { options, value, onChange, className = '', ...rest } = props;
  return (
    <select
      {...rest}
      className={`plain ${className}`}
      value={value}
      onChange={(event) => {
        const chosen = options.find(([option]) => option === event.target.value);
        if (chosen !== undefined) onChange(chosen[0]);
      }}
    >
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </select>
  );
}

interface FieldProps<T extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly wrong?: readonly string[];
  readonly empty: string;
  readonly options: Options<T>;
  readonly value: T | undefined;
  readonly onChange: (value: T | undefined) => void;
}

/** One of many; `empty` stands for none. */
export function SelectField<T extends string>(props: FieldProps<T>): ReactElement {
  const { label, hint, wrong, empty, options, value, onChange } = props;
  return (
    <Field label={label} hint={hint} wrong={wrong ?? []}>
      {(control) => (
        <Select<T | ''>
          {...control}
          options={[['', empty], ...options]}
          value={value ?? ''}
          onChange={(chosen) => onChange(chosen === '' ? undefined : chosen)}
        />
      )}
    </Field>
  );
}
