/**
 * The rules between companies and contacts, checked on the state with a change set undone: a partner exists and holds the
 * universe of the link, there is no partner cycle, a contact's universes are the company's, an address names one contact.
 * Undoing value by value may break one of them. The value that broke it then stays as it is now, and is a conflict.
 *
 * For example, the change set made PART the partner of ACME, and PART was since given a client that has ACME as its partner.
 * Source: docs/contract/rules.md, "Things"; docs/contract/cli.md, "undo".
 */
import { addressKey } from '../address.js';
import type { FieldValue } from '../fields.js';
import { getOrCreate } from '../maps.js';
import type { Company, Contact } from '../model.js';
import { CATEGORIES, UNIVERSES } from '../vocabulary.js';
import { companyPlace, contactPlace, mailboxPlace, type Place } from './place.js';
import type { Draft } from './draft.js';
import type { Edit } from './edits.js';
import { clientsBeyond, linkOf, partnerCycles } from './partner-links.js';
import type { Revert, UndoConflicts } from './undo-conflicts.js';

export class IntegrityCheck {
  readonly #now: Draft;
  readonly #draft: Draft;
  readonly #conflicts: UndoConflicts;
  readonly #waiting: Set<string>;
  /** The contacts of the edits, by company. */
  readonly #touched = new Map<string, Set<number>>();

  /**
   * @param edits those that were undone
   * @param draft what is now, with the edits undone as far as each field and cell allows; it is changed
   */
  constructor(edits: readonly Edit[], now: Draft, draft: Draft, conflicts: UndoConflicts) {
    this.#now = now;
    this.#draft = draft;
    this.#conflicts = conflicts;
    this.#waiting = new Set(edits.map(({ company }) => company));
    for (const edit of edits) {
      if (edit.kind === 'contact') getOrCreate(this.#touched, edit.company, () => new Set<number>()).add(edit.id);
    }
  }

  /** Removes the companies that the change set added and that are now empty, and keeps values of now where a rule is broken. */
  restore(addedCompanies: readonly string[]): void {
    this.#removeEmpty(addedCompanies);
    // A value that is put back may break a rule at the company's partner or clients: they are added, and checked again.
    for (const code of this.#waiting) {
      this.#waiting.delete(code);
      const company = this.#draft.row(code);
      if (company === undefined) continue;
      this.#checkLink(company);
      this.#checkClients(code);
      this.#checkCycle(code);
      this.#checkContacts(code);
    }
  }

  /** Removes the added companies that have no contact, mailbox or client left. A client may be one that is removed first. */
  #removeEmpty(addedCompanies: readonly string[]): void {
    let staying = addedCompanies;
    for (let count = Infinity; staying.length < count;) {
      count = staying.length;
      staying = staying.filter((code) => {
        const isEmpty = this.#contents(code).length === 0 && this.#draft.clientsOf(code).length === 0;
        if (isEmpty) this.#draft.removeCompany(code);
        return !isEmpty;
      });
    }
    const removalOf = (code: string): Revert => ({ place: companyPlace(code, null), left: code, wanted: null });
    for (const code of staying) {
      for (const [place, email] of this.#contents(code)) this.#conflicts.addBlocked(removalOf(code), place, email);
    }
    // Clients last: one that stays for its own contacts is in conflict itself.
    for (const code of staying) {
      for (const client of this.#draft.clientsOf(code)) {
        this.#conflicts.addBlocked(removalOf(code), companyPlace(client.code, 'partner'), code);
      }
    }
  }

  #contents(code: string): readonly (readonly [Place, string])[] {
    const contacts = this.#draft.company(code)?.contacts ?? [];
    const mailboxes = UNIVERSES.flatMap((universe) =>
      CATEGORIES.flatMap((category) => {
        const email = this.#draft.mailbox(code, universe, category);
        return email === null ? [] : [[mailboxPlace(code, universe, category), email] as const];
      }),
    );
    return [...contacts.map(({ contact }) => [contactPlace(contact, null), contact.email] as const), ...mailboxes];
  }

  #hasLinkOfNow(company: Company): boolean {
    const now = this.#now.companyRow(company.code);
    return now !== undefined && linkOf(now) === linkOf(company);
  }

  /** A partner exists, and holds the universe of the link. */
  #checkLink(company: Company): void {
    const { partner: code, partnerUniverse } = company;
    if (code === null || partnerUniverse === null || this.#hasLinkOfNow(company)) return;
    const partner = this.#draft.row(code);
    if (partner?.universes.includes(partnerUniverse) === true) return;
    const cause = companyPlace(code, partner === undefined ? null : 'universes');
    this.#conflicts.addBlocked(this.#linkRevert(company), cause, partner?.universes ?? null);
    this.#keepLink(company);
  }

  #linkRevert({ code, partner }: Company): Revert {
    return { place: companyPlace(code, 'partner'), left: this.#now.row(code)?.partner ?? null, wanted: partner };
  }

  /** Keeps the link that the company has now; one that would be restored with the link is not. */
  #keepLink(company: Company): void {
    const { code } = company;
    for (const client of this.#draft.clientsOf(code)) this.#waiting.add(client.code);
    if (company.partner !== null) this.#waiting.add(company.partner);
    this.#waiting.add(code);
    const now = this.#now.row(code);
    if (now === undefined) {
      this.#draft.removeCompany(code);
      return;
    }
    const { partner, partnerUniverse } = now;
    this.#draft.putCompany({ ...company, partner, partnerUniverse });
    if (partner === null || this.#draft.row(partner) !== undefined) return;
    // The undo would have removed the partner of now.
    const kept = this.#now.row(partner);
    if (kept === undefined) return;
    const removal = { place: companyPlace(partner, null), left: partner, wanted: null };
    this.#conflicts.addBlocked(removal, companyPlace(code, 'partner'), partner);
    this.#draft.putCompany(kept);
    this.#waiting.add(partner);
  }

  /** A partner may not lose the universe in which it manages a client. */
  #checkClients(code: string): void {
    const company = this.#draft.row(code);
    const now = this.#now.row(code);
    if (company === undefined || now === undefined || company.universes === now.universes) return;
    for (const client of clientsBeyond(this.#draft, company)) {
      if (this.#hasLinkOfNow(client)) {
        this.#keepUniverses(company, now, companyPlace(client.code, 'partner_universe'), client.partnerUniverse);
      } else {
        this.#waiting.add(client.code);
      }
    }
  }

  #keepUniverses(company: Company, now: Company, cause: Place, causeNow: FieldValue): void {
    const place = companyPlace(company.code, 'universes');
    this.#conflicts.addBlocked({ place, left: now.universes, wanted: company.universes }, cause, causeNow);
    this.#draft.putCompany({ ...company, universes: now.universes });
    this.#waiting.add(company.code);
  }

  #checkCycle(code: string): void {
    const company = this.#draft.row(code);
    if (company === undefined || this.#hasLinkOfNow(company)) return;
    const cycle = partnerCycles(this.#draft, [code]).get(code);
    if (cycle === undefined) return;
    // A link that was made since closes the cycle.
    const links = cycle.slice(1).flatMap((each) => this.#draft.row(each) ?? []);
    const closing = links.find((link) => link.code !== code && this.#hasLinkOfNow(link)) ?? company;
    this.#conflicts.addBlocked(this.#linkRevert(company), companyPlace(closing.code, 'partner'), closing.partner);
    this.#keepLink(company);
  }

  #checkContacts(code: string): void {
    const universesChange = this.#draft.row(code)?.universes !== this.#now.row(code)?.universes;
    const touched = this.#touched.get(code);
    if (touched === undefined && !universesChange) return;
    for (const { contact } of this.#draft.company(code)?.contacts ?? []) {
      if (!universesChange && touched?.has(contact.id) !== true) continue;
      this.#checkUniverses(contact);
      this.#checkAccess(contact);
    }
    if (touched !== undefined) this.#checkUniqueness(code, touched);
  }

  /** A contact holds universes of the company only. */
  #checkUniverses(contact: Contact): void {
    const company = this.#draft.row(contact.company);
    if (company === undefined) return;
    const beyond = contact.universes.filter((universe) => !company.universes.includes(universe));
    if (beyond.length === 0) return;
    const now = this.#contactNow(contact);
    const companyNow = this.#now.row(contact.company);
    if (companyNow !== undefined && beyond.some((universe) => now?.universes.includes(universe) === true)) {
      this.#keepUniverses(company, companyNow, contactPlace(contact, 'universes'), contact.universes);
      return;
    }
    this.#keepField(contact, 'universes', companyPlace(company.code, 'universes'), company.universes);
  }

  /** An administrator always has access. */
  #checkAccess(contact: Contact): void {
    const now = this.#contactNow(contact);
    if (contact.role !== 'admin' || contact.access || now === undefined) return;
    if (now.role === 'admin') this.#keepField(contact, 'access', contactPlace(contact, 'role'), now.role);
    else this.#keepField(contact, 'role', contactPlace(contact, 'access'), now.access);
  }

  /** One address, and one ref, belong to one contact of the company. */
  #checkUniqueness(code: string, touched: ReadonlySet<number>): void {
    for (const [field, keyOf] of [
      ['email', ({ email }: Contact) => addressKey(email)],
      ['ref', ({ ref }: Contact) => ref],
    ] as const) {
      const contacts = (this.#draft.company(code)?.contacts ?? []).map(({ contact }) => contact);
      const isRestored = (contact: Contact): boolean => {
        const now = this.#contactNow(contact);
        return touched.has(contact.id) && (now === undefined || keyOf(now) !== keyOf(contact));
      };
      // A contact who has the key now keeps it.
      const holders = new Map<string, Contact>();
      for (const contact of [...contacts.filter((each) => !isRestored(each)), ...contacts.filter(isRestored)]) {
        const key = keyOf(contact);
        const holder = key === null ? undefined : holders.get(key);
        if (holder === undefined) {
          if (key !== null) holders.set(key, contact);
        } else if (isRestored(contact)) {
          this.#keepField(contact, field, contactPlace(holder, field), holder[field]);
        }
      }
    }
  }

  #contactNow({ company, id }: Contact): Contact | undefined {
    return this.#now.contactById(company, id)?.contact;
  }

  /** Keeps the field that the contact has now; a contact who would be restored is not. */
  #keepField(
    contact: Contact,
    field: 'email' | 'role' | 'access' | 'universes' | 'ref',
    cause: Place,
    causeNow: FieldValue,
  ): void {
    const now = this.#contactNow(contact);
    const revert = { place: contactPlace(contact, field), left: now?.[field] ?? null, wanted: contact[field] };
    this.#conflicts.addBlocked(revert, cause, causeNow);
    if (now === undefined) this.#draft.removeContact(contact.company, contact.id);
    else this.#draft.putContact({ ...contact, [field]: now[field] });
    this.#waiting.add(contact.company);
  }
}
