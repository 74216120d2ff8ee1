/**
 * Writes a file whole or not at all: to a temporary file beside it, which is then renamed. A full disk or a killed process
 * never leaves half of it, nor loses the earlier contents.
 */
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, basename, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { AboError, whyOf } from '../errors.js';
import type { FileRef } from '../system.js';
import { StreamWriter } from './stream-writer.js';

/** What is written on: any width, no colour. */
export interface FilePage {
  write(text: string | Uint8Array): Promise<void>;
  readonly columns: null;
  readonly color: false;
}

/** For the owner alone: the files hold names and addresses of people. */
export const PRIVATE = 0o600;

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
  const { target, beside } = await named(name, () => placeOf(path));
  if (beside === null) return fill(path, name, work);
  try {
    const result = await fill(beside, name, work, mode);
    // The umask takes bits from the mode with which a file is created.
    if (mode !== undefined) await named(name, () => chmod(beside, mode));
    await named(name, () => rename(beside, target));
    return result;
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/**
 * Checks that a file could be written there, before the work that would fill it. Nothing is left behind.
 *
 * @throws AboError `file-unwritable` when it could not
 */
export async function requireWritableFile({ name, path }: FileRef): Promise<void> {
  try {
    const { beside } = await placeOf(path);
    if (beside === null) return;
    const handle = await open(beside, 'wx', PRIVATE);
    await handle.close();
    await rm(beside, { force: true });
  } catch (error) {
    const { code, said } = whyOf(error);
    if (code === null) throw error;
    throw new AboError('file-unwritable', { file: name, code, said }, { cause: error });
  }
}

/** Returns where the file goes and where it is written until it is whole: null for a pipe or a device, written directly. */
async function placeOf(path: string): Promise<{ readonly target: string; readonly beside: string | null }> {
  const found = await stat(path).catch((error: unknown) => {
    // Of another error, the file may exist.
    if (whyOf(error).code === 'ENOENT') return null;
    throw error;
  });
  if (found !== null && !found.isFile() && !found.isDirectory()) return { target: path, beside: null };
  // Of a symbolic link, the target is replaced.
  const target = found === null ? path : await realpath(path);
  return { target, beside: join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}.tmp`) };
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
    stream.destroy();
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
