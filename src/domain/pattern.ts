/**
 * Patterns that a person types to name contacts and addresses: text with `*` wildcards, whatever the case and accents.
 * Source: docs/contract/cli.md, "Values and filters".
 */

/** Letters that are two, and that no normal form takes apart. */
const LIGATURES: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss' };

/** The form in which texts are matched: no accents, no case, ligatures as they are typed. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[œæß]/gu, (letter) => LIGATURES[letter] ?? letter);
}

export function isWildcard(pattern: string): boolean {
  return pattern.includes('*');
}

export function matcher(pattern: string): (text: string) => boolean {
  const folded = fold(pattern.trim());
  if (!isWildcard(folded)) return (text) => fold(text) === folded;
  const parts = folded.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`, 'su');
  return (text) => expression.test(fold(text));
}
