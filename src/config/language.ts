/** The language of words for people: `--lang`, `ABO_LANG`, then the locale. Source: docs/contract/cli.md, "Language". */
import { LANGUAGES, type Language } from '../messages/index.js';
import type { Environment } from '../system.js';

export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}

export interface LanguageChoice {
  readonly language: Language;
  /** The flag or variable that says so; null where none does. */
  readonly from: string | null;
}

/** A value of the environment that is no language is passed over: a locale may say anything. */
export function languageChoice(flag: string | undefined, env: Environment): LanguageChoice {
  if (flag !== undefined && isLanguage(flag)) return { language: flag, from: '--lang' };
  const chosen = env['ABO_LANG'];
  if (chosen !== undefined && isLanguage(chosen)) return { language: chosen, from: 'ABO_LANG' };
  const from = ['LC_ALL', 'LC_MESSAGES', 'LANG'].find((name) => env[name] !== undefined && env[name] !== '') ?? null;
  const locale = from === null ? undefined : env[from];
  return { language: locale?.toLowerCase().startsWith('fr') === true ? 'fr' : 'en', from };
}

export function chooseLanguage(flag: string | undefined, env: Environment): Language {
  return languageChoice(flag, env).language;
}
