/**
 * The contacts that an input sets, judged on the final state: two addresses may be swapped, a universe may come with the
 * company's row. Source: docs/contract/rules.md, "Things"; docs/contract/rules.md, "Within one input"; docs/contract/csv.md, "The files".
 */
import { addressKey, normaliseAddress, type AddressCheck } from '../address.js';
import { compareCodePoints } from '../code-point-order.js';
import { contactById, contactsByKey, contactsByRef } from '../contact-index.js';
import { columnsByKey, CONTACT_FIELDS, NEW_CONTACT, SETTABLE_CONTACT_FIELDS, type ContactField } from '../fields.js';
import { sameContact, type Contact, type ContactState } from '../model.js';
import type { Problem } from '../problems.js';
import type { Contradictions } from './contradictions.js';
import type { Draft } from './draft.js';
import type { ContactRequest, Mode } from './request.js';
import { RequestedFields } from './requested-fields.js';

/** The column that a problem names; that of the address names the contact. */
const COLUMN_OF = { ...columnsByKey(CONTACT_FIELDS), email: 'contact' };

interface RequestedContact {
  readonly company: string;
  readonly mode: Mode;
  readonly before: ContactState | undefined;
  /** The identity that a new contact gets, where the input says so. */
  readonly id: number | undefined;
  /** The address that named the contact in the first row. */
  readonly named: string;
  readonly fields: RequestedFields<ContactField>;
  /** Is the requested address the one that the contact has? */
  keepsAddress: boolean;
}

export class ContactRequests {
  readonly #draft: Draft;
  readonly #isAddress: AddressCheck;
  /** Is it unknown which universes a company is to hold? */
  readonly #hidesUniverses: (company: string) => boolean;
  readonly #contradictions: Contradictions;
  readonly #report: (problem: Problem) => void;
  /** By company, then identity: `#id` of a contact that exists, else the address key. */
  readonly #requested = new Map<string, Map<string, RequestedContact>>();
  /** By company, the address keys of new contacts that could not be added. */
  readonly #failed = new Map<string, Set<string>>();
  /** Identities of contacts of whom it is not known what the input makes them hold. */
  readonly #unclear = new Set<number>();

  constructor(
    draft: Draft,
    isAddress: AddressCheck,
    hidesUniverses: (company: string) => boolean,
    contradictions: Contradictions,
    report: (problem: Problem) => void,
  ) {
    this.#draft = draft;
    this.#isAddress = isAddress;
    this.#hidesUniverses = hidesUniverses;
    this.#contradictions = contradictions;
    this.#report = report;
  }

  add(request: ContactRequest): void {
    const entry = this.#entryOf(request);
    const { fields } = entry;
    fields.damage(request.damaged);
    this.#addAddress(entry, request);
    for (const field of SETTABLE_CONTACT_FIELDS) {
      const value = request[field.key];
      if (value !== undefined) this.#reportAny(fields.add(field, value, request.origin));
    }
  }

  #entryOf(request: ContactRequest): RequestedContact {
    const { company, mode, origin, contact } = request;
    const before = this.#find(request);
    const id = request.id ?? before?.contact.id;
    const identity = id === undefined ? addressKey(normaliseAddress(contact)) : `#${id}`;
    const entries = this.#requested.get(company) ?? new Map<string, RequestedContact>();
    this.#requested.set(company, entries);
    let entry = entries.get(identity);
    if (entry === undefined) {
      const name = `contact ${company} ${identity}`;
      const fields = new RequestedFields<ContactField>(origin, COLUMN_OF, name, this.#contradictions);
      entry = { company, mode, before, id, named: contact, fields, keepsAddress: false };
      entries.set(identity, entry);
    }
    return entry;
  }

  /** A row that only names the contact does not set the address. */
  #addAddress(entry: RequestedContact, { contact, newEmail, mode, origin }: ContactRequest): void {
    const { before, fields } = entry;
    const email = normaliseAddress(newEmail ?? contact);
    const renames = before === undefined || addressKey(before.contact.email) !== addressKey(email);
    const column = newEmail === undefined ? 'contact' : 'new_email';
    if (!renames) {
      if (newEmail !== undefined) entry.keepsAddress = true;
    } else if (this.#isAddress(email)) {
      this.#reportAny(fields.addAs('email', email, { text: email, origin, key: addressKey(email), column }));
    } else if (before !== undefined || mode === 'upsert') {
      // What is no address is not compared with other rows. A `set` of an unknown contact has that problem alone.
      this.#report({ code: 'bad-email', origin, column, value: email, detail: {} });
    }
  }

  #reportAny(problem: Problem | null): void {
    if (problem !== null) this.#report(problem);
  }

  /** An identity is the key, else a `ref` that exists, else the address. */
  #find(request: ContactRequest): ContactState | undefined {
    const state = this.#draft.before.company(request.company);
    if (state === undefined) return undefined;
    if (request.id !== undefined) return contactById(state, request.id);
    const byRef = typeof request.ref === 'string' ? contactsByRef(state).get(request.ref) : undefined;
    return byRef ?? contactsByKey(state).get(addressKey(normaliseAddress(request.contact)));
  }

  /** Did the input try to add a contact by this address, and fail? */
  failedToAdd(company: string, key: string): boolean {
    return this.#failed.get(company)?.has(key) === true;
  }

  /** Is it unknown which choices this contact will be able to have, since a row says so in a text that is not a value? */
  isUnclear(id: number): boolean {
    return this.#unclear.has(id);
  }

  /** Does a row of the input set the universes of this contact? */
  setsUniverses(contact: Contact): boolean {
    const entries = this.#requested.get(contact.company);
    const entry = entries?.get(`#${contact.id}`) ?? entries?.get(addressKey(contact.email));
    return entry?.fields.has('universes') === true || entry?.fields.isDamaged('universes') === true;
  }

  /** Forgets the requests once they are in the draft: a big input would not fit in memory otherwise. */
  release(): void {
    this.#requested.clear();
  }

  #fail({ company, named, fields }: RequestedContact): void {
    const keys = this.#failed.get(company) ?? new Set<string>();
    keys.add(addressKey(normaliseAddress(named)));
    const email = fields.get('email');
    if (email !== undefined) keys.add(addressKey(email));
    this.#failed.set(company, keys);
  }

  /** Puts the requests into the draft and judges the result. Returns how many fields were already as requested. */
  settle(): number {
    let unchanged = 0;
    for (const contacts of this.#requested.values()) {
      for (const entry of contacts.values()) {
        const { fields, keepsAddress } = entry;
        const before = entry.before?.contact ?? null;
        const contact = before === null ? this.#create(entry) : { ...before, ...fields.values() };
        if (contact === null) {
          this.#fail(entry);
          continue;
        }
        this.#judge(contact, fields);
        if (fields.isDamaged('universes') || fields.isDamaged('access')) this.#unclear.add(contact.id);
        if (before !== null) unchanged += fields.countSame(before, contact) + (keepsAddress ? 1 : 0);
        if (!sameContact(before, contact)) this.#draft.putContact(contact);
      }
    }
    for (const [company, contacts] of this.#requested) this.#judgeUniqueness(company, [...contacts.values()]);
    return unchanged;
  }

  #create({ fields, company, mode, id, named }: RequestedContact): Contact | null {
    if (mode === 'set') {
      this.#report({ ...fields.problem('unknown-contact', 'email'), column: 'contact', value: named });
      return null;
    }
    for (const problem of fields.missing(SETTABLE_CONTACT_FIELDS)) this.#report(problem);
    const { email, name, universes } = fields.values();
    // Without an address: the one requested is none, and reported.
    if (email === undefined || name === undefined || universes === undefined) return null;
    return {
      id: id ?? this.#draft.newContactId(),
      company,
      ...NEW_CONTACT,
      ...fields.values(),
      email,
      name,
      universes,
    };
  }

  #judge(contact: Contact, fields: RequestedFields<ContactField>): void {
    if (contact.name === '') this.#report(fields.problem('missing-value', 'name'));
    const isClear = !fields.isDamaged('role') && !fields.isDamaged('access');
    if (contact.role === 'admin' && !contact.access && isClear) {
      this.#report(fields.problem('admin-without-access', fields.has('access') ? 'access' : 'role'));
    }
    if (!fields.has('universes')) return;
    if (contact.universes.length === 0) this.#report(fields.problem('missing-value', 'universes'));
    const held = this.#draft.row(contact.company)?.universes;
    if (held === undefined || this.#hidesUniverses(contact.company)) return;
    const missing = contact.universes.filter((universe) => !held.includes(universe));
    if (missing.length > 0) {
      this.#report(fields.problem('universe-not-held', 'universes', { names: missing, expected: held }));
    }
  }

  /** In the final state an address, or a ref, belongs to one contact of the company. */
  #judgeUniqueness(company: string, entries: readonly RequestedContact[]): void {
    const state = this.#draft.company(company);
    if (state === undefined) return;
    const contacts = state.contacts.map(({ contact }) => contact);
    const byKey = Map.groupBy(contacts, ({ email }) => addressKey(email));
    const byRef = Map.groupBy(contacts, ({ ref }) => ref);
    const others = (list: readonly Contact[] | undefined): string[] =>
      list === undefined || list.length < 2 ? [] : list.map(({ name }) => name).sort(compareCodePoints);
    for (const { fields } of entries) {
      const email = fields.get('email');
      const clash = email === undefined ? [] : others(byKey.get(addressKey(email)));
      if (clash.length > 0) this.#report(fields.problem('duplicate-contact', 'email', { names: clash }));
      const ref = fields.get('ref');
      const refClash = typeof ref === 'string' ? others(byRef.get(ref)) : [];
      if (refClash.length > 0) this.#report(fields.problem('duplicate-contact', 'ref', { names: refClash }));
    }
  }
}
