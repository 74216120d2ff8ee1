/** Command lines that a person can copy: each word quoted so that a POSIX shell gives it back as it is. */

/** Words that no shell reads anything into. */
const SAFE = /^[\w@%+=:,./-]+$/u;

export function shellCommand(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

export function shellWord(word: string): string {
  return SAFE.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
