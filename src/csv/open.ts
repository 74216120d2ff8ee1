/**
 * Opens a CSV file, finds out what it is, and reads its records as requests (or as questions), in batches, at flat memory.
 * Source: docs/contract/csv.md, "Reading".
 */
import { IMPORTED_KINDS, type FileKind, type ImportedKind } from '../domain/file-kinds.js';
import type { UniverseOrAll } from '../domain/plan/request.js';
import type { ColumnPlace, Origin, Problem, ProblemSource } from '../domain/problems.js';
import type { CsvColumn, Layout, Shape } from './columns.js';
import type { Encoding } from './encoding.js';
import type { Header } from './header.js';
import type { CsvInput } from './input.js';
import { Row, type Constants } from './row.js';
import { longMailboxReader, longSubscriptionReader, wideMailboxReader, wideSubscriptionReader } from './rows/cells.js';
import { companyReader, contactReader } from './rows/directory.js';
import {
  Damaged,
  type CellTally,
  type EmptyMeaning,
  type ImportReading,
  type ImportRow,
  type RecordReader,
} from './rows/import-row.js';
import { eventReader, expectationReader, type EventRow, type ExpectationRow } from './rows/questions.js';
import { openTable, type Table, type TableOptions, type TextLook } from './table.js';

/** How a file is read, by the names of the flags. */
export interface CsvOptions extends TableOptions {
  /** The value of `company` in every row of a file that lacks the column. */
  readonly constantCompany?: string | undefined;
  /** The same for `universe`. */
  readonly constantUniverse?: UniverseOrAll | undefined;
  /** Undefined: the header decides. */
  readonly kind?: ImportedKind | undefined;
  /** Companies and contacts that do not exist are an error, and are not created. */
  readonly updateOnly?: boolean | undefined;
  /** Default: keep. */
  readonly empty?: EmptyMeaning | undefined;
}

export interface CsvRecord<T> {
  readonly origin: Origin;
  /**
   * The cells as they were read, or filled down: fewer or more than the header's when the row is ragged. Don't keep many:
   * each keeps its chunk of the file in memory.
   */
  readonly cells: readonly string[];
  /** `row` is null when there is one. */
  readonly problems: readonly Problem[];
  readonly row: T | null;
  /** The readable part of a record with problems, in which further problems are looked for. */
  readonly part: Partial<T> | null;
}

export interface CsvBatch<T> {
  readonly records: readonly CsvRecord<T>[];
  /** Those of the records and, in the last batch, the one that stopped the reading. */
  readonly problems: readonly Problem[];
}

/** An open file: close it when done. */
export interface CsvFile<T> extends ProblemSource {
  readonly name: string;
  /** Of the bytes as they are, in hexadecimal. */
  readonly sha256: string;
  /** How many bytes there are, and how many of them the latest `batches` has read. */
  readonly size: number;
  bytesRead(): number;
  readonly encoding: Encoding;
  /** Null when the file could not be read as far as its header. */
  readonly delimiter: string | null;
  readonly kind: FileKind;
  readonly layout: Layout | null;
  /** The header as it was read: one row, two of the portal's dashboard, none when the file can't be read. */
  readonly headerRows: readonly (readonly string[])[];
  /** The header, one text a column; of two rows, both joined. */
  readonly headers: readonly string[];
  /** Null when the file could not be read as far as its header. */
  readonly look: TextLook | null;
  /** Columns that the file has, by code. */
  readonly columns: readonly CsvColumn[];
  /** Constants without effect: the file has the column itself, or its kind does not know it. */
  readonly unusedConstants: readonly ('company' | 'universe')[];
  /** Problems of the file or its header. When rows can't be read because of one, there are none. */
  readonly problems: readonly Problem[];
  /**
   * The records. May be called again, which reads the file again.
   *
   * @throws AboError `file-unreadable`
   */
  batches(): AsyncIterable<CsvBatch<T>>;
  /** The values of the boxes or mailboxes read so far. A file of marks and blanks has `on` and `empty` only. */
  readonly tally: Readonly<CellTally>;
  close(): Promise<void>;
}

/**
 * Opens a file of one of the four nouns. What is wrong with the contents is in `problems` and the batches.
 *
 * @throws AboError `file-not-found`, `file-is-folder`, `file-unreadable`, `unknown-encoding`, `bad-delimiter`,
 *   `unknown-fill-down`
 */
export async function openCsv(input: CsvInput, options: CsvOptions = {}): Promise<CsvFile<ImportRow>> {
  const tally: CellTally = { on: 0, off: 0, default: 0, empty: 0 };
  const reading: ImportReading = {
    mode: options.updateOnly === true ? 'set' : 'upsert',
    empty: options.empty ?? 'keep',
    tally,
  };
  return openFile(input, options, options.kind ?? IMPORTED_KINDS, tally, (shape, row) =>
    importReader(shape, row, reading),
  );
}

/** Opens a file of events (`simulate --events`). Throws as `openCsv`. */
export async function openEvents(input: CsvInput, options: TableOptions = {}): Promise<CsvFile<EventRow>> {
  return openFile(input, options, 'events', noTally(), (_, row) => eventReader(row));
}

/** Opens a file of expectations (`verify`). Throws as `openCsv`. */
export async function openExpectations(input: CsvInput, options: TableOptions = {}): Promise<CsvFile<ExpectationRow>> {
  return openFile(input, options, 'expectations', noTally(), (_, row) => expectationReader(row));
}

const noTally = (): CellTally => ({ on: 0, off: 0, default: 0, empty: 0 });

function importReader(shape: Shape, row: Row, reading: ImportReading): RecordReader<ImportRow> {
  switch (shape.kind) {
    case 'companies':
      return companyReader(row, reading);
    case 'contacts':
      return contactReader(row, reading);
    case 'mailboxes':
      return shape.layout === 'long' ? longMailboxReader(row, reading) : wideMailboxReader(row, reading);
    case 'subscriptions':
      return shape.layout === 'long' ? longSubscriptionReader(row, reading) : wideSubscriptionReader(row, reading);
    case 'events':
    case 'expectations':
      throw new RangeError(`a file of ${shape.kind} can't be imported`);
  }
}

async function openFile<T>(
  input: CsvInput,
  options: CsvOptions,
  kind: FileKind | readonly FileKind[],
  tally: CellTally,
  readerOf: (shape: Shape, row: Row) => RecordReader<T>,
): Promise<CsvFile<T>> {
  const constants = new Map<'company' | 'universe', string>();
  const { constantCompany, constantUniverse } = options;
  if (constantCompany !== undefined) constants.set('company', constantCompany);
  if (constantUniverse !== undefined) constants.set('universe', constantUniverse);
  const table = await openTable(input, options, kind, constants);
  const common = { name: table.name, sha256: table.sha256, encoding: table.encoding, tally };
  if ('problem' in table) {
    return {
      ...common,
      size: 0,
      bytesRead: () => 0,
      delimiter: null,
      kind: typeof kind === 'string' ? kind : (kind[0] ?? 'companies'),
      layout: null,
      headerRows: [],
      headers: [],
      look: null,
      columns: [],
      unusedConstants: [],
      problems: [table.problem],
      batches: noBatches,
      columnOf: () => null,
      close: () => Promise.resolve(),
    };
  }
  const { header } = table;
  const { shape } = header;
  return {
    ...common,
    size: table.size,
    bytesRead: () => table.bytesRead(),
    delimiter: table.delimiter,
    kind: shape.kind,
    layout: shape.layout,
    headerRows: header.rows,
    headers: header.texts,
    look: table.look,
    columns: [...header.indexes.keys()],
    unusedConstants: [...constants.keys()].filter((column) => !usesConstant(header, column)),
    problems: header.problems,
    batches: () => {
      Object.assign(tally, noTally());
      return header.readable
        ? readBatches(table, options.source ?? 0, constants, (row) => readerOf(shape, row))
        : noBatches();
    },
    columnOf: (column: string): ColumnPlace | null => header.placeOf(column),
    close: () => table.close(),
  };
}

async function* noBatches(): AsyncIterable<never> {
  // Nothing could be read.
}

function usesConstant(header: Header, column: 'company' | 'universe'): boolean {
  if (header.indexes.has(column)) return false;
  const { kind, required, optional } = header.shape;
  // In a contacts file, the universe is that of the boxes.
  if (kind === 'contacts' && column === 'universe')
    return [...header.indexes.keys()].some((code) => code.includes('.'));
  return required.includes(column) || optional.includes(column);
}

async function* readBatches<T>(
  table: Table,
  source: number,
  constants: Constants,
  readerOf: (row: Row) => RecordReader<T>,
): AsyncIterable<CsvBatch<T>> {
  const reading = new Row(table.header, constants);
  const read = readerOf(reading);
  let count = 0;
  for await (const { records, stopped } of table.batches()) {
    const problems: Problem[] = [];
    const done: CsvRecord<T>[] = [];
    for (const { cells, line } of records) {
      const origin = { source, line, record: ++count };
      const ragged = table.ragged(cells, origin);
      if (ragged === null) {
        reading.start(cells, origin);
        const value = read();
        const wrong = reading.problems ?? NO_PROBLEMS;
        const row = value === undefined || value instanceof Damaged ? null : value;
        done.push({ origin, cells, problems: wrong, row, part: value instanceof Damaged ? value.part : null });
        if (wrong.length > 0) problems.push(...wrong);
      } else {
        done.push({ origin, cells, problems: [ragged], row: null, part: null });
        problems.push(ragged);
      }
    }
    if (stopped !== null) problems.push(stopped);
    if (done.length > 0 || problems.length > 0) yield { records: done, problems };
  }
}

const NO_PROBLEMS: readonly Problem[] = [];
