/** Exports of the four nouns as rows of text, a batch at a time, in the order of forms. Source: docs/contract/csv.md, "Writing". */
import type { Layout } from '../../csv/columns.js';
import { CELLS, storedIn } from '../../domain/cells.js';
import { effective } from '../../domain/effective.js';
import { COMPANY_FIELDS, fieldText, SETTABLE_CONTACT_FIELDS } from '../../domain/fields.js';
import {
  choicesIn,
  mailboxIn,
  type Company,
  type CompanyState,
  type Contact,
  type ContactState,
} from '../../domain/model.js';
import { CATEGORIES, UNIVERSES, type Universe } from '../../domain/vocabulary.js';
import type { Reader } from '../../storage/store.js';
import { hasCell, isAmong, matchesAddress, type Scope } from './filters.js';
import { companiesIn, contactsIn, contactStatesIn } from './lists.js';

export type ExportRow = readonly string[];
export type Values = 'effective' | 'stored';

/** @param revision the text of `abo_revision`, the last cell of every row */
export async function* companyRows(
  reader: Reader,
  scope: Scope,
  revision: string,
): AsyncIterable<readonly ExportRow[]> {
  for await (const batch of companiesIn(reader, scope)) yield batch.map((company) => companyRow(company, revision));
}

function companyRow(company: Company, revision: string): ExportRow {
  return [company.code, ...COMPANY_FIELDS.map(({ key }) => fieldText(company[key], '')), revision];
}

export async function* contactRows(
  reader: Reader,
  scope: Scope,
  revision: string,
): AsyncIterable<readonly ExportRow[]> {
  for await (const batch of contactsIn(reader, scope)) yield batch.map((contact) => contactRow(contact, revision));
}

function contactRow(contact: Contact, revision: string): ExportRow {
  const { company, email } = contact;
  return [company, email, ...SETTABLE_CONTACT_FIELDS.map(({ key }) => fieldText(contact[key], '')), revision];
}

export async function* mailboxRows(
  reader: Reader,
  scope: Scope,
  layout: Layout,
  revision: string,
): AsyncIterable<readonly ExportRow[]> {
  for await (const batch of reader.states(scope.selection)) {
    yield batch.flatMap((state) =>
      state.company.universes
        .filter((universe) => isAmong(scope.filters.universe, universe))
        .flatMap((universe) =>
          layout === 'wide'
            ? [wideMailboxRow(state, universe, scope, revision)]
            : longMailboxRows(state, universe, scope, revision),
        ),
    );
  }
}

/** A cell is empty where no address is set, or where the filters leave it out: a later import leaves it as it is. */
function wideMailboxRow(state: CompanyState, universe: Universe, { filters }: Scope, revision: string): ExportRow {
  const cells = CATEGORIES.map((category) => {
    const email = mailboxIn(state, universe, category);
    const shown = email !== null && isAmong(filters.category, category) && matchesAddress(filters, email);
    return shown ? email : '';
  });
  return [state.company.code, universe, ...cells, revision];
}

/** One row a cell that is set. */
function longMailboxRows(state: CompanyState, universe: Universe, { filters }: Scope, revision: string): ExportRow[] {
  return CATEGORIES.flatMap((category): ExportRow[] => {
    const email = mailboxIn(state, universe, category);
    if (email === null || !isAmong(filters.category, category) || !matchesAddress(filters, email)) return [];
    return [[state.company.code, universe, category, email, revision]];
  });
}

export async function* subscriptionRows(
  reader: Reader,
  scope: Scope,
  layout: Layout,
  values: Values,
  revision: string,
): AsyncIterable<readonly ExportRow[]> {
  const row = layout === 'wide' ? wideSubscriptionRows : longSubscriptionRows;
  for await (const batch of contactStatesIn(reader, scope)) {
    yield batch.flatMap((state) =>
      UNIVERSES.filter(
        (universe) => state.contact.universes.includes(universe) && isAmong(scope.filters.universe, universe),
      ).flatMap((universe) => row(state, universe, scope, values, revision)),
    );
  }
}

/** The cells of one contact in one universe; null where the filters leave one out. */
function cellTexts(state: ContactState, universe: Universe, { filters }: Scope, values: Values): (string | null)[] {
  const { contact } = state;
  const choices = choicesIn(state, universe);
  return CELLS.map((cell) => {
    const { category, channel } = cell;
    const { notified, reason } = effective(contact, universe, cell, choices);
    const stored = storedIn(choices, cell.bit);
    if (!hasCell(filters, { category, channel, notified, stored, reason })) return null;
    if (values === 'stored') return stored;
    return notified ? '1' : '0';
  });
}

function identityCells({ company, email, name, role, access }: Contact, universe: Universe): ExportRow {
  return [company, email, name, role, fieldText(access, ''), universe];
}

function wideSubscriptionRows(
  state: ContactState,
  universe: Universe,
  scope: Scope,
  values: Values,
  revision: string,
): ExportRow[] {
  const texts = cellTexts(state, universe, scope, values);
  if (texts.every((text) => text === null)) return [];
  return [[...identityCells(state.contact, universe), ...texts.map((text) => text ?? ''), revision]];
}

function longSubscriptionRows(
  state: ContactState,
  universe: Universe,
  scope: Scope,
  values: Values,
  revision: string,
): ExportRow[] {
  const texts = cellTexts(state, universe, scope, values);
  const identity = identityCells(state.contact, universe);
  return CELLS.flatMap(({ category, channel, index }): ExportRow[] => {
    const text = texts[index];
    return text === undefined || text === null ? [] : [[...identity, category, channel, text, revision]];
  });
}
