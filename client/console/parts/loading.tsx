/** While something is read. Shown only after a moment, so that quick answers do not flicker. */
import type { ReactElement } from 'react';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';

export function Loading(): ReactElement {
  const say = useSay();
  return (
    <p className="loading" role="status">
      {say(SHELL.loading)}
    </p>
  );
}
