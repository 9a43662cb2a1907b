/** The two switches that every page has, signed in or not. */
import type { ReactElement } from 'react';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';
import { Button } from '../parts/button';
import { usePreferences } from './preferences';

export function LanguageAndTheme(): ReactElement {
  const say = useSay();
  const { locale, theme, change } = usePreferences();
  const isDark = theme === 'dark';
  return (
    <>
      <Button
        look="text"
        lang={locale === 'en' ? 'zh-CN' : 'en'}
        onClick={() => change({ locale: locale === 'en' ? 'zh-CN' : 'en' })}
      >
        {say(SHELL.toOtherLanguage)}
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
