/** What the tab of the browser is called while a page is open. */
import { useEffect } from 'react';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';

export function usePageTitle(title: string): void {
  const say = useSay();
  const whole = `${title} · ${say(SHELL.product)}`;
  useEffect(() => {
    document.title = whole;
  }, [whole]);
}
