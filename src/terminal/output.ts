/**
 * A stream of the process as an `Output`. It waits for a slow reader, and fails differently for a closed pipe (`| head`)
 * and a full disk.
 * Source: docs/contract/cli.md, "Output".
 */
import type { Writable } from 'node:stream';
import { AboError, whyOf } from '../errors.js';
import type { Chosen, Environment } from '../system.js';
import { StreamWriter } from './stream-writer.js';
import type { Output } from './terminal.js';

/** The reader closed its end of the pipe. `main` ends quietly, with exit 0. */
export class ClosedPipe extends Error {
  override readonly name = 'ClosedPipe';
}

export interface OutputSettings {
  readonly env: Environment;
  /** `--no-color`. */
  readonly noColor?: boolean;
  /** How the error of a failed write names this output: `stdout`, a file's name. */
  readonly name: string;
}

/** A writable stream, with the size of the terminal that it may be. */
export type TerminalStream = Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };

/** A stream as an `Output`. Once a write has failed, every later one fails the same way. */
export class StreamOutput implements Output {
  readonly isTTY: boolean;
  readonly color: boolean;
  readonly redraws: boolean;
  readonly #stream: TerminalStream;
  readonly #settings: OutputSettings;
  readonly #writer: StreamWriter;

  constructor(stream: TerminalStream, settings: OutputSettings) {
    this.#stream = stream;
    this.#writer = new StreamWriter(stream);
    this.#settings = settings;
    this.isTTY = stream.isTTY === true;
    this.color = chooseColor(this.isTTY, settings).value;
    this.redraws = this.isTTY && settings.env['TERM'] !== 'dumb';
  }

  /** Read each time: a terminal can be resized. */
  get columns(): number | null {
    if (!this.isTTY) return null;
    const wanted = Number(this.#settings.env['COLUMNS']);
    if (Number.isInteger(wanted) && wanted > 0) return wanted;
    // A terminal whose size was never set has 0 columns.
    const { columns = 0 } = this.#stream;
    return columns > 0 ? columns : USUAL_COLUMNS;
  }

  get rows(): number | null {
    const { rows = 0 } = this.#stream;
    return this.isTTY && rows > 0 ? rows : null;
  }

  /** @throws ClosedPipe when the reader has closed the pipe; AboError `output-failed` for anything else, such as a full disk */
  async write(text: string): Promise<void> {
    if (text === '') return;
    await this.#writer.write(text).catch((failure: unknown) => {
      throw failure instanceof Error ? asThrown(failure, this.#settings.name) : failure;
    });
  }
}

/** Of a terminal whose width is not known. */
const USUAL_COLUMNS = 80;

/** `--no-color` and `NO_COLOR` turn colour off, `FORCE_COLOR` turns it on; else it is for a terminal that is not dumb. */
export function chooseColor(isTTY: boolean, { env, noColor }: Omit<OutputSettings, 'name'>): Chosen<boolean> {
  const { NO_COLOR: forbidden, FORCE_COLOR: forced, TERM: term } = env;
  if (noColor === true) return { value: false, from: '--no-color' };
  if (forbidden !== undefined && forbidden !== '') return { value: false, from: 'NO_COLOR' };
  if (forced !== undefined && forced !== '')
    return { value: forced !== '0' && forced !== 'false', from: 'FORCE_COLOR' };
  return isTTY && term === 'dumb' ? { value: false, from: 'TERM' } : { value: isTTY, from: null };
}

function asThrown(failure: Error, output: string): Error {
  const { code, said: detail } = whyOf(failure);
  if (code === 'EPIPE' || code === 'ECONNRESET' || code === 'ERR_STREAM_DESTROYED') {
    return new ClosedPipe(output, { cause: failure });
  }
  return new AboError('output-failed', { output, code, detail }, { cause: failure });
}
