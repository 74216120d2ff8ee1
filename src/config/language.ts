/** The language of words for people: `--lang`, `ABO_LANG`, then the locale. Source: docs/contract/cli.md, "Language". */
import { LANGUAGES, type Language } from '../messages/index.js';
import type { Chosen, Environment } from '../system.js';

function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}

/** A value of the environment that is no language is passed over: a locale may say anything. */
export function chooseLanguage(flag: string | undefined, env: Environment): Chosen<Language> {
  if (flag !== undefined && isLanguage(flag)) return { value: flag, from: '--lang' };
  const chosen = env['ABO_LANG'];
  if (chosen !== undefined && isLanguage(chosen)) return { value: chosen, from: 'ABO_LANG' };
  const from = ['LC_ALL', 'LC_MESSAGES', 'LANG'].find((name) => env[name] !== undefined && env[name] !== '') ?? null;
  const locale = from === null ? undefined : env[from];
  return { value: locale?.toLowerCase().startsWith('fr') === true ? 'fr' : 'en', from };
}
