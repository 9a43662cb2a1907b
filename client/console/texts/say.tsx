/**
 * Texts in every language side by side: none can be half translated, and the names in braces are
 * checked by type wherever a sentence is said.
 */
import { createContext, useContext, useMemo } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { Locale } from '../../../workflows/contract/case-data';
import { type Say, sayIn } from '../../../words/phrase';

const Language = createContext<Locale>('zh-CN');

export function LanguageProvider(props: { locale: Locale; children: ReactNode }): ReactElement {
  return <Language value={props.locale}>{props.children}</Language>;
}

/** The language that the person reads. */
export function useLocale(): Locale {
  return useContext(Language);
}

/** Says a pair in the language of the person. */
export function useSay(): Say {
  const locale = useLocale();
  return useMemo(() => sayIn(locale), [locale]);
}
