/**
 * Conflicts: something that is neither as it was expected nor as it is wanted. A three-way import and an undo find them.
 * Source: docs/contract/csv.md, "Three-way import"; docs/contract/cli.md, "undo".
 */
import { addressKey } from '../address.js';
import { CELLS, storedIn } from '../cells.js';
import { effective } from '../effective.js';
import { choicesIn, type Contact, type Snapshot, type UniverseSet } from '../model.js';
import type { Origin } from '../problems.js';
import type { Category, Channel, Universe } from '../vocabulary.js';
import type { Draft } from './draft.js';
import { companyFields, contactFields, type Edit, type JournaledEdit } from './edits.js';
import { valueChanges } from './value-history.js';

/** A field or cell as people see it. Yes and no for a box; null for none. */
export type CellValue = string | boolean | UniverseSet | null;

/** What a conflict is about. */
export interface ConflictPlace {
  readonly kind: Edit['kind'];
  readonly company: string;
  /** The contact's address when it was last as expected, and the identity. */
  readonly contact: string | null;
  readonly id: number | null;
  readonly universe: Universe | null;
  readonly category: Category | null;
  readonly channel: Channel | null;
  /** Of a company or contact; null where the whole of it is gone, or in the way. */
  readonly field: string | null;
}

/** Something else that stands in the way, as it is now; null where it is gone. */
export interface Cause extends ConflictPlace {
  readonly now: CellValue;
}

export interface Conflict extends ConflictPlace {
  /** The row of the file, if one asks for it. */
  readonly origin: Origin | null;
  /** As exported; or as the change set to be undone left it. */
  readonly expected: CellValue;
  /** In the file; or as it was before that change set. */
  readonly wanted: CellValue;
  readonly now: CellValue;
  /** What stands in the way, where that is not the place itself. */
  readonly cause: Cause | null;
}

const NOWHERE = {
  contact: null,
  id: null,
  universe: null,
  category: null,
  channel: null,
  field: null,
} as const;

export function companyPlace(company: string, field: string | null): ConflictPlace {
  return { ...NOWHERE, kind: 'company', company, field };
}

export function contactPlace({ company, email, id }: Contact, field: string | null): ConflictPlace {
  return { ...NOWHERE, kind: 'contact', company, contact: email, id, field };
}

export function mailboxPlace(company: string, universe: Universe, category: Category): ConflictPlace {
  return { ...NOWHERE, kind: 'mailbox', company, universe, category };
}

export function cellPlace(
  { company, email, id }: Contact,
  universe: Universe,
  { category, channel }: Pick<ConflictPlace, 'category' | 'channel'>,
): ConflictPlace {
  return { ...NOWHERE, kind: 'subscription', company, contact: email, id, universe, category, channel };
}

/** What is to be done with a value that was to be one thing, is to become another, and is a third one now. */
export type Comparison = 'as-expected' | 'as-wanted' | 'conflict';

/** @param now undefined where there is no such thing any more */
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

/** Which side a conflict is settled for; `stop` leaves it open, and asks for nothing. */
export type OnConflict = 'stop' | 'file' | 'current';

/**
 * The change set that last changed what a conflict is about; null when none did. For a box it is the one that changed the
 * effective value, even by a role; or, where what is stored counts (`first`), the one that changed that.
 *
 * @param edits of the company, newest first
 */
export function lastChangeOf(
  place: ConflictPlace,
  now: Snapshot,
  edits: readonly JournaledEdit[],
  first: 'effective' | 'stored' = 'effective',
): number | null {
  const effectively = (draft: Draft): string => visibleValue(place, draft);
  const stored = (draft: Draft): string => storedValue(place, draft);
  const [one, other] = first === 'stored' ? [stored, effectively] : [effectively, stored];
  return newestDifference(now, edits, one) ?? newestDifference(now, edits, other);
}

function newestDifference(
  now: Snapshot,
  edits: readonly JournaledEdit[],
  valueIn: (draft: Draft) => string,
): number | null {
  for (const { changeSet } of valueChanges(now, edits, valueIn)) return changeSet;
  return null;
}

function visibleValue(place: ConflictPlace, draft: Draft): string {
  const { kind, company, id, universe, category, channel, field } = place;
  switch (kind) {
    case 'company': {
      const row = draft.companyRow(company);
      if (row === undefined) return 'gone';
      const fields = companyFields(row);
      // A partner and its universe are one value.
      return fieldText(field === 'partner' ? { partner: [row.partner, row.partnerUniverse] } : fields, field);
    }
    case 'contact': {
      const state = id === null ? undefined : draft.contactById(company, id);
      return state === undefined ? 'gone' : fieldText(contactFields(state.contact), field);
    }
    case 'mailbox': {
      if (universe === null || category === null) return '';
      if (draft.companyRow(company) === undefined) return 'gone';
      return addressKey(draft.mailbox(company, universe, category) ?? '');
    }
    case 'subscription': {
      const state = id === null ? undefined : draft.contactById(company, id);
      const cell = CELLS.find((each) => each.category === category && each.channel === channel);
      if (state === undefined || cell === undefined || universe === null) return 'gone';
      return String(effective(state.contact, universe, cell, choicesIn(state, universe)).notified);
    }
  }
}

function storedValue(place: ConflictPlace, draft: Draft): string {
  const { kind, company, id, universe, category, channel } = place;
  if (kind !== 'subscription' || id === null || universe === null) return '';
  const state = draft.contactById(company, id);
  const cell = CELLS.find((each) => each.category === category && each.channel === channel);
  return state === undefined || cell === undefined ? 'gone' : storedIn(choicesIn(state, universe), cell.bit);
}

function fieldText(fields: Readonly<Record<string, unknown>>, field: string | null): string {
  return field === null ? 'there' : JSON.stringify(fields[field] ?? null);
}
