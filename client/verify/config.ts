// client/verify/: `unbind-verify`, by which a stranger checks an evidence pack with the public key alone.
/** What the program takes from the process. */
import type { Locale } from '../../workflows/contract/case-data';
import { localeOfShell } from '../../words/languages';

/** The language of the shell; English where it names none that is spoken here. */
export function languageOfProcess(): Locale {
  return localeOfShell(process.env) ?? 'en';
}
