/**
 * What an input asks for, before it is known whether and what that changes: the road that commands, CSV files, copies and
 * replacements have in common. Removals, undo and saved plans know what they change: they write it into the draft. Source: docs/contract/rules.md, "Setting a value" and "Within one input".
 *
 * An absent field is left as it is; `null` clears it.
 */
import type { CellMask } from '../cells.js';
import type { Origin } from '../problems.js';
import type { Category, Role, Universe } from '../vocabulary.js';

/** `*`: each universe that the company or contact holds once the directory's changes are made. */
export type UniverseOrAll = Universe | '*';

/** What is asked of a thing that may or may not exist: `upsert` makes it or changes it, `set` only changes it. */
export type Mode = 'set' | 'upsert';

/**
 * Columns of the row whose text was no value. The input is rejected anyway: it is asked for the sake of what else is wrong,
 * and nothing that follows from these is told.
 */
export type DamagedColumns = readonly string[];

export interface CompanyRequest {
  /** Null: asked on the command line. */
  readonly origin: Origin | null;
  readonly mode: Mode;
  readonly company: string;
  readonly name?: string;
  readonly universes?: readonly Universe[];
  readonly partner?: string | null;
  readonly partnerUniverse?: Universe;
  readonly damaged?: DamagedColumns;
}

/** What is set of a company. */
export type CompanyFields = Pick<CompanyRequest, 'name' | 'universes' | 'partner' | 'partnerUniverse'>;

export interface ContactRequest {
  readonly origin: Origin | null;
  readonly mode: Mode;
  readonly company: string;
  /** The address that names the contact. With a `ref` that exists, the address that the contact is to have. */
  readonly contact: string;
  /** Names the contact by identity, whatever the address and `ref`; a new contact gets it. */
  readonly id?: number;
  readonly name?: string;
  readonly role?: Role;
  readonly access?: boolean;
  readonly universes?: readonly Universe[];
  readonly ref?: string | null;
  readonly newEmail?: string;
  readonly damaged?: DamagedColumns;
}

/** What is set of a contact; the address is changed by itself. */
export type ContactFields = Pick<ContactRequest, 'name' | 'role' | 'access' | 'universes' | 'ref'>;

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
  /** Another address in the place of the stored one, dormant or not: no setting is made that would have to work. */
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
  /** Cells asked to be on, off, and without a choice: three masks that don't overlap. */
  readonly on: CellMask;
  readonly off: CellMask;
  readonly default: CellMask;
  /** Cells where what can't apply is skipped and counted, not an error. */
  readonly lenient?: CellMask;
  /** Store the choice even when it is already so. */
  readonly pin?: boolean;
  /**
   * Asking for `on` or `off` where no choice can work is to ask for what can't apply, even where it is already so: it
   * is what a person at the command line is told. A file may be a copy of what is stored, dormant choices included.
   */
  readonly mustWork?: boolean;
}

/** Anything that may be asked, told apart by `kind`. */
export type Request =
  | ({ readonly kind: 'company' } & CompanyRequest)
  | ({ readonly kind: 'contact' } & ContactRequest)
  | ({ readonly kind: 'mailbox' } & MailboxRequest)
  | ({ readonly kind: 'subscription' } & SubscriptionRequest);
