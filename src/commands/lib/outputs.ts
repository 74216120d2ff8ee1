/** The same answer in several formats: `--format` on stdout, and a file for each `-o FORMAT=FILE`. Source: docs/contract/cli.md, "Output". */
import type { Format, Session } from '../../context.js';
import type { Page } from '../../views/page.js';
import { formatAmong } from './answer.js';
import { badValue, type OutputFile } from './flag-values.js';
import { requireApart, requirePlace, writeNamed, type NamedFile } from './written-files.js';

const FLAG = '-o';

/** A file that was asked for, in a format that the command knows. */
export interface Output<F extends Format> {
  readonly file: string;
  readonly format: F;
}

/**
 * Writes an answer in the format of stdout and of each file. Formats are checked beforehand, so that a wrong one leaves
 * nothing half written.
 */
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

/** @throws AboError for a format that the command does not know */
export function outputsAmong<F extends Format>(
  known: readonly F[],
  files: readonly OutputFile[],
): readonly Output<F>[] {
  return files.map((output) => {
    const found = known.find((candidate) => candidate === output.format);
    if (found === undefined) throw badValue(FLAG, output.format, known);
    return { file: output.file, format: found };
  });
}

/**
 * As `requirePlace`, for each file that `-o` names; and no two of all that the run writes may be one.
 *
 * @param beside what else it writes, whose places are asked for by whoever names them
 */
export async function requirePlaces(
  session: Session,
  outputs: readonly Pick<OutputFile, 'file'>[],
  inputs: readonly string[] = [],
  beside: readonly NamedFile[] = [],
): Promise<void> {
  requireApart(session, [...beside, ...outputs.map(({ file }) => ({ flag: FLAG, file }))]);
  for (const { file } of outputs) await requirePlace(session, { flag: FLAG, file }, inputs);
}

/** Each whole, or not at all. */
export async function writeFiles<F extends Format>(
  session: Session,
  outputs: readonly Output<F>[],
  write: (format: F, page: Page) => Promise<void>,
): Promise<void> {
  for (const { file, format } of outputs) {
    await writeNamed(session, { flag: FLAG, file }, (page) => write(format, page));
  }
}
