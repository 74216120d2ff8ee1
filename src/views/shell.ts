/**
 * Commands for a person to run: quoted so that any POSIX shell reads exactly these words, and laid out so that they can be
 * copied from a terminal. Source: docs/contract/cli.md, "why" and "Audit rules".
 */
import { visible } from './visible.js';
import { fillLines } from './width.js';

/** Words that no shell changes, not even an interactive one. */
const PLAIN = /^[\w@%+:,./-][\w@%+:,./=-]*$/u;

/** One word, quoted where it must be: `ACME`, `'Le Goff & fils'`, `'o'\''neil@acme.fr'`. */
export function shellWord(word: string): string {
  if (PLAIN.test(word)) return word;
  // Hidden and control characters are spelled out by their bytes.
  if (visible(word) !== word) return `"$(printf ${quoted(octal(word))})"`;
  return quoted(word);
}

/** Between single quotes every character is literal; a single quote itself must stand outside of them. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** For `printf`: bytes other than letters, digits, `@` and `.` as `\ooo`. */
function octal(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9@.]/u.test(character) ? character : `\\${byte.toString(8).padStart(3, '0')}`;
  }).join('');
}

/** A command on one line. */
export function shellCommand(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

/**
 * Words that are quoted already, broken into lines no wider than `columns`, each but the last ended by what the shell goes
 * on after: a `\\`, or the `&&` between two commands. A flag stays with its value. Null columns: one line.
 */
export function commandLines(words: readonly string[], columns: number | null, indent: string): readonly string[] {
  if (columns === null) return [words.join(' ')];
  const and = words.indexOf('&&');
  if (and < 0) return fillLines(piecesOf(words), columns, { indent, end: ' \\' });
  const first = commandLines(words.slice(0, and), columns, indent);
  return [...first.with(-1, `${first.at(-1) ?? ''} &&`), ...commandLines(words.slice(and + 1), columns, indent)];
}

/** What stays on one line: a flag and its value. */
function piecesOf(words: readonly string[]): readonly string[] {
  const pieces: string[] = [];
  for (const word of words) {
    const last = pieces.at(-1);
    if (last !== undefined && /^--?[a-z][a-z-]*$/u.test(last) && !word.startsWith('-')) {
      pieces[pieces.length - 1] = `${last} ${word}`;
    } else pieces.push(word);
  }
  return pieces;
}
