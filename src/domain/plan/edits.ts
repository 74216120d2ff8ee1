/**
 * What a plan changes. An `Edit` is the unit that is written and journaled: a company, a contact, a mailbox cell, or one
 * contact's choices in one universe. A `Change` is the unit that people, JSON and totals see: a field or a cell.
 * Source: docs/contract/cli.md, "A plan".
 */
import { cellsIn, changedCells, countCells, storedIn, type Cell, type Choices } from '../cells.js';
import { effective } from '../effective.js';
import { COMPANY_FIELDS, CONTACT_FIELDS, fieldRecord, type FieldRecord } from '../fields.js';
import type { Company, Contact } from '../model.js';
import type { Category, Universe } from '../vocabulary.js';
import { companyPlace, contactPlace, mailboxPlace, type EditKind, type Place } from './place.js';

export interface CompanyEdit {
  readonly kind: 'company';
  readonly company: string;
  readonly before: Company | null;
  readonly after: Company | null;
}

export interface ContactEdit {
  readonly kind: 'contact';
  readonly company: string;
  readonly id: number;
  readonly before: Contact | null;
  readonly after: Contact | null;
}

export interface MailboxEdit {
  readonly kind: 'mailbox';
  readonly company: string;
  readonly universe: Universe;
  readonly category: Category;
  /** Does the company hold the universe, before? Absent where that isn't known: in the journal. */
  readonly held?: boolean;
  readonly before: string | null;
  readonly after: string | null;
}

export interface SubscriptionEdit {
  readonly kind: 'subscription';
  readonly company: string;
  readonly id: number;
  readonly universe: Universe;
  /** The contact as it was and as it will be: null where there is none. */
  readonly contactBefore: Contact | null;
  readonly contactAfter: Contact | null;
  readonly before: Choices;
  readonly after: Choices;
}

export type Edit = CompanyEdit | ContactEdit | MailboxEdit | SubscriptionEdit;

export type EditsByKind = { readonly [Kind in EditKind]: readonly Extract<Edit, { readonly kind: Kind }>[] };

export function editsByKind(edits: readonly Edit[]): EditsByKind {
  return {
    company: edits.filter((edit) => edit.kind === 'company'),
    contact: edits.filter((edit) => edit.kind === 'contact'),
    mailbox: edits.filter((edit) => edit.kind === 'mailbox'),
    subscription: edits.filter((edit) => edit.kind === 'subscription'),
  };
}

export function partnersIn(edits: readonly Edit[]): Set<string> {
  const rows = edits.flatMap((edit) => (edit.kind === 'company' ? [edit.before, edit.after] : []));
  return new Set(rows.flatMap((company) => company?.partner ?? []));
}

export interface JournaledEdit {
  readonly changeSet: number;
  readonly edit: Edit;
}

export type ChangeAction = 'add' | 'change' | 'remove';

/** Stored values: text, yes/no, a list of universes; for a thing that is added or removed whole, its fields. */
export type ChangeValue = string | boolean | readonly string[] | { readonly [field: string]: ChangeValue } | null;

/** The contact's address is as it will be, or as it was where the contact is removed. */
export interface Change extends Omit<Place, 'id'> {
  readonly action: ChangeAction;
  readonly before: ChangeValue;
  readonly after: ChangeValue;
  /** Whether the contact is notified, for a subscription. */
  readonly effectiveBefore: boolean | null;
  readonly effectiveAfter: boolean | null;
}

/** A company's fields by column, as JSON and the journal have them. */
export function companyFields(company: Company): FieldRecord {
  return fieldRecord(COMPANY_FIELDS, company);
}

/** A contact's fields by column, as JSON and the journal have them. */
export function contactFields(contact: Contact): FieldRecord {
  return fieldRecord(CONTACT_FIELDS, contact);
}

function actionOf(existed: boolean, exists: boolean): ChangeAction {
  if (!existed) return 'add';
  return exists ? 'change' : 'remove';
}

/** Returns the changes that an edit makes, in the order of fields or cells. */
export function changesOf(edit: Edit): Change[] {
  switch (edit.kind) {
    case 'company': {
      const place = companyPlace(edit.company, null);
      return fieldChanges(place, edit.before && companyFields(edit.before), edit.after && companyFields(edit.after));
    }
    case 'contact': {
      const contact = edit.after ?? edit.before;
      // The edit of an erasure on a contact that was removed before.
      if (contact === null) return [];
      const place = contactPlace(contact, null);
      return fieldChanges(place, edit.before && contactFields(edit.before), edit.after && contactFields(edit.after));
    }
    case 'mailbox': {
      if (edit.before === edit.after) return [];
      const place = mailboxPlace(edit.company, edit.universe, edit.category);
      return [change(place, actionOf(edit.before !== null, edit.after !== null), edit.before, edit.after)];
    }
    case 'subscription':
      return cellChanges(edit);
  }
}

function change(place: Place, action: ChangeAction, before: ChangeValue, after: ChangeValue): Change {
  return { ...place, action, before, after, effectiveBefore: null, effectiveAfter: null };
}

function fieldChanges(place: Place, before: FieldRecord | null, after: FieldRecord | null): Change[] {
  if (before === null || after === null) {
    return [change(place, actionOf(before !== null, after !== null), before, after)];
  }
  return Object.keys(after)
    .filter((field) => before[field] !== after[field])
    .map((field) => change({ ...place, field }, 'change', before[field] ?? null, after[field] ?? null));
}

function cellChanges(edit: SubscriptionEdit): Change[] {
  const { company, universe } = edit;
  const contact = (edit.contactAfter ?? edit.contactBefore)?.email ?? null;
  const notified = (who: Contact | null, choices: Choices, cell: Cell): boolean | null =>
    who === null ? null : effective(who, universe, cell, choices).notified;
  return cellsIn(changedCells(edit.before, edit.after)).map((cell): Change => {
    const { category, channel, bit } = cell;
    const [before, after] = [storedIn(edit.before, bit), storedIn(edit.after, bit)];
    return {
      action: actionOf(before !== 'default', after !== 'default'),
      kind: 'subscription',
      company,
      contact,
      universe,
      category,
      channel,
      field: null,
      before,
      after,
      effectiveBefore: notified(edit.contactBefore, edit.before, cell),
      effectiveAfter: notified(edit.contactAfter, edit.after, cell),
    };
  });
}

export interface ChangeCounts {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

export function countChanges(edits: Iterable<Edit>): ChangeCounts {
  const counts = { add: 0, change: 0, remove: 0 };
  for (const edit of edits) {
    if (edit.kind !== 'subscription') {
      for (const { action } of changesOf(edit)) counts[action]++;
      continue;
    }
    // There may be millions of cells: they are counted by their masks.
    const { before, after } = edit;
    counts.add += countCells(after.chosen & ~before.chosen);
    counts.change += countCells(after.chosen & before.chosen & (after.on ^ before.on));
    counts.remove += countCells(before.chosen & ~after.chosen);
  }
  return counts;
}
