/**
 * The files that a command writes: none may be one that it works on. Every file of a command is written from here, so that
 * no flag forgets to ask; what takes long asks before it begins.
 */
import { statSync, type Stats } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Session } from '../../context.js';
import { AboError } from '../../errors.js';
import { fileRef, pathIn, type System } from '../../system.js';
import { PRIVATE, requireWritableFile, writeFileWhole, type FilePage } from '../../terminal/file-output.js';

type Cwd = Pick<System, 'cwd'>;

/** A file to be written, and the flag that names it. */
export interface NamedFile {
  readonly flag: string;
  readonly file: string;
  /** It is to be kept for another day, which no pipe does. */
  readonly kept?: true;
}

/** @param inputs the files that the command reads; `-`, standard input, is none */
export async function refuseInUse(
  session: Session,
  { flag, file }: NamedFile,
  inputs: readonly string[] = [],
): Promise<void> {
  const there = statOf(session, file);
  // A pipe or a device holds nothing that could be lost.
  if (there?.isFile() !== true) return;
  if (inputs.some((input) => input !== '-' && isSame(there, statOf(session, input)))) {
    throw new AboError('file-in-use', { flag, file, is: 'input' });
  }
  // What the engine opens, and not what was typed: a URL is no path. A server's is that of no file.
  const { location } = await session.engine();
  if (isSame(there, statOf(session, location))) throw new AboError('file-in-use', { flag, file, is: 'database' });
}

/**
 * Told before any work is done, not after it.
 *
 * @param inputs the files that the command reads; `-`, standard input, is none
 * @throws AboError `folder-not-found`, `not-a-file`, `file-in-use`, `file-unwritable` (exit 2)
 */
export async function requirePlace(session: Session, named: NamedFile, inputs: readonly string[] = []): Promise<void> {
  const { file } = named;
  const folder = dirname(file);
  if (statOf(session, folder)?.isDirectory() !== true) throw new AboError('folder-not-found', { file, folder });
  const there = statOf(session, file);
  if (there !== null && (named.kept === true ? !there.isFile() : there.isDirectory())) {
    throw new AboError('not-a-file', { file });
  }
  await refuseInUse(session, named, inputs);
  await requireWritableFile(fileRef(file, session));
}

/** @throws AboError `flags-exclude` where two are one file: the second would take the place of the first */
export function requireApart(system: Cwd, files: readonly NamedFile[]): void {
  for (const [i, second] of files.entries()) {
    const first = files.slice(0, i).find(({ file }) => isSamePlace(system, file, second.file));
    if (first !== undefined) throw new AboError('flags-exclude', { first: typed(first), second: typed(second) });
  }
}

/** One file by two names, or one name in one folder, where there is no file yet. */
function isSamePlace(system: Cwd, one: string, other: string): boolean {
  const [there, folder] = [statOf(system, one), statOf(system, dirname(one))];
  if (there !== null && isSame(there, statOf(system, other))) return true;
  return folder !== null && basename(one) === basename(other) && isSame(folder, statOf(system, dirname(other)));
}

/** As it stands on the command line. */
function typed({ flag, file }: NamedFile): string {
  return flag === '-o' ? `${flag} …=${file}` : `${flag} ${file}`;
}

/** @throws AboError `file-in-use`, `output-failed`; what `work` throws, with nothing written */
export async function writeNamed<T>(
  session: Session,
  named: NamedFile,
  work: (page: FilePage) => Promise<T>,
): Promise<T> {
  await refuseInUse(session, named);
  return writeFileWhole(fileRef(named.file, session), work);
}

/** As `writeNamed`, in a file that only its owner can read. */
export async function writePrivate<T>(
  session: Session,
  named: NamedFile,
  work: (page: FilePage) => Promise<T>,
): Promise<T> {
  await refuseInUse(session, named);
  return writeFileWhole(fileRef(named.file, session), work, PRIVATE);
}

/** Is there something in a file of this name? A pipe or a device is none. */
export function isFilled(system: Cwd, path: string): boolean {
  const there = statOf(system, path);
  return there?.isFile() === true && there.size > 0;
}

/** Do two names lead to one file? */
function isSame(one: Stats, other: Stats | null): boolean {
  return other !== null && one.dev === other.dev && one.ino === other.ino;
}

function statOf({ cwd }: Cwd, path: string): Stats | null {
  try {
    return statSync(pathIn(cwd, path));
  } catch {
    // Whoever opens it says why.
    return null;
  }
}
