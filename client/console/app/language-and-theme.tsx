/** The two switches that every page has, signed in or not. */
import { LANGUAGE_NAME, nextLocale } from '../../../words/languages';
import type { ReactElement } from 'react';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';
import { Button } from '../parts/controls/button';
import { usePreferences } from './preferences';

export function LanguageAndTheme(): ReactElement {
  const say = useSay();
  const { locale, theme, change } = usePreferences();
  const other = nextLocale(locale);
  const isDark = theme === 'dark';
  return (
    <>
      <Button look="text" lang={other} onClick={() => change({ locale: other })}>
        {LANGUAGE_NAME[other]}
      </Button>
      <Button
        look="text"
        aria-label={say(isDark ? SHELL.toLight : SHELL.toDark)}
        title={say(isDark ? SHELL.toLight : SHELL.toDark)}
        onClick={() => change({ theme: isDark ? 'light' : 'dark' })}
      >
        <span aria-hidden="true">{isDark ? '☀' : '☾'}</span>
      </Button>
    </>
  );
}
