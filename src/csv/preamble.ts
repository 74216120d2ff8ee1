/**
 * What stands before the records: an Excel `sep=;` line, lines to skip, blank lines; and the delimiter, which is recognised
 * in the header line. Source: docs/contract/csv.md, "Reading".
 */
import { AboError } from '../errors.js';
import { lineEndsIn } from './split.js';

export const DELIMITERS = [',', ';', '\t', '|'] as const;

export interface Preamble {
  readonly delimiter: string;
  /** Where the records begin, the header included: an index into the text, and the physical line, from 1. */
  readonly start: number;
  readonly line: number;
}

/**
 * Reads a delimiter: one character, or `tab`.
 *
 * @throws AboError `bad-delimiter`
 */
export function parseDelimiter(text: string): string {
  const delimiter = text === 'tab' || text === '\\t' ? '\t' : text;
  if (delimiter.length !== 1 || /["\r\n]/.test(delimiter)) throw new AboError('bad-delimiter', { delimiter: text });
  return delimiter;
}

/**
 * `head` is the beginning of the text, long enough to hold the header. A `sep=` line is none of the lines to skip: a
 * spreadsheet doesn't show it.
 */
export function readPreamble(head: string, wanted: string | null, skipRows: number): Preamble {
  const lines = new LineReader(head);
  const atTop = readAnnouncement(lines);
  for (let skipped = 0; skipped < skipRows; skipped++) lines.skip();
  const announced = atTop ?? readAnnouncement(lines);
  while (!lines.atEnd && /^[\s,;|]*$/.test(lines.peek())) lines.skip();
  const start = lines.position;
  return {
    delimiter: wanted ?? announced ?? delimiterOf(head.slice(start)),
    start,
    line: 1 + lineEndsIn(head.slice(0, start)),
  };
}

/** Takes an Excel `sep=;` line, if there is one. */
function readAnnouncement(lines: LineReader): string | null {
  const match = /^(?:"sep=([^\r\n])"|sep=([^\r\n]))[\s,;|]*$/i.exec(lines.peek());
  if (match === null) return null;
  lines.skip();
  return match[1] ?? match[2] ?? null;
}

/** The candidate that occurs most often in the first record, outside quotes; `,` where none does. */
function delimiterOf(text: string): string {
  const counts = new Map<string, number>();
  let quoted = false;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    else if (!quoted && (char === '\n' || char === '\r')) break;
    else if (!quoted) counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  let best = ',';
  for (const candidate of DELIMITERS) if ((counts.get(candidate) ?? 0) > (counts.get(best) ?? 0)) best = candidate;
  return best;
}

class LineReader {
  position = 0;
  readonly #line = /[^\r\n]*/y;
  readonly #lineEnd = /\r\n|\n|\r|$/y;

  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.position >= this.#text.length;
  }

  peek(): string {
    this.#line.lastIndex = this.position;
    return this.#line.exec(this.#text)?.[0] ?? '';
  }

  skip(): void {
    this.#lineEnd.lastIndex = this.position + this.peek().length;
    this.position = this.#lineEnd.test(this.#text) ? this.#lineEnd.lastIndex : this.#text.length;
  }
}
