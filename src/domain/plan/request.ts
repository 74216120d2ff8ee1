/**
 * What an input requests, before it is known what that changes. Commands, CSV files, copies and replacements make requests,
 * and the planner judges them. Removals, undo and saved plans know what they change, and write it into the draft.
 * Source: docs/contract/rules.md, "Setting a value"; docs/contract/rules.md, "Within one input".
 */
import type { CellMask } from '../cells.js';
import type { CompanyField, FieldValues, SettableContactField } from '../fields.js';
import type { Origin } from '../problems.js';
import type { Category, Universe } from '../vocabulary.js';

/** `*`: each universe that the company or contact holds once the directory's changes are applied. */
export type UniverseOrAll = Universe | '*';

/** `upsert` creates what does not exist, `set` only changes what does. */
export type Mode = 'set' | 'upsert';

/** The fields of a company that an input sets: an absent one is left as it is, null clears it. */
export type CompanyFields = Partial<FieldValues<CompanyField>>;

/** The fields of a contact that an input sets: an absent one is left as it is, null clears it. */
export type ContactFields = Partial<FieldValues<SettableContactField>>;

interface DirectoryRequest {
  /** Null: from the command line. */
  readonly origin: Origin | null;
  readonly mode: Mode;
  readonly company: string;
  /** Columns whose text is not a value. The row is rejected for them: it is planned only to find its other problems. */
  readonly damaged?: readonly string[];
}

export interface CompanyRequest extends DirectoryRequest, CompanyFields {
  readonly kind: 'company';
}

export interface ContactRequest extends DirectoryRequest, ContactFields {
  readonly kind: 'contact';
  /** The address that names the contact. With a `ref` that exists, the address that the contact is to have. */
  readonly contact: string;
  /** Names the contact by identity, whatever the address and `ref`; a new contact gets it. */
  readonly id?: number;
  readonly newEmail?: string;
}

export interface MailboxRequest {
  readonly kind: 'mailbox';
  readonly origin: Origin | null;
  readonly company: string;
  readonly universe: UniverseOrAll;
  /** An address, or null for none. */
  readonly values: Readonly<Partial<Record<Category, string | null>>>;
  /** Selected by a filter, not by name: what can't apply is skipped and counted, and is no error. */
  readonly lenient?: boolean;
  /** A dormant address can't apply, even if it is stored already. */
  readonly mustWork?: boolean;
  /** Replaces the stored address, dormant or not: the universe need not be held. */
  readonly replaces?: boolean;
}

export interface SubscriptionRequest {
  readonly kind: 'subscription';
  readonly origin: Origin | null;
  readonly company: string;
  /** The contact's address after the directory's changes. */
  readonly contact: string;
  /** Names the contact by identity, whatever the address. */
  readonly id?: number;
  readonly universe: UniverseOrAll;
  /** Cells to be on, off, and without a choice: three masks that don't overlap. */
  readonly on: CellMask;
  readonly off: CellMask;
  readonly default: CellMask;
  /** Cells where what can't apply is skipped and counted, and is no error. */
  readonly lenient?: CellMask;
  /** Store the choice even where the contact is notified, or not, as requested. */
  readonly pin?: boolean;
  /**
   * A choice that can't have an effect can't apply, even if it is stored already. For the command line only: a file may be a
   * copy of what is stored, with dormant choices.
   */
  readonly mustWork?: boolean;
}

export type Request = CompanyRequest | ContactRequest | MailboxRequest | SubscriptionRequest;
