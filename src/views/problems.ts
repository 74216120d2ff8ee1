/** Problems of an input, for people and as JSON. Source: docs/contract/csv.md, "Errors in a file". */
import type { ColumnPlace, Problem, ProblemCode, ProblemSource } from '../domain/problems.js';
import type { Messages } from '../messages/index.js';

/** One error of a rejected input. `line` and `record` are null for what is wrong with a whole file, or the command line. */
export interface ProblemJson {
  readonly file: string | null;
  /** The physical line on which the record begins, from 1, the header included. */
  readonly line: number | null;
  /** Which data row, from 1. */
  readonly record: number | null;
  /** The column's letter in a spreadsheet; null when the file lacks it. */
  readonly column: string | null;
  /** The column's header as it was read; its code when the file lacks it. */
  readonly header: string | null;
  readonly value: string | null;
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string | null;
}

/** `sources`: the input's files, by `Origin.source`. */
export function problemJson(problem: Problem, sources: readonly ProblemSource[], messages: Messages): ProblemJson {
  const { origin, code, value } = problem;
  const source = origin === null ? undefined : sources[origin.source];
  const place = placeOf(problem, source);
  const { message, hint } = messages.problems[code](problem);
  const { subject } = problem.detail;
  return {
    file: source?.name ?? null,
    line: orNull(origin?.line),
    record: orNull(origin?.record),
    column: place?.letter ?? null,
    header: place?.header ?? null,
    value,
    code,
    message: subject === undefined ? message : subject + messages.problemText.separator + message,
    hint: hint ?? null,
  };
}

/** One line: `clients.csv:17 (record 16), column E “canal”: “e-mial” is not a channel; did you mean “email”? [unknown-channel]` */
export function renderProblem(problem: Problem, sources: readonly ProblemSource[], messages: Messages): string {
  const { file, line, record, column, header, code, message, hint } = problemJson(problem, sources, messages);
  const { place, separator, hintSeparator } = messages.problemText;
  const where = file === null ? '' : place(file, line, record, column, header === '' ? null : header) + separator;
  return `${where}${message}${hint === null ? '' : hintSeparator + hint} [${code}]`;
}

function placeOf({ code, column }: Problem, source: ProblemSource | undefined): Partial<ColumnPlace> | null {
  // The message names a column that is missing: it stands nowhere.
  if (column === null || source === undefined || code === 'missing-column') return null;
  return source.columnOf(column) ?? { header: column };
}

/** 0 stands for none: a problem of the header has no record, one of the file no line either. */
function orNull(count: number | undefined): number | null {
  return count === undefined || count === 0 ? null : count;
}
