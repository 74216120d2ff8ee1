/**
 * Writes a file completely or not at all: a temporary file beside it is filled, then put in its place. Neither a full disk
 * nor a killed process leaves half a file, or loses the earlier contents.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AboError } from './errors.js';
import type { FileRef } from './system.js';

/** For the owner alone: the files hold names and addresses of people. */
export const PRIVATE = 0o600;

/** A new name for a temporary file in the same folder. */
export function placeBeside(target: string): string {
  return join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}.tmp`);
}

/**
 * @param make writes the file at `place`, which does not exist yet
 * @param put gives it its name
 */
export async function writeWhole<T>(
  target: string,
  make: (place: string) => Promise<T>,
  put: (place: string) => void | Promise<void>,
): Promise<T> {
  const place = placeBeside(target);
  const remove = (): void => {
    // The latter three are SQLite's.
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${place}${suffix}`, { force: true });
  };
  // A signal ends the process without running `finally`.
  process.once('exit', remove);
  try {
    const result = await make(place);
    await put(place);
    return result;
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/**
 * Creates a file that must not exist yet, even if another program creates it meanwhile, and that survives a power cut.
 * Source: docs/contract/cli.md, "db backup" and "db copy".
 *
 * @param make fills the file, which is empty and readable by its owner only, and closes it
 * @throws AboError `file-exists`, `folder-not-found` (exit 2), before anything is written
 */
export async function writeNewFile<T>({ name, path }: FileRef, make: (place: string) => Promise<T>): Promise<T> {
  const folder = dirname(path);
  const file = join(folder, basename(path));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new AboError('folder-not-found', { file: name, folder });
  }
  if (exists(file)) throw new AboError('file-exists', { file: name });
  return writeWhole(
    file,
    async (place) => {
      closeSync(openSync(place, 'wx', PRIVATE));
      const result = await make(place);
      sync(place);
      return result;
    },
    (place) => {
      try {
        linkSync(place, file);
      } catch (error) {
        if (exists(file)) throw new AboError('file-exists', { file: name }, { cause: error });
        // Not every file system has links.
        renameSync(place, file);
      }
      sync(folder);
    },
  );
}

function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** Waits until a file or folder is on the disk. */
function sync(path: string): void {
  // Windows can't open a folder.
  if (process.platform === 'win32' && statSync(path).isDirectory()) return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
