/**
 * The rules that tie companies and contacts together, when a change set has been taken back: where one would be broken, what
 * was taken back and breaks it is put forth again, and told. Source: docs/contract/rules.md, "Things"; docs/contract/cli.md, "undo".
 */
import { addressKey } from '../address.js';
import type { Company, Contact } from '../model.js';
import { CATEGORIES, UNIVERSES } from '../vocabulary.js';
import { partnerCycles } from './partner-cycles.js';
import { companyPlace, contactPlace, mailboxPlace } from './conflict.js';
import type { Draft } from './draft.js';
import type { Edit } from './edits.js';
import type { UndoConflicts } from './undo-conflicts.js';

/**
 * @param edits those taken back
 * @param leaving companies that were added, and are to go if nobody stays behind
 * @param draft what is now, with them taken back as far as each field and cell allows
 */
export function restoreIntegrity(
  edits: readonly Edit[],
  leaving: readonly string[],
  now: Draft,
  draft: Draft,
  conflicts: UndoConflicts,
): void {
  new IntegrityCheck(edits, now, draft, conflicts).settle(leaving);
}

class IntegrityCheck {
  private readonly waiting: Set<string>;
  /** Contacts that were touched, by company. */
  private readonly touched = new Map<string, Set<number>>();

  constructor(
    edits: readonly Edit[],
    private readonly now: Draft,
    private readonly draft: Draft,
    private readonly conflicts: UndoConflicts,
  ) {
    this.waiting = new Set(edits.map(({ company }) => company));
    for (const edit of edits) {
      if (edit.kind !== 'contact') continue;
      const ids = this.touched.get(edit.company) ?? new Set<number>();
      this.touched.set(edit.company, ids.add(edit.id));
    }
  }

  settle(leaving: readonly string[]): void {
    this.removeDeserted(leaving);
    // A company that gives way may break a rule at its partner or its clients: they are looked at again.
    for (const code of this.waiting) {
      this.waiting.delete(code);
      this.judgeCompany(code);
    }
  }

  /** A company that goes leaves nobody behind: no contacts, no mailboxes, no clients. */
  private removeDeserted(leaving: readonly string[]): void {
    let staying = leaving;
    for (let before = Infinity; staying.length < before;) {
      before = staying.length;
      staying = staying.filter((code) => {
        const isDeserted = this.isDeserted(code);
        if (isDeserted) this.draft.removeCompany(code);
        return !isDeserted;
      });
    }
    for (const code of staying) this.tellInhabitants(code);
    for (const code of staying) this.tellClients(code);
  }

  private isDeserted(code: string): boolean {
    return (
      this.draft.company(code)?.contacts.length === 0 &&
      this.mailboxesLeft(code).length === 0 &&
      this.draft.clientsOf(code).length === 0
    );
  }

  private mailboxesLeft(code: string): readonly (readonly [ReturnType<typeof mailboxPlace>, string])[] {
    return UNIVERSES.flatMap((universe) =>
      CATEGORIES.flatMap((category) => {
        const email = this.draft.mailbox(code, universe, category);
        return email === null ? [] : [[mailboxPlace(code, universe, category), email] as const];
      }),
    );
  }

  private tellInhabitants(code: string): void {
    const place = companyPlace(code, null);
    for (const { contact } of this.draft.company(code)?.contacts ?? []) {
      this.conflicts.tellCause(place, code, null, contactPlace(contact, null), contact.email);
    }
    for (const [mailbox, email] of this.mailboxesLeft(code)) {
      this.conflicts.tellCause(place, code, null, mailbox, email);
    }
  }

  private tellClients(code: string): void {
    const place = companyPlace(code, null);
    for (const client of this.draft.clientsOf(code)) {
      this.conflicts.tellCause(place, code, null, companyPlace(client.code, 'partner'), code);
    }
  }

  private judgeCompany(code: string): void {
    const company = this.draft.row(code);
    if (company === undefined) return;
    this.judgeLink(company);
    this.judgeClients(code);
    this.judgeCircle(code);
    this.judgeContacts(code);
  }

  private hasLinkOfNow({ code, partner, partnerUniverse }: Company): boolean {
    const now = this.now.companyRow(code);
    return now?.partner === partner && now.partnerUniverse === partnerUniverse;
  }

  /** A partner exists, and holds the universe of the link. */
  private judgeLink(company: Company): void {
    const { code, partner: partnerCode, partnerUniverse } = company;
    if (partnerCode === null || partnerUniverse === null || this.hasLinkOfNow(company)) return;
    const partner = this.draft.row(partnerCode);
    if (partner?.universes.includes(partnerUniverse) === true) return;
    const now = this.now.row(code);
    const cause = companyPlace(partnerCode, partner === undefined ? null : 'universes');
    this.conflicts.tellCause(
      companyPlace(code, 'partner'),
      now?.partner ?? null,
      partnerCode,
      cause,
      partner?.universes ?? null,
    );
    this.keepLink(company);
  }

  /** A company whose link can't go back keeps the one it has; one that would come back with it does not. */
  private keepLink(company: Company): void {
    const { code } = company;
    const now = this.now.row(code);
    for (const client of this.draft.clientsOf(code)) this.waiting.add(client.code);
    if (company.partner !== null) this.waiting.add(company.partner);
    this.waiting.add(code);
    if (now === undefined) {
      this.draft.removeCompany(code);
      return;
    }
    const { partner, partnerUniverse } = now;
    this.draft.putCompany({ ...company, partner, partnerUniverse });
    if (partner === null || this.draft.row(partner) !== undefined) return;
    // The partner of now would have gone: it stays.
    const kept = this.now.row(partner);
    if (kept === undefined) return;
    this.conflicts.tellCause(companyPlace(partner, null), partner, null, companyPlace(code, 'partner'), partner);
    this.draft.putCompany(kept);
    this.waiting.add(partner);
  }

  /** A partner may not lose the universe in which it manages somebody. */
  private judgeClients(code: string): void {
    const company = this.draft.row(code);
    const now = this.now.row(code);
    if (company === undefined || now === undefined || company.universes === now.universes) return;
    const clients = this.draft
      .clientsOf(code)
      .filter(({ partnerUniverse }) => partnerUniverse !== null && !company.universes.includes(partnerUniverse));
    for (const client of clients) {
      if (this.hasLinkOfNow(client)) {
        const place = companyPlace(code, 'universes');
        const cause = companyPlace(client.code, 'partner_universe');
        this.conflicts.tellCause(place, now.universes, company.universes, cause, client.partnerUniverse);
        this.keepUniverses(company, now);
      } else {
        this.waiting.add(client.code);
      }
    }
  }

  private keepUniverses(company: Company, now: Company): void {
    this.draft.putCompany({ ...company, universes: now.universes });
    this.waiting.add(company.code);
  }

  private judgeCircle(code: string): void {
    const company = this.draft.row(code);
    if (company === undefined || this.hasLinkOfNow(company)) return;
    const circle = partnerCycles(this.draft, [code]).get(code);
    if (circle === undefined) return;
    // Whoever was linked since closes it.
    const links = circle.slice(1).flatMap((each) => this.draft.row(each) ?? []);
    const closing = links.find((link) => link.code !== code && this.hasLinkOfNow(link)) ?? company;
    this.conflicts.tellCause(
      companyPlace(code, 'partner'),
      this.now.row(code)?.partner ?? null,
      company.partner,
      companyPlace(closing.code, 'partner'),
      closing.partner,
    );
    this.keepLink(company);
  }

  private judgeContacts(code: string): void {
    const universesChange = this.draft.row(code)?.universes !== this.now.row(code)?.universes;
    const touched = this.touched.get(code);
    if (touched === undefined && !universesChange) return;
    for (const { contact } of this.draft.company(code)?.contacts ?? []) {
      if (!universesChange && touched?.has(contact.id) !== true) continue;
      this.judgeUniverses(contact);
      this.judgeAccess(contact);
    }
    if (touched !== undefined) this.judgeUniqueness(code, touched);
  }

  /** A contact holds universes of the company only. */
  private judgeUniverses(contact: Contact): void {
    const company = this.draft.row(contact.company);
    if (company === undefined) return;
    const beyond = contact.universes.filter((universe) => !company.universes.includes(universe));
    if (beyond.length === 0) return;
    const now = this.now.contactById(contact.company, contact.id)?.contact;
    const companyNow = this.now.row(contact.company);
    if (companyNow !== undefined && beyond.some((universe) => now?.universes.includes(universe) === true)) {
      const place = companyPlace(company.code, 'universes');
      const cause = contactPlace(contact, 'universes');
      this.conflicts.tellCause(place, companyNow.universes, company.universes, cause, contact.universes);
      this.keepUniverses(company, companyNow);
      return;
    }
    this.conflicts.tellCause(
      contactPlace(contact, 'universes'),
      now?.universes ?? null,
      contact.universes,
      companyPlace(company.code, 'universes'),
      company.universes,
    );
    this.keep(contact, now, now && { universes: now.universes });
  }

  /** An administrator always has access. */
  private judgeAccess(contact: Contact): void {
    const now = this.now.contactById(contact.company, contact.id)?.contact;
    if (contact.role !== 'admin' || contact.access || now === undefined) return;
    if (now.role === 'admin') {
      const place = contactPlace(contact, 'access');
      this.conflicts.tellCause(place, now.access, contact.access, contactPlace(contact, 'role'), now.role);
      this.keep(contact, now, { access: now.access });
    } else {
      const place = contactPlace(contact, 'role');
      this.conflicts.tellCause(place, now.role, contact.role, contactPlace(contact, 'access'), now.access);
      this.keep(contact, now, { role: now.role });
    }
  }

  /** One address, and one ref, belong to one contact of the company. */
  private judgeUniqueness(code: string, touched: ReadonlySet<number>): void {
    for (const [field, keyOf] of [
      ['email', ({ email }: Contact) => addressKey(email)],
      ['ref', ({ ref }: Contact) => ref],
    ] as const) {
      const holders = new Map<string, Contact>();
      const contacts = (this.draft.company(code)?.contacts ?? []).map(({ contact }) => contact);
      // Who has it now keeps it.
      const isBack = (contact: Contact): boolean => {
        const now = this.now.contactById(code, contact.id)?.contact;
        return touched.has(contact.id) && (now === undefined || keyOf(now) !== keyOf(contact));
      };
      for (const contact of contacts) {
        const key = keyOf(contact);
        if (key !== null && !isBack(contact)) holders.set(key, contact);
      }
      for (const contact of contacts.filter(isBack)) {
        const key = keyOf(contact);
        const holder = key === null ? undefined : holders.get(key);
        if (key !== null && holder === undefined) holders.set(key, contact);
        if (holder === undefined) continue;
        const now = this.now.contactById(code, contact.id)?.contact;
        const place = contactPlace(contact, field);
        this.conflicts.tellCause(
          place,
          now?.[field] ?? null,
          contact[field],
          contactPlace(holder, field),
          holder[field],
        );
        this.keep(contact, now, now && { [field]: now[field] });
      }
    }
  }

  /** A contact keeps fields of now; one who would come back does not. */
  private keep(contact: Contact, now: Contact | undefined, fields: Partial<Contact> | undefined): void {
    if (now === undefined) this.draft.removeContact(contact.company, contact.id);
    else this.draft.putContact({ ...contact, ...fields });
    this.waiting.add(contact.company);
  }
}
