/**
 * The kinds of file, their layouts and columns, and the names by which a header may call a column.
 * Source: docs/contract/csv.md, "The files" and "Headers".
 */
import { cellName, CELLS, type CellName } from '../domain/cells.js';
import { columnsOf, COMPANY_FIELDS, SETTABLE_CONTACT_FIELDS } from '../domain/fields.js';
import type { FileKind } from '../domain/file-kinds.js';
import { CATEGORIES, type Category } from '../domain/vocabulary.js';
import { LANGUAGES, messagesIn, type Language } from '../messages/index.js';
import { COLUMN_CODES, type ColumnCode } from '../messages/labels.js';
import { COLUMN_ALIASES } from './aliases.js';
import { fold } from './fold.js';

/** Wide: a row a company × universe or contact × universe. Long: a row a cell. Null: the kind has just one. */
export type FileLayout = 'wide' | 'long';

export const REVISION_COLUMN = 'abo_revision';
export type CsvColumn = ColumnCode | Category | CellName | typeof REVISION_COLUMN;

/** The values of columns that the command line supplies for files that lack them. */
export type Constants = ReadonlyMap<CsvColumn, string>;

/** The 14 boxes, in the order of `CELLS`. */
export const BOX_COLUMNS: readonly CellName[] = CELLS.map(cellName);

export interface Shape {
  readonly kind: FileKind;
  readonly layout: FileLayout | null;
  readonly required: readonly CsvColumn[];
  readonly optional: readonly CsvColumn[];
  /** Columns that may be there, but of which one at least must be for the file to say anything. */
  readonly values: readonly CsvColumn[];
}

const shape = (
  kind: FileKind,
  layout: FileLayout | null,
  required: readonly CsvColumn[],
  optional: readonly CsvColumn[],
  values: readonly CsvColumn[] = [],
): Shape => ({ kind, layout, required, optional, values });

/** What a subscriptions file says of the contact, for its readers. */
export const READER_COLUMNS = ['name', 'role', 'access'] as const;

/** In the order in which a header that fits several is taken for one. */
export const SHAPES: readonly Shape[] = [
  shape('expectations', null, ['event', 'company', 'channel', 'recipient', 'expected'], ['universe']),
  shape('events', null, ['event', 'company'], ['universe', 'id']),
  shape(
    'subscriptions',
    'long',
    ['company', 'contact', 'universe', 'category', 'channel', 'value'],
    [...READER_COLUMNS, REVISION_COLUMN],
  ),
  shape('subscriptions', 'wide', ['company', 'contact', 'universe'], [...READER_COLUMNS, REVISION_COLUMN], BOX_COLUMNS),
  // `universes` before `universe`: the French label is that of both, and a contact's own is the first.
  shape(
    'contacts',
    null,
    ['company', 'contact'],
    [...columnsOf(SETTABLE_CONTACT_FIELDS), 'new_email', 'universe', ...BOX_COLUMNS, REVISION_COLUMN],
  ),
  shape('mailboxes', 'long', ['company', 'universe', 'category', 'email'], [REVISION_COLUMN]),
  shape('mailboxes', 'wide', ['company', 'universe'], [REVISION_COLUMN], CATEGORIES),
  shape('companies', null, ['company'], [...columnsOf(COMPANY_FIELDS), REVISION_COLUMN]),
];

/** Every column that a file of the shape may have. */
export function columnsOfShape(shape: Shape): readonly CsvColumn[] {
  return [...shape.required, ...shape.optional, ...shape.values];
}

/** The name of a column in a language: its label, or for what has none, its code. */
export function columnLabel(column: CsvColumn, language: Language): string {
  const { labels } = messagesIn[language];
  const code = COLUMN_CODES.find((known) => known === column);
  if (code !== undefined) return labels.column[code];
  const category = CATEGORIES.find((known) => known === column);
  if (category !== undefined) return labels.category[category];
  const cell = CELLS.find((known) => cellName(known) === column);
  return cell === undefined ? column : `${labels.category[cell.category]} ${labels.channel[cell.channel]}`;
}

/** Every name of a column: code, labels, aliases. */
function namesOf(column: CsvColumn): readonly string[] {
  const code = COLUMN_CODES.find((known) => known === column);
  return [
    column,
    ...LANGUAGES.map((language) => columnLabel(column, language)),
    ...(code === undefined ? [] : (COLUMN_ALIASES[code] ?? [])),
  ];
}

export interface ColumnNames {
  /** By folded name. */
  readonly byName: ReadonlyMap<string, CsvColumn>;
  /** As people write them, for hints. */
  readonly spelled: ReadonlyMap<string, CsvColumn>;
}

const known = new Map<Shape, ColumnNames>();

/** The names that a header of this shape may use. Where two columns share a name, it is the first one's. */
export function columnNames(shape: Shape): ColumnNames {
  const found = known.get(shape);
  if (found !== undefined) return found;
  const byName = new Map<string, CsvColumn>();
  const spelled = new Map<string, CsvColumn>();
  for (const column of columnsOfShape(shape)) {
    for (const name of namesOf(column)) {
      if (byName.has(fold(name))) continue;
      byName.set(fold(name), column);
      spelled.set(name, column);
    }
  }
  const names = { byName, spelled };
  known.set(shape, names);
  return names;
}

/** The columns added to a file of rejects, in order. */
export const REJECT_COLUMNS = ['_abo_line', '_abo_code', '_abo_column', '_abo_message'] as const;

/** Returns how many of the last columns belong to a file of rejects: all four or none. */
export function rejectColumnsIn(headers: readonly string[]): number {
  const last = headers.slice(-REJECT_COLUMNS.length).map(fold);
  return REJECT_COLUMNS.every((column, i) => last[i] === column) ? REJECT_COLUMNS.length : 0;
}

/** The letter of a spreadsheet's column, from its index: A, B… Z, AA. */
export function columnLetter(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetter(Math.floor(index / 26) - 1) + letter;
}
