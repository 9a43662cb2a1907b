/** A wish keeps its Idempotency-Key, so that confirming again does nothing twice. */
import { useState } from 'react';
import { newKey } from '../../../wire/http';

/** The same key for the same wish, a new one once anything is changed. */
export function useKeyOf(wish: string): string {
  const [kept, setKept] = useState({ wish, key: newKey() });
  if (kept.wish !== wish) {
    const next = { wish, key: newKey() };
    setKept(next);
    return next.key;
  }
  return kept.key;
}
