/**
 * Text → records, each with the physical line on which it begins: RFC 4180 quoting, cells that span lines, LF, CRLF and CR
 * (also mixed), blank lines. Source: docs/contract/csv.md, "Reading".
 *
 * Lines that hold no quote are split as they are, which is several times faster; stretches with quotes go through
 * csv-parse. A stretch ends at a line end with an even number of quotes before it. That is a record's end whenever the
 * quoting is well-formed, and where it isn't, csv-parse fails inside the stretch and reading stops there.
 */
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { unicodeEscape } from './line.js';

/** A record may not be longer than this, in UTF-16 units: a quote that is never closed must not swallow the file. */
export const MAX_RECORD = 1024 * 1024;

/** Lines without quotes in a row, in UTF-16 units, from which leaving csv-parse pays. */
const PLAIN_STRETCH = 4096;

const LF = 10;
const CR = 13;

/** `unclosed`: a quote is never closed; `stray`: a quote where none may be; `too-long`: no line end for too long. */
export interface QuoteFault {
  readonly kind: 'unclosed' | 'stray' | 'too-long';
  /** Where the record begins. */
  readonly line: number;
  /** Index of the cell at fault, from 0, where it is known. */
  readonly index: number | null;
}

export interface SplitRecord {
  readonly cells: readonly string[];
  /** The physical line on which it begins, from 1. */
  readonly line: number;
}

export interface Split {
  readonly records: readonly SplitRecord[];
  /** What is wrong after these records. Nothing can be read after it. */
  readonly fault: QuoteFault | null;
}

export class RecordSplitter {
  readonly #delimiter: string;
  readonly #formulas: RegExp;
  /** Text that doesn't make up a whole record yet, and the line on which it begins. */
  #rest = '';
  #line: number;
  #records: SplitRecord[] = [];
  #fault: QuoteFault | null = null;

  constructor(delimiter: string, firstLine: number) {
    this.#delimiter = delimiter;
    this.#line = firstLine;
    this.#formulas = unquotedFormulas(delimiter);
  }

  /** The line on which what isn't read yet begins. */
  get line(): number {
    return this.#line;
  }

  /** The records that are whole once `text` has come. Blank lines are counted, and are no records. */
  split(text: string, last: boolean): Split {
    if (this.#fault === null) this.#read(this.#rest + text, last);
    const done = { records: this.#records, fault: this.#fault };
    this.#records = [];
    return done;
  }

  #read(text: string, last: boolean): void {
    // A CR at the end may be the first half of a CRLF.
    const held = !last && text.endsWith('\r') ? 1 : 0;
    const whole = held === 0 ? text : text.slice(0, -held);
    let position = 0;
    while (position < whole.length && this.#fault === null) {
      const quote = whole.indexOf('"', position);
      const plainEnd =
        quote >= 0 ? lineStart(whole, quote, position) : last ? whole.length : lineStart(whole, whole.length, position);
      this.#plain(whole.slice(position, plainEnd));
      position = plainEnd;
      if (quote < 0) break;
      const end = stretchEnd(whole, quote, last);
      if (end < 0) break;
      this.#quoted(whole.slice(position, end));
      position = end;
    }
    this.#rest = text.slice(position);
    if (this.#rest.length > MAX_RECORD && this.#fault === null) {
      const kind = this.#rest.includes('"') ? 'unclosed' : 'too-long';
      this.#fault = { kind, line: this.#line, index: null };
    }
  }

  /** Whole lines, without a quote. */
  #plain(text: string): void {
    if (text === '') return;
    const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const line of lines) {
      if (line !== '') this.#records.push({ cells: line.split(this.#delimiter), line: this.#line });
      this.#line++;
    }
  }

  /** Whole records, some of them with quotes. */
  #quoted(text: string): void {
    const input = text.includes('="') ? text.replace(this.#formulas, quoteFormula) : text;
    try {
      parse(input, {
        delimiter: this.#delimiter,
        // Given, since what csv-parse finds out by itself is one line end for the whole text.
        record_delimiter: ['\r\n', '\n', '\r'],
        relax_column_count: true,
        on_record: (record: string[]) => {
          this.#quotedRecord(record);
          return null;
        },
      });
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      const kind = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'unclosed' : 'stray';
      const index: unknown = error['index'];
      this.#fault = { kind, line: this.#line, index: typeof index === 'number' ? index : null };
    }
  }

  // Lines are counted here, by the line ends in the cells: csv-parse only has a record's last line, and counts a CRLF in a
  // quoted cell twice.
  #quotedRecord(record: readonly string[]): void {
    if (record.length > 1 || record[0] !== '') this.#records.push({ cells: record, line: this.#line });
    this.#line++;
    for (const cell of record) this.#line += lineEndsIn(cell);
  }
}

/** Just behind the last line end before `index`, but not before `from`. */
function lineStart(text: string, index: number, from: number): number {
  for (let i = index - 1; i >= from; i--) {
    const unit = text.charCodeAt(i);
    if (unit === LF || unit === CR) return i + 1;
  }
  return from;
}

/**
 * Where the stretch of records around `firstQuote` ends: at a line end outside quotes, as soon as many lines without
 * quotes follow, else at the latest one seen. -1 if there is none yet.
 */
function stretchEnd(text: string, firstQuote: number, last: boolean): number {
  let inside = false;
  let latest = -1;
  for (let quote = firstQuote; ;) {
    inside = !inside;
    const next = text.indexOf('"', quote + 1);
    const gapEnd = next < 0 ? text.length : next;
    if (!inside) {
      const end = lineEnd(text, quote + 1, gapEnd);
      if (end >= 0) {
        latest = end;
        if (gapEnd - end > PLAIN_STRETCH) return latest;
      }
    }
    if (next < 0) return last ? text.length : latest;
    quote = next;
  }
}

/** Just behind the first line end in [from, to), or -1. */
function lineEnd(text: string, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit === LF) return i + 1;
    if (unit === CR) return text.charCodeAt(i + 1) === LF ? i + 2 : i + 1;
  }
  return -1;
}

/** How many line ends a text holds: LF, CRLF and CR each count once. */
export function lineEndsIn(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === LF || (unit === CR && text.charCodeAt(i + 1) !== LF)) count++;
  }
  return count;
}

/**
 * Finds cells such as `="00075"` that lack the quotes of RFC 4180: many programs write them. Quoted cells are matched too, so
 * that nothing inside them is.
 */
function unquotedFormulas(delimiter: string): RegExp {
  const d = unicodeEscape(delimiter);
  return new RegExp(`(?<=^|[${d}\\r\\n])="([^"${d}\\r\\n]*)"(?=[${d}\\r\\n]|$)|"[^"]*"`, 'g');
}

function quoteFormula(match: string, inner: string | undefined): string {
  return inner === undefined ? match : `"=""${inner}"""`;
}
