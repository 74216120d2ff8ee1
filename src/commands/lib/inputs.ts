/** The files that a command reads. Source: docs/contract/csv.md, "Reading". */
import type { Session } from '../../context.js';
import type { CsvInput } from '../../csv/input.js';
import { fileRef } from '../../system.js';

/** `-` is standard input. */
export function inputOf(session: Session, path: string): CsvInput {
  const { terminal, messages, tmp } = session;
  if (path === '-') return { name: messages.notices.standardInput, stream: terminal.stdin, tmp };
  return fileInput(session, path);
}

export function fileInput(session: Session, path: string): CsvInput {
  return { ...fileRef(path, session), tmp: session.tmp };
}
