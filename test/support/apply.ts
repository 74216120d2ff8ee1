/**
 * A plan's edits applied to a snapshot in memory, one by one, the way a database would. Tests compare plans with it.
 * It throws for a plan that no database could apply.
 */
import { addressKey } from '../../src/domain/address.js';
import type { Choices } from '../../src/domain/cells.js';
import {
  type LoadedSnapshot,
  snapshotOf,
  type Company,
  type CompanyState,
  type Contact,
} from '../../src/domain/model.js';
import type { Edit } from '../../src/domain/plan/edits.js';
import { compareCodePoints } from '../../src/domain/code-point-order.js';
import { UNIVERSES, type Category, type Universe } from '../../src/domain/vocabulary.js';

interface Rows {
  company: Company | null;
  readonly contacts: Map<number, Contact>;
  /** By identity and universe. */
  readonly choices: Map<string, Choices>;
  /** By universe and category. */
  readonly mailboxes: Map<string, { readonly universe: Universe; readonly category: Category; readonly email: string }>;
}

/** The snapshot that the edits lead to. Every row must be what its edit says it was. */
export function applyEdits(before: LoadedSnapshot, edits: readonly Edit[]): LoadedSnapshot {
  const rows = new Map(before.all().map((state) => [state.company.code, rowsOf(state)]));
  for (const edit of edits) {
    const company = rows.get(edit.company) ?? rowsOf(undefined);
    rows.set(edit.company, company);
    apply(company, edit);
  }
  return snapshotOf([...rows.values()].flatMap(stateOf));
}

function rowsOf(state: CompanyState | undefined): Rows {
  const rows: Rows = { company: state?.company ?? null, contacts: new Map(), choices: new Map(), mailboxes: new Map() };
  for (const { contact, choices } of state?.contacts ?? []) {
    rows.contacts.set(contact.id, contact);
    for (const universe of UNIVERSES) {
      const chosen = choices[universe];
      if (chosen !== undefined) rows.choices.set(`${contact.id} ${universe}`, chosen);
    }
  }
  for (const universe of UNIVERSES) {
    for (const [category, email] of Object.entries(state?.mailboxes[universe] ?? {})) {
      rows.mailboxes.set(`${universe} ${category}`, { universe, category: category as Category, email });
    }
  }
  return rows;
}

function apply(rows: Rows, edit: Edit): void {
  switch (edit.kind) {
    case 'company':
      must(same(rows.company, edit.before), edit);
      rows.company = edit.after;
      return;
    case 'contact':
      must(same(rows.contacts.get(edit.id) ?? null, edit.before), edit);
      if (edit.after === null) rows.contacts.delete(edit.id);
      else rows.contacts.set(edit.id, edit.after);
      return;
    case 'mailbox': {
      const key = `${edit.universe} ${edit.category}`;
      must((rows.mailboxes.get(key)?.email ?? null) === edit.before, edit);
      if (edit.after === null) rows.mailboxes.delete(key);
      else rows.mailboxes.set(key, { universe: edit.universe, category: edit.category, email: edit.after });
      return;
    }
    case 'subscription': {
      const key = `${edit.id} ${edit.universe}`;
      must(same(rows.choices.get(key) ?? { chosen: 0, on: 0 }, edit.before), edit);
      must(same(rows.contacts.get(edit.id) ?? null, edit.contactAfter), edit);
      must((edit.after.on & ~edit.after.chosen) === 0, edit);
      if (edit.after.chosen === 0) rows.choices.delete(key);
      else rows.choices.set(key, edit.after);
      return;
    }
  }
}

function stateOf({ company, contacts, choices, mailboxes }: Rows): CompanyState[] {
  if (company === null) {
    if (contacts.size + choices.size + mailboxes.size > 0) throw new Error('a removed company leaves rows behind');
    return [];
  }
  const addresses: Partial<Record<Universe, Partial<Record<Category, string>>>> = {};
  for (const { universe, category, email } of mailboxes.values()) {
    addresses[universe] = { ...addresses[universe], [category]: email };
  }
  const states = [...contacts.values()].map((contact) => {
    const own: Partial<Record<Universe, Choices>> = {};
    for (const universe of UNIVERSES) {
      const chosen = choices.get(`${contact.id} ${universe}`);
      if (chosen !== undefined) own[universe] = chosen;
    }
    return { contact, choices: own, key: addressKey(contact.email) };
  });
  return [
    {
      company,
      contacts: states
        .sort((a, b) => compareCodePoints(a.key, b.key))
        .map(({ contact, choices: own }) => ({ contact, choices: own })),
      mailboxes: addresses,
    },
  ];
}

function must(holds: boolean, edit: Edit): void {
  if (!holds) throw new Error(`stale or inconsistent edit: ${JSON.stringify(edit)}`);
}

function same(a: object | null, b: object | null): boolean {
  const text = (value: object | null): string => JSON.stringify(value, value === null ? [] : undefined);
  return text(a) === text(b);
}

/** A snapshot as plain data, for comparing: empty entries are left out. */
export function plain(states: Iterable<CompanyState>): unknown {
  return [...states]
    .sort((a, b) => compareCodePoints(a.company.code, b.company.code))
    .map(({ company, contacts, mailboxes }) => ({
      company,
      contacts,
      mailboxes: Object.fromEntries(Object.entries(mailboxes).filter(([, row]) => Object.keys(row).length > 0)),
    }));
}
