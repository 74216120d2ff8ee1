/** A rejected input, for people and as `abo.rejected/1`. Source: docs/contract/csv.md, "Errors in a file"; docs/contract/cli.md, "JSON". */
import { originOfRow, problemsByRow, type Problem, type ProblemSource } from '../domain/problems.js';
import type { RejectedInput } from '../errors.js';
import type { Messages } from '../messages/index.js';
import { writeDocument, type JsonObject } from './json.js';
import type { Page } from './page.js';
import { problemJson, renderProblem } from './problems.js';
import { wrapWords } from './width.js';

/** Problems shown to a person, before "and so many more". */
const SHOWN = 50;
const INDENT = 2;

/** @param changes does the command change something, so that a person wants to know that it did not? */
export async function writeRejected(
  { problems, sources }: Pick<RejectedInput, 'problems' | 'sources'>,
  changes: boolean,
  format: 'text' | 'json',
  page: Page,
  messages: Messages,
): Promise<void> {
  if (format === 'json') {
    await writeDocument(
      { schema: 'abo.rejected/1', written: 0, errors: errorsJson({ problems, sources }, messages) },
      page,
    );
    return;
  }
  const lines = problemLines(problems, sources, page.columns, messages);
  lines.push(messages.notices.rejected({ errors: problems.length, changes }));
  await page.write(`${lines.join('\n')}\n`);
}

/** The `errors` of a document. */
export function errorsJson(
  { problems, sources }: Pick<RejectedInput, 'problems' | 'sources'>,
  messages: Messages,
): readonly JsonObject[] {
  return problems.map((problem) => ({ ...problemJson(problem, sources, messages) }));
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
    const text = ({ message, hint }: (typeof rendered)[number]): string =>
      hint === null ? message : message + messages.problemText.hintSeparator + hint;
    notes.set(line, [
      String(line),
      rendered.map(({ code }) => code).join(JOINED),
      rendered.map(({ column, header }) => column ?? header ?? '').join(JOINED),
      rendered.map(text).join(` ${JOINED} `),
    ]);
  }
  return notes;
}
