/**
 * An input as a table: its header, and its records in batches. What comes before the meaning of cells: encoding, delimiter,
 * lines above the header, filling down, blank and ragged rows. Source: docs/contract/csv.md, "Reading" and "Size".
 */
import type { FileKind } from '../domain/file-kinds.js';
import {
  columnAt,
  type Origin,
  type Problem,
  type ProblemCode,
  type ProblemDetail,
  type ProblemSource,
} from '../domain/problems.js';
import { AboError } from '../errors.js';
import { columnNames, rejectColumnsIn, type Constants } from './columns.js';
import { decode, parseEncoding, scan, UndecodableText, type Encoding, type Scan } from './encoding.js';
import { fold } from './fold.js';
import { readHeader, unreadableHeader, type Header } from './header.js';
import { openInput, type CsvInput, type InputBytes } from './input.js';
import { nearest } from '../nearest.js';
import { parseDelimiter, readPreamble, type Preamble } from './preamble.js';
import { MAX_RECORD, RecordSplitter, type QuoteFault, type SplitRecord } from './split.js';

export interface TableOptions {
  /** The file's index among the input's, for `Origin.source`. */
  readonly source?: number;
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly skipRows?: number | undefined;
  /** Codes or headers of columns whose empty cells take the value above. */
  readonly fillDown?: readonly string[];
}

/** Records in order, with empty cells filled down; without blank records and the header. */
export interface TableBatch {
  readonly records: readonly SplitRecord[];
  /** What stopped the reading, in the last batch: a bad quote, broken text. */
  readonly stopped: Problem | null;
}

/** The rest of a text's form: what rejected rows are written with, beside the encoding and delimiter. */
export interface TextLook {
  /** With a byte-order mark. */
  readonly marked: boolean;
  /** The lines above the header (`sep=;`, lines to skip, blank ones), with their line ends. */
  readonly preamble: string;
  readonly lineEnd: string;
}

/** An open file whose header was read. Close it when done. */
export interface Table extends ProblemSource {
  /** How many bytes the file has, and how many of them the latest `batches` has read. */
  readonly size: number;
  bytesRead(): number;
  /** Of the bytes as they are, in hexadecimal. */
  readonly sha256: string;
  readonly encoding: Encoding;
  /** Null, as `look`, when the file could not be read as far as its header. */
  readonly delimiter: string | null;
  readonly look: TextLook | null;
  /** With the problems of the file and its header. When rows can't be read because of one, there are none. */
  readonly header: Header;
  /** Returns the problem of a record with too few or too many cells. */
  ragged(cells: readonly string[], origin: Origin): Problem | null;
  /**
   * May be called again; each call reads the file from its start.
   *
   * @throws AboError `file-unreadable`
   */
  batches(): AsyncIterable<TableBatch>;
  close(): Promise<void>;
}

/** What stands above the rows, and the records that may be the header. */
interface Top {
  readonly preamble: Preamble;
  readonly look: TextLook;
  readonly first: SplitRecord;
  readonly second: SplitRecord | undefined;
}

/**
 * Opens an input and reads its header. What is wrong with the contents is a problem, not an error.
 *
 * @throws AboError `file-not-found`, `file-is-folder`, `file-unreadable`, `unknown-encoding`, `bad-delimiter`,
 *   `unknown-fill-down`
 */
export async function openTable(
  input: CsvInput,
  options: TableOptions,
  kind: FileKind | readonly FileKind[],
  constants: Constants,
): Promise<Table> {
  const wanted = options.encoding === undefined ? null : parseEncoding(options.encoding);
  const delimiter = options.delimiter === undefined ? null : parseDelimiter(options.delimiter);
  const bytes = await openInput(input);
  try {
    const scanned = await scan(bytes, wanted);
    const reader = new TableReader(bytes, scanned, options.source ?? 0);
    const found = await reader.top(delimiter, options.skipRows ?? 0);
    const top = 'code' in found ? null : found;
    const header = 'code' in found ? unreadableHeader(kind, found) : reader.header(found, kind, constants);
    const filled = top === null ? [] : (options.fillDown ?? []).map((column) => fillDownIndex(column, header));
    return {
      name: bytes.name,
      size: bytes.size,
      bytesRead: () => bytes.bytesRead,
      sha256: scanned.sha256,
      encoding: scanned.encoding,
      delimiter: top?.preamble.delimiter ?? null,
      look: top?.look ?? null,
      header,
      columnOf: (column) => header.columnOf(column),
      ragged: raggedCheck(header, filled),
      batches: () => reader.batches(top?.preamble ?? null, header, filled),
      close: () => bytes.close(),
    };
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

class TableReader {
  readonly #bytes: InputBytes;
  readonly #scanned: Scan;
  readonly #source: number;

  constructor(bytes: InputBytes, scanned: Scan, source: number) {
    this.#bytes = bytes;
    this.#scanned = scanned;
    this.#source = source;
  }

  /** Returns a problem where there is none that could be read. */
  async top(delimiter: string | null, skipRows: number): Promise<Top | Problem> {
    const { notText, badLine, marked } = this.#scanned;
    if (notText !== null) return this.#problem('not-csv', 0, { variant: notText });
    if (badLine !== null) return this.#undecodable(badLine);
    const head = await this.#head();
    if (head === null) return this.#undecodable(0);
    const preamble = readPreamble(head, delimiter, skipRows);
    const { records, stopped } = await this.#firstRecords(preamble);
    const [first, second] = records;
    if (first === undefined) return stopped ?? this.#problem('not-csv', 0, { variant: 'empty' });
    const lineEnd = /\r\n|\n|\r/.exec(head)?.[0] ?? '\n';
    return { preamble, look: { marked, preamble: head.slice(0, preamble.start), lineEnd }, first, second };
  }

  header({ first, second }: Top, kind: FileKind | readonly FileKind[], constants: Constants): Header {
    return readHeader(first.cells, second?.cells, kind, constants, this.#origin(first.line));
  }

  /** The beginning of the text, long enough for any header; null when it can't be decoded. */
  async #head(): Promise<string | null> {
    let head = '';
    try {
      for await (const text of decode(this.#bytes, this.#scanned.encoding)) {
        head += text;
        if (head.length > MAX_RECORD) break;
      }
    } catch (error) {
      if (error instanceof UndecodableText) return null;
      throw error;
    }
    return head;
  }

  /** The first two records: what may be the header. */
  async #firstRecords(preamble: Preamble): Promise<TableBatch> {
    const records: SplitRecord[] = [];
    for await (const batch of this.#rows(preamble)) {
      records.push(...batch.records.slice(0, 2 - records.length));
      if (records.length === 2 || batch.stopped !== null) return { records, stopped: batch.stopped };
    }
    return { records, stopped: null };
  }

  async *batches(preamble: Preamble | null, header: Header, filled: readonly number[]): AsyncIterable<TableBatch> {
    if (preamble === null || !header.readable) return;
    const fill = filled.length === 0 ? null : filler(filled);
    let headerRows = header.rows.length;
    for await (const batch of this.#rows(preamble)) {
      let { records } = batch;
      if (headerRows > 0) {
        records = records.slice(headerRows);
        headerRows -= batch.records.length - records.length;
      }
      if (fill !== null) records = records.map(({ cells, line }) => ({ cells: fill(cells), line }));
      yield { records, stopped: batch.stopped };
    }
  }

  /** Every row that isn't blank, the header's included. */
  async *#rows(preamble: Preamble): AsyncIterable<TableBatch> {
    const splitter = new RecordSplitter(preamble.delimiter, preamble.line);
    let toSkip = preamble.start;
    try {
      for await (const text of decode(this.#bytes, this.#scanned.encoding)) {
        const skipped = Math.min(toSkip, text.length);
        toSkip -= skipped;
        const batch = this.#split(splitter, skipped === 0 ? text : text.slice(skipped), false);
        yield batch;
        if (batch.stopped !== null) return;
      }
    } catch (error) {
      if (!(error instanceof UndecodableText)) throw error;
      yield { records: [], stopped: this.#undecodable(splitter.line) };
      return;
    }
    yield this.#split(splitter, '', true);
  }

  #split(splitter: RecordSplitter, text: string, last: boolean): TableBatch {
    const { records, fault } = splitter.split(text, last);
    return {
      records: records.filter(({ cells }) => !isBlank(cells)),
      stopped: fault === null ? null : this.#faulty(fault),
    };
  }

  #faulty({ kind, line, index }: QuoteFault): Problem {
    const column = index === null ? null : columnAt(index);
    return { ...this.#problem(kind === 'too-long' ? 'not-csv' : 'bad-quote', line, { variant: kind }), column };
  }

  #undecodable(line: number): Problem {
    return this.#problem('bad-encoding', line, { names: [this.#scanned.encoding] });
  }

  /** A problem of the file, not of a record. Line 0: of none either. */
  #problem(code: ProblemCode, line: number, detail: ProblemDetail): Problem {
    return { code, origin: this.#origin(line), column: null, value: null, detail };
  }

  #origin(line: number): Origin {
    return { source: this.#source, line, record: 0 };
  }
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

/** Fills empty cells from the row above: merged cells of a spreadsheet. */
function filler(indexes: readonly number[]): (cells: readonly string[]) => readonly string[] {
  const above = new Map<number, string>();
  return (cells) => {
    const filled = [...cells];
    for (const index of indexes) {
      const own = filled[index] ?? '';
      if (own.trim() !== '') {
        above.set(index, own);
        continue;
      }
      while (filled.length <= index) filled.push('');
      filled[index] = above.get(index) ?? '';
    }
    return filled;
  };
}

/** @throws AboError `unknown-fill-down` */
function fillDownIndex(column: string, header: Header): number {
  const { byName } = columnNames(header.shape);
  const code = byName.get(fold(column));
  const index = code === undefined ? undefined : header.indexes.get(code);
  if (index !== undefined) return index;
  const suggestion = nearest(column, header.texts);
  throw new AboError('unknown-fill-down', suggestion === undefined ? { column } : { column, suggestion });
}

/**
 * Finds rows that end before a required column, or have a value beyond the last header. Other rows may end early:
 * spreadsheets drop trailing empty cells.
 */
function raggedCheck(
  header: Header,
  filled: readonly number[],
): (cells: readonly string[], origin: Origin) => Problem | null {
  const needed = header.shape.required.flatMap((column) => {
    const index = header.indexes.get(column);
    return index === undefined || filled.includes(index) ? [] : [{ column, index }];
  });
  const shortest = Math.max(0, ...needed.map(({ index }) => index + 1));
  const width = header.texts.length;
  return (cells, origin) => {
    if (cells.length >= shortest && cells.length <= width) return null;
    const missing = needed.find(({ index }) => index >= cells.length);
    const names = [String(cells.length), String(width)];
    if (missing !== undefined) {
      const detail = { variant: 'short', names };
      return { code: 'ragged-row', origin, column: missing.column, value: null, detail };
    }
    if (!cells.some((cell, index) => index >= width && cell.trim() !== '')) return null;
    // In a file of rejects, what was added behind the row has moved along.
    const own = width - rejectColumnsIn(header.texts);
    const beyond = cells.findIndex((cell, index) => index >= own && cell.trim() !== '');
    const value = cells[beyond] ?? null;
    return { code: 'ragged-row', origin, column: columnAt(beyond), value, detail: { variant: 'long', names } };
  };
}
