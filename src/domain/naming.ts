/**
 * How names are kept, and codes that can be named again: a code or `ref` that a file, a list or a flag would read as something else is refused
 * (decision). Source: csv.md, "Reading"; cli.md, "Values and filters".
 */

/** What an input writes for "no partner", "no ref", "no mailbox", whatever the case. */
export const NONE_WORDS = ['-', 'none', 'aucun', 'aucune'] as const;

/** Not a word for none, nothing that can't be seen. */
export function isUsableRef(text: string): boolean {
  const lower = text.toLowerCase();
  return text !== '' && !NONE_WORDS.some((word) => word === lower) && !/\p{Cc}/u.test(text);
}

/** Nor a wildcard, nor what `@file` and comma-joined lists would read as something else. */
export function isUsableCode(text: string): boolean {
  return isUsableRef(text) && !/[,*]|^@/u.test(text);
}

/** Names are trimmed and in NFC. */
export function normaliseName(name: string): string {
  return name.trim().normalize('NFC');
}
