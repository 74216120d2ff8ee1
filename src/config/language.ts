/** The language of words for people: `--lang`, `ABO_LANG`, then the locale. Source: docs/contract/cli.md, "Language". */
import { LANGUAGES, type Language } from '../messages/index.js';
import type { Chosen, Environment } from '../system.js';

/** A value of the environment that is no language is passed over: a locale may say anything. */
export function chooseLanguage(flag: string | undefined, env: Environment): Chosen<Language> {
  const byFlag = LANGUAGES.find((language) => language === flag);
  if (byFlag !== undefined) return { value: byFlag, from: '--lang' };
  const byVariable = LANGUAGES.find((language) => language === env['ABO_LANG']);
  if (byVariable !== undefined) return { value: byVariable, from: 'ABO_LANG' };
  const from = ['LC_ALL', 'LC_MESSAGES', 'LANG'].find((name) => env[name] !== undefined && env[name] !== '') ?? null;
  const locale = from === null ? undefined : env[from];
  return { value: locale?.toLowerCase().startsWith('fr') === true ? 'fr' : 'en', from };
}
