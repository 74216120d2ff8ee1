/** A rejected input, for people and as `abo.rejected/1`. Source: csv.md, "Errors in a file"; cli.md, "JSON". */
import type { RejectedInput } from '../errors.js';
import type { Messages } from '../messages/index.js';
import { writeDocument } from './json.js';
import type { Page } from './page.js';
import { problemJson, renderProblem } from './problems.js';
import { wrapWords } from './width.js';

/** Problems shown to a person, before "and so many more". */
const SHOWN = 50;
const INDENT = 2;

export async function writeRejected(
  { problems, sources }: Pick<RejectedInput, 'problems' | 'sources'>,
  format: 'text' | 'json',
  page: Page,
  messages: Messages,
): Promise<void> {
  if (format === 'json') {
    const errors = problems.map((problem) => ({ ...problemJson(problem, sources, messages) }));
    await writeDocument({ schema: 'abo.rejected/1', written: 0, errors }, page);
    return;
  }
  const lines = problems
    .slice(0, SHOWN)
    .flatMap((problem) => wrapWords(renderProblem(problem, sources, messages), page.columns, INDENT));
  if (problems.length > SHOWN) lines.push(messages.notices.moreProblems(problems.length - SHOWN));
  lines.push(messages.notices.rejected({ errors: problems.length }));
  await page.write(`${lines.join('\n')}\n`);
}
