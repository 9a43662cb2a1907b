/** The zone of a merchant: quiet hours and the moments in messages go by its clock. */
import { useId } from 'react';
import type { ReactElement } from 'react';
import { Field } from '../parts/controls/field';
import { Input } from '../parts/controls/input';
import { FORM } from '../texts/forms';
import { useSay } from '../texts/say';
import { MAX_FIELD_LENGTH } from '../../../wire/limits';

interface Props {
  readonly value: string;
  readonly path?: string;
  readonly wrong: readonly string[];
  readonly onChange: (timeZone: string) => void;
}

export function ZoneField({ value, path, wrong, onChange }: Props): ReactElement {
  const say = useSay();
  const listId = useId();
  return (
    <Field label={say(FORM.timeZone)} hint={say(FORM.timeZoneHint)} wrong={wrong}>
      {(control) => (
        <>
          <Input
            {...control}
            data-path={path}
            list={listId}
            autoComplete="off"
            spellCheck={false}
            maxLength={MAX_FIELD_LENGTH}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <datalist id={listId}>
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
