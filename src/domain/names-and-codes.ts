/**
 * How names are stored, and which codes are allowed: a code or `ref` that a file, a list or a flag would read as something
 * else is refused (decision). Source: docs/contract/csv.md, "Reading"; docs/contract/cli.md, "Values and filters".
 */

import type { FieldType, FieldTypes } from './fields.js';
import { universeSet } from './model.js';

/** What an input writes for "no partner", "no ref", "no mailbox", whatever the case. */
export const NONE_WORDS = ['-', 'none', 'aucun', 'aucune'] as const;

/** Characters of a code or `ref` at most (decision): what every engine can use as a key. */
export const MAX_CODE_LENGTH = 255;

/** Not a word for none, without control characters, and not too long. */
export function isUsableRef(text: string): boolean {
  const lower = text.toLowerCase();
  return text !== '' && !NONE_WORDS.some((word) => word === lower) && !/\p{Cc}/u.test(text) && !isTooLong(text);
}

/** Counts code points; in lower case too, which may be longer, since similar codes are found by it. */
export function isTooLong(code: string): boolean {
  return [code, code.toLowerCase()].some(
    (text) => text.length > MAX_CODE_LENGTH && Array.from(text).length > MAX_CODE_LENGTH,
  );
}

/** A code also has no wildcard, no comma, and no `@` in front, which would name a file. */
export function isUsableCode(text: string): boolean {
  return isUsableRef(text) && !/[,*]|^@/u.test(text);
}

export function normaliseName(name: string): string {
  return name.trim().normalize('NFC');
}

/** Returns a requested value as it is kept: a text trimmed and in NFC, a set of universes as `universeSet` makes it. */
export function normaliseValue<T extends FieldType>(type: T, value: FieldTypes[T]): FieldTypes[T] {
  return NORMALISED[type]?.(value) ?? value;
}

const NORMALISED: { readonly [T in FieldType]?: (value: FieldTypes[T]) => FieldTypes[T] } = {
  text: normaliseName,
  universes: universeSet,
};
