/**
 * Problems of an input: for people, as JSON (`abo.rejected/1`), and in a file of rejects.
 * Source: docs/contract/csv.md, "Errors in a file"; docs/contract/cli.md, "JSON".
 */
import {
  originOfRow,
  problemsByRow,
  type ColumnPlace,
  type Problem,
  type ProblemCode,
  type ProblemSource,
} from '../domain/problems.js';
import type { RejectedInput } from '../errors.js';
import type { Messages } from '../messages/index.js';
import { writeDocument, type JsonObject } from './json.js';
import { writeLines, type Page } from './page.js';
import { wrapWords } from './width.js';

/** Problems shown to a person, before "and so many more". */
const SHOWN = 50;
const INDENT = 2;

/** One error of a rejected input. `line` and `record` are null for what is wrong with a whole file, or the command line. */
export type ProblemJson = {
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
};

/** `sources`: the input's files, by `Origin.source`. */
export function problemJson(problem: Problem, sources: readonly ProblemSource[], messages: Messages): ProblemJson {
  const { origin, code, value } = problem;
  const source = origin === null ? undefined : sources[origin.source];
  const place = placeOf(problem, source);
  const [message, hint] = messages.problems[code](problem);
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
  const json = problemJson(problem, sources, messages);
  const { file, line, record, column, header, code } = json;
  const { place, separator } = messages.problemText;
  const where = file === null ? '' : place(file, line, record, column, header === '' ? null : header) + separator;
  return `${where}${withHint(json, messages)} [${code}]`;
}

function withHint({ message, hint }: ProblemJson, { problemText }: Messages): string {
  return hint === null ? message : message + problemText.hintSeparator + hint;
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

/** @param changes does the command change something, so that a person wants to know that it did not? */
export async function writeRejected(
  { problems, sources }: Pick<RejectedInput, 'problems' | 'sources'>,
  changes: boolean,
  format: 'text' | 'json',
  page: Page,
  messages: Messages,
): Promise<void> {
  if (format === 'json') {
    const errors = errorsJson({ problems, sources }, messages);
    await writeDocument({ schema: 'abo.rejected/1', written: 0, errors }, page);
    return;
  }
  const lines = problemLines(problems, sources, page.columns, messages);
  await writeLines([...lines, messages.notices.rejected({ errors: problems.length, changes })], page);
}

/** The `errors` of a document. */
export function errorsJson(
  { problems, sources }: Pick<RejectedInput, 'problems' | 'sources'>,
  messages: Messages,
): readonly JsonObject[] {
  return problems.map((problem) => problemJson(problem, sources, messages));
}

/** The first problems, as lines for a person, and how many more there are. */
export function problemLines(
  problems: readonly Problem[],
  sources: readonly ProblemSource[],
  columns: number | null,
  messages: Messages,
): string[] {
  const lines = problems
    .slice(0, SHOWN)
    .flatMap((problem) => wrapWords(renderProblem(problem, sources, messages), columns, INDENT));
  if (problems.length > SHOWN) lines.push(messages.notices.moreProblems(problems.length - SHOWN));
  return lines;
}

/** Joins what one row has several of, as a list in a cell is joined. */
const JOINED = '|';

/**
 * What a file of rejects says of each row of one source, by its line: line, codes, columns, messages. A column is its letter,
 * or its code where the file lacks it.
 */
export function rejectNotes(
  problems: readonly Problem[],
  sources: readonly ProblemSource[],
  source: number,
  messages: Messages,
): ReadonlyMap<number, readonly string[]> {
  const notes = new Map<number, readonly string[]>();
  for (const [row, wrong] of problemsByRow(problems)) {
    const { source: of, line } = originOfRow(row);
    if (of !== source) continue;
    const rendered = wrong.map((problem) => problemJson(problem, sources, messages));
    notes.set(line, [
      String(line),
      rendered.map(({ code }) => code).join(JOINED),
      rendered.map(({ column, header }) => column ?? header ?? '').join(JOINED),
      rendered.map((json) => withHint(json, messages)).join(` ${JOINED} `),
    ]);
  }
  return notes;
}
