/** What somebody has asked to see in full of a case: kept for a minute, and shown by every card of the page. */
import { createContext, useContext, useEffect, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { CaseAnswer } from '../../../wire/cases/case-answers';
import type { RevealedAnswer } from '../../../wire/cases/case-data-answers';

/** How long personal data stays on the screen, ms. */
const SHOWN_MS = 60_000;

interface Revealed {
  /** Undefined: everything is masked. */
  readonly full: RevealedAnswer | undefined;
  readonly show: (full: RevealedAnswer) => void;
  readonly hide: () => void;
}

const Context = createContext<Revealed | undefined>(undefined);

/** Around the page of one case; with the case as its key, nothing is carried over to another one. */
export function RevealedProvider({ children }: { children: ReactNode }): ReactElement {
  const [full, setFull] = useState<RevealedAnswer>();
  useEffect(() => {
    if (full === undefined) return;
    const timer = setTimeout(() => setFull(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [full]);
  return (
    <Context value={{ full, show: setFull, hide: () => setFull(undefined) }}>{children}</Context>
  );
}

export function useRevealed(): Revealed {
  const revealed = useContext(Context);
  if (!revealed) throw new Error('no case is shown around this component');
  return revealed;
}

/** A case as it may be shown now, for cards that only show: dialogs compare what is masked. */
export function useShown(answer: CaseAnswer): CaseAnswer {
  const { full } = useRevealed();
  return full ? { ...answer, data: { ...answer.data, ...full } } : answer;
}
