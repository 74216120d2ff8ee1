/** Writes text to a file, completely or not at all. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { AboError, whyOf } from '../errors.js';
import type { FileRef } from '../system.js';
import { placeBeside, PRIVATE, writeWhole } from '../whole-file.js';
import { StreamWriter } from './stream-writer.js';

/** What is written on: any width, no colour. */
export interface FilePage {
  write(text: string | Uint8Array): Promise<void>;
  readonly columns: null;
  readonly color: false;
}

/**
 * Writes a file whole, or not at all when `work` throws.
 *
 * @param mode the file's permissions, whatever they were before and whatever the umask; by default those of any new file
 * @throws AboError `output-failed`; what `work` throws
 */
export async function writeFileWhole<T>(
  { name, path }: FileRef,
  work: (page: FilePage) => Promise<T>,
  mode?: number,
): Promise<T> {
  const target = await named(name, () => targetOf(path));
  if (target === null) return fill(path, name, work);
  return writeWhole(
    target,
    async (place) => {
      const result = await fill(place, name, work, mode);
      // The umask takes bits from the mode with which a file is created.
      if (mode !== undefined) await named(name, () => chmod(place, mode));
      return result;
    },
    (place) => named(name, () => rename(place, target)),
  );
}

/**
 * Checks that a file could be written there, before the work that would fill it. Nothing is left behind.
 *
 * @throws AboError `file-unwritable` when it could not
 */
export async function requireWritableFile({ name, path }: FileRef): Promise<void> {
  try {
    const target = await targetOf(path);
    if (target === null) return;
    const place = placeBeside(target);
    const handle = await open(place, 'wx', PRIVATE);
    await handle.close();
    await rm(place, { force: true });
  } catch (error) {
    const { code, said } = whyOf(error);
    if (code === null) throw error;
    throw new AboError('file-unwritable', { file: name, code, said }, { cause: error });
  }
}

/** Returns the file to replace, for a symbolic link its target; null for a pipe or a device, which is written directly. */
async function targetOf(path: string): Promise<string | null> {
  const found = await stat(path).catch((error: unknown) => {
    // Of another error, the file may exist.
    if (whyOf(error).code === 'ENOENT') return null;
    throw error;
  });
  if (found !== null && !found.isFile() && !found.isDirectory()) return null;
  return found === null ? path : realpath(path);
}

async function fill<T>(place: string, name: string, work: (page: FilePage) => Promise<T>, mode?: number): Promise<T> {
  const stream = createWriteStream(place, { flags: mode === undefined ? 'w' : 'wx', mode: mode ?? 0o666 });
  const writer = new StreamWriter(stream);
  const page: FilePage = { columns: null, color: false, write: (text) => named(name, () => writer.write(text)) };
  try {
    const result = await work(page);
    await named(name, () => finished(stream.end()));
    return result;
  } finally {
    // A file that is still being opened would appear after its removal.
    if (!stream.closed) await once(stream.destroy(), 'close');
  }
}

async function named<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Error ? outputFailed(name, error) : error;
  }
}

function outputFailed(output: string, failure: Error): AboError {
  const { code, said } = whyOf(failure);
  // The reason stands before the first comma; behind it is the name of the temporary file.
  const [detail = ''] = said.split(',');
  return new AboError('output-failed', { output, code, detail }, { cause: failure });
}
