/** The files that a command reads, and what the flags say of how they are written. Source: docs/contract/csv.md, "Reading". */
import type { Session } from '../../context.js';
import type { CsvInput } from '../../csv/input.js';
import type { ReadOptions } from '../../csv/open.js';
import type { Options } from './flags.js';

/** `-` is standard input. */
export function inputOf({ terminal, messages }: Session, path: string): CsvInput {
  return path === '-' ? { name: messages.notices.standardInput, stream: terminal.stdin } : path;
}

/** What the flags leave out is told from the file. */
export function readOptionsOf({ encoding, delimiter, skipRows }: Options): ReadOptions {
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(skipRows === undefined ? {} : { skipRows }),
  };
}
