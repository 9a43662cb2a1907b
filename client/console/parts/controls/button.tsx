// client/console/parts/controls/: what is pressed, typed into and chosen from.
/** Buttons of the console, and links that look like them. */
import type { ComponentProps, ReactElement } from 'react';
import { Link } from 'react-router';
import type { LinkProps } from 'react-router';

export interface Looks {
  /** `primary` is the one that leads; `text` has no frame. */
  readonly look?: 'primary' | 'plain' | 'text' | undefined;
  readonly size?: 'small' | 'middle' | 'large' | undefined;
  /** What it does cannot be taken back, or ends something. */
  readonly danger?: boolean | undefined;
}

export interface ButtonProps extends Looks, ComponentProps<'button'> {
  /** What it began is still under way: it keeps the focus, says so, and does nothing when pressed again. */
  readonly loading?: boolean;
}

/** The classes of everything that looks like a button. */
export function buttonClasses(looks: Looks, more = ''): string {
  const { look = 'plain', size = 'middle', danger = false } = looks;
  return ['button', look, size, danger ? 'danger' : '', more].filter((one) => one !== '').join(' ');
}

export function Button(props: ButtonProps): ReactElement {
  const {
    look,
    size,
    danger,
    loading = false,
    type = 'button',
    className,
    onClick,
    ...rest
  } = props;
  return (
    <button
      {...rest}
      type={type}
      className={buttonClasses({ look, size, danger }, className)}
      aria-busy={loading}
      onClick={(event) => {
        // Also keeps its form from being sent again.
        if (loading) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}

export function ButtonLink({ look, ...rest }: LinkProps & Pick<Looks, 'look'>): ReactElement {
  return <Link {...rest} className={buttonClasses({ look }, rest.className)} />;
}
