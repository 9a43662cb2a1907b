/**
 * Where the focus goes when what had it goes away: to the nearest part around it that is still there, so
 * that the keyboard goes on from the same place. A browser lets it fall to the top of the page.
 */
import { useEffect } from 'react';
import type { RefObject } from 'react';

/** An element and everything around it, up to the content of the page. */
function chainOf(element: HTMLElement, content: HTMLElement): readonly HTMLElement[] {
  const chain: HTMLElement[] = [];
  for (let at: HTMLElement | null = element; at && at !== content; at = at.parentElement) {
    chain.push(at);
  }
  return chain;
}

export function useKeptFocus(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const content = ref.current;
    if (!content) return;
    let chain: readonly HTMLElement[] = [];
    const onFocusIn = ({ target }: FocusEvent): void => {
      const isInside = target instanceof HTMLElement && content.contains(target);
      chain = isInside ? chainOf(target, content) : [];
    };
    const onFocusOut = ({ target, relatedTarget }: FocusEvent): void => {
      // Somebody has pressed beside everything: the focus was given up, not lost.
      queueMicrotask(() => {
        const isThere = target instanceof HTMLElement && target.isConnected;
        if (relatedTarget === null && isThere) chain = [];
      });
    };
    const onRemoval = (): void => {
      const [last, ...around] = chain;
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      const near = around.find(({ isConnected }) => isConnected) ?? content;
      if (!near.hasAttribute('tabindex')) near.tabIndex = -1;
      near.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(onRemoval);
    observer.observe(content, { childList: true, subtree: true });
    addEventListener('focusin', onFocusIn);
    addEventListener('focusout', onFocusOut);
    return () => {
      observer.disconnect();
      removeEventListener('focusin', onFocusIn);
      removeEventListener('focusout', onFocusOut);
    };
  }, [ref]);
}
