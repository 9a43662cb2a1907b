/**
 * A press on a button first takes the focus from a field, which may then say what is wrong with it and push
 * the button away before the press has ended. Where the focus stays, the press arrives.
 */
import type { MouseEvent } from 'react';

export function keepButtonsStill(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('button')) event.preventDefault();
}
