/** A password or key that is shown this once, and can be copied. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { PEOPLE } from '../texts/people';
import { useSay } from '../texts/say';
import { Button } from '../parts/controls/button';

/** A new secret under its name. */
export interface Told {
  readonly label: string;
  readonly secret: string;
}

export function Secret({ label, secret }: Told): ReactElement {
  const say = useSay();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    // Where the browser does not allow it, the text is still there to be marked by hand.
    navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className="notice good" role="status">
      <p className="strong">{label}</p>
      <p className="row">
        <code className="secret">{secret}</code>
        <Button size="small" onClick={copy}>
          {say(copied ? PEOPLE.copied : PEOPLE.copy)}
        </Button>
      </p>
      <p className="small">{say(PEOPLE.once)}</p>
    </div>
  );
}
