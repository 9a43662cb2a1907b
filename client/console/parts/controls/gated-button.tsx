/** A button that says, beside it and to who hears it, why it cannot be pressed yet. */
import { useId } from 'react';
import type { ReactElement } from 'react';
import { Button } from './button';
import type { ButtonProps } from './button';

interface Props extends Omit<ButtonProps, 'disabled' | 'aria-describedby'> {
  /** Undefined: it can be pressed. */
  readonly why: string | undefined;
}

export function GatedButton({ why, ...button }: Props): ReactElement {
  const id = useId();
  if (why === undefined) return <Button {...button} />;
  return (
    <span className="gated">
      <span id={id} className="small quiet">
        {why}
      </span>
      <Button {...button} disabled aria-describedby={id} />
    </span>
  );
}
