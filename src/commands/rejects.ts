/** `--rejects FILE`: the rejected rows of an import, as a file to be mended. Source: csv.md, "Errors in a file". */
import { statSync, type Stats } from 'node:fs';
import type { RejectedRows } from '../app/planning.js';
import type { Session } from '../context.js';
import type { CsvFile } from '../csv/open.js';
import { rejectsOf } from '../csv/rejects.js';
import { isOfRow, problemsByRow } from '../domain/problems.js';
import { AboError, RejectedInput } from '../errors.js';
import { writeFileWhole, type FilePage } from '../terminal/file-output.js';
import { rejectNotes } from '../views/rejected.js';

type Rejected = Pick<RejectedRows, 'problems' | 'sources'>;

/** Names and addresses are nobody else's to read. */
const PRIVATE = 0o600;

/** @throws AboError `file-in-use` where a file would overwrite the input, or the database */
export function refuseInUse(session: Session, flag: string, file: string, input: string | null): void {
  if (input !== null && isSameFile(file, input)) throw new AboError('file-in-use', { flag, file, is: 'input' });
  if (isSameFile(file, session.database().location)) throw new AboError('file-in-use', { flag, file, is: 'database' });
}

/** Do two names lead to one file, which is there? */
function isSameFile(one: string, other: string): boolean {
  const [a, b] = [statOf(one), statOf(other)];
  return a !== null && b !== null && a.dev === b.dev && a.ino === b.ino;
}

function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    // Whoever opens it says why.
    return null;
  }
}

/**
 * Runs an import, and then puts the file of rejects in its place: also when all is rejected, but not when nothing came of
 * the import for another reason. Without a file, it is just the import.
 *
 * @param run is given what to call with the rows rejected, before anything is written to the database
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
  const outcome = await writeFileWhole(path, work, PRIVATE);
  await session.notice(notices.rejects({ file: path, rows }));
  if ('rejection' in outcome) throw outcome.rejection;
  return outcome.result;
}

/** Gives how many rows were written. */
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
