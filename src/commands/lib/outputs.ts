/** The same answer in several formats: `--format` on stdout, and a file for each `-o FORMAT=FILE`. Source: docs/contract/cli.md, "Output". */
import type { Format, Session } from '../../context.js';
import type { Page } from '../../views/page.js';
import { formatAmong } from './answer.js';
import { oneOf, type OutputFile } from './flag-values.js';
import { writeNamed, type NamedFile } from './written-files.js';

const FLAG = '-o';

/** Writes an answer to each file, then to stdout. Formats are checked first, so that a wrong one leaves no file behind. */
export async function writeOutputs<F extends Format>(
  session: Session,
  known: readonly F[],
  files: readonly OutputFile[],
  write: (format: F, page: Page) => Promise<void>,
): Promise<void> {
  const format = formatAmong(session, known);
  await writeFiles(session, outputsAmong(known, files), write);
  await write(format, session.terminal.stdout);
}

/** @throws AboError `bad-value` for a format that the command does not know */
export function outputsAmong<F extends Format>(
  known: readonly F[],
  files: readonly OutputFile[],
): readonly OutputFile<F>[] {
  return files.map(({ file, format }) => ({ file, format: oneOf(known)(FLAG)(format) }));
}

export function namedOutputs(outputs: readonly OutputFile[]): readonly NamedFile[] {
  return outputs.map(({ file }) => ({ flag: FLAG, file }));
}

/** Writes each file whole, or not at all. */
export async function writeFiles<F extends Format>(
  session: Session,
  outputs: readonly OutputFile<F>[],
  write: (format: F, page: Page) => Promise<void>,
): Promise<void> {
  for (const { file, format } of outputs) {
    await writeNamed(session, { flag: FLAG, file }, (page) => write(format, page));
  }
}
