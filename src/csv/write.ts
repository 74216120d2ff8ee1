/**
 * CSV out: lines for any table, and the exports of the four kinds. Source: docs/contract/csv.md, "Writing".
 */
import type { ImportedKind } from '../domain/file-kinds.js';
import { CATEGORIES } from '../domain/vocabulary.js';
import type { Language } from '../messages/index.js';
import { guarded, guardedCode } from './cell.js';
import { BOX_COLUMNS, columnLabel, columnNames, REVISION_COLUMN, SHAPES, type Column, type Layout } from './columns.js';
import { fold } from './fold.js';

export interface Dialect {
  readonly delimiter: string;
  readonly lineEnd: string;
  /** For a spreadsheet: cells that it would run as a formula are disarmed. */
  readonly spreadsheet: boolean;
}

export const PLAIN: Dialect = { delimiter: ',', lineEnd: '\n', spreadsheet: false };
export const EXCEL: Dialect = { delimiter: ';', lineEnd: '\r\n', spreadsheet: true };
export const BYTE_ORDER_MARK = '\ufeff';

/** One line of CSV, with its line end. Each cell reads back as it is. */
export function csvLine(cells: readonly string[], dialect: Dialect): string {
  let line = '';
  for (let i = 0; i < cells.length; i++) {
    if (i > 0) line += dialect.delimiter;
    line += quoted(guarded(cells[i] ?? '', dialect.spreadsheet), dialect.delimiter);
  }
  // A line with nothing on it would be no record.
  return (line === '' ? '""' : line) + dialect.lineEnd;
}

const CR = 13;
const LF = 10;
const QUOTE = 34;

/** A cell in quotes where it needs them. */
export function quoted(cell: string, delimiter: string): string {
  const separator = delimiter.charCodeAt(0);
  for (let i = 0; i < cell.length; i++) {
    const unit = cell.charCodeAt(i);
    if (unit === QUOTE || unit === separator || unit === LF || unit === CR) return `"${cell.replaceAll('"', '""')}"`;
  }
  return cell;
}

/** Takes chunks of text, in order; its promise is done when more may come. */
export type Sink = (chunk: string) => Promise<void>;

/**
 * Chunks handed to the sink are at least this long, in UTF-16 units, but for the last. Strings of 128 KiB and more get pages
 * of their own in V8, which makes the whole twice as slow.
 */
const CHUNK = 48 * 1024;

export interface ExportOptions {
  readonly kind: ImportedKind;
  readonly columns: readonly Column[];
  /** Byte-order mark, `;`, CRLF, labels as headers, and cells that survive a spreadsheet. */
  readonly excel?: { readonly language: Language };
}

/** Writes an export: the header at once, then the rows as they come. Call `end` when there are no more. */
export class CsvWriter {
  #text: string;
  readonly #dialect: Dialect;
  /** Columns with codes, which a spreadsheet must not take for numbers or dates. */
  readonly #codes: readonly boolean[];

  constructor(
    private readonly sink: Sink,
    { kind, columns, excel }: ExportOptions,
  ) {
    this.#dialect = excel === undefined ? PLAIN : EXCEL;
    this.#codes = columns.map((column) => excel !== undefined && CODE_COLUMNS.includes(column));
    const headers = columns.map((column) =>
      excel === undefined ? column : headerLabel(kind, column, columns, excel.language),
    );
    this.#text = (excel === undefined ? '' : BYTE_ORDER_MARK) + csvLine(headers, this.#dialect);
  }

  /** Each row has a cell for each column. */
  async write(rows: Iterable<readonly string[]>): Promise<void> {
    for (const cells of rows) {
      this.#text += this.#line(cells);
      if (this.#text.length >= CHUNK) await this.#flush();
    }
  }

  async end(): Promise<void> {
    if (this.#text !== '') await this.#flush();
  }

  #line(cells: readonly string[]): string {
    const { delimiter, lineEnd, spreadsheet } = this.#dialect;
    if (!spreadsheet) return csvLine(cells, this.#dialect);
    let line = '';
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] ?? '';
      if (i > 0) line += delimiter;
      line += quoted(this.#codes[i] === true ? guardedCode(cell) : guarded(cell, true), delimiter);
    }
    return (line === '' ? '""' : line) + lineEnd;
  }

  async #flush(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    await this.sink(text);
  }
}

const CODE_COLUMNS: readonly Column[] = ['company', 'partner', 'ref'];

/** The columns of an export, in order; the last is `abo_revision`, by which it is imported back. */
export function exportColumns(kind: ImportedKind, layout: Layout): readonly Column[] {
  switch (kind) {
    case 'companies':
      return ['company', 'name', 'universes', 'partner', 'partner_universe', REVISION_COLUMN];
    case 'contacts':
      return ['company', 'contact', 'name', 'role', 'access', 'universes', 'ref', REVISION_COLUMN];
    case 'mailboxes':
      return layout === 'wide'
        ? ['company', 'universe', ...CATEGORIES, REVISION_COLUMN]
        : ['company', 'universe', 'category', 'email', REVISION_COLUMN];
    case 'subscriptions':
      return layout === 'wide'
        ? ['company', 'contact', 'name', 'role', 'access', 'universe', ...BOX_COLUMNS, REVISION_COLUMN]
        : ['company', 'contact', 'name', 'role', 'access', 'universe', 'category', 'channel', 'value', REVISION_COLUMN];
  }
}

/** The label of a column, or its code where the label would be read as another column of such a file. */
function headerLabel(kind: ImportedKind, column: Column, columns: readonly Column[], language: Language): string {
  const label = columnLabel(column, language);
  const readAs = SHAPES.filter((shape) => shape.kind === kind && columns.every((each) => hasColumn(shape, each))).map(
    (shape) => columnNames(shape).byName.get(fold(label)),
  );
  return readAs.every((read) => read === column) ? label : column;
}

function hasColumn(shape: (typeof SHAPES)[number], column: Column): boolean {
  return columnNames(shape).byName.get(column) === column;
}
