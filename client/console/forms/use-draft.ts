/** A form whose content survives a reload, a closed browser and a lost connection. */
import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { draftEpoch, forgetDraft, keepDraft, keptDraft } from './draft-store';

/** Pause after the last key before a draft is kept, ms. */
const PAUSE_MS = 400;

export interface KeptForm<T> {
  /** Undefined while the draft of this device is looked for. */
  readonly value: T | undefined;
  /** Came from this device and was not sent yet. */
  readonly wasKept: boolean;
  change(value: T): void;
  /** Puts another content in place and throws the kept one away. */
  replace(value: T): void;
  forget(): Promise<void>;
}

/** The form kept under a name; `start` is what it begins with where nothing was kept. */
export function useDraft<T>(name: string, schema: z.ZodType<T>, start: T): KeptForm<T> {
  const [state, setState] = useState<{ value: T; wasKept: boolean }>();
  const changed = useRef(false);
  useEffect(() => {
    let isHere = true;
    const begin = (kept: unknown): void => {
      if (!isHere) return;
      const read = schema.safeParse(kept);
      setState(
        read.success ? { value: read.data, wasKept: true } : { value: start, wasKept: false },
      );
    };
    keptDraft(name).then(begin, () => begin(undefined));
    return () => {
      isHere = false;
    };
    // A form is kept under one name for as long as it is open; what it starts with does not change.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [name]);
  const keepNow = useRef<() => void>(undefined);
  useEffect(() => {
    if (state === undefined || !changed.current) return;
    const enteredIn = draftEpoch();
    const keep = (): void => {
      clearTimeout(timer);
      keepNow.current = undefined;
      if (!changed.current) return;
      keepDraft(name, state.value, enteredIn).catch(() => {
        // A full or forbidden store: the form goes on without a copy.
        changed.current = true;
      });
    };
    const timer = setTimeout(keep, PAUSE_MS);
    keepNow.current = keep;
    return () => clearTimeout(timer);
  }, [name, state]);
  useEffect(() => {
    // What goes away, be it the page or the form alone, has no pause left.
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') keepNow.current?.();
    };
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      document.removeEventListener('visibilitychange', onHidden);
      keepNow.current?.();
    };
  }, []);
  return {
    value: state?.value,
    wasKept: state?.wasKept === true,
    change: (value) => {
      changed.current = true;
      setState((before) => ({ value, wasKept: before?.wasKept === true }));
    },
    replace: (value) => {
      changed.current = false;
      setState({ value, wasKept: false });
      void forgetDraft(name);
    },
    forget: () => {
      changed.current = false;
      return forgetDraft(name);
    },
  };
}
