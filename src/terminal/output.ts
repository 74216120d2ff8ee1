/**
 * A stream of the process as an `Output`. Waits for a slow reader; tells a closed pipe (`| head`) from a full disk.
 * Source: docs/contract/cli.md, "Output".
 */
import type { Writable } from 'node:stream';
import { AboError, whyOf } from '../errors.js';
import type { Environment } from '../system.js';
import type { Output } from './terminal.js';

/** The reader went away: there is nobody to write to any more. `main` ends quietly, with exit 0. */
export class ClosedPipe extends Error {
  override readonly name = 'ClosedPipe';
}

export interface OutputSettings {
  readonly env: Environment;
  /** `--no-color`. */
  readonly noColor?: boolean;
  /** What the error of a failed write calls this output: `stdout`, a file's name. */
  readonly name: string;
}

export interface ColorChoice {
  readonly shows: boolean;
  /** The flag or variable that says so; null for the terminal, or for there being none. */
  readonly from: string | null;
}

/** A writable stream, and what it tells when it is a terminal. */
export type TerminalStream = Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };

/**
 * `write` throws ClosedPipe when the reader is gone, AboError `output-failed` for anything else (a full disk). Once it has
 * failed, every later write fails the same way.
 */
export function streamOutput(stream: TerminalStream, settings: OutputSettings): Output {
  return new StreamOutput(stream, settings);
}

class StreamOutput implements Output {
  readonly isTTY: boolean;
  readonly color: boolean;
  readonly redraws: boolean;
  private failure: Error | undefined;

  constructor(
    private readonly stream: TerminalStream,
    private readonly settings: OutputSettings,
  ) {
    this.isTTY = stream.isTTY === true;
    this.color = colorOf(this.isTTY, settings).shows;
    this.redraws = this.isTTY && settings.env['TERM'] !== 'dumb';
    // Without a listener Node ends the process with a stack trace; `write` reports the same failure in its own time.
    stream.on('error', (error) => {
      this.failure ??= error;
    });
  }

  /** Asked each time: a terminal can be resized. */
  get columns(): number | null {
    if (!this.isTTY) return null;
    const wanted = Number(this.settings.env['COLUMNS']);
    if (Number.isInteger(wanted) && wanted > 0) return wanted;
    // A terminal that was never given a size says 0.
    const { columns = 0 } = this.stream;
    return columns > 0 ? columns : USUAL_COLUMNS;
  }

  get rows(): number | null {
    const { rows = 0 } = this.stream;
    return this.isTTY && rows > 0 ? rows : null;
  }

  async write(text: string): Promise<void> {
    if (text === '') return;
    if (this.failure === undefined) {
      await new Promise<void>((resolve) => {
        this.stream.write(text, (error) => {
          if (error) this.failure ??= error;
          resolve();
        });
      });
    }
    if (this.failure !== undefined) throw asTold(this.failure, this.settings.name);
  }
}

/** Of a terminal that doesn't say. */
const USUAL_COLUMNS = 80;

/** `--no-color` and `NO_COLOR` forbid; `FORCE_COLOR` asks; else colour is for a terminal that is not dumb. */
export function colorOf(isTTY: boolean, { env, noColor }: Omit<OutputSettings, 'name'>): ColorChoice {
  const { NO_COLOR: forbidden, FORCE_COLOR: forced, TERM: term } = env;
  if (noColor === true) return { shows: false, from: '--no-color' };
  if (forbidden !== undefined && forbidden !== '') return { shows: false, from: 'NO_COLOR' };
  if (forced !== undefined && forced !== '')
    return { shows: forced !== '0' && forced !== 'false', from: 'FORCE_COLOR' };
  return isTTY && term === 'dumb' ? { shows: false, from: 'TERM' } : { shows: isTTY, from: null };
}

function asTold(failure: Error, output: string): Error {
  const { code, said: detail } = whyOf(failure);
  if (code === 'EPIPE' || code === 'ECONNRESET' || code === 'ERR_STREAM_DESTROYED') {
    return new ClosedPipe(output, { cause: failure });
  }
  return new AboError('output-failed', { output, code, detail }, { cause: failure });
}
