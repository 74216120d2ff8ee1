/** Folders for tests, in memory where the machine has room for that: a database is then written without waiting for a disk. */
import { accessSync, constants, mkdtempSync, realpathSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** What all tests together may take at once, with room to spare. */
const NEEDED_BYTES = 2 ** 30;

/** The folder that scratch folders are created in. */
export const SCRATCH = hasRoom(MEMORY) ? MEMORY : realpathSync(tmpdir());

/** Creates an empty folder. The caller removes it. */
export function scratchFolder(name: string): string {
  return mkdtempSync(join(SCRATCH, `abo-${name}-`));
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
