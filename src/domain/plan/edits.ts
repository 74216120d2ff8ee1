/**
 * What a plan changes. An `Edit` is the unit that is written and journaled: a company, a contact, a mailbox cell, or one
 * contact's choices in one universe. A `Change` is the unit that people, JSON and totals see: a field or a cell.
 * Source: docs/contract/cli.md, "A plan".
 */
import { CELLS, countCells, storedIn, type Choices, type Stored } from '../cells.js';
import { effective } from '../effective.js';
import { COMPANY_FIELDS, CONTACT_FIELDS, fieldRecord, type FieldValue } from '../fields.js';
import type { Company, Contact } from '../model.js';
import type { Category, Channel, Universe } from '../vocabulary.js';

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

export interface EditsByKind {
  readonly company: readonly CompanyEdit[];
  readonly contact: readonly ContactEdit[];
  readonly mailbox: readonly MailboxEdit[];
  readonly subscription: readonly SubscriptionEdit[];
}

/** Each kind in the order of the plan. */
export function editsByKind(edits: readonly Edit[]): EditsByKind {
  return {
    company: edits.filter((edit) => edit.kind === 'company'),
    contact: edits.filter((edit) => edit.kind === 'contact'),
    mailbox: edits.filter((edit) => edit.kind === 'mailbox'),
    subscription: edits.filter((edit) => edit.kind === 'subscription'),
  };
}

/** An edit that was made, as the journal has it. */
export interface JournaledEdit {
  readonly changeSet: number;
  readonly edit: Edit;
}

export type ChangeAction = 'add' | 'change' | 'remove';

/** Stored values: text, yes/no, a list of universes; for a thing that is added or removed whole, its fields. */
export type ChangeValue = string | boolean | readonly string[] | { readonly [field: string]: ChangeValue } | null;

export interface Change {
  readonly action: ChangeAction;
  readonly kind: Edit['kind'];
  readonly company: string;
  /** The contact's address: as it will be, or was when it is removed. */
  readonly contact: string | null;
  readonly universe: Universe | null;
  readonly category: Category | null;
  readonly channel: Channel | null;
  /** The field of a company or contact; null for the whole of it. */
  readonly field: string | null;
  readonly before: ChangeValue;
  readonly after: ChangeValue;
  /** Whether the contact is notified, for a subscription. */
  readonly effectiveBefore: boolean | null;
  readonly effectiveAfter: boolean | null;
}

/** A company's fields by column, as JSON and the journal have them. */
export function companyFields(company: Company): Readonly<Record<string, FieldValue>> {
  return fieldRecord(COMPANY_FIELDS, company);
}

/** A contact's fields by column, as JSON and the journal have them. */
export function contactFields(contact: Contact): Readonly<Record<string, FieldValue>> {
  return fieldRecord(CONTACT_FIELDS, contact);
}

const NOTHING = {
  contact: null,
  universe: null,
  category: null,
  channel: null,
  field: null,
  effectiveBefore: null,
  effectiveAfter: null,
} as const;

function actionOf(before: unknown, after: unknown): ChangeAction {
  if (before === null) return 'add';
  return after === null ? 'remove' : 'change';
}

/** The changes that an edit makes, in the order of fields or cells. */
export function changesOf(edit: Edit): Change[] {
  switch (edit.kind) {
    case 'company':
      return fieldChanges(
        edit,
        null,
        edit.before && companyFields(edit.before),
        edit.after && companyFields(edit.after),
      );
    case 'contact':
      return fieldChanges(
        edit,
        (edit.after ?? edit.before)?.email ?? null,
        edit.before && contactFields(edit.before),
        edit.after && contactFields(edit.after),
      );
    case 'mailbox':
      if (edit.before === edit.after) return [];
      return [
        {
          ...NOTHING,
          action: actionOf(edit.before, edit.after),
          kind: 'mailbox',
          company: edit.company,
          universe: edit.universe,
          category: edit.category,
          before: edit.before,
          after: edit.after,
        },
      ];
    case 'subscription':
      return cellChanges(edit);
  }
}

function fieldChanges(
  edit: CompanyEdit | ContactEdit,
  contact: string | null,
  before: Readonly<Record<string, ChangeValue>> | null,
  after: Readonly<Record<string, ChangeValue>> | null,
): Change[] {
  const change = (field: string | null, from: ChangeValue, to: ChangeValue): Change => ({
    ...NOTHING,
    action: field === null ? actionOf(before, after) : 'change',
    kind: edit.kind,
    company: edit.company,
    contact,
    field,
    before: from,
    after: to,
  });
  // The edit of an erasure on a contact that was removed before.
  if (before === null && after === null) return [];
  if (before === null || after === null) return [change(null, before, after)];
  return Object.keys(after)
    .filter((field) => !sameValue(before[field], after[field]))
    .map((field) => change(field, before[field] ?? null, after[field] ?? null));
}

function sameValue(a: ChangeValue | undefined, b: ChangeValue | undefined): boolean {
  return Array.isArray(a) && Array.isArray(b) ? a.join() === b.join() : a === b;
}

const CELL_ACTION = (before: Stored, after: Stored): ChangeAction => {
  if (before === 'default') return 'add';
  return after === 'default' ? 'remove' : 'change';
};

function cellChanges(edit: SubscriptionEdit): Change[] {
  const contact = edit.contactAfter ?? edit.contactBefore;
  const notified = (who: Contact | null, choices: Choices, cell: (typeof CELLS)[number]): boolean | null =>
    who === null ? null : effective(who, edit.universe, cell, choices).notified;
  return CELLS.flatMap((cell): Change[] => {
    const before = storedIn(edit.before, cell.bit);
    const after = storedIn(edit.after, cell.bit);
    if (before === after) return [];
    return [
      {
        action: CELL_ACTION(before, after),
        kind: 'subscription',
        company: edit.company,
        contact: contact?.email ?? null,
        universe: edit.universe,
        category: cell.category,
        channel: cell.channel,
        field: null,
        before,
        after,
        effectiveBefore: notified(edit.contactBefore, edit.before, cell),
        effectiveAfter: notified(edit.contactAfter, edit.after, cell),
      },
    ];
  });
}

export interface ChangeCounts {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

/** Totals by action. */
export function countChanges(edits: Iterable<Edit>): ChangeCounts {
  const counts = { add: 0, change: 0, remove: 0 };
  for (const edit of edits) {
    if (edit.kind !== 'subscription') {
      for (const { action } of changesOf(edit)) counts[action]++;
      continue;
    }
    // Millions of cells: counted by their masks.
    const { before, after } = edit;
    counts.add += countCells(after.chosen & ~before.chosen);
    counts.change += countCells(after.chosen & before.chosen & (after.on ^ before.on));
    counts.remove += countCells(before.chosen & ~after.chosen);
  }
  return counts;
}
