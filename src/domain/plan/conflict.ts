/**
 * A conflict: a value that was to go from one thing to another, and is a third one now. Three-way imports and undos find them.
 * Source: docs/contract/csv.md, "Three-way import"; docs/contract/cli.md, "undo".
 */
import { addressKey } from '../address.js';
import type { FieldValue } from '../fields.js';
import type { Contact } from '../model.js';
import type { Origin } from '../problems.js';
import type { Category, Channel, Universe } from '../vocabulary.js';
import type { Edit } from './edits.js';

/** What a conflict is about: a field of a company or contact, a mailbox, or a subscription cell. */
export interface ConflictPlace {
  readonly kind: Edit['kind'];
  readonly company: string;
  /** The contact's address when it was last as expected; `id` is the contact's identity. */
  readonly contact: string | null;
  readonly id: number | null;
  readonly universe: Universe | null;
  readonly category: Category | null;
  readonly channel: Channel | null;
  /** The column of a company's or contact's field; null where the whole of it was removed, or stands in the way. */
  readonly field: string | null;
}

/** Something else that stands in the way, and what it is now: null where it was removed. */
export interface Cause extends ConflictPlace {
  readonly now: FieldValue;
}

/** Yes and no are whether a subscription cell is notified; null is none. */
export interface Conflict extends ConflictPlace {
  /** The row of the file that requests it, if one does. */
  readonly origin: Origin | null;
  /** As exported; for an undo, as the change set left it. */
  readonly expected: FieldValue;
  /** In the file; for an undo, as it was before the change set. */
  readonly wanted: FieldValue;
  readonly now: FieldValue;
  /** What stands in the way, where it is not the value itself. */
  readonly cause: Cause | null;
}

/** Which side a conflict is settled for; `stop` leaves it open, and requests nothing. */
export type OnConflict = 'stop' | 'file' | 'current';

const NO_PLACE = { contact: null, id: null, universe: null, category: null, channel: null, field: null } as const;

export function companyPlace(company: string, field: string | null): ConflictPlace {
  return { ...NO_PLACE, kind: 'company', company, field };
}

export function contactPlace(
  { company, email, id }: Pick<Contact, 'company' | 'email' | 'id'>,
  field: string | null,
): ConflictPlace {
  return { ...NO_PLACE, kind: 'contact', company, contact: email, id, field };
}

export function mailboxPlace(company: string, universe: Universe, category: Category): ConflictPlace {
  return { ...NO_PLACE, kind: 'mailbox', company, universe, category };
}

export function cellPlace(
  { company, email, id }: Contact,
  universe: Universe,
  { category, channel }: Pick<ConflictPlace, 'category' | 'channel'>,
): ConflictPlace {
  return { ...NO_PLACE, kind: 'subscription', company, contact: email, id, universe, category, channel };
}

export type Comparison = 'as-expected' | 'as-wanted' | 'conflict';

/**
 * Compares a value with what it was expected to be, and with what it is to become.
 *
 * @param now undefined where there is nothing any more that could have a value
 */
export function compareThree<T>(
  expected: T,
  wanted: T,
  now: T | undefined,
  same: (a: T, b: T) => boolean = (a, b) => a === b,
): Comparison {
  if (now === undefined) return 'conflict';
  if (same(now, expected)) return 'as-expected';
  return same(now, wanted) ? 'as-wanted' : 'conflict';
}

export function sameAddress(a: string | null, b: string | null): boolean {
  return a === b || (a !== null && b !== null && addressKey(a) === addressKey(b));
}
