/** Exports of the four nouns as rows of text, a batch at a time, in the order of forms. Source: docs/contract/csv.md, "Writing". */
import type { FileLayout } from '../../csv/columns.js';
import { CELLS, storedIn } from '../../domain/cells.js';
import { effective } from '../../domain/effective.js';
import type { ImportedKind } from '../../domain/file-kinds.js';
import { COMPANY_FIELDS, fieldText, SETTABLE_CONTACT_FIELDS } from '../../domain/fields.js';
import { choicesIn, mailboxIn, type CompanyState, type ContactState } from '../../domain/model.js';
import { CATEGORIES } from '../../domain/vocabulary.js';
import type { Reader } from '../../storage/store.js';
import { mapped } from './batches.js';
import { hasCell, isAmong, matchesAddress, type Filters, type Scope } from './filters.js';
import { companiesIn, contactsIn, contactStatesIn } from './lists.js';

export interface ExportLook {
  readonly layout: FileLayout;
  readonly values: 'effective' | 'stored';
}

/** @param revision the text of `abo_revision`, the last cell of every row */
export function exportRows(
  kind: ImportedKind,
  reader: Reader,
  scope: Scope,
  look: ExportLook,
  revision: string,
): AsyncIterable<readonly (readonly string[])[]> {
  return mapped(rowsOf(kind, reader, scope, look), (rows) => {
    for (const row of rows) row.push(revision);
    return rows;
  });
}

function rowsOf(
  kind: ImportedKind,
  reader: Reader,
  scope: Scope,
  look: ExportLook,
): AsyncIterable<readonly string[][]> {
  const { filters } = scope;
  switch (kind) {
    case 'companies':
      return mapped(companiesIn(reader, scope), (batch) =>
        batch.map((row) => [row.code, ...COMPANY_FIELDS.map(({ key }) => fieldText(row[key], ''))]),
      );
    case 'contacts':
      return mapped(contactsIn(reader, scope), (batch) =>
        batch.map((row) => [
          row.company,
          row.email,
          ...SETTABLE_CONTACT_FIELDS.map(({ key }) => fieldText(row[key], '')),
        ]),
      );
    case 'mailboxes':
      return mapped(reader.states(scope.selection), (batch) =>
        batch.flatMap((state) => mailboxRows(state, filters, look)),
      );
    case 'subscriptions':
      return mapped(contactStatesIn(reader, scope), (batch) =>
        batch.flatMap((state) => subscriptionRows(state, filters, look)),
      );
  }
}

/** A cell is empty where no address is set, or where the filters leave it out: a later import leaves it as it is. */
function mailboxRows(state: CompanyState, filters: Filters, { layout }: ExportLook): string[][] {
  const { code, universes } = state.company;
  return universes
    .filter((universe) => isAmong(filters.universe, universe))
    .flatMap((universe) => {
      const emails = CATEGORIES.map((category) => {
        const email = mailboxIn(state, universe, category);
        const shown = email !== null && isAmong(filters.category, category) && matchesAddress(filters, email);
        return shown ? email : null;
      });
      return laidOut(layout, [code, universe], CATEGORY_NAMES, emails);
    });
}

function subscriptionRows(state: ContactState, filters: Filters, look: ExportLook): string[][] {
  const { contact } = state;
  const { company, email, name, role, access, universes } = contact;
  return universes
    .filter((universe) => isAmong(filters.universe, universe))
    .flatMap((universe) => {
      const choices = choicesIn(state, universe);
      const texts = CELLS.map((cell) => {
        const { category, channel } = cell;
        const { notified, reason } = effective(contact, universe, cell, choices);
        const stored = storedIn(choices, cell.bit);
        if (!hasCell(filters, { category, channel, notified, stored, reason })) return null;
        if (look.values === 'stored') return stored;
        return notified ? '1' : '0';
      });
      if (texts.every((text) => text === null)) return [];
      const identity = [company, email, name, role, fieldText(access, ''), universe];
      return laidOut(look.layout, identity, CELL_NAMES, texts);
    });
}

const CATEGORY_NAMES = CATEGORIES.map((category) => [category]);
const CELL_NAMES = CELLS.map(({ category, channel }) => [category, channel]);

/**
 * Wide: one row with the text of each cell. Long: one row for each cell that has a text.
 *
 * @param names of the cells, as the long layout writes them
 */
function laidOut(
  layout: FileLayout,
  identity: readonly string[],
  names: readonly (readonly string[])[],
  texts: readonly (string | null)[],
): string[][] {
  if (layout === 'wide') return [[...identity, ...texts.map((text) => text ?? '')]];
  return names.flatMap((name, i) => {
    const text = texts[i] ?? null;
    return text === null ? [] : [[...identity, ...name, text]];
  });
}
