/**
 * Opens a CSV file, finds out what it is, and reads its records as requests (or as questions), in batches, at flat memory.
 * Source: docs/contract/csv.md, "Reading".
 */
import { IMPORTED_KINDS, type FileKind, type ImportedKind } from '../domain/file-kinds.js';
import type { UniverseOrAll } from '../domain/plan/request.js';
import type { Origin, Problem } from '../domain/problems.js';
import type { Constants, Shape } from './columns.js';
import { hasContactBoxes, type Header } from './header.js';
import type { CsvInput } from './input.js';
import { Row } from './row.js';
import { mailboxReader, subscriptionReader } from './rows/cells.js';
import { companyReader, contactReader } from './rows/directory.js';
import type { CellTally, EmptyMeaning, ImportReading, ImportRow, ReadRecord, RecordReader } from './rows/import-row.js';
import { eventReader, expectationReader, type EventRow, type ExpectationRow } from './rows/questions.js';
import { openTable, type Table, type TableOptions } from './table.js';

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

export interface CsvRecord<T> extends ReadRecord<T> {
  readonly origin: Origin;
  /**
   * The cells as they were read, or filled down: fewer or more than the header's when the row is ragged. Don't keep many:
   * each keeps its chunk of the file in memory.
   */
  readonly cells: readonly string[];
  readonly problems: readonly Problem[];
}

export interface CsvBatch<T> {
  readonly records: readonly CsvRecord<T>[];
  /** Those of the records and, in the last batch, the one that stopped the reading. */
  readonly problems: readonly Problem[];
}

/** An open file: close it when done. */
export interface CsvFile<T> extends Omit<Table, 'ragged' | 'batches'> {
  /** Constants without effect: the file has the column itself, or its kind does not know it. */
  readonly unusedConstants: readonly ConstantColumn[];
  /**
   * The records. May be called again, which reads the file again.
   *
   * @throws AboError `file-unreadable`
   */
  batches(): AsyncIterable<CsvBatch<T>>;
  /** The values of the boxes or mailboxes read so far. A file of marks and blanks has `on` and `empty` only. */
  readonly tally: Readonly<CellTally>;
}

type ConstantColumn = 'company' | 'universe';

/**
 * Opens a file of one of the four nouns. What is wrong with the contents is in the header's problems and the batches.
 *
 * @throws AboError `file-not-found`, `file-is-folder`, `file-unreadable`, `unknown-encoding`, `bad-delimiter`,
 *   `unknown-fill-down`
 */
export async function openCsv(input: CsvInput, options: CsvOptions = {}): Promise<CsvFile<ImportRow>> {
  const { kind, updateOnly, empty = 'keep' } = options;
  const mode = updateOnly === true ? 'set' : 'upsert';
  return openFile(input, options, kind ?? IMPORTED_KINDS, (shape, row, tally) =>
    importReader(shape, row, { mode, empty, tally }),
  );
}

/** Opens a file of events (`simulate --events`). Throws as `openCsv`. */
export async function openEvents(input: CsvInput, options: TableOptions = {}): Promise<CsvFile<EventRow>> {
  return openFile(input, options, 'events', (_, row) => eventReader(row));
}

/** Opens a file of expectations (`verify`). Throws as `openCsv`. */
export async function openExpectations(input: CsvInput, options: TableOptions = {}): Promise<CsvFile<ExpectationRow>> {
  return openFile(input, options, 'expectations', (_, row) => expectationReader(row));
}

const NO_TALLY: Readonly<CellTally> = { on: 0, off: 0, default: 0, empty: 0 };

function importReader(shape: Shape, row: Row, reading: ImportReading): RecordReader<ImportRow> {
  switch (shape.kind) {
    case 'companies':
      return companyReader(row, reading);
    case 'contacts':
      return contactReader(row, reading);
    case 'mailboxes':
      return mailboxReader(row, shape.layout, reading);
    case 'subscriptions':
      return subscriptionReader(row, shape.layout, reading);
    case 'events':
    case 'expectations':
      throw new RangeError(`a file of ${shape.kind} can't be imported`);
  }
}

async function openFile<T>(
  input: CsvInput,
  options: CsvOptions,
  kind: FileKind | readonly FileKind[],
  readerOf: (shape: Shape, row: Row, tally: CellTally) => RecordReader<T>,
): Promise<CsvFile<T>> {
  const { constantCompany, constantUniverse } = options;
  const constants = new Map<ConstantColumn, string>();
  if (constantCompany !== undefined) constants.set('company', constantCompany);
  if (constantUniverse !== undefined) constants.set('universe', constantUniverse);
  const table = await openTable(input, options, kind, constants);
  const { header } = table;
  const tally: CellTally = { ...NO_TALLY };
  return {
    ...table,
    tally,
    unusedConstants: [...constants.keys()].filter((column) => !usesConstant(header, column)),
    batches: () => {
      Object.assign(tally, NO_TALLY);
      return readBatches(table, options.source ?? 0, constants, (row) => readerOf(header.shape, row, tally));
    },
  };
}

function usesConstant({ shape, indexes }: Header, column: ConstantColumn): boolean {
  if (indexes.has(column)) return false;
  // In a contacts file, the universe is that of the boxes.
  if (shape.kind === 'contacts' && column === 'universe') return hasContactBoxes(shape, indexes);
  return shape.required.includes(column) || shape.optional.includes(column);
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
        const { row, part } = read();
        const wrong = reading.problems ?? NO_PROBLEMS;
        done.push({ origin, cells, problems: wrong, row, part });
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
