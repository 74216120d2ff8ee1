/** The exports of the four kinds. Source: docs/contract/csv.md, "Writing". */
import { columnsOf, COMPANY_FIELDS, SETTABLE_CONTACT_FIELDS } from '../domain/fields.js';
import type { ImportedKind } from '../domain/file-kinds.js';
import { CATEGORIES } from '../domain/vocabulary.js';
import type { Language } from '../messages/index.js';
import { guarded, guardedCode } from './cell.js';
import {
  BOX_COLUMNS,
  columnLabel,
  columnNames,
  READER_COLUMNS,
  REVISION_COLUMN,
  SHAPES,
  type CsvColumn,
  type FileLayout,
} from './columns.js';
import { fold } from './fold.js';
import { BYTE_ORDER_MARK, EXCEL, PLAIN, quotedLines } from './line.js';

/** Takes chunks of text, in order; its promise is done when more may come. */
export type Sink = (chunk: string) => Promise<void>;

/**
 * Chunks handed to the sink are at least this long, in UTF-16 units, but for the last. Strings of 128 KiB and more get pages
 * of their own in V8, which makes the whole twice as slow.
 */
const CHUNK = 48 * 1024;

export interface ExportOptions {
  readonly kind: ImportedKind;
  readonly columns: readonly CsvColumn[];
  /** Byte-order mark, `;`, CRLF, labels as headers, and cells that survive a spreadsheet. */
  readonly excel?: { readonly language: Language };
}

/**
 * Writes an export: the header at once, then the rows as they come. Each has a cell for each column.
 *
 * @returns how many rows it wrote
 */
export async function writeExport(
  sink: Sink,
  { kind, columns, excel }: ExportOptions,
  batches: AsyncIterable<readonly (readonly string[])[]>,
): Promise<number> {
  const { delimiter, lineEnd, spreadsheet } = excel === undefined ? PLAIN : EXCEL;
  const line = await quotedLines(delimiter, lineEnd);
  // A spreadsheet must not take a code for a number or a date.
  const guards = columns.map((column) =>
    spreadsheet && CODE_COLUMNS.includes(column) ? guardedCode : (cell: string) => guarded(cell, spreadsheet),
  );
  const headers =
    excel === undefined ? columns : columns.map((column) => headerLabel(kind, column, columns, excel.language));
  let text = (excel === undefined ? '' : BYTE_ORDER_MARK) + line(headers);
  let count = 0;
  for await (const rows of batches) {
    for (const cells of rows) {
      text += line(guards.map((guard, i) => guard(cells[i] ?? '')));
      if (text.length < CHUNK) continue;
      await sink(text);
      text = '';
    }
    count += rows.length;
  }
  if (text !== '') await sink(text);
  return count;
}

/** Columns with codes and ids: `00075` must not become 75. */
const CODE_COLUMNS: readonly CsvColumn[] = [
  'company',
  ...[...COMPANY_FIELDS, ...SETTABLE_CONTACT_FIELDS]
    .filter(({ type }) => type === 'optional-text' || type === 'optional-company')
    .map(({ column }) => column),
];

/** The columns of an export, in order; the last is `abo_revision`, by which it is imported back. */
export function exportColumns(kind: ImportedKind, layout: FileLayout): readonly CsvColumn[] {
  switch (kind) {
    case 'companies':
      return ['company', ...columnsOf(COMPANY_FIELDS), REVISION_COLUMN];
    case 'contacts':
      return ['company', 'contact', ...columnsOf(SETTABLE_CONTACT_FIELDS), REVISION_COLUMN];
    case 'mailboxes':
      return layout === 'wide'
        ? ['company', 'universe', ...CATEGORIES, REVISION_COLUMN]
        : ['company', 'universe', 'category', 'email', REVISION_COLUMN];
    case 'subscriptions':
      return layout === 'wide'
        ? ['company', 'contact', ...READER_COLUMNS, 'universe', ...BOX_COLUMNS, REVISION_COLUMN]
        : ['company', 'contact', ...READER_COLUMNS, 'universe', 'category', 'channel', 'value', REVISION_COLUMN];
  }
}

/** Returns the label of a column, or its code when the label would be read as another column. */
function headerLabel(kind: ImportedKind, column: CsvColumn, columns: readonly CsvColumn[], language: Language): string {
  const label = columnLabel(column, language);
  const names = SHAPES.filter((shape) => shape.kind === kind).map((shape) => columnNames(shape).byName);
  const fitting = names.filter((byName) => columns.every((each) => byName.get(each) === each));
  return fitting.every((byName) => byName.get(fold(label)) === column) ? label : column;
}
