/** What the program is given to talk with: two outputs, an input, and whether a person is there to answer. */
import type { Readable } from 'node:stream';

export interface Output {
  /** Resolves when the text is accepted: memory stays flat however slow the reader. */
  write(text: string): Promise<void>;
  readonly isTTY: boolean;
  /** The terminal's width; null when there is none, and nothing is cut then. */
  readonly columns: number | null;
  /** The terminal's height; null when there is none, or it does not say. */
  readonly rows?: number | null;
  readonly color: boolean;
  /** Can what stands on a line be drawn over? By default, where it is a terminal; a dumb one can't. */
  readonly redraws?: boolean;
}

export interface Terminal {
  /** The answer. */
  readonly stdout: Output;
  /** Everything else: progress, notices, prompts, errors. */
  readonly stderr: Output;
  readonly stdin: Readable & { readonly isTTY?: boolean };
}
