/**
 * Folders for tests. All are in one folder of the run, which test/global-setup.ts creates and removes: in memory when the
 * machine has enough, so that no database waits for a disk.
 */
import { accessSync, constants, mkdtempSync, realpathSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** More than all tests together take at once. */
const NEEDED_BYTES = 2 ** 30;

/** The variable that names the folder of the run. */
export const RUN_FOLDER = 'ABO_TEST_FOLDER';

/** Where the folder of a run is created. */
export function scratchRoot(): string {
  return hasSpace(MEMORY) ? MEMORY : realpathSync(tmpdir());
}

/** Creates an empty folder. It is removed with the run, or earlier by the caller. */
export function scratchFolder(name: string): string {
  return mkdtempSync(join(process.env[RUN_FOLDER] ?? scratchRoot(), `${name}-`));
}

function hasSpace(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= NEEDED_BYTES;
  } catch {
    return false;
  }
}
