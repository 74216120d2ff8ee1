/** Errors of SQLite, and of the file system around its file. */
import { codeOf, errorIn, type ErrorTable } from './driver-errors.js';

const SQLITE: ErrorTable = [
  ['database-busy', ['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_PROTOCOL']],
  ['database-full', ['SQLITE_FULL']],
  ['database-io', ['SQLITE_IOERR']],
  ['database-read-only', ['SQLITE_READONLY']],
  ['not-a-database', ['SQLITE_NOTADB']],
  ['database-damaged', ['SQLITE_CORRUPT']],
  ['database-unreadable', ['SQLITE_CANTOPEN', 'SQLITE_PERM']],
  ['database-conflict', ['SQLITE_CONSTRAINT']],
];

const FILE_SYSTEM: ErrorTable = [
  ['database-full', ['ENOSPC', 'EDQUOT']],
  ['database-read-only', ['EROFS']],
  ['database-unreadable', ['EACCES', 'EPERM', 'ENOTDIR', 'EEXIST', 'ELOOP', 'ENAMETOOLONG', 'EIO']],
];

/** Returns an `AboError` for a failure of SQLite; anything else as it is. */
export function sqliteErrorOf(error: unknown, name: string): unknown {
  if (!(error instanceof Error)) return error;
  // SQLite has no code of its own for a table or column that a migration made and that is no longer there.
  const isSchemaError = codeOf(error) === 'SQLITE_ERROR' && /^no such (table|column)/u.test(error.message);
  return errorIn(SQLITE, isSchemaError ? 'SQLITE_CORRUPT' : codeOf(error), { name, isFile: true }, error) ?? error;
}

/** Returns an `AboError` for a system call that could not find or create the file; anything else as it is. */
export function fileErrorOf(error: unknown, name: string): unknown {
  if (!(error instanceof Error)) return error;
  return errorIn(FILE_SYSTEM, codeOf(error), { name, isFile: true }, error) ?? error;
}

export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/u.test(codeOf(error));
}

/** Is permission to the file or its folder missing? */
export function isNotAllowed(error: unknown): boolean {
  return /^SQLITE_(CANTOPEN|READONLY)/u.test(codeOf(error));
}
