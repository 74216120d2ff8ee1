/**
 * The rejected rows of a file, written as they were read: the same lines above, header, delimiter, encoding and cell values,
 * with what is wrong behind them. Once corrected, it can be imported. Source: docs/contract/csv.md, "Errors in a file".
 */
import { TextDecoder } from 'node:util';
import { REJECT_COLUMNS, rejectColumnsIn } from './columns.js';
import type { Encoding } from './encoding.js';
import { BYTE_ORDER_MARK, quotedLines } from './line.js';
import type { CsvFile } from './open.js';

/** What is written behind a rejected row, by the physical line on which that begins: a text for each of `REJECT_COLUMNS`. */
export type RejectNotes = ReadonlyMap<number, readonly string[]>;

/** The file of rejects, in chunks; a header at least, unless the file could not be read. Reads it again, at flat memory. */
export async function* rejectsOf(file: CsvFile<unknown>, notes: RejectNotes): AsyncGenerator<Buffer, void, undefined> {
  const { look, delimiter, header } = file;
  if (look === null || delimiter === null) return;
  const encode = encoderOf(file.encoding);
  const write = await quotedLines(delimiter, look.lineEnd);
  // Those of an earlier file of rejects are replaced.
  const earlier = rejectColumnsIn(header.texts);
  const line = (cells: readonly string[], added: readonly string[]): string => {
    // A row with too many cells keeps them all: once a delimiter in it is quoted, each is in its place.
    const length = Math.max(header.texts.length, filledIn(cells)) - earlier;
    const own = Array.from({ length }, (_, i) => cells[i] ?? '');
    return write([...own, ...added]);
  };
  const top = header.rows.map((cells, i) => line(cells, i === 0 ? REJECT_COLUMNS : REJECT_COLUMNS.map(() => '')));
  yield encode((look.marked ? BYTE_ORDER_MARK : '') + look.preamble + top.join(''));
  for await (const { records } of file.batches()) {
    let rows = '';
    for (const { cells, origin } of records) {
      const note = notes.get(origin.line);
      if (note !== undefined) rows += line(cells, note);
    }
    if (rows !== '') yield encode(rows);
  }
}

/** The length of a row without the empty cells at its end. */
function filledIn(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

/** Text to bytes, with `?` for characters that the encoding lacks. */
export function encoderOf(encoding: Encoding): (text: string) => Buffer {
  switch (encoding) {
    case 'utf-8':
      return (text) => Buffer.from(text);
    case 'utf-16le':
      return (text) => Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return (text) => Buffer.from(text, 'utf16le').swap16();
    case 'windows-1252':
    case 'iso-8859-15':
    case 'macintosh': {
      const bytes = bytesOf(encoding);
      return (text) => Buffer.from(Array.from(text, (char) => bytes.get(char) ?? QUESTION_MARK));
    }
  }
}

const QUESTION_MARK = 0x3f;

function bytesOf(encoding: Encoding): ReadonlyMap<string, number> {
  const decoder = new TextDecoder(encoding);
  return new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
}
