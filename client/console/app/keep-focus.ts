/**
 * Where the focus goes when what had it goes away: to the nearest part around it that is still there, so
 * that the keyboard goes on from the same place. A browser lets it fall to the top of the page.
 */
import { useEffect } from 'react';
import type { RefObject } from 'react';

/** An element and everything around it, up to the content of the page. */
function pathOf(element: HTMLElement, content: HTMLElement): readonly HTMLElement[] {
  const path: HTMLElement[] = [];
  for (let at: HTMLElement | null = element; at && at !== content; at = at.parentElement) {
    path.push(at);
  }
  return path;
}

export function useKeptFocus(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const content = ref.current;
    if (!content) return;
    let path: readonly HTMLElement[] = [];
    const onFocusIn = ({ target }: FocusEvent): void => {
      const isInside = target instanceof HTMLElement && content.contains(target);
      path = isInside ? pathOf(target, content) : [];
    };
    const onFocusOut = ({ target, relatedTarget }: FocusEvent): void => {
      // Somebody has pressed beside everything: the focus was given up, not lost.
      queueMicrotask(() => {
        const isThere = target instanceof HTMLElement && target.isConnected;
        if (relatedTarget === null && isThere) path = [];
      });
    };
    const onRemoval = (): void => {
      const [last, ...around] = path;
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
