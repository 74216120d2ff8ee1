/**
 * What an input asks for, before it is known what that changes. Commands, CSV files, copies and replacements make requests,
 * and the planner judges them. Removals, undo and saved plans know what they change and write it into the draft.
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
  /**
   * Columns of the row whose text is not a value. The input is rejected for them already: it is planned to find what else
   * is wrong, without what follows from these.
   */
  readonly damaged?: readonly string[];
}

export interface CompanyRequest extends DirectoryRequest, CompanyFields {}

export interface ContactRequest extends DirectoryRequest, ContactFields {
  /** The address that names the contact. With a `ref` that exists, the address that the contact is to have. */
  readonly contact: string;
  /** Names the contact by identity, whatever the address and `ref`; a new contact gets it. */
  readonly id?: number;
  readonly newEmail?: string;
}

export interface MailboxRequest {
  readonly origin: Origin | null;
  readonly company: string;
  readonly universe: UniverseOrAll;
  /** An address, or null for none. */
  readonly values: Readonly<Partial<Record<Category, string | null>>>;
  /** Reached by a filter, not named: what can't apply is skipped and counted, not an error. */
  readonly lenient?: boolean;
  /** An address that is there already, but dormant, can't apply either. */
  readonly mustWork?: boolean;
  /** Replaces the stored address, dormant or not: the universe need not be held. */
  readonly replaces?: boolean;
}

export interface SubscriptionRequest {
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
  /** Cells where what can't apply is skipped and counted, not an error. */
  readonly lenient?: CellMask;
  /** Store the choice even when it is already so. */
  readonly pin?: boolean;
  /**
   * `on` or `off` where no choice can work is what can't apply, even where it is stored already. Set on the command line;
   * a file may be a copy of what is stored, dormant choices included.
   */
  readonly mustWork?: boolean;
}

export type Request =
  | ({ readonly kind: 'company' } & CompanyRequest)
  | ({ readonly kind: 'contact' } & ContactRequest)
  | ({ readonly kind: 'mailbox' } & MailboxRequest)
  | ({ readonly kind: 'subscription' } & SubscriptionRequest);
