/** What a person prefers on this device: language, light or dark, keyboard shortcuts. No data of others. */
import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { LOCALES, type Locale } from '../../../workflows/contract/case-data';
import { localeOfTag } from '../../../words/languages';
import { speakLocale } from '../api/http';
import { LanguageProvider } from '../texts/say';

export type Theme = 'light' | 'dark';

interface Kept {
  readonly locale: Locale;
  readonly theme: Theme;
  readonly shortcuts: boolean;
}

export interface Preferences extends Kept {
  readonly change: (wish: Partial<Kept>) => void;
}

const KEY = 'unbind-desk.preferences';

function initial(): Kept {
  const locale = localeOfTag(navigator.language) ?? 'en';
  const theme: Theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  return { locale, theme, shortcuts: true, ...kept() };
}

function kept(): Partial<Kept> {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof read !== 'object' || read === null) return {};
    const found = new Map<string, unknown>(Object.entries(read));
    const locale = LOCALES.find((one) => one === found.get('locale'));
    const theme = found.get('theme');
    return {
      ...(locale === undefined ? {} : { locale }),
      ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
      ...(found.get('shortcuts') === false ? { shortcuts: false } : {}),
    };
  } catch {
    // A browser without storage, or with something else in it: the defaults serve.
    return {};
  }
}

function keep(preferences: Kept): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // No storage: the wish holds until the page is closed.
  }
}

const Context = createContext<Preferences | undefined>(undefined);

export function usePreferences(): Preferences {
  const preferences = useContext(Context);
  if (!preferences) throw new Error('no preferences around this component');
  return preferences;
}

export function PreferencesProvider({ children }: { children: ReactNode }): ReactElement {
  const [state, setState] = useState(initial);
  speakLocale(state.locale);
  useEffect(() => {
    document.documentElement.lang = state.locale;
    document.documentElement.dataset['theme'] = state.theme;
    keep(state);
  }, [state]);
  useEffect(() => {
    // Another tab changed its mind; this one follows.
    const follow = (event: StorageEvent): void => {
      if (event.key === KEY) setState((before) => ({ ...before, ...kept() }));
    };
    addEventListener('storage', follow);
    return () => removeEventListener('storage', follow);
  }, []);
  const value = useMemo<Preferences>(
    () => ({ ...state, change: (wish) => setState((before) => ({ ...before, ...wish })) }),
    [state],
  );
  return (
    <Context value={value}>
      <LanguageProvider locale={state.locale}>{children}</LanguageProvider>
    </Context>
  );
}
