/**
 * What an input asks of contacts, judged on the final state: two addresses may be swapped, a universe may arrive with the
 * company's row. Source: docs/contract/rules.md, "Things" and "Within one input"; docs/contract/csv.md, "The files".
 */
import { addressKey, normaliseAddress, type AddressCheck } from '../address.js';
import { isTooLong, isUsableRef, normaliseName } from '../names-and-codes.js';
import { sameContact, universeSet, type Contact, type ContactState } from '../model.js';
import { compareCodePoints } from '../code-point-order.js';
import type { Problem } from '../problems.js';
import type { Role, Universe } from '../vocabulary.js';
import { RequestedFields, type FieldText } from './requested-fields.ts';
import type { Contradictions } from './contradictions.ts';
import { contactById, contactsByKey, contactsByRef } from '../contact-index.js';
import type { Draft } from './draft.js';
import type { ContactRequest, Mode } from './request.js';

interface Fields {
  email: string;
  name: string;
  role: Role;
  access: boolean;
  universes: readonly Universe[];
  ref: string | null;
}

const COLUMN_OF = {
  email: 'contact',
  name: 'name',
  role: 'role',
  access: 'access',
  universes: 'universes',
  ref: 'ref',
} as const;

interface AskedContact {
  readonly company: string;
  readonly mode: Mode;
  readonly before: ContactState | undefined;
  /** The identity that a new contact gets, where the input says so. */
  readonly id: number | undefined;
  /** The address that named the contact in the first row. */
  readonly named: string;
  readonly fields: RequestedFields<Fields>;
  /** Is it asked to have the address that it has? */
  keepsAddress: boolean;
}

export class ContactRequests {
  /** By company, then identity: `#id` of a contact that exists, else the address key. */
  private readonly asked = new Map<string, Map<string, AskedContact>>();
  /** By company, the address keys of new contacts that could not be made. */
  private readonly failed = new Map<string, Set<string>>();
  /** Identities of contacts of whom it is not known what the input makes them hold. */
  private readonly unclear = new Set<number>();

  constructor(
    private readonly draft: Draft,
    private readonly isAddress: AddressCheck,
    /** Is it not known which universes a company is to hold? */
    private readonly hidesUniverses: (company: string) => boolean,
    private readonly contested: Contradictions,
    private readonly report: (problem: Problem) => void,
  ) {}

  add(request: ContactRequest): void {
    const before = this.find(request);
    const id = request.id ?? before?.contact.id;
    const identity = id === undefined ? addressKey(normaliseAddress(request.contact)) : `#${id}`;
    let company = this.asked.get(request.company);
    if (company === undefined) this.asked.set(request.company, (company = new Map<string, AskedContact>()));
    let entry = company.get(identity);
    if (entry === undefined) {
      entry = {
        company: request.company,
        mode: request.mode,
        before,
        id,
        named: request.contact,
        fields: new RequestedFields<Fields>(
          request.origin,
          COLUMN_OF,
          `contact ${request.company} ${identity}`,
          this.contested,
        ),
        keepsAddress: false,
      };
      company.set(identity, entry);
    }
    const { fields } = entry;
    fields.damage(request.damaged);
    const note = <K extends keyof Fields>(
      field: K,
      value: Fields[K] | undefined,
      text: string,
      as: Omit<FieldText, 'text' | 'origin'> = {},
    ): void => {
      if (value === undefined) return;
      const problem = fields.add(field, value, { text, origin: request.origin, ...as });
      if (problem !== null) this.report(problem);
    };
    const email = normaliseAddress(request.newEmail ?? request.contact);
    // A row that merely names the contact doesn't ask for the address that the contact has.
    const renames = before === undefined || addressKey(before.contact.email) !== addressKey(email);
    const column = request.newEmail === undefined ? 'contact' : 'new_email';
    if (!renames) {
      if (request.newEmail !== undefined) entry.keepsAddress = true;
    } else if (this.isAddress(email)) {
      note('email', email, email, { key: addressKey(email), column });
    } else if (before !== undefined || request.mode === 'upsert') {
      // What is no address is not compared with what other rows say; where it names nobody, that is enough.
      this.report({ code: 'bad-email', origin: request.origin, column, value: email, detail: {} });
    }
    const name = request.name === undefined ? undefined : normaliseName(request.name);
    note('name', name, name ?? '');
    note('role', request.role, request.role ?? '');
    note('access', request.access, request.access === true ? 'yes' : 'no');
    note('universes', request.universes, universeSet(request.universes ?? []).join('|'));
    if (typeof request.ref !== 'string' || isUsableRef(request.ref)) note('ref', request.ref, request.ref ?? '-');
    else {
      const { origin, ref: value } = request;
      const variant = isTooLong(value) ? 'long-code' : 'code';
      this.report({ code: 'bad-value', origin, column: 'ref', value, detail: { variant } });
    }
  }

  /** An identity is the key, else a `ref` that exists, else the address. */
  private find(request: ContactRequest): ContactState | undefined {
    const state = this.draft.before.company(request.company);
    if (state === undefined) return undefined;
    if (request.id !== undefined) return contactById(state, request.id);
    const byRef = typeof request.ref === 'string' ? contactsByRef(state).get(request.ref) : undefined;
    return byRef ?? contactsByKey(state).get(addressKey(normaliseAddress(request.contact)));
  }

  /** Did the input try to add a contact by this address, and fail? */
  failedToAdd(company: string, key: string): boolean {
    return this.failed.get(company)?.has(key) === true;
  }

  /** Is it not known which choices this contact will be able to make, since a row says so in a text that is no value? */
  isUnclear(id: number): boolean {
    return this.unclear.has(id);
  }

  /** Does a row of the input say which universes this contact is to hold? */
  setsUniverses(contact: Contact): boolean {
    const entries = this.asked.get(contact.company);
    const entry = entries?.get(`#${contact.id}`) ?? entries?.get(addressKey(contact.email));
    return entry?.fields.has('universes') === true || entry?.fields.isDamaged('universes') === true;
  }

  /** Forgets what was asked, once it is in the draft: a big input would not fit otherwise. */
  release(): void {
    this.asked.clear();
  }

  private fail(company: string, { named, fields }: AskedContact): void {
    const keys = this.failed.get(company) ?? new Set<string>();
    keys.add(addressKey(normaliseAddress(named)));
    const email = fields.get('email');
    if (email !== undefined) keys.add(addressKey(email));
    this.failed.set(company, keys);
  }

  /** Puts what was asked into the draft and judges the result. Gives how many fields were already as asked. */
  settle(): number {
    let unchanged = 0;
    for (const contacts of this.asked.values()) {
      for (const entry of contacts.values()) {
        const contact = entry.before === undefined ? this.create(entry) : change(entry.before.contact, entry.fields);
        if (contact === null) {
          this.fail(entry.company, entry);
          continue;
        }
        this.judge(contact, entry);
        if (entry.fields.isDamaged('universes') || entry.fields.isDamaged('access')) this.unclear.add(contact.id);
        const before = entry.before?.contact ?? null;
        if (before !== null) unchanged += entry.fields.countSame(before, contact) + (entry.keepsAddress ? 1 : 0);
        if (!sameContact(before, contact)) this.draft.putContact(contact);
      }
    }
    for (const [company, contacts] of this.asked) this.judgeUniqueness(company, [...contacts.values()]);
    return unchanged;
  }

  private create(entry: AskedContact): Contact | null {
    const { fields, company, mode } = entry;
    if (mode === 'set') {
      this.report({ ...fields.problem('unknown-contact', 'email'), column: 'contact', value: entry.named });
      return null;
    }
    const name = fields.get('name');
    const universes = fields.get('universes');
    if (name === undefined) this.report(fields.problem('missing-value', 'name', { variant: 'new' }));
    if (universes === undefined && !fields.isDamaged('universes')) {
      this.report(fields.problem('missing-value', 'universes', { variant: 'new' }));
    }
    // Without an address, that is no address.
    if (name === undefined || universes === undefined || !fields.has('email')) return null;
    const created: Contact = {
      id: entry.id ?? this.draft.newContactId(),
      company,
      email: '',
      name,
      role: 'user',
      access: true,
      universes: universeSet(universes),
      ref: null,
    };
    return change(created, fields);
  }

  private judge(contact: Contact, { fields }: AskedContact): void {
    if (contact.name === '') this.report(fields.problem('missing-value', 'name'));
    const isClear = !fields.isDamaged('role') && !fields.isDamaged('access');
    if (contact.role === 'admin' && !contact.access && isClear) {
      this.report(fields.problem('admin-without-access', fields.has('access') ? 'access' : 'role'));
    }
    if (!fields.has('universes')) return;
    if (contact.universes.length === 0) this.report(fields.problem('missing-value', 'universes'));
    const held = this.draft.row(contact.company)?.universes;
    if (held === undefined || this.hidesUniverses(contact.company)) return;
    const missing = contact.universes.filter((universe) => !held.includes(universe));
    if (missing.length > 0) {
      this.report(fields.problem('universe-not-held', 'universes', { names: missing, expected: held }));
    }
  }

  /** One address, and one ref, belong to one contact of the company, once everything is as it will be. */
  private judgeUniqueness(company: string, entries: readonly AskedContact[]): void {
    const state = this.draft.company(company);
    if (state === undefined) return;
    const byKey = new Map<string, Contact[]>();
    const byRef = new Map<string, Contact[]>();
    for (const { contact } of state.contacts) {
      push(byKey, addressKey(contact.email), contact);
      if (contact.ref !== null) push(byRef, contact.ref, contact);
    }
    const others = (list: readonly Contact[] | undefined): string[] =>
      list === undefined || list.length < 2 ? [] : list.map(({ name }) => name).sort(compareCodePoints);
    for (const { fields } of entries) {
      const email = fields.get('email');
      const clash = email === undefined ? [] : others(byKey.get(addressKey(email)));
      if (clash.length > 0) this.report(fields.problem('duplicate-contact', 'email', { names: clash }));
      const ref = fields.get('ref');
      const refClash = typeof ref === 'string' ? others(byRef.get(ref)) : [];
      if (refClash.length > 0) this.report(fields.problem('duplicate-contact', 'ref', { names: refClash }));
    }
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function change(before: Contact, fields: RequestedFields<Fields>): Contact {
  const universes = fields.get('universes');
  return {
    id: before.id,
    company: before.company,
    email: fields.get('email') ?? before.email,
    name: fields.get('name') ?? before.name,
    role: fields.get('role') ?? before.role,
    access: fields.get('access') ?? before.access,
    universes: universes === undefined ? before.universes : universeSet(universes),
    ref: fields.has('ref') ? (fields.get('ref') ?? null) : before.ref,
  };
}
