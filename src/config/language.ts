/** The language of words for people: `--lang`, `ABO_LANG`, then the locale. Source: cli.md, "Global flags" (Language). */
import { LANGUAGES, type Language } from '../messages/index.js';
import type { Environment } from './database.js';

export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}

/** A value of the environment that is no language is passed over: a locale may say anything. */
export function chooseLanguage(flag: string | undefined, env: Environment): Language {
  if (flag !== undefined && isLanguage(flag)) return flag;
  const chosen = env['ABO_LANG'];
  if (chosen !== undefined && isLanguage(chosen)) return chosen;
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
  return locale?.toLowerCase().startsWith('fr') === true ? 'fr' : 'en';
}
