/**
 * A snapshot with changes on top, in memory. It reads like any snapshot, so that the resolver, the audit and the views work on
 * what would be as on what is. Its difference to the snapshot below is the plan's list of edits. Source: CONTRIBUTING.md, "The two journeys".
 */
import { addressKey } from '../address.js';
import { NO_CHOICES, sameChoices, type Choices } from '../cells.js';
import {
  byAddress,
  mailboxIn,
  type ChoicesByUniverse,
  type Company,
  type CompanyState,
  type Contact,
  type ContactState,
  type Mailboxes,
  type Snapshot,
} from '../model.js';
import { compareCodePoints } from '../code-point-order.js';
import { CATEGORIES, UNIVERSES, type Category, type Universe } from '../vocabulary.js';
import { contactById, contactsByKey } from '../contact-index.js';
import { COMPANY_FIELDS, CONTACT_FIELDS, sameFields } from '../fields.js';
import { getOrCreate } from '../maps.js';
import type { Edit, MailboxEdit, SubscriptionEdit } from './edits.js';

interface DraftContact {
  contact: Contact | null;
  choices: ChoicesByUniverse;
}

interface DraftCompany {
  readonly before: CompanyState | undefined;
  company: Company | null;
  /** Contacts that were touched; the others are as before. */
  readonly contacts: Map<number, DraftContact>;
  mailboxes: Mailboxes;
  /** The state built from this; undefined when something was touched since. */
  state: CompanyState | undefined;
  /** Identities by address key; undefined when a contact was touched since. Choices don't reset it: an input of many would be quadratic. */
  idsByKey: ReadonlyMap<string, number> | undefined;
}

export class Draft implements Snapshot {
  readonly before: Snapshot;
  readonly #companies = new Map<string, DraftCompany>();
  /** Codes of the companies touched, by the partner that they have now. */
  readonly #clients = new Map<string, Set<string>>();
  #nextId = -1;

  constructor(before: Snapshot) {
    this.before = before;
  }

  company(code: string): CompanyState | undefined {
    const draft = this.#companies.get(code);
    if (draft === undefined) return this.before.company(code);
    if (draft.company === null) return undefined;
    const { company, mailboxes } = draft;
    draft.state ??= { company, contacts: byAddress(contactsOf(draft)), mailboxes };
    return draft.state;
  }

  clientsOf(code: string): readonly Company[] {
    const clients = this.before.clientsOf(code).filter((client) => !this.#companies.has(client.code));
    const touched = this.#clients.get(code);
    if (touched === undefined) return clients;
    for (const client of touched) {
      const company = this.companyRow(client);
      if (company !== undefined) clients.push(company);
    }
    return clients.sort((a, b) => compareCodePoints(a.code, b.code));
  }

  companyRow(code: string): Company | undefined {
    const draft = this.#companies.get(code);
    return draft === undefined ? this.before.companyRow(code) : (draft.company ?? undefined);
  }

  /** A company's own row, where the snapshot has the whole company; cheaper than `company`, which builds the contacts. */
  row(code: string): Company | undefined {
    const draft = this.#companies.get(code);
    return draft === undefined ? this.before.company(code)?.company : (draft.company ?? undefined);
  }

  mailbox(code: string, universe: Universe, category: Category): string | null {
    const state = this.#companies.get(code) ?? this.before.company(code);
    return state === undefined ? null : mailboxIn(state, universe, category);
  }

  contact(company: string, key: string): ContactState | undefined {
    const draft = this.#companies.get(company);
    if (draft === undefined) {
      const state = this.before.company(company);
      return state === undefined ? undefined : contactsByKey(state).get(key);
    }
    draft.idsByKey ??= new Map(contactsOf(draft).map(({ contact }) => [addressKey(contact.email), contact.id]));
    const id = draft.idsByKey.get(key);
    return id === undefined ? undefined : this.contactById(company, id);
  }

  contactById(company: string, id: number): ContactState | undefined {
    const draft = this.#companies.get(company);
    const touched = draft?.contacts.get(id);
    if (touched !== undefined) {
      return touched.contact === null ? undefined : { contact: touched.contact, choices: touched.choices };
    }
    if (draft === undefined) return contactById(this.before.company(company), id);
    return draft.company === null ? undefined : contactById(draft.before, id);
  }

  /** Codes of the companies in which something was touched, whether or not it differs in the end. */
  touched(): readonly string[] {
    return [...this.#companies.keys()].sort(compareCodePoints);
  }

  /** Returns an identity for a contact that is only planned: -1, -2… The database gives the real one. */
  newContactId(): number {
    return this.#nextId--;
  }

  putCompany(company: Company): void {
    this.#place(this.#open(company.code), company.code, company);
  }

  /** Removes a company with its contacts, their choices, and its mailboxes. */
  removeCompany(code: string): void {
    const state = this.company(code);
    if (state === undefined) return;
    for (const { contact } of state.contacts) this.removeContact(code, contact.id);
    for (const universe of UNIVERSES) {
      for (const category of CATEGORIES) {
        if (mailboxIn(state, universe, category) !== null) this.putMailbox(code, universe, category, null);
      }
    }
    this.#place(this.#open(code), code, null);
  }

  putContact(contact: Contact): void {
    this.#openContact(contact.company, contact.id).contact = contact;
    this.#open(contact.company).idsByKey = undefined;
  }

  removeContact(company: string, id: number): void {
    const draft = this.#openContact(company, id);
    draft.contact = null;
    draft.choices = {};
    this.#open(company).idsByKey = undefined;
  }

  putMailbox(company: string, universe: Universe, category: Category, email: string | null): void {
    const draft = this.#open(company);
    // New objects here and in `putChoices`: states that were handed out keep theirs.
    const { [universe]: row, ...others } = draft.mailboxes;
    const { [category]: _, ...rest } = row ?? {};
    const changed = email === null ? rest : { ...rest, [category]: email };
    draft.mailboxes = Object.keys(changed).length === 0 ? others : { ...others, [universe]: changed };
  }

  putChoices(company: string, id: number, universe: Universe, choices: Choices): void {
    const draft = this.#openContact(company, id);
    const { [universe]: _, ...others } = draft.choices;
    draft.choices = choices.chosen === 0 ? others : { ...others, [universe]: choices };
  }

  put(edit: Edit, side: 'before' | 'after'): void {
    if (edit.kind === 'company') {
      // The company's contacts and mailboxes have edits too.
      this.#place(this.#open(edit.company), edit.company, edit[side]);
    } else if (edit.kind === 'contact') {
      const contact = edit[side];
      if (contact === null) this.removeContact(edit.company, edit.id);
      else this.putContact(contact);
    } else if (edit.kind === 'mailbox') {
      this.putMailbox(edit.company, edit.universe, edit.category, edit[side]);
    } else {
      this.putChoices(edit.company, edit.id, edit.universe, edit[side]);
    }
  }

  /** Yields what differs from the snapshot below, company by company, in the order of forms. */
  *edits(): Generator<Edit> {
    for (const code of this.touched()) {
      const draft = this.#companies.get(code);
      if (draft !== undefined) yield* companyEdits(code, draft);
    }
  }

  #open(code: string): DraftCompany {
    let draft = this.#companies.get(code);
    if (draft === undefined) {
      const before = this.before.company(code);
      draft = {
        before,
        company: before?.company ?? null,
        contacts: new Map(),
        mailboxes: before?.mailboxes ?? {},
        state: undefined,
        idsByKey: undefined,
      };
      this.#companies.set(code, draft);
      this.#place(draft, code, draft.company);
    }
    draft.state = undefined;
    return draft;
  }

  /** Sets a company's own row, and keeps the partners' clients in step. */
  #place(draft: DraftCompany, code: string, company: Company | null): void {
    const was = draft.company?.partner ?? null;
    const partner = company?.partner ?? null;
    if (was !== null && was !== partner) this.#clients.get(was)?.delete(code);
    if (partner !== null) getOrCreate(this.#clients, partner, () => new Set<string>()).add(code);
    draft.company = company;
  }

  #openContact(company: string, id: number): DraftContact {
    const draft = this.#open(company);
    return getOrCreate(draft.contacts, id, () => {
      const before = contactById(draft.before, id);
      return { contact: before?.contact ?? null, choices: { ...before?.choices } };
    });
  }
}

function contactsOf({ before, company, contacts }: DraftCompany): readonly ContactState[] {
  if (company === null) return [];
  const untouched = before?.contacts.filter(({ contact }) => !contacts.has(contact.id)) ?? [];
  const touched = [...contacts.values()].flatMap(({ contact, choices }) =>
    contact === null ? [] : { contact, choices },
  );
  return [...untouched, ...touched];
}

function* companyEdits(code: string, draft: DraftCompany): Generator<Edit> {
  const before = draft.before?.company ?? null;
  const { company } = draft;
  if (!sameFields(COMPANY_FIELDS, before, company)) yield { kind: 'company', company: code, before, after: company };
  const contacts = touchedContacts(draft);
  for (const { id, before: was, after } of contacts) {
    const [contactBefore, contactAfter] = [was?.contact ?? null, after.contact];
    if (sameFields(CONTACT_FIELDS, contactBefore, contactAfter)) continue;
    yield { kind: 'contact', company: code, id, before: contactBefore, after: contactAfter };
  }
  yield* mailboxEdits(code, draft);
  for (const contact of contacts) yield* subscriptionEdits(code, contact);
}

interface TouchedContact {
  readonly id: number;
  readonly before: ContactState | undefined;
  readonly after: DraftContact;
}

/**
 * By address, then by identity: one contact may be removed while another gets the same address, and the order must not
 * depend on which of the two was touched first. A saved plan is compared with its replay, edit by edit.
 */
function touchedContacts(draft: DraftCompany): readonly TouchedContact[] {
  return [...draft.contacts]
    .map(([id, after]) => ({ id, after, before: contactById(draft.before, id) }))
    .map((entry) => ({ ...entry, key: addressKey((entry.after.contact ?? entry.before?.contact)?.email ?? '') }))
    .sort((a, b) => compareCodePoints(a.key, b.key) || a.id - b.id);
}

function* mailboxEdits(company: string, draft: DraftCompany): Generator<MailboxEdit> {
  for (const universe of UNIVERSES) {
    for (const category of CATEGORIES) {
      const after = mailboxIn(draft, universe, category);
      const before = draft.before?.mailboxes[universe]?.[category] ?? null;
      if (before === after) continue;
      const held = draft.before?.company.universes.includes(universe) ?? false;
      yield { kind: 'mailbox', company, universe, category, held, before, after };
    }
  }
}

function* subscriptionEdits(company: string, { id, before, after }: TouchedContact): Generator<SubscriptionEdit> {
  for (const universe of UNIVERSES) {
    const edit: SubscriptionEdit = {
      kind: 'subscription',
      company,
      id,
      universe,
      contactBefore: before?.contact ?? null,
      contactAfter: after.contact,
      before: before?.choices[universe] ?? NO_CHOICES,
      after: after.choices[universe] ?? NO_CHOICES,
    };
    if (!sameChoices(edit.before, edit.after)) yield edit;
  }
}
