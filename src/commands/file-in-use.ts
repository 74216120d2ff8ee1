/** A file that is to be written must not be one that the command works on. */
import { statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import type { Session } from '../context.js';
import { AboError } from '../errors.js';

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
 * Told before long work is done, not after it.
 *
 * @throws AboError `folder-not-found`, `not-a-file`, `file-in-use` (exit 2)
 */
export function requirePlace(session: Session, flag: string, file: string): void {
  const folder = dirname(file);
  if (statOf(folder)?.isDirectory() !== true) throw new AboError('folder-not-found', { file, folder });
  if (statOf(file)?.isFile() === false) throw new AboError('not-a-file', { file });
  refuseInUse(session, flag, file, null);
}
