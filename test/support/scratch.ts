/**
 * Folders for tests. All are in one folder of the run, which test/global-setup.ts creates and removes: in memory where the
 * machine has room for that, so that no database waits for a disk.
 */
import { accessSync, constants, mkdtempSync, realpathSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** What all tests together may take at once, with room to spare. */
const NEEDED_BYTES = 2 ** 30;

/** The variable that names the folder of the run. */
export const RUN_FOLDER = 'ABO_TEST_FOLDER';

/** Where the folder of a run is created. */
export function scratchRoot(): string {
  return hasRoom(MEMORY) ? MEMORY : realpathSync(tmpdir());
}

/** Creates an empty folder. It is removed with the run, or earlier by the caller. */
export function scratchFolder(name: string): string {
  return mkdtempSync(join(process.env[RUN_FOLDER] ?? scratchRoot(), `${name}-`));
}

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= NEEDED_BYTES;
  } catch {
    return false;
  }
}
