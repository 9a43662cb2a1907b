/** Short words about what has just been done; they go by themselves and are read out. */
import { useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';

interface Toast {
  readonly id: number;
  readonly text: string;
}

const SHOWN_MS = 6_000;
let toasts: readonly Toast[] = [];
let nextId = 1;
const watchers = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const watcher of watchers) watcher();
}

/** Says something at the edge of the page. */
export function toast(text: string): void {
  const id = nextId;
  nextId += 1;
  change([...toasts, { id, text }]);
  setTimeout(() => change(toasts.filter((other) => other.id !== id)), SHOWN_MS);
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
}

export function Toasts(): ReactElement {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text }) => (
        <p key={id} className="notice good">
          {text}
        </p>
      ))}
    </div>
  );
}
