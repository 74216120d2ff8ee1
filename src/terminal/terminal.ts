/** The program's input and outputs. */
import type { Readable } from 'node:stream';

export interface Output {
  /** Resolves when the text is accepted: memory stays flat, however slow the reader is. */
  write(text: string): Promise<void>;
  readonly isTTY: boolean;
  /** The terminal's width; null when it is not a terminal, and nothing is cut then. */
  readonly columns: number | null;
  /** The terminal's height; null when it is not a terminal, or has no known height. */
  readonly rows?: number | null;
  readonly color: boolean;
  /** Can a line be drawn over? By default, when it is a terminal. A dumb one can't. */
  readonly redraws?: boolean;
}

export interface Terminal {
  /** The answer. */
  readonly stdout: Output;
  /** Everything else: progress, notices, prompts, errors. */
  readonly stderr: Output;
  readonly stdin: Readable & { readonly isTTY?: boolean };
}
