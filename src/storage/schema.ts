/**
 * The types of the tables for Kysely. Every primary key begins with the company, so that the data can be sharded by company;
 * `meta` and `change_set` are small and would be on every shard. Source: docs/contract/rules.md, "Things" and "The journal".
 *
 * Codes are kept as text, sets of universes and of cells as bits. Text is compared by its bytes, which is the order of
 * code points (`domain/code-point-order.ts`).
 */
import type { Edit } from '../domain/plan/edits.js';
import type { CompanyField, ContactField, Field, FieldTypes } from '../domain/fields.js';
import type { SubscriptionReason } from '../domain/effective.js';
import type { Category, Channel, Role, Universe } from '../domain/vocabulary.js';
import type { Stored } from '../domain/cells.js';

/** The value of a column. */
export type Value = string | number | null;

export interface Tables {
  readonly meta: MetaRow;
  readonly company: CompanyRow;
  readonly contact: ContactRow;
  readonly mailbox: MailboxRow;
  readonly subscription: SubscriptionRow;
  readonly change_set: ChangeSetRow;
  readonly change: ChangeRow;
  readonly subscription_cell: SubscriptionCellRow;
  readonly erasing: ErasingRow;
}

/** About the database itself: its `identity`, and whether it is `unclear` (erase.ts). */
export interface MetaRow {
  readonly key: string;
  readonly value: string;
}

/** Sets of universes are kept as bits (bit i is `UNIVERSES[i]`), yes and no as 1 and 0. */
type StoredValue<V> = V extends boolean | readonly Universe[] ? number : V;
type StoredFields<F extends Field> = {
  readonly [Column in F['column']]: StoredValue<FieldTypes[Extract<F, { readonly column: Column }>['type']]>;
};

export interface CompanyRow extends StoredFields<CompanyField> {
  readonly code: string;
  /** `foldCode` of the code. */
  readonly code_fold: string;
}

export interface ContactRow extends StoredFields<ContactField> {
  readonly company: string;
  /** Unique in the database, and never used twice: see `storedId` in write.ts. */
  readonly id: number;
  /** `addressKey` of the address. */
  readonly email_key: string;
}

/** One cell that has an address. */
export interface MailboxRow {
  readonly company: string;
  readonly universe: Universe;
  readonly category: Category;
  readonly email: string;
  readonly email_key: string;
}

/** One contact's choices in one universe; there is no row when nothing is chosen. */
export interface SubscriptionRow {
  readonly company: string;
  readonly contact_id: number;
  readonly universe: Universe;
  /** Which cells are chosen: bit `Cell.index`. */
  readonly chosen: number;
  /** Which of those are on. */
  readonly enabled: number;
}

/** Append-only, but for the actor, message and input's name in an erasure. */
export interface ChangeSetRow {
  readonly number: number;
  /** Random: shows, when the reply to a commit was lost, whether it was committed. */
  readonly token: string;
  /** ISO 8601, UTC, with milliseconds: text order is time order. */
  readonly at: string;
  readonly actor: string;
  readonly command: string;
  readonly message: string | null;
  readonly input_name: string | null;
  readonly input_sha256: string | null;
  readonly undoes: number | null;
  /** How many fields and cells changed. */
  readonly changes: number;
  /** For an erasure: the placeholder. */
  readonly erased: string | null;
}

/** One edit of a change set, as journal-codec.ts writes it. Append-only, but for before and after in an erasure. */
export interface ChangeRow {
  readonly company: string;
  readonly change_set: number;
  /** The place of the edit in its change set, from 1. */
  readonly seq: number;
  readonly kind: Edit['kind'];
  readonly contact_id: number | null;
  readonly universe: Universe | null;
  readonly category: Category | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** SQLite only, created with the triggers that read it (sqlite-dialect.ts); it has a row only within an erasure. */
export interface ErasingRow {
  readonly open: 'erasing';
}

/** A view: a row a cell, for plain SQL. Made by view.ts. */
export interface SubscriptionCellRow {
  readonly company: string;
  /** The contact's address. */
  readonly contact: string;
  readonly name: string;
  readonly role: Role;
  readonly access: number;
  readonly universe: Universe;
  readonly category: Category;
  readonly channel: Channel;
  readonly notified: number;
  readonly stored: Stored;
  readonly reason: SubscriptionReason;
  readonly inert: number;
}
