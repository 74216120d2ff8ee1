/** What a record of the four nouns requests. */
import type { CellMask } from '../../domain/cells.js';
import type { Mode, Request, UniverseOrAll } from '../../domain/plan/request.js';
import { CATEGORIES, type Category, type Role } from '../../domain/vocabulary.js';
import type { Revision } from '../../domain/revision.js';
import type { Row } from '../row.js';
import { meansNone } from '../values.js';

/** What an empty cell of a box or mailbox means. A mailbox has no default: `off` and `default` both mean no address. */
export type EmptyMeaning = 'keep' | 'off' | 'default';

export interface ImportRow {
  /**
   * One; of a contacts file with filled boxes two: the contact's, then the boxes'. A row whose cells are all empty changes
   * nothing, but still names its company, contact and universe.
   */
  readonly requests: readonly Request[];
  readonly revision: Revision | null;
  /**
   * Boxes (`cellBit`) or mailboxes (`mailboxBit`) of the last request whose cell in the file is empty and means "leave as
   * it is": for the notice when something is set there.
   */
  readonly emptyCells: number;
  /** Of a subscriptions file: what it says of the contact for its readers, and changes nothing. */
  readonly readerFields: ReaderFields | null;
}

/** Null: the cell is empty, or the file lacks the column. */
export interface ReaderFields {
  readonly name: string | null;
  readonly role: Role | null;
  readonly access: boolean | null;
}

/** How many cells of boxes or mailboxes hold which value. An address counts as `on`, `-` as `off`. */
export interface CellTally {
  on: number;
  off: number;
  default: number;
  /** Whatever `EmptyMeaning` says. */
  empty: number;
}

export interface ImportReading {
  readonly mode: Mode;
  readonly empty: EmptyMeaning;
  /** Counted up while reading. */
  readonly tally: CellTally;
}

/** What was read of a record. */
export interface ReadRecord<T> {
  /** Null when the record has problems. */
  readonly row: T | null;
  /** Of a record with problems, what could be read, so that its other problems are reported in the same run. */
  readonly part: Partial<T> | null;
}

/** Reads the record that its `Row` stands on, and leaves the problems in the `Row`. */
export type RecordReader<T> = () => ReadRecord<T>;

/**
 * Returns a record as it was read. With problems: its requests, or when only its company is known, a request that names it and
 * changes nothing.
 */
export function importRow(
  row: Row,
  company: string,
  requests: readonly Request[],
  revision: Revision | null,
  emptyCells = 0,
  readerFields: ReaderFields | null = null,
): ReadRecord<ImportRow> {
  if (row.problems === null) return { row: { requests, revision, emptyCells, readerFields }, part: null };
  if (company === '') return { row: null, part: null };
  if (requests.length > 0) return { row: null, part: { requests, revision } };
  const naming: Request = { kind: 'mailbox', origin: row.origin, company, universe: '*', values: {} };
  return { row: null, part: { requests: [naming], revision } };
}

/** The bit of a mailbox's category in `ImportRow.emptyCells`. */
export function mailboxBit(category: Category): number {
  return 1 << CATEGORIES.indexOf(category);
}

/** Cells to be on, off, and without a choice. */
export interface BoxMasks {
  readonly on: CellMask;
  readonly off: CellMask;
  readonly default: CellMask;
}

export function subscriptionRequest(
  row: Row,
  company: string,
  contact: string,
  universe: UniverseOrAll,
  { on, off, default: cleared }: BoxMasks,
): Request {
  return { kind: 'subscription', origin: row.origin, company, contact, universe, on, off, default: cleared };
}

/** Returns the text, or null where it is a word for none. */
export function orNone(text: string | undefined): string | null | undefined {
  return text !== undefined && meansNone(text) ? null : text;
}
