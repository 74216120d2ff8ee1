/**
 * The files that a command writes: none may be the database, or a file that the command reads. Every file of a command is
 * written from here, so that no flag forgets the check; a command that takes long checks before it begins.
 */
import { statSync, type Stats } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Session } from '../../context.js';
import { AboError } from '../../errors.js';
import { fileRef, pathIn, type System } from '../../system.js';
import { requireWritableFile, writeFileWhole, type FilePage } from '../../terminal/file-output.js';
import { PRIVATE } from '../../whole-file.js';
import { excluded } from './flag-values.js';

type Cwd = Pick<System, 'cwd'>;

/** A file to be written, and the flag that names it. */
export interface NamedFile {
  readonly flag: string;
  readonly file: string;
  /** It must stay, so it cannot be a pipe. */
  readonly kept?: true;
  /** Only its owner may read it. */
  readonly private?: true;
}

/** @param inputs the files that the command reads; `-`, standard input, is none */
export async function refuseInUse(
  session: Session,
  { flag, file }: NamedFile,
  inputs: readonly string[] = [],
): Promise<void> {
  const there = statOf(session, file);
  // Nothing in a pipe or a device can be lost.
  if (there?.isFile() !== true) return;
  if (inputs.some((input) => input !== '-' && isSame(there, statOf(session, input)))) {
    throw new AboError('file-in-use', { flag, file, is: 'input' });
  }
  // The path that the engine opens: a URL was typed, perhaps. The location of a server is no file.
  const { location } = await session.engine();
  if (isSame(there, statOf(session, location))) throw new AboError('file-in-use', { flag, file, is: 'database' });
}

/** @throws AboError `folder-not-found`, `not-a-file`, `file-in-use`, `file-unwritable` (exit 2) */
async function requirePlace(session: Session, named: NamedFile, inputs: readonly string[]): Promise<void> {
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

/**
 * Checks that files can be written, before any work is done; and no two may be one file.
 *
 * @param inputs the files that the command reads; `-`, standard input, is none
 * @throws AboError `flags-exclude`, `folder-not-found`, `not-a-file`, `file-in-use`, `file-unwritable` (exit 2)
 */
export async function requirePlaces(
  session: Session,
  files: readonly NamedFile[],
  inputs: readonly string[] = [],
): Promise<void> {
  requireApart(session, files);
  for (const file of files) await requirePlace(session, file, inputs);
}

/** @throws AboError `flags-exclude` where two are one file: the second would replace the first */
export function requireApart(system: Cwd, files: readonly NamedFile[]): void {
  for (const [i, second] of files.entries()) {
    const first = files.slice(0, i).find(({ file }) => isSamePlace(system, file, second.file));
    if (first !== undefined) throw excluded(typed(first), typed(second));
  }
}

/** Is it one file under two names, or one name in one folder, where there is no file yet? */
function isSamePlace(system: Cwd, one: string, other: string): boolean {
  const [there, folder] = [statOf(system, one), statOf(system, dirname(one))];
  if (there !== null && isSame(there, statOf(system, other))) return true;
  return folder !== null && basename(one) === basename(other) && isSame(folder, statOf(system, dirname(other)));
}

/** As it is typed. */
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
  return writeFileWhole(fileRef(named.file, session), work, named.private === true ? PRIVATE : undefined);
}

/** Is there a file of this name, and something in it? A pipe or a device is no file. */
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
    // Opening the file will say why.
    return null;
  }
}
