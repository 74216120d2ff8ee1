/**
 * A conflict: a value that was expected to go from one value to another, and is now a third. Three-way imports and undos find them.
 * Source: docs/contract/csv.md, "Three-way import"; docs/contract/cli.md, "undo".
 */
import type { FieldValue } from '../fields.js';
import type { Origin } from '../problems.js';
import type { Place } from './place.js';

/** What prevents a change, and its value now: null where it was removed. */
export interface Cause extends Place {
  readonly now: FieldValue;
}

/** True and false say whether a subscription cell is notified; null is no value. The contact is named as last expected. */
export interface Conflict extends Place {
  readonly origin: Origin | null;
  /** As exported; for an undo, as the change set left it. */
  readonly expected: FieldValue;
  /** In the file; for an undo, as it was before the change set. */
  readonly wanted: FieldValue;
  readonly now: FieldValue;
  /** What prevents the change, where that is not the value itself. */
  readonly cause: Cause | null;
}

/** Which side a conflict is settled for; `stop` leaves it open, and requests nothing. */
export type OnConflict = 'stop' | 'file' | 'current';

/** @param now undefined where the company or contact no longer exists */
export function compareThree<T>(
  expected: T,
  wanted: T,
  now: T | undefined,
  same: (a: T, b: T) => boolean = (a, b) => a === b,
): 'as-expected' | 'as-wanted' | 'conflict' {
  if (now === undefined) return 'conflict';
  if (same(now, expected)) return 'as-expected';
  return same(now, wanted) ? 'as-wanted' : 'conflict';
}
