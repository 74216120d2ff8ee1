/**
 * A file that is whole, or not there: made beside its place under another name, and put there when it is on the disk. One
 * that came in the meantime is left. Source: docs/contract/cli.md, "db backup" and "db copy".
 */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AboError } from '../../errors.js';
import type { FileRef } from '../../system.js';

/**
 * @param make fills the file, which is empty and only the owner's, and closes it
 * @throws AboError `file-exists`, `folder-not-found` (exit 2), before anything is made
 */
export async function writeWhole<T>({ name, path }: FileRef, make: (place: string) => Promise<T>): Promise<T> {
  const folder = dirname(path);
  const file = join(folder, basename(path));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new AboError('folder-not-found', { file: name, folder });
  }
  if (isThere(file)) throw new AboError('file-exists', { file: name });
  const place = join(folder, `.${basename(file)}.${randomBytes(4).toString('hex')}.tmp`);
  // A signal ends the process, and no `finally` comes.
  const remove = (): void => {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${place}${suffix}`, { force: true });
  };
  process.once('exit', remove);
  try {
    closeSync(openSync(place, 'wx', 0o600));
    const result = await make(place);
    sync(place);
    put(place, file, name);
    sync(folder);
    return result;
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** Under its name, unless somebody has taken it. */
function put(place: string, file: string, name: string): void {
  try {
    linkSync(place, file);
  } catch (error) {
    if (isThere(file)) throw new AboError('file-exists', { file: name }, { cause: error });
    // Not every file system has links.
    renameSync(place, file);
  }
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** What was written survives a power cut. */
function sync(path: string): void {
  // Windows opens no folder.
  if (process.platform === 'win32' && statSync(path).isDirectory()) return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
