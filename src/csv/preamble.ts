/**
 * What stands before the records: an Excel `sep=;` line, lines to skip, blank lines; and the delimiter, which is recognised
 * in the header line. Source: docs/contract/csv.md, "Reading".
 */
import { AboError } from '../errors.js';
import { lineEndsIn } from './split.js';

const DELIMITERS = [',', ';', '\t', '|'] as const;

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

/** A line with its line end. Matches an empty one at the end of the text, too. */
const LINE = /[^\r\n]*(?:\r\n|\n|\r|$)/g;
/** Excel's `sep=;`, also quoted. */
const ANNOUNCEMENT = /^(?:"sep=([^\r\n])"|sep=([^\r\n]))[\s,;|]*$/i;
const BLANK = /^[\s,;|]*$/;

/**
 * `head` is the beginning of the text, long enough to hold the header. A `sep=` line is none of the lines to skip: a
 * spreadsheet doesn't show it.
 */
export function readPreamble(head: string, wanted: string | null, skipRows: number): Preamble {
  const lines = head.matchAll(LINE);
  let line = '';
  let start = 0;
  const skip = (): void => {
    start += line.length;
    line = lines.next().value?.[0] ?? '';
  };
  const takeAnnouncement = (): string | null => {
    const match = ANNOUNCEMENT.exec(line);
    if (match !== null) skip();
    return match?.[1] ?? match?.[2] ?? null;
  };
  skip();
  const atTop = takeAnnouncement();
  for (let skipped = 0; skipped < skipRows; skipped++) skip();
  const announced = atTop ?? takeAnnouncement();
  while (line !== '' && BLANK.test(line)) skip();
  const delimiter = wanted ?? announced ?? delimiterOf(head.slice(start));
  return { delimiter, start, line: 1 + lineEndsIn(head.slice(0, start)) };
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
