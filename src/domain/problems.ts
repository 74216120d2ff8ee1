/**
 * What can be wrong with an input, and where: codes, never words (those are in `messages/`).
 * Source: docs/contract/csv.md, "Errors in a file".
 */

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

/** The origin of a row's number; which record it was is not known any more. */
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
  /** Null for what the command line itself asked. */
  readonly origin: Origin | null;
  /** The code of the column or field at fault (`role`, `ticketing.email`…), where there is one. */
  readonly column: string | null;
  /** The text at fault, as it was read. */
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
  /** The other row, when two rows disagree. `value` is what that one says. */
  readonly other?: { readonly origin: Origin | null; readonly value: string };
  /** What the command line asked it of: a company, or CODE/ADDRESS. A file's row says so itself. */
  readonly subject?: string;
  /** A word that tells variants of one code apart, for the message. */
  readonly variant?: string;
}

/** Is it one row's? Others are of a file, and no row can be left out to be rid of them. */
export function isOfRow({ origin }: Problem): boolean {
  return origin !== null && origin.record > 0;
}

/** What is wrong with each row, by its number. Of two rows that contradict each other, both are wrong. */
export function problemsByRow(problems: Iterable<Problem>): ReadonlyMap<number, readonly Problem[]> {
  const rows = new Map<number, Problem[]>();
  const mirrored: Problem[] = [];
  for (const problem of problems) {
    if (!isOfRow(problem)) continue;
    rowOf(rows, problem).push(problem);
    const { other } = problem.detail;
    if (problem.code !== 'contradictory-rows' || other === undefined || other.origin === null) continue;
    const detail = { other: { origin: problem.origin, value: problem.value ?? '' } };
    mirrored.push({ ...problem, origin: other.origin, value: other.value, detail });
  }
  for (const problem of mirrored) {
    const row = rowOf(rows, problem);
    const isTold = row.some(({ code, column }) => code === problem.code && column === problem.column);
    if (!isTold) row.push(problem);
  }
  return rows;
}

function rowOf(rows: Map<number, Problem[]>, { origin }: Problem): Problem[] {
  const number = origin === null ? -1 : rowNumber(origin);
  let row = rows.get(number);
  if (row === undefined) rows.set(number, (row = []));
  return row;
}

/** Where a column stands in a file, as a spreadsheet and its reader name it. */
export interface ColumnPlace {
  /** `A`, `B`… `AA`. */
  readonly letter: string;
  /** The header as it was read; null beyond the header. */
  readonly header: string | null;
}

/** A file of the input, as far as telling its problems needs it. `Origin.source` is an index into a list of these. */
export interface ProblemSource {
  /** The file's name, as it was given. */
  readonly name: string;
  /**
   * Where the column of a problem stands: `column` is its code, or `#N` for the column at index N (from 0), which names
   * columns that have no code of their own. Null when the file lacks it (a constant, or a field of the planner's).
   */
  columnOf(column: string): ColumnPlace | null;
}

/** How a problem names the column at an index (from 0) that no code names. */
export function columnAt(index: number): string {
  return `#${index}`;
}
