/** Records as lines of CSV. Source: docs/contract/csv.md, "Writing". */
import { guarded } from './cell.js';

export interface Dialect {
  readonly delimiter: string;
  readonly lineEnd: string;
  /** For a spreadsheet: cells that it would run as a formula are disarmed. */
  readonly spreadsheet: boolean;
}

export const PLAIN: Dialect = { delimiter: ',', lineEnd: '\n', spreadsheet: false };
export const EXCEL: Dialect = { delimiter: ';', lineEnd: '\r\n', spreadsheet: true };
export const BYTE_ORDER_MARK = '\ufeff';

/** Returns a record's cells as a line, with its line end. */
export type RecordLine = (cells: readonly string[]) => string;

/**
 * Returns a writer of lines whose cells are quoted where they must be. A record without a special character is joined as
 * it is, which is ten times faster; the others go through csv-stringify.
 */
export async function quotedLines(delimiter: string, lineEnd: string): Promise<RecordLine> {
  const { stringify } = await import('csv-stringify/sync');
  // Every line end is quoted, not only the file's own.
  const options = { delimiter, record_delimiter: lineEnd, quote_record_delimiter: true };
  const special = new RegExp(`["\\r\\n${unicodeEscape(delimiter)}]`);
  return (cells) => {
    for (const cell of cells) if (special.test(cell)) return stringify([cells], options);
    const line = cells.join(delimiter);
    // A line with nothing on it would be no record.
    return (line === '' ? '""' : line) + lineEnd;
  };
}

/** As `quotedLines`, with each cell guarded: it is read back as it was. */
export async function csvLines({ delimiter, lineEnd, spreadsheet }: Dialect): Promise<RecordLine> {
  const line = await quotedLines(delimiter, lineEnd);
  return (cells) => line(cells.map((cell) => guarded(cell, spreadsheet)));
}

/** Lines for programs, as every list in CSV has them. */
export function plainLines(): Promise<RecordLine> {
  return csvLines(PLAIN);
}

/** A character for a regular expression, whatever it means there. */
export function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
