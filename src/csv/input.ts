/**
 * The bytes of an input: a file, or a stream (standard input) that is spooled to a temporary file first, so that every
 * input can be read twice: once to be scanned (hash, encoding, is it text at all?), once to be decoded.
 * Source: docs/contract/csv.md, "Reading" and "Size".
 */
import { randomBytes } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AboError, whyOf } from '../errors.js';
import type { FileRef } from '../system.js';

/** A file, or a stream with a name for messages (`-`). */
export type CsvInput = (FileRef | { readonly name: string; readonly stream: AsyncIterable<Uint8Array> }) & {
  /** The folder for the temporary file of what can be read only once. */
  readonly tmp: string;
};

const CHUNK_BYTES = 256 * 1024;

/**
 * Opens an input.
 *
 * @throws AboError `file-not-found`, `file-is-folder`, `file-unreadable`
 */
export async function openInput(input: CsvInput): Promise<InputBytes> {
  const { name, tmp } = input;
  if ('stream' in input) return spool(name, input.stream, tmp);
  const handle = await naming(name, () => open(input.path, 'r'));
  try {
    const stat = await handle.stat();
    if (stat.isDirectory()) throw new AboError('file-is-folder', { file: name });
    if (stat.isFile()) return new InputBytes(name, handle, stat.size);
    // A pipe (`<(…)`) can be read only once.
    const spooled = await spool(name, handle.createReadStream({ autoClose: false }), tmp);
    await handle.close();
    return spooled;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The bytes of an open file: close it when done. */
export class InputBytes {
  /** How many bytes the latest `chunks` has read. */
  bytesRead = 0;
  readonly #handle: FileHandle;

  constructor(
    readonly name: string,
    handle: FileHandle,
    readonly size: number,
  ) {
    this.#handle = handle;
  }

  /**
   * The bytes from the start, in chunks of up to 256 KiB. A chunk is valid until the next is read. May be called again.
   *
   * @throws AboError `file-unreadable`
   */
  async *chunks(): AsyncGenerator<Buffer> {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    this.bytesRead = 0;
    for (let position = 0; ;) {
      const { bytesRead } = await naming(this.name, () => this.#handle.read(buffer, 0, buffer.length, position));
      if (bytesRead === 0) return;
      position += bytesRead;
      this.bytesRead = position;
      yield buffer.subarray(0, bytesRead);
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** Copies a stream to a temporary file without a name: it is deleted with its handle, whatever happens. */
async function spool(name: string, stream: AsyncIterable<Uint8Array>, tmp: string): Promise<InputBytes> {
  const path = join(tmp, `abo-${randomBytes(9).toString('hex')}.csv`);
  const handle = await naming(path, () => open(path, 'wx+', 0o600));
  let size = 0;
  try {
    await naming(path, () => unlink(path));
    await naming(name, async () => {
      for await (const chunk of stream) {
        await handle.writeFile(chunk);
        size += chunk.length;
      }
    });
    return new InputBytes(name, handle, size);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Runs an operation on a file; the error names the file. */
async function naming<T>(file: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (cause) {
    const { code } = whyOf(cause);
    if (code === null) throw cause;
    if (code === 'ENOENT') throw new AboError('file-not-found', { file }, { cause });
    if (code === 'EISDIR') throw new AboError('file-is-folder', { file }, { cause });
    throw new AboError('file-unreadable', { file, reason: code }, { cause });
  }
}
