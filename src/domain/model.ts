/**
 * Companies, contacts, mailboxes and choices, and the states that they make up.
 * Source: docs/contract/rules.md, "Things".
 */
import { addressKey } from './address.js';
import { NO_CHOICES, type Choices } from './cells.js';
import { compareCodePoints } from './code-point-order.js';
import type { CompanyField, ContactField, FieldValues } from './fields.js';
import { getOrCreate } from './maps.js';
import { UNIVERSES, type Category, type Universe } from './vocabulary.js';

/** Universes in the order of the vocabulary, without repeats. Made by `universeSet`, so that equal sets are one object. */
export type UniverseSet = readonly Universe[];

/** The other properties come from `COMPANY_FIELDS`, one per row. */
export interface Company extends FieldValues<CompanyField> {
  /** The natural key: compared exactly, never changes. */
  readonly code: string;
  /** True if the acting contact may not see whether there is a partner; `partner` is then null: `partner` is null then. */
  readonly partnerHidden?: boolean;
}

/** The other properties come from `CONTACT_FIELDS`, one per row. */
export interface Contact extends FieldValues<ContactField> {
  /** Stable id: it doesn't change with the address. Negative until the contact is saved. */
  readonly id: number;
  readonly company: string;
}

export type ChoicesByUniverse = Readonly<Partial<Record<Universe, Choices>>>;

export interface ContactState {
  readonly contact: Contact;
  /** A universe is absent when nothing was chosen in it. */
  readonly choices: ChoicesByUniverse;
}

/** Generic addresses by universe, then category; absent where none is set. */
export type Mailboxes = Readonly<Partial<Record<Universe, Readonly<Partial<Record<Category, string>>>>>>;

export interface CompanyState {
  readonly company: Company;
  /** Sorted by address key. */
  readonly contacts: readonly ContactState[];
  readonly mailboxes: Mailboxes;
}

/** Some companies, as they are, were, or would be. The resolver, the planner and the views read it. */
export interface Snapshot {
  company(code: string): CompanyState | undefined;
  /** The clients of `code`, sorted by company code. Complete only if `code` itself is in the snapshot. */
  clientsOf(code: string): readonly Company[];
  /** A company's own row. It is also known for the clients of the companies in the snapshot. */
  companyRow(code: string): Company | undefined;
}

const interned = new Map<number, UniverseSet>();

/** The set with the given universes (bit i is `UNIVERSES[i]`): the form in which a set is stored. */
export function universesFromBits(bits: number): UniverseSet {
  return getOrCreate(interned, bits, () => Object.freeze(UNIVERSES.filter((_, i) => (bits & (1 << i)) !== 0)));
}

export function universesToBits(universes: Iterable<Universe>): number {
  let bits = 0;
  for (const universe of universes) bits |= 1 << UNIVERSES.indexOf(universe);
  return bits;
}

export function universeSet(universes: Iterable<Universe>): UniverseSet {
  return universesFromBits(universesToBits(universes));
}

export function choicesIn(state: ContactState, universe: Universe): Choices {
  return state.choices[universe] ?? NO_CHOICES;
}

export function mailboxIn(
  { mailboxes }: Pick<CompanyState, 'mailboxes'>,
  universe: Universe,
  category: Category,
): string | null {
  return mailboxes[universe]?.[category] ?? null;
}

/** Sorts contacts as a state has them: by address key, each computed once. */
export function byAddress(contacts: Iterable<ContactState>): ContactState[] {
  return Array.from(contacts, (state) => ({ state, key: addressKey(state.contact.email) }))
    .sort((a, b) => compareCodePoints(a.key, b.key))
    .map(({ state }) => state);
}

export class LoadedSnapshot implements Snapshot {
  readonly #states = new Map<string, CompanyState>();
  readonly #rows = new Map<string, Company>();
  readonly #clients = new Map<string, Map<string, Company>>();
  #contacts = 0;

  /** The number of contacts: an estimate of its size in memory. */
  get contactCount(): number {
    return this.#contacts;
  }

  company(code: string): CompanyState | undefined {
    return this.#states.get(code);
  }

  companyRow(code: string): Company | undefined {
    return this.#rows.get(code);
  }

  clientsOf(code: string): readonly Company[] {
    return [...(this.#clients.get(code)?.values() ?? [])].sort((a, b) => compareCodePoints(a.code, b.code));
  }

  /** All its companies, sorted by code. */
  all(): readonly CompanyState[] {
    return [...this.#states.values()].sort((a, b) => compareCodePoints(a.company.code, b.company.code));
  }

  add(state: CompanyState): void {
    this.#contacts += state.contacts.length - (this.#states.get(state.company.code)?.contacts.length ?? 0);
    this.#states.set(state.company.code, state);
    this.addRow(state.company);
  }

  /** Adds a company without its contacts, and registers it as a client of its partner. */
  addRow(company: Company): void {
    this.#rows.set(company.code, company);
    if (company.partner === null) return;
    getOrCreate(this.#clients, company.partner, () => new Map<string, Company>()).set(company.code, company);
  }
}

export function snapshotOf(states: Iterable<CompanyState>): LoadedSnapshot {
  const snapshot = new LoadedSnapshot();
  for (const state of states) snapshot.add(state);
  return snapshot;
}
