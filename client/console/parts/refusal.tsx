/** Why something typed was not taken, beside where it was typed. */
import type { ReactElement } from 'react';
import { messageFor } from '../../../words/errors';
import type { ErrorCode } from '../../../workflows/contract/errors';
import { useLocale } from '../texts/say';

export function Refusal({ code }: { code: ErrorCode | undefined }): ReactElement | null {
  const locale = useLocale();
  if (code === undefined) return null;
  return (
    <p className="wrong" role="alert">
      {messageFor(code, locale)}
    </p>
  );
}
