/**
 * What can be wrong with an input, and where: codes, never words (those are in `messages/`).
 * Source: docs/contract/csv.md, "Errors in a file".
 */

import { getOrCreate } from './maps.js';

/** Where a request came from: a record of a file. `line` is physical, from 1; `record` counts data rows, from 1. */
export interface Origin {
  /** Which of the input's files, from 0. */
  readonly source: number;
  readonly line: number;
  readonly record: number;
}

const LINES_PER_SOURCE = 2 ** 40;

/** A row's source and line in one number. */
export function rowNumber({ source, line }: Pick<Origin, 'source' | 'line'>): number {
  return source * LINES_PER_SOURCE + line;
}

/** Returns the origin of a row's number; the record is not known any more. */
export function originOfRow(row: number): Origin {
  return { source: Math.floor(row / LINES_PER_SOURCE), line: row % LINES_PER_SOURCE, record: 0 };
}

export const PROBLEM_CODES = [
  'bad-encoding',
  'bad-quote',
  'ragged-row',
  'unknown-column',
  'missing-column',
  'duplicate-column',
  'missing-value',
  'bad-value',
  'bad-email',
  'unknown-company',
  'unknown-contact',
  'unknown-universe',
  'unknown-category',
  'unknown-channel',
  'unknown-event',
  'universe-not-held',
  'no-portal-access',
  'admin-without-access',
  'not-a-partner',
  'partner-circle',
  'duplicate-contact',
  'probable-duplicate',
  'contradictory-rows',
  'foreign-revision',
  'not-csv',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export interface Problem {
  readonly code: ProblemCode;
  /** Null for a request of the command line. */
  readonly origin: Origin | null;
  /** The code of the column or field in error (`role`, `ticketing.email`…), if there is one. */
  readonly column: string | null;
  /** The text in error, as it was read. */
  readonly value: string | null;
  /** What else the message needs. */
  readonly detail: ProblemDetail;
}

export interface ProblemDetail {
  /** The nearest known name: "did you mean …?". */
  readonly suggestion?: string;
  /** The values that would be accepted. */
  readonly expected?: readonly string[];
  /** The companies, contacts or columns concerned. */
  readonly names?: readonly string[];
  /** The row that this one contradicts, and its value. */
  readonly other?: { readonly origin: Origin | null; readonly value: string };
  /** For a request of the command line: the company, or CODE/ADDRESS. A row of a file names it itself. */
  readonly subject?: string;
  /** Which message of several with this code. */
  readonly variant?: string;
}

/** Is it a problem of one row? Others concern a whole file, and can't be avoided by rejecting a row. */
export function isOfRow({ origin }: Problem): boolean {
  return origin !== null && origin.record > 0;
}

/** Returns the problems of each row, by its number. Of two rows that contradict each other, both have the problem. */
export function problemsByRow(problems: Iterable<Problem>): ReadonlyMap<number, readonly Problem[]> {
  const rows = new Map<number, Problem[]>();
  const problemsOf = (origin: Origin): Problem[] => getOrCreate(rows, rowNumber(origin), () => []);
  const mirrored: (Problem & { readonly origin: Origin })[] = [];
  for (const problem of problems) {
    const { origin, code, detail } = problem;
    if (origin === null || !isOfRow(problem)) continue;
    problemsOf(origin).push(problem);
    const other = code === 'contradictory-rows' ? detail.other : undefined;
    if (!other?.origin) continue;
    const mirror = { other: { origin, value: problem.value ?? '' } };
    mirrored.push({ ...problem, origin: other.origin, value: other.value, detail: mirror });
  }
  for (const problem of mirrored) {
    const row = problemsOf(problem.origin);
    if (!row.some(({ code, column }) => code === problem.code && column === problem.column)) row.push(problem);
  }
  return rows;
}

/** A column of a file, as a spreadsheet and its header name it. */
export interface ColumnPlace {
  /** `A`, `B`… `AA`. */
  readonly letter: string;
  /** The header as it was read; null beyond the header. */
  readonly header: string | null;
}

/** What messages about problems need to know of an input file. `Origin.source` is an index into a list of these. */
export interface ProblemSource {
  /** The file's name, as it was given. */
  readonly name: string;
  /**
   * Returns the column of a problem: `column` is its code, or `#N` for the column at index N (from 0), for columns that have
   * no code. Null where the file lacks it (a constant, or a field of the planner's).
   */
  columnOf(column: string): ColumnPlace | null;
}

/** Returns how a problem names the column at an index (from 0) that has no code. */
export function columnAt(index: number): string {
  return `#${index}`;
}
