/**
 * Could these edits be a plan's? A saved plan may have been changed by hand since: each edit must be one that a plan can
 * hold, they must fit together, and come in a plan's order. What is stored now is another matter: see stale-row.ts.
 * Source: docs/contract/cli.md, "--plan-out"; docs/contract/rules.md, "Things" and "Setting a value".
 */
import { addressKey, normaliseAddress, type AddressCheck } from '../address.js';
import { NO_CHOICES, sameChoices } from '../cells.js';
import { possibleCells } from '../effective.js';
import { sameCompany, sameContact, type Company, type Contact } from '../model.js';
import { isUsableCode, isUsableRef, normaliseName } from '../names-and-codes.js';
import { compareCodePoints } from '../code-point-order.js';
import { isPartnerUniverse } from '../vocabulary.js';
import type { CompanyEdit, ContactEdit, Edit, MailboxEdit, SubscriptionEdit } from './edits.js';

export const PLAN_FAULTS = [
  'missing',
  'unknown',
  'bad-value',
  'no-change',
  'bad-address',
  'admin-without-access',
  'impossible-choice',
  'given-twice',
  'out-of-order',
  'does-not-fit',
  'does-not-follow',
] as const;
export type PlanFaultCode = (typeof PLAN_FAULTS)[number];

/** Why a saved plan is none. */
export class PlanFault extends Error {
  override readonly name = 'PlanFault';

  constructor(
    readonly code: PlanFaultCode,
    /** `edits[3].after.email`, as a JSON path. */
    readonly at: string,
    readonly value: unknown = null,
  ) {
    super(`${code} ${at}`);
  }
}

const ORDER: Readonly<Record<Edit['kind'], number>> = { company: 0, contact: 1, mailbox: 2, subscription: 3 };

/** Takes a plan's edits one by one, in their order, and holds no more than those of one company's directory. */
export class Consistency {
  private company: string | null = null;
  private kind = 0;
  private companyEdit: CompanyEdit | null = null;
  private readonly contacts = new Map<number, ContactEdit>();
  private readonly seen = new Set<string>();

  /** @param isUndo what was before its change set may come back as it was, even where it could not be made today */
  constructor(
    private readonly isAddress: AddressCheck,
    private readonly isUndo: boolean,
  ) {}

  /** @throws PlanFault; `at` is where in the edit */
  add(edit: Edit): void {
    this.follow(edit);
    switch (edit.kind) {
      case 'company':
        this.addCompany(edit);
        return;
      case 'contact':
        this.addContact(edit);
        return;
      case 'mailbox':
        this.addMailbox(edit);
        return;
      case 'subscription':
        this.addSubscription(edit);
        return;
    }
  }

  /** By company, then companies, contacts, mailboxes, choices. */
  private follow({ company, kind }: Edit): void {
    if (company !== this.company) {
      if (this.company !== null && compareCodePoints(this.company, company) > 0) {
        throw new PlanFault('out-of-order', 'company', company);
      }
      this.company = company;
      this.kind = 0;
      this.companyEdit = null;
      this.contacts.clear();
      this.seen.clear();
    }
    if (ORDER[kind] < this.kind) throw new PlanFault('out-of-order', 'kind', kind);
    this.kind = ORDER[kind];
  }

  private addCompany(edit: CompanyEdit): void {
    this.once('company', 'company', edit.company);
    const { company, before, after } = edit;
    if (sameCompany(before, after)) throw new PlanFault('no-change', 'after');
    if (before === null && !isUsableCode(company)) throw new PlanFault('bad-value', 'company', company);
    if (after !== null) requireCompany(after);
    this.companyEdit = edit;
  }

  private addContact(edit: ContactEdit): void {
    const { id, before, after } = edit;
    this.once(`contact ${id}`, 'id', id);
    if (sameContact(before, after)) throw new PlanFault('no-change', 'after');
    // One that was removed comes back under the identity that it had.
    const isNew = before === null;
    if (isNew ? id >= 0 && !this.isUndo : id < 0) throw new PlanFault('bad-value', 'id', id);
    if (after !== null) {
      this.requireCompanyThere('after');
      this.requireContact(after, before);
    }
    this.contacts.set(id, edit);
  }

  private requireContact(after: Contact, before: Contact | null): void {
    if (after.email !== before?.email) this.requireAddress(after.email, 'after.email');
    if (!isName(after.name)) throw new PlanFault('bad-value', 'after.name', after.name);
    if (after.role === 'admin' && !after.access) throw new PlanFault('admin-without-access', 'after.access');
    if (after.ref !== null && !isUsableRef(after.ref)) throw new PlanFault('bad-value', 'after.ref', after.ref);
    this.once(`address ${addressKey(after.email)}`, 'after.email', after.email);
    if (after.ref !== null) this.once(`ref ${after.ref}`, 'after.ref', after.ref);
    const company = this.companyEdit?.after;
    if (company && !after.universes.every((universe) => company.universes.includes(universe))) {
      throw new PlanFault('does-not-fit', 'after.universes', after.universes);
    }
  }

  private addMailbox(edit: MailboxEdit): void {
    const { universe, category, held, before, after } = edit;
    this.once(`mailbox ${universe} ${category}`, 'category', category);
    if (before === after) throw new PlanFault('no-change', 'after');
    const company = this.companyEdit;
    if (company !== null && held !== (company.before?.universes.includes(universe) ?? false)) {
      throw new PlanFault('does-not-fit', 'held', held);
    }
    if (after === null) return;
    this.requireCompanyThere('after');
    this.requireAddress(after, 'after');
    const willHold = company === null ? held === true : company.after?.universes.includes(universe) === true;
    if (!willHold && !this.isUndo) throw new PlanFault('impossible-choice', 'after', after);
  }

  private addSubscription(edit: SubscriptionEdit): void {
    const { id, universe, before, after, contactBefore, contactAfter } = edit;
    this.once(`choices ${id} ${universe}`, 'id', id);
    if (sameChoices(before, after)) throw new PlanFault('no-change', 'after');
    const contact = this.contacts.get(id);
    const was = contact === undefined ? contactAfter : contact.before;
    const willBe = contact === undefined ? contactBefore : contact.after;
    if (!sameContact(contactBefore, was)) throw new PlanFault('does-not-fit', 'contact_before');
    if (!sameContact(contactAfter, willBe)) throw new PlanFault('does-not-fit', 'contact_after');
    if (contact === undefined && contactBefore === null) throw new PlanFault('does-not-fit', 'contact_before');
    if (contactBefore === null && !sameChoices(before, NO_CHOICES)) throw new PlanFault('does-not-fit', 'before');
    if (contactAfter === null) {
      if (!sameChoices(after, NO_CHOICES)) throw new PlanFault('does-not-fit', 'after');
      return;
    }
    const made = after.on & ~before.on;
    if (!this.isUndo && (made & ~possibleCells(contactAfter, universe)) !== 0) {
      throw new PlanFault('impossible-choice', 'after');
    }
  }

  private requireAddress(address: string, at: string): void {
    if (normaliseAddress(address) !== address || !this.isAddress(address)) {
      throw new PlanFault('bad-address', at, address);
    }
  }

  /** Nothing is put into a company that the plan removes. */
  private requireCompanyThere(at: string): void {
    if (this.companyEdit !== null && this.companyEdit.after === null) throw new PlanFault('does-not-fit', at);
  }

  private once(key: string, at: string, value: unknown): void {
    if (this.seen.has(key)) throw new PlanFault('given-twice', at, value);
    this.seen.add(key);
  }
}

function requireCompany({ code, name, partner, partnerUniverse }: Company): void {
  if (!isName(name)) throw new PlanFault('bad-value', 'after.name', name);
  if (partner === code) throw new PlanFault('bad-value', 'after.partner', partner);
  const linked = partnerUniverse !== null && isPartnerUniverse(partnerUniverse);
  if (partner === null ? partnerUniverse !== null : !linked) {
    throw new PlanFault('bad-value', 'after.partner_universe', partnerUniverse);
  }
}

function isName(name: string): boolean {
  return name !== '' && normaliseName(name) === name;
}
