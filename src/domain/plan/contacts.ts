/**
 * The contacts that an input sets, judged on the final state: two addresses may be swapped, a universe may come with the
 * company's row. Source: docs/contract/rules.md, "Things"; docs/contract/rules.md, "Within one input"; docs/contract/csv.md, "The files".
 */
import { addressKey, normaliseAddress } from '../address.js';
import { compareCodePoints } from '../code-point-order.js';
import { contactById, contactsByKey, contactsByRef } from '../contact-index.js';
import {
  columnsByKey,
  CONTACT_FIELDS,
  NEW_CONTACT,
  sameFields,
  SETTABLE_CONTACT_FIELDS,
  type ContactField,
} from '../fields.js';
import { getOrCreate } from '../maps.js';
import { type Contact, type ContactState } from '../model.js';
import type { Planning } from './planning.js';
import type { ContactRequest, Mode } from './request.js';
import { RequestedFields } from './requested-fields.js';

/** The column that a problem names; that of the address names the contact. */
const COLUMN_OF = { ...columnsByKey(CONTACT_FIELDS), email: 'contact' };

type RequestedFieldsOfContact = RequestedFields<ContactField>;

interface RequestedContact {
  readonly company: string;
  readonly mode: Mode;
  readonly before: ContactState | undefined;
  /** The identity that a new contact gets, where the input says so. */
  readonly id: number | undefined;
  readonly named: string;
  readonly fields: RequestedFieldsOfContact;
  /** Is the requested address the one that the contact has? */
  keepsAddress: boolean;
}

export class ContactRequests {
  readonly #planning: Planning;
  readonly #hidesUniverses: (company: string) => boolean;
  /** Contacts of one company, by identity: `#id` of a contact that exists, else the address key. */
  readonly #requested = new Map<string, RequestedContact>();
  /** By company, the address keys of new contacts that could not be added. */
  readonly #failed = new Map<string, Set<string>>();
  /** Identities of contacts of whom it is unknown which choices they will be able to have. */
  readonly #unclear = new Set<number>();

  constructor(planning: Planning, hidesUniverses: (company: string) => boolean) {
    this.#planning = planning;
    this.#hidesUniverses = hidesUniverses;
  }

  add(request: ContactRequest): void {
    const entry = this.#entryOf(request);
    const { fields } = entry;
    fields.damage(request.damaged);
    this.#addAddress(entry, request);
    for (const field of SETTABLE_CONTACT_FIELDS) fields.add(field, request[field.key], request.origin);
  }

  #entryOf(request: ContactRequest): RequestedContact {
    const { company, mode, origin, contact: named } = request;
    const before = this.#find(request);
    const id = request.id ?? before?.contact.id;
    const identity = id === undefined ? addressKey(normaliseAddress(named)) : `#${id}`;
    return getOrCreate(this.#requested, identity, () => {
      const fields = new RequestedFields<ContactField>(
        this.#planning,
        `contact ${company} ${identity}`,
        COLUMN_OF,
        origin,
      );
      return { company, mode, before, id, named, fields, keepsAddress: false };
    });
  }

  /** A row that only names the contact does not set the address. */
  #addAddress(entry: RequestedContact, { contact, newEmail, mode, origin }: ContactRequest): void {
    const { before, fields } = entry;
    const email = normaliseAddress(newEmail ?? contact);
    const key = addressKey(email);
    const renames = before === undefined || addressKey(before.contact.email) !== key;
    const column = newEmail === undefined ? 'contact' : 'new_email';
    if (!renames) {
      if (newEmail !== undefined) entry.keepsAddress = true;
    } else if (this.#planning.isAddress(email)) {
      fields.put('email', { value: email, text: email, key, origin, column });
    } else if (before !== undefined || mode === 'upsert') {
      // A text that is no address is not compared with other rows. A `set` of an unknown contact has that problem alone.
      this.#planning.report({ code: 'bad-email', origin, column, value: email, detail: {} });
    }
  }

  /** An identity is the key, else a `ref` that exists, else the address. */
  #find(request: ContactRequest): ContactState | undefined {
    const state = this.#planning.draft.before.company(request.company);
    if (state === undefined) return undefined;
    if (request.id !== undefined) return contactById(state, request.id);
    const byRef = typeof request.ref === 'string' ? contactsByRef(state).get(request.ref) : undefined;
    return byRef ?? contactsByKey(state).get(addressKey(normaliseAddress(request.contact)));
  }

  /** Did the input try to add a contact by this address, and fail? */
  failedToAdd(company: string, key: string): boolean {
    return this.#failed.get(company)?.has(key) === true;
  }

  /** Does a row set the contact's universes or access to a text that is not a value? */
  isUnclear(id: number): boolean {
    return this.#unclear.has(id);
  }

  setsUniverses(contact: Contact): boolean {
    const { fields } = this.#requested.get(`#${contact.id}`) ?? this.#requested.get(addressKey(contact.email)) ?? {};
    return fields?.has('universes') === true || fields?.isDamaged('universes') === true;
  }

  /** Forgets the requests of a company once they are in the draft: a big input would not fit in memory otherwise. */
  release(): void {
    this.#requested.clear();
  }

  #fail({ company, named, fields }: RequestedContact): void {
    const keys = getOrCreate(this.#failed, company, () => new Set<string>());
    keys.add(addressKey(normaliseAddress(named)));
    const email = fields.get('email');
    if (email !== undefined) keys.add(addressKey(email));
  }

  /** Puts the requests of a company into the draft, and judges the result. */
  settle(company: string): void {
    const { draft, counts } = this.#planning;
    for (const entry of this.#requested.values()) {
      const { fields, keepsAddress } = entry;
      const before = entry.before?.contact ?? null;
      const contact = before === null ? this.#create(entry) : { ...before, ...fields.values() };
      if (contact === null) {
        this.#fail(entry);
        continue;
      }
      this.#judge(contact, fields);
      if (fields.isDamaged('universes') || fields.isDamaged('access')) this.#unclear.add(contact.id);
      if (before !== null) counts.unchanged += fields.countSame(before, contact) + (keepsAddress ? 1 : 0);
      if (!sameFields(CONTACT_FIELDS, before, contact)) draft.putContact(contact);
    }
    if (this.#requested.size > 0) this.#judgeUniqueness(company);
  }

  #create({ fields, company, mode, id, named }: RequestedContact): Contact | null {
    if (mode === 'set') {
      fields.reportNamed('unknown-contact', 'contact', named);
      return null;
    }
    fields.reportMissing(SETTABLE_CONTACT_FIELDS);
    const { email, name, universes } = fields.values();
    // Without an address: the one requested is none, and reported.
    if (email === undefined || name === undefined || universes === undefined) return null;
    const identity = id ?? this.#planning.draft.newContactId();
    return { id: identity, company, ...NEW_CONTACT, ...fields.values(), email, name, universes };
  }

  #judge(contact: Contact, fields: RequestedFieldsOfContact): void {
    if (contact.name === '') fields.report('missing-value', 'name');
    const isClear = !fields.isDamaged('role') && !fields.isDamaged('access');
    if (contact.role === 'admin' && !contact.access && isClear) {
      fields.report('admin-without-access', fields.has('access') ? 'access' : 'role');
    }
    if (!fields.has('universes')) return;
    if (contact.universes.length === 0) fields.report('missing-value', 'universes');
    const held = this.#planning.draft.row(contact.company)?.universes;
    if (held === undefined || this.#hidesUniverses(contact.company)) return;
    const missing = contact.universes.filter((universe) => !held.includes(universe));
    if (missing.length > 0) fields.report('universe-not-held', 'universes', { names: missing, expected: held });
  }

  /** In the final state an address, or a ref, belongs to one contact of the company. */
  #judgeUniqueness(company: string): void {
    const state = this.#planning.draft.company(company);
    if (state === undefined) return;
    const contacts = state.contacts.map(({ contact }) => contact);
    const byKey = Map.groupBy(contacts, ({ email }) => addressKey(email));
    const byRef = Map.groupBy(contacts, ({ ref }) => ref);
    const others = (list: readonly Contact[] | undefined): string[] =>
      list === undefined || list.length < 2 ? [] : list.map(({ name }) => name).sort(compareCodePoints);
    for (const { fields } of this.#requested.values()) {
      const email = fields.get('email');
      const clash = email === undefined ? [] : others(byKey.get(addressKey(email)));
      if (clash.length > 0) fields.report('duplicate-contact', 'email', { names: clash });
      const ref = fields.get('ref');
      const refClash = typeof ref === 'string' ? others(byRef.get(ref)) : [];
      if (refClash.length > 0) fields.report('duplicate-contact', 'ref', { names: refClash });
    }
  }
}
