/** What SQLite's errors, and those of the file system around it, mean to people. Source: docs/contract/cli.md, "Exit codes" (6, 7). */
import { AboError } from '../../errors.js';

/** An `AboError` for a failure of SQLite; anything else as it is. */
export function sqliteErrorOf(error: unknown, name: string): unknown {
  const code = codeOf(error);
  if (!(error instanceof Error) || !code.startsWith('SQLITE_')) return error;
  const { message: detail } = error;
  const options = { cause: error };
  // Extended codes begin with the primary one: SQLITE_IOERR_WRITE.
  switch (/^SQLITE_[A-Z]+/u.exec(code)?.[0]) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
    case 'SQLITE_PROTOCOL':
      return new AboError('database-busy', { name }, options);
    case 'SQLITE_FULL':
      return new AboError('database-full', { name }, options);
    case 'SQLITE_IOERR':
      return new AboError('database-io', { name, detail }, options);
    case 'SQLITE_READONLY':
      return new AboError('database-read-only', { name, isFile: true }, options);
    case 'SQLITE_NOTADB':
      return new AboError('not-a-database', { name }, options);
    case 'SQLITE_CORRUPT':
      return new AboError('database-damaged', { name, detail }, options);
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
      return new AboError('database-unreadable', { name, detail }, options);
    case 'SQLITE_CONSTRAINT':
      return new AboError('database-conflict', { name, detail }, options);
    case 'SQLITE_ERROR':
      // The schema is not the one that its migrations made.
      return /^no such (table|column)/u.test(detail)
        ? new AboError('database-damaged', { name, detail }, options)
        : error;
    default:
      return error;
  }
}

export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/u.test(codeOf(error));
}

/** Does a right to the file or its folder lack? */
export function isNotAllowed(error: unknown): boolean {
  return /^SQLITE_(CANTOPEN|READONLY)/u.test(codeOf(error));
}

/** An `AboError` for a failure of the system call that finds or makes the file; anything else as it is. */
export function fileErrorOf(error: unknown, name: string): unknown {
  if (!(error instanceof Error)) return error;
  const options = { cause: error };
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AboError('database-full', { name }, options);
    case 'EROFS':
      return new AboError('database-read-only', { name, isFile: true }, options);
    case 'EACCES':
    case 'EPERM':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ELOOP':
    case 'ENAMETOOLONG':
    case 'EIO':
      return new AboError('database-unreadable', { name, detail: error.message }, options);
    default:
      return error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
