/** The files that a command reads. Source: docs/contract/csv.md, "Reading". */
import type { Session } from '../../context.js';
import type { CsvInput } from '../../csv/input.js';

/** `-` is standard input. */
export function inputOf({ terminal, messages }: Session, path: string): CsvInput {
  return path === '-' ? { name: messages.notices.standardInput, stream: terminal.stdin } : path;
}
