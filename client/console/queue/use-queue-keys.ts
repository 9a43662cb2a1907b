/** Single keys of the list. They can be switched off, and never act while somebody types. */
import { useEffect } from 'react';

export interface QueueKeys {
  readonly enabled: boolean;
  search(): void;
  claim(caseId: string): void;
  help(): void;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

function rowLinks(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-row-link]')];
}

/** Moves the focus among the rows; from outside it begins with the first. */
function moveBy(step: 1 | -1): void {
  const links = rowLinks();
  const at = links.findIndex((link) => link === document.activeElement);
  const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1);
  links[next]?.focus();
  links[next]?.scrollIntoView({ block: 'nearest' });
}

export function useQueueKeys(keys: QueueKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!keys.enabled || !isPlain || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      const focused = document.activeElement?.getAttribute('data-row-link');
      const actions: Readonly<Record<string, () => void>> = {
        j: () => moveBy(1),
        k: () => moveBy(-1),
        '/': () => keys.search(),
        '?': () => keys.help(),
        c: () => {
          if (focused) keys.claim(focused);
        },
      };
      const action = actions[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [keys]);
}
