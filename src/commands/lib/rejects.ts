/** `--rejects FILE`: the rejected rows of an import, as a file to correct. Source: docs/contract/csv.md, "Errors in a file". */
import type { RejectedRows } from '../../app/change/plan-requests.js';
import type { Session } from '../../context.js';
import type { CsvFile } from '../../csv/open.js';
import { rejectsOf } from '../../csv/rejects.js';
import { isOfRow, problemsByRow } from '../../domain/problems.js';
import { RejectedInput } from '../../errors.js';
import type { FilePage } from '../../terminal/file-output.js';
import { rejectNotes } from '../../views/problems.js';
import { writeNamed } from './written-files.js';

type Rejected = Pick<RejectedRows, 'problems' | 'sources'>;

/**
 * Runs an import, then puts the file of rejects in its place: also when every row is rejected, but not when the import fails
 * for another reason. Without a path, only runs the import.
 *
 * @param run must call `reject` with the rejected rows before it writes to the database
 */
export async function withRejects<T>(
  session: Session,
  path: string | undefined,
  files: readonly CsvFile<unknown>[],
  run: (reject: (rejected: Rejected) => Promise<void>) => Promise<T>,
): Promise<T> {
  if (path === undefined) return run(() => Promise.resolve());
  const { notices } = session.messages;
  let rows = 0;
  const work = async (page: FilePage): Promise<{ readonly result: T } | { readonly rejection: RejectedInput }> => {
    try {
      const result = await run(async (rejected) => {
        rows = await write(page, rejected, files, session);
      });
      return { result };
    } catch (error) {
      if (!(error instanceof RejectedInput)) throw error;
      if (!error.problems.every(isOfRow)) {
        await session.notice(notices.noRejects({ file: path }));
        throw error;
      }
      rows = await write(page, error, files, session);
      return { rejection: error };
    }
  };
  const outcome = await writeNamed(session, { flag: '--rejects', file: path, private: true }, work);
  await session.notice(notices.rejects({ file: path, rows }));
  if ('rejection' in outcome) throw outcome.rejection;
  return outcome.result;
}

/** Returns how many rows were written. */
async function write(
  page: FilePage,
  { problems, sources }: Rejected,
  files: readonly CsvFile<unknown>[],
  { messages }: Session,
): Promise<number> {
  for (const [source, file] of files.entries()) {
    const notes = rejectNotes(problems, sources, source, messages);
    for await (const chunk of rejectsOf(file, notes)) await page.write(chunk);
  }
  return problemsByRow(problems).size;
}
