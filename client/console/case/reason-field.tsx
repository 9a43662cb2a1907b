/** Why personal data is wanted in full: asked wherever it is, and kept as a note of the case. */
import type { ReactElement } from 'react';
import { MAX_REVEAL_REASON_LENGTH } from '../../../wire/limits';
import { Field } from '../parts/controls/field';
import { Input } from '../parts/controls/input';
import { CASE } from '../texts/case';
import { SHELL } from '../texts/shell';
import { type Say } from '../../../words/phrase';
import { useSay } from '../texts/say';

interface Props {
  readonly value: string;
  readonly onChange: (reason: string) => void;
}

export function ReasonField({ value, onChange }: Props): ReactElement {
  const say = useSay();
  return (
    <Field label={say(CASE.revealReason)}>
      {(control) => (
        <Input
          {...control}
          required
          maxLength={MAX_REVEAL_REASON_LENGTH}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What a button says that waits for the reason; undefined where there is one. */
export function lackOfReason(reason: string, say: Say): string | undefined {
  return reason.trim() === '' ? say(SHELL.missing, { names: say(CASE.revealReason) }) : undefined;
}
